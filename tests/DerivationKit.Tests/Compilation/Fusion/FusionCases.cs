using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Tests.Compilation.Fusion;

// Expressions in which regions begin, end and meet in each way that there is, and instances of them.
internal static class FusionCases
{
    public static readonly Variable Z = Expr.Variable("Z", Shape.Matrix("n", "d"));
    public static readonly Variable Theta = Expr.Variable("θ", Shape.Matrix("k", "d"));
    public static readonly Variable C = Expr.Variable("C", Shape.Matrix("n", "k"));
    public static readonly Variable P = Expr.Variable("P", Shape.Matrix("n", "k"), Property.Positive);
    public static readonly Variable S = Expr.Variable("S", Shape.Matrix("n", "n"));
    public static readonly Variable Q = Expr.Variable("Q", Shape.Matrix("k", "k"));
    public static readonly Variable V = Expr.Variable("v", Shape.Vector("n"));
    public static readonly Variable W = Expr.Variable("w", Shape.Vector("d"));
    public static readonly Variable Scale = Expr.Variable("s", Shape.Scalar, Property.Positive);

    private static readonly Axis N = Dimension.Named("n");
    private static readonly Axis D = Dimension.Named("d");
    private static readonly Axis K = Dimension.Named("k");
    private static readonly Expr Logits = Z * Theta.T;
    private static readonly Expr Weights = Expr.SoftmaxRows(Logits);

