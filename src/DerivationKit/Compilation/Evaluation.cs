using System.Numerics;

namespace DerivationKit.Compilation;

/// <summary>The call of a program of one result.</summary>
internal readonly unsafe ref struct Evaluation<T>(BoundProgram<T> program, Span<T> output) : IPinnedCall<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Span<T> output = output;

    public void Run(T** inputs, scoped ReadOnlySpan<int> lengths)
    {
        fixed (T* pinned = output)
        {
            T* result = pinned;
            program.Run(inputs, lengths, &result, [output.Length]);
        }
    }
}

/// <summary>The call of a program of one result for many instances.</summary>
internal readonly unsafe ref struct Evaluations<T>(BoundProgram<T> program, Span<T> outputs, CancellationToken cancellation) : IPinnedCall<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Span<T> outputs = outputs;

    public void Run(T** inputs, scoped ReadOnlySpan<int> lengths)
    {
        fixed (T* pinned = outputs)
        {
            T* results = pinned;
            program.RunMany(inputs, lengths, &results, [outputs.Length], cancellation);
        }
    }
}
