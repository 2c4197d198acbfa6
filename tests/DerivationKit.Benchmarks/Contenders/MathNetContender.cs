using System.Collections.Immutable;
using System.Numerics;
using DerivationKit.Benchmarks.Kernels;
using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace DerivationKit.Benchmarks.Contenders;

/// <summary>What somebody writes who has Math.NET Numerics and the formula.</summary>
internal static class MathNetContender
{
    public static Contender Of<T>(Problem<T> problem, int threads)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Control.MaxDegreeOfParallelism = threads;
        Matrix<T>[][] instances = [.. Enumerable.Range(0, problem.Case.Count).Select(i => Instance(problem, i))];
        var results = new Matrix<T>[instances.Length];
        T loss = default;
        return new(Call, Results);

        void Call()
        {
            for (int i = 0; i < instances.Length; i++)
            {
                results[i] = problem.Case.Kernel == "d"
                    ? LossAndGradient(instances[i], out loss)
                    : Compute(problem.Case.Kernel, instances[i]);
            }
        }

        ImmutableArray<double[]> Results()
        {
            double[] entries = [.. results.SelectMany(r => r.ToRowMajorArray()).Select(double.CreateChecked)];
            return problem.Case.Kernel == "d" ? [[double.CreateChecked(loss)], entries] : [entries];
        }
    }

    private static Matrix<T> Compute<T>(string kernel, Matrix<T>[] x)
        where T : unmanaged, IFloatingPointIeee754<T> => kernel switch
        {
            "a" or "e" => (x[2] - Softmax(x[0].TransposeAndMultiply(x[1]))) * x[1],
            "b" => Symmetrised(x[0], x[1], x[2]),
            "c" => Softmax(x[0].TransposeAndMultiply(x[1]) / T.Sqrt(T.CreateChecked(x[0].ColumnCount))) * x[2],
            "f" => Chain(x[0], x[1], x[2]),
            "g" => HessianTimesDirection(x[0], x[1], x[3]),
            "a-ridge" => ((x[2] - Softmax(x[0].TransposeAndMultiply(x[1]))) * x[1]) - (x[0] * x[3][0, 0]),
            "a-temperature" => (x[2] - Softmax(x[0].TransposeAndMultiply(x[1]) / x[3][0, 0])) * x[1] / x[3][0, 0],
            "a-mask" => (x[2] - Softmax(x[0].TransposeAndMultiply(x[1]) + x[3])) * x[1],
            "a-weights" => Weighted(x[0], x[1], x[2], x[3]),
            "a-smoothing" => Smoothed(x[0], x[1], x[2], x[3][0, 0]),
            _ => throw new ArgumentException($"unknown kernel {kernel}"),
        };

    private static Matrix<T> Softmax<T>(Matrix<T> logits)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Matrix<T> result = logits.Clone();
        for (int i = 0; i < logits.RowCount; i++)
        {
            var row = logits.Row(i);
            var weights = (row - row.Maximum()).PointwiseExp();
            result.SetRow(i, weights / weights.Sum());
        }

        return result;
    }

    private static Matrix<T> Symmetrised<T>(Matrix<T> z, Matrix<T> theta, Matrix<T> c)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Matrix<T> projected = z * theta;
        Matrix<T> residual = c - Softmax(projected.TransposeAndMultiply(z));
        return (residual + residual.Transpose()) * projected;
    }

    private static Matrix<T> Chain<T>(Matrix<T> a, Matrix<T> b, Matrix<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        (a.PointwiseMultiply(x) + b).PointwiseTanh().PointwiseMultiply((-x.PointwiseMultiply(x)).PointwiseExp());

    private static Matrix<T> HessianTimesDirection<T>(Matrix<T> z, Matrix<T> theta, Matrix<T> v)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Matrix<T> s = Softmax(z.TransposeAndMultiply(theta));
        Matrix<T> t = v.TransposeAndMultiply(theta).PointwiseMultiply(s);
        var sums = t.RowSums();
        return (t - s.MapIndexed((i, _, entry) => sums[i] * entry)) * theta;
    }

    private static Matrix<T> Weighted<T>(Matrix<T> z, Matrix<T> theta, Matrix<T> c, Matrix<T> w)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Matrix<T> weighted = c.MapIndexed((_, j, entry) => entry * w[j, 0]);
        var sums = weighted.RowSums();
        return (weighted - Softmax(z.TransposeAndMultiply(theta)).MapIndexed((i, _, entry) => sums[i] * entry)) * theta;
    }

    private static Matrix<T> Smoothed<T>(Matrix<T> z, Matrix<T> theta, Matrix<T> c, T epsilon)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Matrix<T> smoothed = (c * (T.One - epsilon)) + (epsilon / T.CreateChecked(c.ColumnCount));
        return (smoothed - Softmax(z.TransposeAndMultiply(theta))) * theta;
    }

    private static Matrix<T> LossAndGradient<T>(Matrix<T>[] x, out T loss)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Matrix<T> logits = x[0].TransposeAndMultiply(x[1]);
        Matrix<T> logarithms = logits.Clone();
        for (int i = 0; i < logits.RowCount; i++)
        {
            var shifted = logits.Row(i) - logits.Row(i).Maximum();
            logarithms.SetRow(i, shifted - T.Log(shifted.PointwiseExp().Sum()));
        }

        loss = -x[2].PointwiseMultiply(logarithms).ColumnSums().Sum();
        return (logarithms.PointwiseExp() - x[2]) * x[1];
    }

    private static Matrix<T>[] Instance<T>(Problem<T> problem, int index)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        [.. problem.Case.Operands.Select((o, i) => Matrix<T>.Build.Dense(
            o.Rows, o.Columns, (row, column) => problem.Operands[i][(index * o.Length) + (row * o.Columns) + column]))];
}