    public static ImmutableSortedDictionary<string, Expr> All { get; } = new Dictionary<string, Expr>
    {
        ["flow"] = (C - Weights) * Theta,
        ["flow of columns"] = Theta.T * (C.T - Expr.SoftmaxCols(Theta * Z.T)),
        ["softmax of columns"] = Expr.SoftmaxCols(Logits) - C,
        ["logsoftmax of columns"] = Expr.LogSoftmaxCols(C + Logits),
        ["loss"] = -Expr.Sum(Expr.Hadamard(C, Expr.LogSoftmaxRows(Logits))),
        ["gradient of the weights"] = (Weights - C).T * Z,
        ["scaled twice and added"] = C - (3 * (Scale * (2 * Logits))),
        ["scaled sum with a product"] = 2 * (P - (2 * Logits)),
        ["scaled and needed twice"] = Expr.Hadamard(C - (2 * Logits), 2 * Logits),
        ["two softmaxes"] = Expr.SoftmaxRows(Weights * Q) * Theta,
        ["softmax of a softmax of columns"] = Expr.SoftmaxRows(Expr.SoftmaxCols(Logits)),
        ["needed outside"] = Weights * (Weights.T * Z),
        ["needed by a total"] = Logits - (Expr.Mean(Logits) * C),
        ["normalized columns"] = Expr.HadamardDivide(P, Expr.Ones(N) * Expr.ColSum(P).T),
        ["transposed product"] = (Z * W).T,
        ["transposed vector inside"] = Expr.RowSum(Expr.Exp(Logits)).T * Z,
        ["transposed twice"] = ((Z * W).T + V.T).T + V,
        ["transposed vector before its use"] =
            Expr.Hadamard(C - (Expr.RowSum(C) * Expr.Ones(K).T), Expr.Exp(V) * Expr.Ones(K).T) + ((Expr.Exp(V).T + V.T).T * Expr.Ones(K).T),
        ["transposed result"] = Expr.Exp(Logits).T,
        ["square both ways"] = (S + S.T) * Z * Theta.T,
        ["square of both"] = Expr.Hadamard(S * Z, S.T * Z),
        ["symmetric softmax"] = Expr.SoftmaxRows(S) + Expr.SoftmaxCols(S).T,
        ["numbers of rows"] = Expr.Hadamard(Z, V * Expr.Ones(D).T) + Z,
        ["numbers of columns"] = Expr.Hadamard(Z, Expr.Ones(N) * W.T) - Z,
        ["numbers of both"] = Expr.Exp((V * Expr.Ones(D).T) + (Expr.Ones(N) * W.T)) + (V * W.T),
        ["spread alone"] = V * Expr.Ones(D).T,
        ["diagonal left"] = Expr.Diag(V) * Expr.Sigmoid(Z),
        ["diagonal right"] = Expr.Tanh(Z) * Expr.Diag(W),
        ["sum of rows"] = Expr.RowSum(Expr.Exp(C)),
        ["sum of columns"] = Expr.ColSum(Expr.Exp(C)),
        ["sum of all"] = Expr.Sum(Expr.Exp(C)) + Scale,
        ["sum of rows of an input"] = Expr.RowSum(C),
        ["sum of columns of an input"] = Expr.ColSum(C),
        ["sum of an input"] = Expr.Sum(C),
        ["three sums"] = (Expr.RowSum(Logits) * Expr.ColSum(Logits).T) + (Expr.Sum(Logits) * C),
        ["input"] = Z,
        ["transposed input"] = Z.T,
        ["the same twice"] = Expr.Hadamard(Expr.Exp(Logits), Expr.Exp(Logits)) + Logits,
        ["constants and sizes"] = (new Rational(1, 3) * Z) + (Expr.Size(N) * Z) - (Expr.Size(D) * Expr.Ones(N, D)),
        ["constant alone"] = Scale * Expr.Ones(N, D),
        ["powers"] = Expr.HadamardPower(P, 2) + Expr.HadamardPower(P, -1) + Expr.HadamardPower(P, new Rational(1, 2))
            + Expr.HadamardPower(P, new Rational(-1, 2)) + Expr.HadamardPower(P, new Rational(3, 7)) + Expr.HadamardPower(P, -9),
        ["powers of negative numbers"] = Expr.HadamardPower(C, 3) + Expr.HadamardPower(C, 9) + Expr.HadamardPower(C, -10) + Expr.HadamardPower(C, 0),
        ["powers of vectors"] = Expr.Diag(Expr.HadamardPower(Expr.RowSum(P), new Rational(-1, 2))) * P,
        ["power by a size"] = Expr.Pow(Scale + 1, Expr.Size(D)) * Z,
        ["softmax of a vector"] = Expr.Softmax(Z * W),
        ["logsumexp of rows"] = Expr.LogSumExpRows(Logits) + V,
        ["logsumexp of columns"] = Expr.LogSumExpCols(Logits),
        ["logsumexp of a vector"] = Expr.LogSumExp(V),
        ["quadratic form"] = W.T * (Z.T * (Z * W)),
        ["gram"] = Expr.Exp(Z).T * Expr.Sin(Z),
        ["gram of inputs"] = Z.T * C,
        ["mixed"] = Expr.Hadamard(Logits, C) * (Theta + (Theta * Expr.Diag(W))) + (Expr.RowSum(C) * W.T),
        ["product and an array"] = Z + (C * Theta),
        ["array less a product"] = Z - (C * Theta),
        ["flow less a multiple"] = ((C - Weights) * Theta) - (Scale * Z),
        ["multiples of a product and of an array"] = (Scale * (C * Theta)) - (new Rational(2, 3) * Z),
        ["constant multiples"] = (new Rational(-3, 4) * (C * Theta)) + (Scale * (2 * Z)),
        ["product and its own lanes"] = Z + (Z * (Theta.T * Theta)),
        ["product and lanes made before"] = Expr.Tanh(Logits) - (Scale * (Expr.Tanh(Logits) * Q)),
        ["product and lanes made at its time"] = Expr.Exp(Z) + (C * Theta),
        ["product of columns and an array"] = (Theta.T * C.T) - (Scale * Z.T),
        ["product of a vector and a vector"] = (Z * W) - (2 * V),
        ["product twice with an array"] = Expr.Hadamard((C * Theta) + Z, (C * Theta) - Z),
        ["two products, one of them scaled"] = (Scale * (Z * Theta.T)) + (C * (Theta * Theta.T)),
        ["product and two arrays"] = (C * Theta) + Z + Expr.Exp(Scale * Z),
        ["identity between"] = (Logits * (Q + Expr.Eye(K))) - C,
        ["quotients"] = Expr.HadamardDivide(C - (2 * P), P + Expr.Ones(N, K)) - Expr.Max(C, 2 * P) + Expr.Min(C, 2 * P),
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    public static TheoryData<string> Names => [.. All.Keys];

    public static ImmutableArray<Variable> Inputs(Expr expression) => expression.FreeVariables();

    // Odd sixteenths between -1 and 1, without 0; positive ones where that is declared.
    public static Instance Draw(ImmutableArray<Variable> variables, int seed, int n, int d, int k)
    {
        var random = new Random(seed);
        var sizes = new Dictionary<string, int> { ["n"] = n, ["d"] = d, ["k"] = k }.ToImmutableSortedDictionary(StringComparer.Ordinal);
        var sized = new Instance(sizes, ImmutableSortedDictionary<string, ExactArray>.Empty);
        return sized with { Inputs = variables.ToImmutableSortedDictionary(variable => variable.Name, Array, StringComparer.Ordinal) };

        ExactArray Array(Variable variable)
        {
            (int rows, int columns) = (sized.SizeOf(variable.Shape.Rows), sized.SizeOf(variable.Shape.Columns));
            return new(rows, columns, [.. Enumerable.Range(0, rows * columns).Select(_ => Entry(variable))]);
        }

        Rational Entry(Variable variable)
        {
            Rational number = new((2 * random.Next(8)) + 1, 16);
            return random.Next(2) == 0 || variable.Properties.Contains(Property.Positive) ? number : -number;
        }
    }

    // Two small primes and, for one of the three, mostly the rows, a number near the ends of panels of some lanes.
    public static (int N, int D, int K) DrawSizes(int seed, int lanes)
    {
        var random = new Random(seed);
        int[] edges = [1, lanes - 1, lanes, lanes + 1, (2 * lanes) - 1, 2 * lanes, (2 * lanes) + 1, (4 * lanes) + 1, (5 * lanes) - 1];
        int[] small = [1, 2, 3, 5, 7];
        random.Shuffle(small);
        int edge = Math.Max(edges[random.Next(edges.Length)], 1);
        return random.Next(4) switch
        {
            0 => (small[0], edge, small[1]),
            1 => (small[0], small[1], edge),
            _ => (edge, small[0], small[1]),
        };
    }
}
