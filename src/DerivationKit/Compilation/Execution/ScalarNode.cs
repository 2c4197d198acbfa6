using System.Numerics;

namespace DerivationKit.Compilation;

/// <summary>Scalar code at fixed sizes, a block of entries at a time, so that each operation is a loop over contiguous numbers.</summary>
internal abstract class ScalarNode<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>How many entries are computed at a time.</summary>
    public const int BlockLength = 256;

    /// <summary>Computes the entries from start on, as many as the block holds.</summary>
    public abstract void Run(in Frame<T> frame, int start, Span<T> block);

    public sealed class Entries(Place operand) : ScalarNode<T>
    {
        public override void Run(in Frame<T> frame, int start, Span<T> block) =>
            frame.Read(operand).Slice(start, block.Length).CopyTo(block);
    }

    public sealed class PerRow(Place vector, int columns) : ScalarNode<T>
    {
        public override void Run(in Frame<T> frame, int start, Span<T> block)
        {
            ReadOnlySpan<T> x = frame.Read(vector);
            for (int i = 0; i < block.Length; i++)
            {
                block[i] = x[(start + i) / columns];
            }
        }
    }

    public sealed class PerColumn(Place vector) : ScalarNode<T>
    {
        public override void Run(in Frame<T> frame, int start, Span<T> block)
        {
            ReadOnlySpan<T> x = frame.Read(vector);
            for (int i = 0; i < block.Length; i++)
            {
                block[i] = x[(start + i) % x.Length];
            }
        }
    }

    public sealed class Broadcast(Place scalar) : ScalarNode<T>
    {
        public override void Run(in Frame<T> frame, int start, Span<T> block) => block.Fill(frame.Read(scalar)[0]);
    }

    public sealed class Constant(T value) : ScalarNode<T>
    {
        public override void Run(in Frame<T> frame, int start, Span<T> block) => block.Fill(value);
    }

    public sealed class Negation(ScalarNode<T> body) : ScalarNode<T>
    {
        public override void Run(in Frame<T> frame, int start, Span<T> block)
        {
            body.Run(frame, start, block);
            foreach (ref T entry in block)
            {
                entry = -entry;
            }
        }
    }

    public sealed class Function(NumericFunction name, ScalarNode<T> body) : ScalarNode<T>
    {
        public override void Run(in Frame<T> frame, int start, Span<T> block)
        {
            body.Run(frame, start, block);
            foreach (ref T entry in block)
            {
                entry = NumericFunctions.Of(name, entry);
            }
        }
    }

    public sealed class Power(ScalarNode<T> body, RationalPower<T> power) : ScalarNode<T>
    {
        public override void Run(in Frame<T> frame, int start, Span<T> block)
        {
            body.Run(frame, start, block);
            foreach (ref T entry in block)
            {
                entry = power.Of(entry);
            }
        }
    }

    public sealed class Binary(Arithmetic operation, ScalarNode<T> left, ScalarNode<T> right) : ScalarNode<T>
    {
        private readonly T[] scratch = new T[BlockLength];

        public override void Run(in Frame<T> frame, int start, Span<T> block)
        {
            Span<T> other = scratch.AsSpan(0, block.Length);
            left.Run(frame, start, block);
            right.Run(frame, start, other);
            for (int i = 0; i < other.Length; i++)
            {
                block[i] = operation switch
                {
                    Arithmetic.Add => block[i] + other[i],
                    Arithmetic.Subtract => block[i] - other[i],
                    Arithmetic.Multiply => block[i] * other[i],
                    Arithmetic.Divide => block[i] / other[i],
                    Arithmetic.Max => T.Max(block[i], other[i]),
                    Arithmetic.Min => T.Min(block[i], other[i]),
                    Arithmetic.CopySign => T.CopySign(block[i], other[i]),
                    _ => T.IsPositive(block[i]) && !T.IsZero(block[i]) ? T.Pow(block[i], other[i]) : T.NaN,
                };
            }
        }
    }
}
