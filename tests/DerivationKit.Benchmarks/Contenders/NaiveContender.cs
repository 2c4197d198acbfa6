using System.Numerics;
using DerivationKit.Benchmarks.Kernels;

namespace DerivationKit.Benchmarks.Contenders;

/// <summary>Plain loops over arrays, row by row, without vector types. In double precision they are the reference of all others.</summary>
internal static class NaiveContender
{
    public static Contender Of<T>(Problem<T> problem)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        KernelCase @case = problem.Case;
        T[][] results = [.. @case.ResultShapes.Select(s => new T[@case.Count * s.Rows * s.Columns])];
        return new(() => Run(problem, results), () => [.. results.Select(r => Array.ConvertAll(r, double.CreateChecked))]);
    }

    private static void Run<T>(Problem<T> problem, T[][] results)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        switch (problem.Case.Kernel)
        {
            case "b":
                Quadratic(problem, results[0]);
                break;
            case "c":
                Attention(problem, results[0]);
                break;
            case "f":
                Chain(problem.Operands[0], problem.Operands[1], problem.Operands[2], results[0]);
                break;
            default:
                Rows(problem, results);
                break;
        }
    }

    // All kernels whose rows are independent: logits, a residual in their place, and its product with θ.
    private static void Rows<T>(Problem<T> problem, T[][] results)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (Operand z, Operand theta) = (problem.Case.Operands[0], problem.Case.Operands[1]);
        (int n, int d, int k) = (z.Rows, z.Columns, theta.Rows);
        (T[] zs, T[] thetas, T[] gradient) = (problem.Operands[0], problem.Operands[1], results[^1]);
        var row = new RowResidual<T>(problem);
        for (int i = 0; i < problem.Case.Count * n; i++)
        {
            ReadOnlySpan<T> weights = thetas.AsSpan(i / n * theta.Length, theta.Length);
            Span<T> output = gradient.AsSpan(i * d, d);
            TimesTransposed(zs.AsSpan(i * d, d), weights, row.Residual);
            row.Compute(i, weights);
            Times(row.Residual, weights, output);
            row.Finish(zs.AsSpan(i * d, d), output);
        }

        if (results.Length == 2)
        {
            results[0][0] = row.Loss;
        }
    }

    private static void Quadratic<T>(Problem<T> problem, T[] result)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (int n, int d) = (problem.Case.Operands[0].Rows, problem.Case.Operands[0].Columns);
        (T[] z, T[] theta, T[] c) = (problem.Operands[0], problem.Operands[1], problem.Operands[2]);
        var projected = new T[n * d];
        var residual = new T[n * n];
        for (int i = 0; i < n; i++)
        {
            Span<T> row = residual.AsSpan(i * n, n);
            Times(z.AsSpan(i * d, d), theta, projected.AsSpan(i * d, d));
            TimesTransposed(projected.AsSpan(i * d, d), z, row);
            Softmax(row);
            for (int j = 0; j < n; j++)
            {
                row[j] = c[(i * n) + j] - row[j];
            }
        }

        var sums = new T[n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                sums[j] = residual[(i * n) + j] + residual[(j * n) + i];
            }

            Times(sums, projected, result.AsSpan(i * d, d));
        }
    }

    private static void Attention<T>(Problem<T> problem, T[] result)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (int n, int d) = (problem.Case.Operands[0].Rows, problem.Case.Operands[0].Columns);
        T root = T.Sqrt(T.CreateChecked(d));
        var weights = new T[n];
        for (int i = 0; i < n; i++)
        {
            TimesTransposed(problem.Operands[0].AsSpan(i * d, d), problem.Operands[1], weights);
            for (int j = 0; j < n; j++)
            {
                weights[j] /= root;
            }

            Softmax(weights);
            Times(weights, problem.Operands[2], result.AsSpan(i * d, d));
        }
    }

    private static void Chain<T>(T[] a, T[] b, T[] x, T[] result)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int i = 0; i < x.Length; i++)
        {
            result[i] = T.Tanh((a[i] * x[i]) + b[i]) * T.Exp(-(x[i] * x[i]));
        }
    }

    /// <summary>The row x'·B.</summary>
    internal static void Times<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> b, Span<T> result)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        result.Clear();
        for (int p = 0; p < x.Length; p++)
        {
            ReadOnlySpan<T> row = b.Slice(p * result.Length, result.Length);
            for (int j = 0; j < row.Length; j++)
            {
                result[j] += x[p] * row[j];
            }
        }
    }

    /// <summary>The row x'·B'.</summary>
    internal static void TimesTransposed<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> b, Span<T> result)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int j = 0; j < result.Length; j++)
        {
            ReadOnlySpan<T> row = b.Slice(j * x.Length, x.Length);
            T sum = T.Zero;
            for (int p = 0; p < row.Length; p++)
            {
                sum += x[p] * row[p];
            }

            result[j] = sum;
        }
    }

    /// <summary>Softmax in place; the result is the logarithm of the sum of exponentials.</summary>
    internal static T Softmax<T>(Span<T> row)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T maximum = T.NegativeInfinity, sum = T.Zero;
        foreach (T logit in row)
        {
            maximum = T.Max(maximum, logit);
        }

        foreach (ref T entry in row)
        {
            entry = T.Exp(entry - maximum);
            sum += entry;
        }

        foreach (ref T entry in row)
        {
            entry /= sum;
        }

        return maximum + T.Log(sum);
    }
}
