using System.Collections.Immutable;
using System.Numerics;
using DerivationKit.Attention;
using DerivationKit.Compilation;
using DerivationKit.Differentiation;
using DerivationKit.Simplification;

namespace DerivationKit.Flows;

/// <summary>The gradient flow X' = -grad(E, X) of an energy in one or more variables, as data: velocities in closed form, and the claims that
/// are to hold along it.</summary>
/// <remarks>Source of the correspondence with attention: Actor, Gruber, Cyr, arXiv 2509.04653.</remarks>
public sealed class GradientFlow
{
    private readonly ImmutableDictionary<Variable, Expr> velocities;

    private GradientFlow(Expr energy, ImmutableArray<Variable> variables, ImmutableDictionary<Variable, Expr> velocities) =>
        (Energy, Variables, this.velocities) = (energy, variables, velocities);

    /// <summary>The scalar that the flow descends.</summary>
    public Expr Energy { get; }

    /// <summary>The variables that move; every other one stands still.</summary>
    public ImmutableArray<Variable> Variables { get; }

    /// <summary>The flow of an energy; its velocities are derived and simplified, not yet verified.</summary>
    /// <exception cref="ShapeException">The energy is not a scalar.</exception>
    /// <exception cref="ArgumentException">No variable moves, or one is listed twice.</exception>
    /// <exception cref="DifferentiationException">A gradient has no closed form in matrix notation.</exception>
    public static GradientFlow Of(Expr energy, params Variable[] variables)
    {
        ArgumentNullException.ThrowIfNull(energy);
        ArgumentNullException.ThrowIfNull(variables);
        CheckMoving(variables);
        return new(
            energy, [.. variables], variables.ToImmutableDictionary(v => v, v => Simplify.Closed(-Expr.Gradient(energy, v))));
    }

    /// <summary>The velocity of a variable in closed form, in the variable's shape.</summary>
    /// <exception cref="KeyNotFoundException">The variable does not move.</exception>
    public Expr Velocity(Variable variable) => velocities.TryGetValue(variable, out Expr? velocity)
        ? velocity
        : throw new KeyNotFoundException(
            $"{variable.Name} does not move in this flow ({string.Join(", ", Variables.Select(v => v.Name))} {(Variables.Length == 1 ? "does" : "do")})");

    /// <summary>velocity = -grad(E, X): that the closed form is what it should be.</summary>
    public Claim FieldClaim(Variable variable) => Claim.Equal(-Expr.Gradient(Energy, variable), Velocity(variable));

    /// <summary>The total time derivative of a quantity along the flow: the sum of its directional derivatives along the velocities.</summary>
    public Expr Along(Expr quantity) => Variables.Select(v => Expr.Directional(quantity, v, Velocity(v))).Aggregate((a, b) => a + b);

    /// <summary>dE/dt = -sum(X' .* X'), summed over the variables: the energy never rises.</summary>
    public Claim EnergyIdentity() =>
        Claim.Equal(Along(Energy), -Variables.Select(v => Expr.Sum(Expr.Hadamard(Velocity(v), Velocity(v)))).Aggregate((a, b) => a + b));

    /// <summary>That a quantity of any shape does not change along the flow.</summary>
    public Claim Conserves(Expr quantity) => Claim.Equal(Along(quantity), Expr.Zeros(quantity.Shape));

    /// <summary>A scalar h that occurs nowhere in the energy, to write steps with.</summary>
    public Variable StepSize => FreshVariable.Create("h", Shape.Scalar, Energy);

    /// <summary>One explicit Euler step X + h·X'.</summary>
    /// <exception cref="ShapeException">The step size is not a scalar.</exception>
    public Expr EulerStep(Variable variable, Expr stepSize) => variable + (stepSize * Velocity(variable));

    /// <summary>Compiles the flow to a function that moves a state in steps.</summary>
    /// <typeparam name="T">The floating-point type, such as <see cref="double"/> or <see cref="float"/>.</typeparam>
    /// <param name="integrator">Which steps.</param>
    /// <param name="inputs">All variables that stand still, in the order in which callers will pass them.</param>
    /// <exception cref="ArgumentException">An input is listed twice, or moves.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such integrator.</exception>
    /// <exception cref="CompilationException">The energy contains a derivative, or a variable that is not an input.</exception>
    /// <remarks>The velocities are compiled as they were derived; <see cref="FieldClaim"/> is the claim that they are right. Declared
    /// properties, such as symmetric or onehot_rows, are relied on and not checked, those of variables that move along the whole flow:
    /// where they do not hold, the velocities may be wrong. Where the energy has a kink, as relu at 0 and max at a tie, it has no
    /// derivative: entries of the velocity that depend on it are NaN, and the state from then on.</remarks>
    /// <example>
    /// <code>
    /// BoundFlow&lt;double&gt; bound = flow.Compile&lt;double&gt;(Integrator.Euler, theta, c).Bind((64, 32), (10, 32), (64, 10));
    /// bound.Step(z, thetaData, cData, 0.1);
    /// Trajectory&lt;double&gt; descent = bound.Trajectory(z, [thetaData, cData], 0.1, steps: 100, every: 10, withEnergies: true);
    /// </code>
    /// </example>
    public CompiledFlow<T> Compile<T>(Integrator integrator, params IEnumerable<Variable> inputs)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return integrator is Integrator.Euler or Integrator.RungeKutta4
            ? new(this, integrator, [.. inputs])
            : throw new ArgumentOutOfRangeException(nameof(integrator), integrator, "there is no such integrator");
    }

    /// <summary>The velocity of a variable read as attention heads and a rest.</summary>
    public AttentionField Attention(Variable variable) => AttentionField.Read(Velocity(variable));

    /// <summary>-grad(E, X) = rest + heads: that the reading as attention is right.</summary>
    public Claim AttentionClaim(Variable variable) => Claim.Equal(-Expr.Gradient(Energy, variable), Attention(variable).ToExpr());

    private static void CheckMoving(Variable[] variables)
    {
        if (variables.Length == 0)
        {
            throw new ArgumentException("a flow needs a variable that moves", nameof(variables));
        }

        for (int i = 0; i < variables.Length; i++)
        {
            Variable variable = variables[i] ?? throw new ArgumentNullException(nameof(variables), "one of the variables is null");
            if (Array.IndexOf(variables, variable) < i)
            {
                throw new ArgumentException($"{variable.Name} is listed twice among the variables that move", nameof(variables));
            }
        }
    }
}
