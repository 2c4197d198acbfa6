using System.Numerics;
using DerivationKit.Benchmarks.Kernels;

namespace DerivationKit.Benchmarks.Contenders;

/// <summary>What stands between the two products of the kernels with independent rows: logits become a residual, in plain loops.</summary>
internal sealed class RowResidual<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly string kernel;
    private readonly T[] labels;
    private readonly T[] extra;
    private readonly T[] moved;

    public RowResidual(Problem<T> problem)
    {
        int classes = problem.Case.Operands[1].Rows;
        kernel = problem.Case.Kernel;
        labels = problem.Operands[2];
        extra = problem.Operands.Length > 3 ? problem.Operands[3] : [];
        (Residual, moved) = (new T[classes], new T[classes]);
    }

    /// <summary>On entry the logits of a row, afterwards its residual.</summary>
    public T[] Residual { get; }

    public T Loss { get; private set; }

    public void Compute(int row, ReadOnlySpan<T> theta)
    {
        Span<T> s = Residual;
        ReadOnlySpan<T> c = labels.AsSpan(row * s.Length, s.Length);
        switch (kernel)
        {
            case "d":
                AddLoss(row, s, c);
                break;
            case "g":
                Curvature(row, s, theta);
                break;
            case "a-mask":
                Add(s, extra.AsSpan(row * s.Length, s.Length));
                Subtract(s, c);
                break;
            case "a-temperature":
                Divide(s, extra[0]);
                Subtract(s, c);
                Divide(s, extra[0]);
                break;
            case "a-weights":
                Weigh(s, c);
                break;
            case "a-smoothing":
                Smooth(s, c);
                break;
            default:
                Subtract(s, c);
                break;
        }
    }

    public void Finish(ReadOnlySpan<T> z, Span<T> gradient)
    {
        for (int j = 0; kernel == "a-ridge" && j < gradient.Length; j++)
        {
            gradient[j] -= extra[0] * z[j];
        }
    }

    private static void Subtract(Span<T> s, ReadOnlySpan<T> c)
    {
        NaiveContender.Softmax(s);
        for (int j = 0; j < s.Length; j++)
        {
            s[j] = c[j] - s[j];
        }
    }

    private static void Add(Span<T> s, ReadOnlySpan<T> terms)
    {
        for (int j = 0; j < s.Length; j++)
        {
            s[j] += terms[j];
        }
    }

    private static void Divide(Span<T> s, T divisor)
    {
        foreach (ref T entry in s)
        {
            entry /= divisor;
        }
    }

    private void AddLoss(int row, Span<T> s, ReadOnlySpan<T> c)
    {
        T likelihood = T.Zero;
        s.CopyTo(moved);
        T logarithm = NaiveContender.Softmax(s);
        for (int j = 0; j < s.Length; j++)
        {
            likelihood += c[j] * (moved[j] - logarithm);
            s[j] -= c[j];
        }

        Loss = row == 0 ? -likelihood : Loss - likelihood;
    }

    private void Curvature(int row, Span<T> s, ReadOnlySpan<T> theta)
    {
        int d = theta.Length / s.Length;
        NaiveContender.TimesTransposed(extra.AsSpan(row * d, d), theta, moved);
        NaiveContender.Softmax(s);
        T mean = T.Zero;
        for (int j = 0; j < s.Length; j++)
        {
            mean += s[j] * moved[j];
        }

        for (int j = 0; j < s.Length; j++)
        {
            s[j] *= moved[j] - mean;
        }
    }

    private void Weigh(Span<T> s, ReadOnlySpan<T> c)
    {
        NaiveContender.Softmax(s);
        T total = T.Zero;
        for (int j = 0; j < s.Length; j++)
        {
            total += c[j] * extra[j];
        }

        for (int j = 0; j < s.Length; j++)
        {
            s[j] = (c[j] * extra[j]) - (total * s[j]);
        }
    }

    private void Smooth(Span<T> s, ReadOnlySpan<T> c)
    {
        NaiveContender.Softmax(s);
        T floor = extra[0] / T.CreateChecked(s.Length);
        for (int j = 0; j < s.Length; j++)
        {
            s[j] = ((T.One - extra[0]) * c[j]) + floor - s[j];
        }
    }
}
