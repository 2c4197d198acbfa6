using System.Collections.Immutable;
using System.Numerics;
using DerivationKit.Compilation.Fusion;
using DerivationKit.Compilation.Simd;

namespace DerivationKit.Compilation;

/// <summary>A compiled function at fixed sizes. A run allocates nothing. Thread-safe: runs at the same time work on memory of their own.</summary>
/// <typeparam name="T">The floating-point type.</typeparam>
public sealed unsafe class BoundFunction<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly ImmutableArray<Variable> inputs;
    private readonly Func<Planner<T>> plan;
    private readonly Func<int, BoundFunction<T>> inThreads;
    private readonly ImmutableArray<Place> inputPlaces;
    private readonly TinyCode<T>? tiny;

    // The execution of the latest run, while no thread uses it.
    private Execution<T>? idle;

    internal BoundFunction(Program program, Sizes sizes, MatrixLayout layout, LaneWidth? width, int threads = 1)
    {
        plan = () => new(program, sizes, layout, width, threads);
        inThreads = count => new(program, sizes, layout, width, count);
        Planner<T> planner = plan();
        (inputs, inputPlaces, Output) = (program.Inputs, planner.Inputs, planner.Outputs[0]);
        (Sizes, Layout) = (sizes.ByName, layout);
        tiny = planner.TryTiny();
        idle = tiny is null ? planner.Plan() : null;
    }

    /// <summary>The size of each named dimension.</summary>
    public ImmutableSortedDictionary<string, int> Sizes { get; }

    /// <summary>The order of the entries of inputs and result.</summary>
    public MatrixLayout Layout { get; }

    private Place Output { get; }

    /// <summary>How many rows the result has.</summary>
    public int Rows => Output.Rows;

    /// <summary>How many columns the result has.</summary>
    public int Columns => Output.Columns;

    /// <summary>How it is computed, at these sizes and on this processor.</summary>
    public ExecutionPlan Plan => plan().Describe();

    /// <summary>The same function, which shares the rows of large arrays among threads; small ones are left to one. The result may differ
    /// in rounding from that of one thread, but not from run to run.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no thread.</exception>
    public BoundFunction<T> WithThreads(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        return inThreads(threads);
    }

    /// <summary>Computes the value of a function without inputs.</summary>
    /// <param name="output">Receives the result; its length is Rows·Columns.</param>
    /// <exception cref="ArgumentException">The function has inputs, or the output has another length.</exception>
    public void Run(Span<T> output) => Run(ReadOnlySpan<ReadOnlyMemory<T>>.Empty, output);

    /// <summary>Computes the value of a function of one input.</summary>
    /// <param name="input">The input, in the order of <see cref="Layout"/>.</param>
    /// <param name="output">Receives the result; its length is Rows·Columns, and it shares no memory with an input.</param>
    /// <exception cref="ArgumentException">The function has another number of inputs, a length does not fit, or the output overlaps an
    /// input.</exception>
    public void Run(ReadOnlySpan<T> input, Span<T> output)
    {
        fixed (T* a = input, o = output)
        {
            T** pointers = stackalloc[] { a };
            Run(pointers, [input.Length], o, output.Length);
        }
    }

    /// <summary>Computes the value of a function of two inputs.</summary>
    /// <param name="first">The first input, in the order of <see cref="Layout"/>.</param>
    /// <param name="second">The second input.</param>
    /// <param name="output">Receives the result.</param>
    /// <exception cref="ArgumentException">As with one input.</exception>
    public void Run(ReadOnlySpan<T> first, ReadOnlySpan<T> second, Span<T> output)
    {
        fixed (T* a = first, b = second, o = output)
        {
            T** pointers = stackalloc[] { a, b };
            Run(pointers, [first.Length, second.Length], o, output.Length);
        }
    }

    /// <summary>Computes the value of a function of three inputs.</summary>
    /// <param name="first">The first input, in the order of <see cref="Layout"/>.</param>
    /// <param name="second">The second input.</param>
    /// <param name="third">The third input.</param>
    /// <param name="output">Receives the result.</param>
    /// <exception cref="ArgumentException">As with one input.</exception>
    public void Run(ReadOnlySpan<T> first, ReadOnlySpan<T> second, ReadOnlySpan<T> third, Span<T> output)
    {
        fixed (T* a = first, b = second, c = third, o = output)
        {
            T** pointers = stackalloc[] { a, b, c };
            Run(pointers, [first.Length, second.Length, third.Length], o, output.Length);
        }
    }

    /// <summary>Computes the value of a function of four inputs.</summary>
    /// <param name="first">The first input, in the order of <see cref="Layout"/>.</param>
    /// <param name="second">The second input.</param>
    /// <param name="third">The third input.</param>
    /// <param name="fourth">The fourth input.</param>
    /// <param name="output">Receives the result.</param>
    /// <exception cref="ArgumentException">As with one input.</exception>
    public void Run(ReadOnlySpan<T> first, ReadOnlySpan<T> second, ReadOnlySpan<T> third, ReadOnlySpan<T> fourth, Span<T> output)
    {
        fixed (T* a = first, b = second, c = third, d = fourth, o = output)
        {
            T** pointers = stackalloc[] { a, b, c, d };
            Run(pointers, [first.Length, second.Length, third.Length, fourth.Length], o, output.Length);
        }
    }

    /// <summary>Computes the value of a function of any number of inputs.</summary>
    /// <param name="inputs">The inputs in order, each in the order of <see cref="Layout"/>.</param>
    /// <param name="output">Receives the result.</param>
    /// <exception cref="ArgumentException">As with one input.</exception>
    public void Run(ReadOnlySpan<ReadOnlyMemory<T>> inputs, Span<T> output)
    {
        CheckCount(inputs.Length);
        T** pointers = stackalloc T*[inputs.Length];
        Span<int> lengths = stackalloc int[inputs.Length];
        fixed (T* o = output)
        {
            Pin(inputs, 0, pointers, lengths, o, output.Length);
        }
    }

    // Pins the inputs one after the other, each while those after it are pinned and used.
    private void Pin(ReadOnlySpan<ReadOnlyMemory<T>> inputs, int position, T** pointers, Span<int> lengths, T* output, int outputLength)
    {
        if (position == inputs.Length)
        {
            Run(pointers, lengths, output, outputLength);
            return;
        }

        fixed (T* pointer = inputs[position].Span)
        {
            pointers[position] = pointer;
            lengths[position] = inputs[position].Length;
            Pin(inputs, position + 1, pointers, lengths, output, outputLength);
        }
    }

    private void Run(T** pointers, ReadOnlySpan<int> lengths, T* output, int outputLength)
    {
        CheckCount(lengths.Length);
        for (int i = 0; i < lengths.Length; i++)
        {
            if (lengths[i] != inputPlaces[i].Length)
            {
                throw WrongLength($"{inputs[i].Name}: {inputs[i].Shape}", inputPlaces[i], lengths[i]);
            }

            if (pointers[i] < output + outputLength && output < pointers[i] + lengths[i])
            {
                throw new ArgumentException($"the output overlaps the memory of the input {inputs[i].Name}");
            }
        }

        if (outputLength != Output.Length)
        {
            throw WrongLength("the output", Output, outputLength);
        }

        if (tiny is not null)
        {
            tiny(pointers, &output, 1);
            return;
        }

        Execution<T> execution = Interlocked.Exchange(ref idle, null) ?? plan().Plan();
        execution.Run(pointers, &output);
        idle = execution;
    }

    private void CheckCount(int count)
    {
        if (count != inputs.Length)
        {
            string names = string.Join(", ", inputs.Select(input => input.Name));
            throw new ArgumentException($"the function takes {inputs.Length} inputs ({names}), not {count}");
        }
    }

    private static ArgumentException WrongLength(string name, Place place, int found) =>
        new($"{name} is {place.Rows}×{place.Columns} here and needs {place.Length} numbers, not {found}");
}
