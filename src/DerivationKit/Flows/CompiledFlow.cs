using System.Collections.Immutable;
using System.Numerics;
using DerivationKit.Compilation;
using DerivationKit.Compilation.Simd;

namespace DerivationKit.Flows;

/// <summary>A gradient flow as a numeric function that moves a state, for all sizes of its dimensions. Immutable and thread-safe.</summary>
/// <typeparam name="T">The floating-point type, such as <see cref="double"/> or <see cref="float"/>.</typeparam>
public sealed class CompiledFlow<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Program energy;

    internal CompiledFlow(GradientFlow flow, Integrator integrator, ImmutableArray<Variable> inputs)
    {
        (Flow, Integrator, Inputs) = (flow, integrator, inputs);
        Program = Program.Of([.. flow.Variables.Select(flow.Velocity)], [.. flow.Variables, .. inputs]);
        energy = Program.Of([flow.Energy], [.. flow.Variables, .. inputs]);
    }

    /// <summary>What is followed.</summary>
    public GradientFlow Flow { get; }

    /// <summary>In which steps.</summary>
    public Integrator Integrator { get; }

    /// <summary>The variables that stand still, in order.</summary>
    public ImmutableArray<Variable> Inputs { get; }

    /// <summary>How the velocities are computed; its text is a listing.</summary>
    public Program Program { get; }

    /// <summary>Fixes the sizes, and allocates all that a step needs.</summary>
    /// <param name="shapes">Rows and columns of each variable that moves, in order, then of each input.</param>
    /// <exception cref="ShapeException">The shapes contradict a declaration or each other, or leave a dimension open.</exception>
    public BoundFlow<T> Bind(params (int Rows, int Columns)[] shapes) => Bind(MatrixLayout.RowMajor, shapes);

    /// <summary>Fixes the sizes and the order of the entries of state and inputs.</summary>
    /// <param name="layout">The order.</param>
    /// <param name="shapes">Rows and columns of each variable that moves, in order, then of each input.</param>
    /// <exception cref="ShapeException">The shapes contradict a declaration or each other, or leave a dimension open.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layout.</exception>
    public BoundFlow<T> Bind(MatrixLayout layout, params (int Rows, int Columns)[] shapes) =>
        Bind(SizeInference.Infer(Program.Inputs, shapes), layout);

    /// <summary>Fixes the size of each dimension by its name, and allocates all that a step needs.</summary>
    /// <param name="sizes">The size of each named dimension; other names are ignored.</param>
    /// <exception cref="ShapeException">A dimension has no size, or one smaller than 1.</exception>
    public BoundFlow<T> Bind(IEnumerable<KeyValuePair<string, int>> sizes) => Bind(Sizes.Of(sizes), MatrixLayout.RowMajor);

    private BoundFlow<T> Bind(Sizes sizes, MatrixLayout layout)
    {
        var velocities = new BoundProgram<T>(
            Program, [.. Flow.Variables.Select(variable => $"the velocity of {variable.Name}")], sizes, layout, LaneWidths.ForEmittedCode<T>());
        return new(velocities, energy, Integrator);
    }
}
