using System.Collections.Immutable;
using System.Numerics;

namespace DerivationKit.Compilation;

/// <summary>A scalar function and its gradient at fixed sizes, computed together. A run allocates nothing, except for the matrix exponential.
/// Thread-safe: runs at the same time work on memory of their own.</summary>
/// <typeparam name="T">The floating-point type.</typeparam>
public sealed class BoundLossAndGradient<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly BoundProgram<T> program;

    internal BoundLossAndGradient(BoundProgram<T> program) => this.program = program;

    /// <summary>The size of each named dimension.</summary>
    public ImmutableSortedDictionary<string, int> Sizes => program.Sizes.ByName;

    /// <summary>The order of the entries of inputs and gradient.</summary>
    public MatrixLayout Layout => program.Layout;

    /// <summary>How many rows the gradient has.</summary>
    public int Rows => program.Outputs[1].Rows;

    /// <summary>How many columns the gradient has.</summary>
    public int Columns => program.Outputs[1].Columns;

    /// <summary>The program of both, with products in the order that costs least at these sizes.</summary>
    public Program Program => program.Program;

    /// <summary>How they are computed, at these sizes and on this processor.</summary>
    public ExecutionPlan Plan => program.Describe();

    /// <summary>The same functions, with the rows of large arrays shared among threads.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no thread.</exception>
    public BoundLossAndGradient<T> WithThreads(int threads) => new(program.WithThreads(threads));

    /// <summary>Computes loss and gradient for one input.</summary>
    /// <param name="input">The input, in the order of <see cref="Layout"/>.</param>
    /// <param name="gradient">Receives the gradient; its length is Rows·Columns, and it shares no memory with an input.</param>
    /// <returns>The loss.</returns>
    /// <exception cref="ArgumentException">There is another number of inputs, a length does not fit, or the gradient overlaps an
    /// input.</exception>
    public T Run(ReadOnlySpan<T> input, Span<T> gradient)
    {
        T loss = T.Zero;
        var call = new Call(program, ref loss, gradient);
        Pinning<T>.Run(input, ref call);
        return loss;
    }

    /// <summary>Computes loss and gradient for two inputs.</summary>
    /// <param name="first">The first input, in the order of <see cref="Layout"/>.</param>
    /// <param name="second">The second input.</param>
    /// <param name="gradient">Receives the gradient.</param>
    /// <returns>The loss.</returns>
    /// <exception cref="ArgumentException">As with one input.</exception>
    public T Run(ReadOnlySpan<T> first, ReadOnlySpan<T> second, Span<T> gradient)
    {
        T loss = T.Zero;
        var call = new Call(program, ref loss, gradient);
        Pinning<T>.Run(first, second, ref call);
        return loss;
    }

    /// <summary>Computes loss and gradient for three inputs.</summary>
    /// <param name="first">The first input, in the order of <see cref="Layout"/>.</param>
    /// <param name="second">The second input.</param>
    /// <param name="third">The third input.</param>
    /// <param name="gradient">Receives the gradient.</param>
    /// <returns>The loss.</returns>
    /// <exception cref="ArgumentException">As with one input.</exception>
    public T Run(ReadOnlySpan<T> first, ReadOnlySpan<T> second, ReadOnlySpan<T> third, Span<T> gradient)
    {
        T loss = T.Zero;
        var call = new Call(program, ref loss, gradient);
        Pinning<T>.Run(first, second, third, ref call);
        return loss;
    }

    /// <summary>Computes loss and gradient for four inputs.</summary>
    /// <param name="first">The first input, in the order of <see cref="Layout"/>.</param>
    /// <param name="second">The second input.</param>
    /// <param name="third">The third input.</param>
    /// <param name="fourth">The fourth input.</param>
    /// <param name="gradient">Receives the gradient.</param>
    /// <returns>The loss.</returns>
    /// <exception cref="ArgumentException">As with one input.</exception>
    public T Run(ReadOnlySpan<T> first, ReadOnlySpan<T> second, ReadOnlySpan<T> third, ReadOnlySpan<T> fourth, Span<T> gradient)
    {
        T loss = T.Zero;
        var call = new Call(program, ref loss, gradient);
        Pinning<T>.Run(first, second, third, fourth, ref call);
        return loss;
    }

    /// <summary>Computes loss and gradient for any number of inputs.</summary>
    /// <param name="inputs">The inputs in order, each in the order of <see cref="Layout"/>.</param>
    /// <param name="gradient">Receives the gradient.</param>
    /// <returns>The loss.</returns>
    /// <exception cref="ArgumentException">As with one input.</exception>
    public T Run(ReadOnlySpan<ReadOnlyMemory<T>> inputs, Span<T> gradient)
    {
        program.CheckCount(inputs.Length);
        T loss = T.Zero;
        var call = new Call(program, ref loss, gradient);
        Pinning<T>.Run(inputs, ref call);
        return loss;
    }

    private readonly unsafe ref struct Call(BoundProgram<T> program, ref T loss, Span<T> gradient) : IPinnedCall<T>
    {
        private readonly ref T loss = ref loss;
        private readonly Span<T> gradient = gradient;

        public void Run(T** inputs, scoped ReadOnlySpan<int> lengths)
        {
            fixed (T* l = &loss, g = gradient)
            {
                T** outputs = stackalloc[] { l, g };
                program.Run(inputs, lengths, outputs, [1, gradient.Length]);
            }
        }
    }
}
