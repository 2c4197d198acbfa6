using System.Collections.Immutable;
using System.Numerics;
using DerivationKit.Compilation.Fusion;
using DerivationKit.Compilation.Parallel;
using DerivationKit.Compilation.Simd;

namespace DerivationKit.Compilation;

/// <summary>A program at fixed sizes, with any number of results. A run allocates nothing, and runs at the same time work on memory of their
/// own.</summary>
internal sealed unsafe class BoundProgram<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Func<Planner<T>> plan;
    private readonly TinyCode<T>? tiny;
    private readonly int[] inputLengths;
    private readonly int[] outputLengths;
    private readonly ImmutableArray<string> outputNames;

    // From one instance to the next.
    private readonly nint[] inputSteps;

    // The work of one instance, in multiplications; 0 where one thread does it all.
    private readonly double operations;
    private readonly int threads;

    private readonly IdlePool<Execution<T>> executions;
    private readonly IdlePool<Instances<T>> instances;

    /// <exception cref="ShapeException">A dimension has no size, or an array would be too large.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layout.</exception>
    public BoundProgram(Program program, ImmutableArray<string> outputNames, Sizes sizes, MatrixLayout layout, LaneWidth? width)
        : this(program.At(sizes), outputNames, sizes, layout, width, 1)
    {
    }

    private BoundProgram(Program program, ImmutableArray<string> outputNames, Sizes sizes, MatrixLayout layout, LaneWidth? width, int threads)
    {
        if (layout is not (MatrixLayout.RowMajor or MatrixLayout.ColumnMajor))
        {
            throw new ArgumentOutOfRangeException(nameof(layout), layout, "the layout is neither row-major nor column-major");
        }

        (Program, this.outputNames, Sizes, Layout, Width, this.threads) = (program, outputNames, sizes, layout, width, threads);
        operations = threads == 1 ? 0 : RegionCost.Operations(program, sizes);
        plan = () => new(program, sizes, layout, width, threads);
        Planner<T> planner = plan();
        (Inputs, Outputs) = (planner.Inputs, planner.Outputs);
        inputLengths = [.. Inputs.Select(place => place.Length)];
        outputLengths = [.. Outputs.Select(place => place.Length)];
        inputSteps = [.. inputLengths];
        tiny = planner.TryTiny();
        executions = new(() => plan().Plan());
        Func<Execution<T>> single = threads == 1 ? executions.Take : () => new Planner<T>(program, sizes, layout, width, 1).Plan();
        instances = new(() => new(tiny, single, inputLengths.Length, outputLengths, threads));
        if (tiny is null)
        {
            executions.Return(planner.Plan());
        }
    }

    /// <summary>What is computed, in the order for these sizes.</summary>
    public Program Program { get; }

    /// <summary>The size of each dimension.</summary>
    public Sizes Sizes { get; }

    /// <summary>The order of the entries of inputs and results.</summary>
    public MatrixLayout Layout { get; }

    /// <summary>The places of the inputs.</summary>
    public ImmutableArray<Place> Inputs { get; }

    /// <summary>The places of the results.</summary>
    public ImmutableArray<Place> Outputs { get; }

    private LaneWidth? Width { get; }

    /// <summary>The same at the same sizes, with large arrays, or many instances, shared among threads, but no more than there are processors.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no thread.</exception>
    public BoundProgram<T> WithThreads(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        return new(Program, outputNames, Sizes, Layout, Width, int.Min(threads, Team.Shared.Threads));
    }

    /// <summary>How it is computed.</summary>
    public ExecutionPlan Describe() => plan().Describe();

    /// <summary>Computes the results.</summary>
    /// <param name="inputs">Where each input begins.</param>
    /// <param name="inputLengths">How many numbers each has.</param>
    /// <param name="outputs">Where each result begins.</param>
    /// <param name="outputLengths">How many numbers each has room for.</param>
    /// <exception cref="ArgumentException">There is another number of inputs, a length does not fit, or a result overlaps an input.</exception>
    public void Run(T** inputs, ReadOnlySpan<int> inputLengths, T** outputs, ReadOnlySpan<int> outputLengths)
    {
        if (!Fits(inputs, inputLengths, outputs, outputLengths, 1))
        {
            Refuse(inputs, inputLengths, outputs, outputLengths, 1);
        }

        Execute(inputs, outputs);
    }

    /// <summary>Computes as many instances as fill the results, which lie one after the other in each array; an input of one instance is
    /// that of all.</summary>
    /// <param name="inputs">Where each input begins.</param>
    /// <param name="inputLengths">How many numbers each has.</param>
    /// <param name="outputs">Where each result begins.</param>
    /// <param name="outputLengths">How many numbers each has room for.</param>
    /// <param name="cancellation">Heard between instances.</param>
    /// <exception cref="ArgumentException">There is another number of inputs, a length does not fit, or a result overlaps an input.</exception>
    /// <exception cref="OperationCanceledException">Some instances are computed, the others are not.</exception>
    public void RunMany(
        T** inputs, ReadOnlySpan<int> inputLengths, T** outputs, ReadOnlySpan<int> outputLengths, CancellationToken cancellation)
    {
        int count = CountInstances(outputLengths[0]);
        if (!Fits(inputs, inputLengths, outputs, outputLengths, count))
        {
            Refuse(inputs, inputLengths, outputs, outputLengths, count);
        }

        cancellation.ThrowIfCancellationRequested();
        nint* steps = stackalloc nint[inputLengths.Length];
        for (int i = 0; i < inputLengths.Length; i++)
        {
            steps[i] = inputLengths[i] == this.inputLengths[i] ? 0 : inputSteps[i];
        }

        bool isDivided = count * operations >= Team.LeastOperations;
        if (tiny is not null && !isDivided && count <= Instances<T>.Block)
        {
            tiny(inputs, steps, outputs, count);
        }
        else
        {
            ExecuteMany(inputs, steps, outputs, count, isDivided ? threads : 1, cancellation);
        }
    }

    /// <summary>Computes the results without any check.</summary>
    public void Execute(T** inputs, T** outputs)
    {
        if (tiny is not null)
        {
            fixed (nint* steps = inputSteps)
            {
                tiny(inputs, steps, outputs, 1);
            }

            return;
        }

        Execution<T> execution = executions.Take();
        execution.Run(inputs, outputs);
        executions.Return(execution);
    }

    private void ExecuteMany(T** inputs, nint* steps, T** outputs, int count, int threads, CancellationToken cancellation)
    {
        Instances<T> idle = instances.Take();
        bool areComputed = idle.Run(inputs, steps, outputs, count, threads, cancellation);
        instances.Return(idle);
        if (!areComputed)
        {
            cancellation.ThrowIfCancellationRequested();
        }
    }

    // All checks at once, without words: small programs take no longer than them.
    private bool Fits(T** inputs, ReadOnlySpan<int> inputLengths, T** outputs, ReadOnlySpan<int> outputLengths, long count)
    {
        int[] wanted = this.inputLengths;
        bool fits = inputLengths.Length == wanted.Length;
        for (int i = 0; fits && i < wanted.Length; i++)
        {
            int length = inputLengths[i];
            fits = length == wanted[i] || length == count * wanted[i];
        }

        for (int o = 0; fits && o < outputLengths.Length; o++)
        {
            T* begin = outputs[o];
            T* end = begin + outputLengths[o];
            fits = outputLengths[o] == count * this.outputLengths[o];
            for (int i = 0; i < wanted.Length; i++)
            {
                fits &= inputs[i] >= end || begin >= inputs[i] + inputLengths[i];
            }
        }

        return fits;
    }

    private void Refuse(T** inputs, ReadOnlySpan<int> inputLengths, T** outputs, ReadOnlySpan<int> outputLengths, int count)
    {
        CheckInputs(inputLengths, 0, count);
        for (int i = 0; i < outputLengths.Length; i++)
        {
            CheckApart(inputs, inputLengths, 0, outputs[i], outputLengths[i], outputNames[i]);
            if (outputLengths[i] != (long)count * this.outputLengths[i])
            {
                throw WrongLength(outputNames[i], Outputs[i], count, outputLengths[i]);
            }
        }
    }

    /// <summary>Checks how many inputs are given from a position on.</summary>
    /// <exception cref="ArgumentException">There are too few or too many.</exception>
    public void CheckCount(int found, int first = 0)
    {
        if (first + found != inputLengths.Length)
        {
            throw WrongNumber(found, first);
        }
    }

    /// <summary>Checks number and lengths of the inputs from a position on.</summary>
    /// <exception cref="ArgumentException">They do not fit.</exception>
    public void CheckInputs(ReadOnlySpan<int> lengths, int first, int count)
    {
        CheckCount(lengths.Length, first);
        for (int i = 0; i < lengths.Length; i++)
        {
            if (lengths[i] != inputLengths[first + i] && lengths[i] != (long)count * inputLengths[first + i])
            {
                Variable input = Program.Inputs[first + i];
                throw WrongLength($"{input.Name}: {input.Shape}", Inputs[first + i], count, lengths[i]);
            }
        }
    }

    /// <summary>Checks that the inputs from a position on share no memory with an array that is written.</summary>
    /// <exception cref="ArgumentException">One does.</exception>
    public void CheckApart(T** inputs, ReadOnlySpan<int> lengths, int first, T* written, int length, string name)
    {
        for (int i = 0; i < lengths.Length; i++)
        {
            if (inputs[i] < written + length && written < inputs[i] + lengths[i])
            {
                throw new ArgumentException($"{name} overlaps the memory of the input {Program.Inputs[first + i].Name}");
            }
        }
    }

    // How many instances fill an array with values of the first result.
    private int CountInstances(int length)
    {
        (int count, int rest) = int.DivRem(length, outputLengths[0]);
        return rest == 0 ? count : throw new ArgumentException(
            $"{outputNames[0]} is {Size(Outputs[0])} here and needs {outputLengths[0]} "
            + $"numbers for each instance; {length} is no multiple");
    }

    private ArgumentException WrongNumber(int found, int first)
    {
        ImmutableArray<Variable> wanted = Program.Inputs[first..];
        string names = string.Join(", ", wanted.Select(input => input.Name));
        return new($"the function takes {wanted.Length} input{(wanted.Length == 1 ? "" : "s")} ({names}), not {found}");
    }

    private static ArgumentException WrongLength(string name, Place place, int count, int found)
    {
        string wanted = count == 1 ? $"{place.Length} numbers"
            : $"{(long)count * place.Length} numbers, {place.Length} for each of {count} instances, or {place.Length} for all of them";
        return new($"{name} is {Size(place)} here and needs {wanted}, not {found}");
    }

    private static string Size(Place place) => $"{place.Rows}×{place.Columns}";
}
