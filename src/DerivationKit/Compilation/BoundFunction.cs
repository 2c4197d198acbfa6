using System.Collections.Immutable;
using System.Numerics;
using DerivationKit.Compilation.Simd;

namespace DerivationKit.Compilation;

/// <summary>A compiled function at fixed sizes. A run allocates nothing, except for the matrix exponential. Thread-safe: runs at the same time work on memory of their own.</summary>
/// <typeparam name="T">The floating-point type.</typeparam>
public sealed class BoundFunction<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly BoundProgram<T> program;

    internal BoundFunction(Program program, Sizes sizes, MatrixLayout layout, LaneWidth? width)
        : this(new BoundProgram<T>(program, ["the output"], sizes, layout, width))
    {
    }

    private BoundFunction(BoundProgram<T> program) => this.program = program;

    /// <summary>The size of each named dimension.</summary>
    public ImmutableSortedDictionary<string, int> Sizes => program.Sizes.ByName;

    /// <summary>The order of the entries of inputs and result.</summary>
    public MatrixLayout Layout => program.Layout;

    /// <summary>How many rows the result has.</summary>
    public int Rows => program.Outputs[0].Rows;

    /// <summary>How many columns the result has.</summary>
    public int Columns => program.Outputs[0].Columns;

    /// <summary>The program of the function, with products in the order that costs least at these sizes.</summary>
    public Program Program => program.Program;

    /// <summary>How it is computed, at these sizes and on this processor.</summary>
    public ExecutionPlan Plan => program.Describe();

    /// <summary>The same function, which shares much work among threads; little is left to one. A run shares the rows of large arrays: its
    /// result may differ in rounding from that of one thread, but not from run to run.
    /// <see cref="RunMany(ReadOnlySpan{T}, Span{T}, CancellationToken)"/> shares the instances, and its results are those of one thread.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no thread.</exception>
    public BoundFunction<T> WithThreads(int threads) => new(program.WithThreads(threads));

    /// <summary>Computes the value of a function without inputs.</summary>
    /// <param name="output">Receives the result; its length is Rows·Columns.</param>
    /// <exception cref="ArgumentException">The function has inputs, or the output has another length.</exception>
    public void Run(Span<T> output)
    {
        var call = new Evaluation<T>(program, output);
        Pinning<T>.Run(ref call);
    }

    /// <summary>Computes the value of a function of one input.</summary>
    /// <param name="input">The input, in the order of <see cref="Layout"/>.</param>
    /// <param name="output">Receives the result; its length is Rows·Columns, and it shares no memory with an input.</param>
    /// <exception cref="ArgumentException">The function has another number of inputs, a length does not fit, or the output overlaps an
    /// input.</exception>
    public void Run(ReadOnlySpan<T> input, Span<T> output)
    {
        var call = new Evaluation<T>(program, output);
        Pinning<T>.Run(input, ref call);
    }

    /// <summary>Computes the value of a function of two inputs.</summary>
    /// <param name="first">The first input, in the order of <see cref="Layout"/>.</param>
    /// <param name="second">The second input.</param>
    /// <param name="output">Receives the result.</param>
    /// <exception cref="ArgumentException">As with one input.</exception>
    public void Run(ReadOnlySpan<T> first, ReadOnlySpan<T> second, Span<T> output)
    {
        var call = new Evaluation<T>(program, output);
        Pinning<T>.Run(first, second, ref call);
    }

    /// <summary>Computes the value of a function of three inputs.</summary>
    /// <param name="first">The first input, in the order of <see cref="Layout"/>.</param>
    /// <param name="second">The second input.</param>
    /// <param name="third">The third input.</param>
    /// <param name="output">Receives the result.</param>
    /// <exception cref="ArgumentException">As with one input.</exception>
    public void Run(ReadOnlySpan<T> first, ReadOnlySpan<T> second, ReadOnlySpan<T> third, Span<T> output)
    {
        var call = new Evaluation<T>(program, output);
        Pinning<T>.Run(first, second, third, ref call);
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
        var call = new Evaluation<T>(program, output);
        Pinning<T>.Run(first, second, third, fourth, ref call);
    }

    /// <summary>Computes the value of a function of any number of inputs.</summary>
    /// <param name="inputs">The inputs in order, each in the order of <see cref="Layout"/>.</param>
    /// <param name="output">Receives the result.</param>
    /// <exception cref="ArgumentException">As with one input.</exception>
    public void Run(ReadOnlySpan<ReadOnlyMemory<T>> inputs, Span<T> output)
    {
        program.CheckCount(inputs.Length);
        var call = new Evaluation<T>(program, output);
        Pinning<T>.Run(inputs, ref call);
    }

    /// <summary>Computes many values of a function of one input. As many instances are computed as fill the outputs; each is computed as by
    /// one thread, and threads share them if there is much work.</summary>
    /// <param name="inputs">Instances of the input, one after the other, each in the order of <see cref="Layout"/>; or one that all share.</param>
    /// <param name="outputs">Receives Rows·Columns numbers for each instance; it shares no memory with the inputs.</param>
    /// <param name="cancellation">Heard between instances.</param>
    /// <exception cref="ArgumentException">The function has another number of inputs, a length does not fit, or the outputs overlap an
    /// input.</exception>
    /// <exception cref="OperationCanceledException">Some instances are computed, the others are not.</exception>
    public void RunMany(ReadOnlySpan<T> inputs, Span<T> outputs, CancellationToken cancellation = default)
    {
        var call = new Evaluations<T>(program, outputs, cancellation);
        Pinning<T>.Run(inputs, ref call);
    }

    /// <summary>Computes many values of a function of two inputs.</summary>
    /// <param name="first">Instances of the first input, one after the other, or one that all share.</param>
    /// <param name="second">Instances of the second input, likewise.</param>
    /// <param name="outputs">Receives the results.</param>
    /// <param name="cancellation">Heard between instances.</param>
    /// <exception cref="ArgumentException">As with one input.</exception>
    /// <exception cref="OperationCanceledException">Some instances are computed, the others are not.</exception>
    public void RunMany(ReadOnlySpan<T> first, ReadOnlySpan<T> second, Span<T> outputs, CancellationToken cancellation = default)
    {
        var call = new Evaluations<T>(program, outputs, cancellation);
        Pinning<T>.Run(first, second, ref call);
    }

    /// <summary>Computes many values of a function of three inputs.</summary>
    /// <param name="first">Instances of the first input, one after the other, or one that all share.</param>
    /// <param name="second">Instances of the second input, likewise.</param>
    /// <param name="third">Instances of the third input, likewise.</param>
    /// <param name="outputs">Receives the results.</param>
    /// <param name="cancellation">Heard between instances.</param>
    /// <exception cref="ArgumentException">As with one input.</exception>
    /// <exception cref="OperationCanceledException">Some instances are computed, the others are not.</exception>
    public void RunMany(
        ReadOnlySpan<T> first, ReadOnlySpan<T> second, ReadOnlySpan<T> third, Span<T> outputs, CancellationToken cancellation = default)
    {
        var call = new Evaluations<T>(program, outputs, cancellation);
        Pinning<T>.Run(first, second, third, ref call);
    }

    /// <summary>Computes many values of a function of four inputs.</summary>
    /// <param name="first">Instances of the first input, one after the other, or one that all share.</param>
    /// <param name="second">Instances of the second input, likewise.</param>
    /// <param name="third">Instances of the third input, likewise.</param>
    /// <param name="fourth">Instances of the fourth input, likewise.</param>
    /// <param name="outputs">Receives the results.</param>
    /// <param name="cancellation">Heard between instances.</param>
    /// <exception cref="ArgumentException">As with one input.</exception>
    /// <exception cref="OperationCanceledException">Some instances are computed, the others are not.</exception>
    public void RunMany(
        ReadOnlySpan<T> first, ReadOnlySpan<T> second, ReadOnlySpan<T> third, ReadOnlySpan<T> fourth, Span<T> outputs,
        CancellationToken cancellation = default)
    {
        var call = new Evaluations<T>(program, outputs, cancellation);
        Pinning<T>.Run(first, second, third, fourth, ref call);
    }

    /// <summary>Computes many values of a function of any number of inputs.</summary>
    /// <param name="inputs">For each input its instances, one after the other, or one that all share.</param>
    /// <param name="outputs">Receives the results.</param>
    /// <param name="cancellation">Heard between instances.</param>
    /// <exception cref="ArgumentException">As with one input.</exception>
    /// <exception cref="OperationCanceledException">Some instances are computed, the others are not.</exception>
    public void RunMany(ReadOnlySpan<ReadOnlyMemory<T>> inputs, Span<T> outputs, CancellationToken cancellation = default)
    {
        program.CheckCount(inputs.Length);
        var call = new Evaluations<T>(program, outputs, cancellation);
        Pinning<T>.Run(inputs, ref call);
    }
}
