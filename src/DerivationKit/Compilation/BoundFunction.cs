using System.Collections.Immutable;
using System.Numerics;

namespace DerivationKit.Compilation;

/// <summary>A compiled function at fixed sizes. It owns the memory of its intermediate values, so that a run allocates nothing; therefore
/// it is not thread-safe: bind once for each thread. Arrays lie row after row.</summary>
/// <typeparam name="T">The floating-point type.</typeparam>
public sealed class BoundFunction<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly ImmutableArray<Variable> inputs;
    private readonly ImmutableArray<Place> inputPlaces;
    private readonly Place output;
    private readonly Step<T>[] steps;
    private readonly T[][] registers;

    internal BoundFunction(Program program, Sizes sizes)
    {
        var factory = new StepFactory<T>(program, sizes);
        (inputs, inputPlaces, output, Sizes) = (program.Inputs, factory.Inputs, factory.Output, sizes.ByName);
        (steps, registers) = (factory.Steps(), factory.Registers());
    }

    /// <summary>The size of each named dimension.</summary>
    public ImmutableSortedDictionary<string, int> Sizes { get; }

    /// <summary>How many rows the result has.</summary>
    public int Rows => output.Rows;

    /// <summary>How many columns the result has.</summary>
    public int Columns => output.Columns;

    /// <summary>Computes the value of a function without inputs.</summary>
    /// <param name="output">Receives the result; its length is Rows·Columns.</param>
    /// <exception cref="ArgumentException">The function has inputs, or the output has another length.</exception>
    public void Run(Span<T> output) => Run(new Frame<T>(registers, output, 0));

    /// <summary>Computes the value of a function of one input.</summary>
    /// <param name="input">The input, row after row.</param>
    /// <param name="output">Receives the result; its length is Rows·Columns, and it shares no memory with an input.</param>
    /// <exception cref="ArgumentException">The function has another number of inputs, a length does not fit, or the output overlaps an
    /// input.</exception>
    public void Run(ReadOnlySpan<T> input, Span<T> output) => Run(new Frame<T>(registers, output, 1, input));

    /// <summary>Computes the value of a function of two inputs.</summary>
    /// <param name="first">The first input, row after row.</param>
    /// <param name="second">The second input.</param>
    /// <param name="output">Receives the result.</param>
    /// <exception cref="ArgumentException">As with one input.</exception>
    public void Run(ReadOnlySpan<T> first, ReadOnlySpan<T> second, Span<T> output) =>
        Run(new Frame<T>(registers, output, 2, first, second));

    /// <summary>Computes the value of a function of three inputs.</summary>
    /// <param name="first">The first input, row after row.</param>
    /// <param name="second">The second input.</param>
    /// <param name="third">The third input.</param>
    /// <param name="output">Receives the result.</param>
    /// <exception cref="ArgumentException">As with one input.</exception>
    public void Run(ReadOnlySpan<T> first, ReadOnlySpan<T> second, ReadOnlySpan<T> third, Span<T> output) =>
        Run(new Frame<T>(registers, output, 3, first, second, third));

    /// <summary>Computes the value of a function of four inputs.</summary>
    /// <param name="first">The first input, row after row.</param>
    /// <param name="second">The second input.</param>
    /// <param name="third">The third input.</param>
    /// <param name="fourth">The fourth input.</param>
    /// <param name="output">Receives the result.</param>
    /// <exception cref="ArgumentException">As with one input.</exception>
    public void Run(ReadOnlySpan<T> first, ReadOnlySpan<T> second, ReadOnlySpan<T> third, ReadOnlySpan<T> fourth, Span<T> output) =>
        Run(new Frame<T>(registers, output, 4, first, second, third, fourth));

    /// <summary>Computes the value of a function of any number of inputs.</summary>
    /// <param name="inputs">The inputs in order, each row after row.</param>
    /// <param name="output">Receives the result.</param>
    /// <exception cref="ArgumentException">As with one input.</exception>
    public void Run(ReadOnlySpan<ReadOnlyMemory<T>> inputs, Span<T> output) => Run(new Frame<T>(registers, output, inputs));

    private void Run(in Frame<T> frame)
    {
        Check(frame);
        foreach (Step<T> step in steps)
        {
            step.Run(frame);
        }
    }

    private void Check(in Frame<T> frame)
    {
        if (frame.Inputs != inputs.Length)
        {
            string names = string.Join(", ", inputs.Select(input => input.Name));
            throw new ArgumentException($"the function takes {inputs.Length} inputs ({names}), not {frame.Inputs}");
        }

        for (int i = 0; i < inputs.Length; i++)
        {
            if (frame.Input(i).Length != inputPlaces[i].Length)
            {
                throw WrongLength($"{inputs[i].Name}: {inputs[i].Shape}", inputPlaces[i], frame.Input(i).Length);
            }

            if (frame.Input(i).Overlaps(frame.Output))
            {
                throw new ArgumentException($"the output overlaps the memory of the input {inputs[i].Name}");
            }
        }

        if (frame.Output.Length != output.Length)
        {
            throw WrongLength("the output", output, frame.Output.Length);
        }
    }

    private static ArgumentException WrongLength(string name, Place place, int found) =>
        new($"{name} is {place.Rows}×{place.Columns} here and needs {place.Length} numbers, not {found}");
}
