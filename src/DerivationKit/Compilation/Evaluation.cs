using System.Numerics;

namespace DerivationKit.Compilation;

/// <summary>The call of a program of one result.</summary>
internal readonly unsafe ref struct Evaluation<T>(
    BoundProgram<T> program, Span<T> output, int count = 1, CancellationToken cancellation = default) : IPinnedCall<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Span<T> output = output;

    public void Run(T** inputs, scoped ReadOnlySpan<int> lengths)
    {
        fixed (T* pinned = output)
        {
            T* result = pinned;
            program.Run(inputs, lengths, &result, [output.Length], count, cancellation);
        }
    }
}
