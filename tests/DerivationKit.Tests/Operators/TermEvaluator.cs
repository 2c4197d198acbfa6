using System.Collections.Immutable;
using DerivationKit.Kernel;
using MathNet.Numerics;

namespace DerivationKit.Tests.Operators;

// Evaluates index formulas, and through them expressions, in the most obvious way: it shares nothing with the kit's own evaluators.
internal sealed class TermEvaluator(IReadOnlyDictionary<string, int> sizes)
{
    public int SizeOf(Axis axis) => axis.Factors.Aggregate(1, (size, factor) => size * SizeOf(factor));

    private int SizeOf(Dimension dimension) => dimension.Size ?? sizes[dimension.Text];

    public Dense Evaluate(Expr root, IReadOnlyDictionary<string, Dense> variables)
    {
        Dictionary<Expr, Dense> values = [];
        foreach (Expr node in root.PostOrder())
        {
            values[node] = node switch
            {
                Constant c => new(1, 1, [c.Value.ToDouble()]),
                Variable v => variables[v.Name],
                DerivationKit.Apply a => Evaluate(a, [.. a.Arguments.Select(argument => values[argument])]),
                _ => throw new NotSupportedException(),
            };
        }

        return values[root];
    }

    public Dense Evaluate(DerivationKit.Apply application, ImmutableArray<Dense> arguments)
    {
        Definition meaning = application.Operator.Meaning([.. application.Arguments.Select(a => a.Shape)]);
        Dictionary<string, Dense> tensors =
            meaning.Formals.Zip(arguments).ToDictionary(pair => pair.First.Name, pair => pair.Second);
        return Dense.Of(SizeOf(application.Shape.Rows), SizeOf(application.Shape.Columns), (i, j) =>
        {
            IEnumerable<int> position = [.. Digits(i, application.Shape.Rows), .. Digits(j, application.Shape.Columns)];
            return Entry(meaning.Body, tensors, meaning.Indices.Zip(position).ToImmutableDictionary(p => p.First.Name, p => p.Second));
        });
    }

    // A position along a product is a number whose digits are the positions along the factors, the fast one last.
    private Stack<int> Digits(int position, Axis axis)
    {
        Stack<int> digits = [];
        foreach (Dimension factor in axis.Factors.Reverse())
        {
            digits.Push(position % SizeOf(factor));
            position /= SizeOf(factor);
        }

        return digits;
    }

    private double[][] Matrix(Abstraction matrix, IReadOnlyDictionary<string, Dense> tensors, ImmutableDictionary<string, int> at)
    {
        int half = matrix.Parameters.Length / 2;
        ImmutableArray<Index> columns = matrix.Parameters[half..];
        return [.. All(matrix.Parameters[..half], at).Select(row => All(columns, row).Select(entry => Entry(matrix.Body, tensors, entry)).ToArray())];
    }

    // Every value of the indices, the last one running fastest.
    private IEnumerable<ImmutableDictionary<string, int>> All(ImmutableArray<Index> indices, ImmutableDictionary<string, int> at) =>
        indices.Aggregate<Index, IEnumerable<ImmutableDictionary<string, int>>>(
            [at], (all, index) => all.SelectMany(one => Enumerable.Range(0, SizeOf(index.Dimension)).Select(k => one.SetItem(index.Name, k))));

    private int Number(ImmutableArray<Index> indices, ImmutableDictionary<string, int> at) =>
        indices.Aggregate(0, (number, index) => (number * SizeOf(index.Dimension)) + at[index.Name]);

    private static double Determinant(double[][] rows) =>
        rows.Length == 0 ? 1 : Enumerable.Range(0, rows.Length).Sum(j => rows[0][j] * Cofactor(rows, 0, j));

    private static double Cofactor(double[][] rows, int row, int column) => ((row + column) % 2 == 0 ? 1 : -1)
        * Determinant([.. rows.Where((_, i) => i != row).Select(r => r.Where((_, j) => j != column).ToArray())]);

    // The integral of s^p/p! t^q/q! ... over times that add up to 1 is 1/(p + q + ... + m - 1)! for m of them (Dirichlet); 60 terms.
    private static double Exponential(double[][] a, int[] pairs)
    {
        double[] products = [1];
        for (int pair = 0; pair < pairs.Length; pair += 2)
        {
            double[] entries = [.. Powers(a).Select(power => power[pairs[pair]][pairs[pair + 1]])], before = products;
            products = [.. Enumerable.Range(0, entries.Length).Select(k => Enumerable.Range(0, Math.Min(k + 1, before.Length)).Sum(p => before[p] * entries[k - p]))];
        }

        return products.Select((x, k) => x / SpecialFunctions.Factorial(k + (pairs.Length / 2) - 1)).Sum();
    }

    private static IEnumerable<double[][]> Powers(double[][] a)
    {
        double[][] power = [.. a.Select((row, i) => row.Select((_, j) => i == j ? 1.0 : 0).ToArray())];
        for (int k = 0; k < 60; k++)
        {
            yield return power;
            double[][] before = power;
            power = [.. before.Select(row => a[0].Select((_, j) => row.Select((x, p) => x * a[p][j]).Sum()).ToArray())];
        }
    }

    private double Entry(Term term, IReadOnlyDictionary<string, Dense> tensors, ImmutableDictionary<string, int> at) => term switch
    {
        Number number => number.Value.ToDouble(),
        Size size => SizeOf(size.Dimension),
        Entry entry => tensors[entry.Tensor].Entries[
            entry.Indices.Aggregate(0, (position, index) => (position * SizeOf(index.Dimension)) + at[index.Name])],
        Delta delta => at[delta.Left.Name] == at[delta.Right.Name] ? 1 : 0,
        AtLeast order => at[order.Left.Name] >= at[order.Right.Name] ? 1 : 0,
        Add add => add.Terms.Sum(t => Entry(t, tensors, at)),
        Multiply multiply => multiply.Factors.Aggregate(1.0, (product, factor) => product * Entry(factor, tensors, at)),
        Sum sum => Enumerable.Range(0, SizeOf(sum.Index.Dimension)).Sum(k => Entry(sum.Body, tensors, at.SetItem(sum.Index.Name, k))),
        Function function => Value(function.Name, Entry(function.Argument, tensors, at)),
        DerivationKit.Kernel.Inverse inverse => Cofactor(Matrix(inverse.Matrix, tensors, at), Number(inverse.Columns, at), Number(inverse.Rows, at))
            / Determinant(Matrix(inverse.Matrix, tensors, at)),
        DerivationKit.Kernel.Determinant determinant => Determinant(Matrix(determinant.Matrix, tensors, at)),
        DerivationKit.Kernel.MatrixExponential exponential => Exponential(Matrix(exponential.Matrix, tensors, at), [.. exponential.Indices.Select(i => at[i.Name])]),
        Power power => Math.Pow(Entry(power.Base, tensors, at), power.Exponent.ToDouble()),
        _ => throw new NotSupportedException(),
    };

    private static double Value(ScalarFunction function, double x) => function switch
    {
        ScalarFunction.Exp => Math.Exp(x),
        ScalarFunction.Log => Math.Log(x),
        ScalarFunction.Sin => Math.Sin(x),
        ScalarFunction.Cos => Math.Cos(x),
        ScalarFunction.Arcsin => Math.Asin(x),
        ScalarFunction.Arctan => Math.Atan(x),
        ScalarFunction.Erf => SpecialFunctions.Erf(x),
        _ => throw new NotSupportedException(),
    };
}
