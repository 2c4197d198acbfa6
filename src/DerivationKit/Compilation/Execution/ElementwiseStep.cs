using System.Numerics;

namespace DerivationKit.Compilation;

/// <summary>The same arithmetic at every entry.</summary>
internal sealed class ElementwiseStep<T>(ScalarNode<T> code, Place result) : Step<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public override void Run(in Frame<T> frame)
    {
        Span<T> y = frame.Write(result);
        for (int start = 0; start < y.Length; start += ScalarNode<T>.BlockLength)
        {
            code.Run(frame, start, y.Slice(start, int.Min(ScalarNode<T>.BlockLength, y.Length - start)));
        }
    }
}
