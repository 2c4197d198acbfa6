using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Simplification;

/// <summary>The equations that rewriting applies from left to right, wherever their left side stands, inside a longer product or sum too.
/// None is trusted: each is proved by a test, and every result is compared with its input.</summary>
internal static partial class RewriteRules
{
    private static readonly Dimension M = Dimension.Named("m");
    private static readonly Dimension N = Dimension.Named("n");
    private static readonly Dimension P = Dimension.Named("p");

    private static readonly Variable S = Expr.Variable("s", Shape.Scalar);
    private static readonly Variable U = Expr.Variable("u", Shape.Vector(M));
    private static readonly Variable V = Expr.Variable("v", Shape.Vector(N));
    private static readonly Variable W = Expr.Variable("w", Shape.Vector(M));
    private static readonly Variable A = Expr.Variable("A", Shape.Matrix(M, N));
    private static readonly Variable B = Expr.Variable("B", Shape.Matrix(N, P));
    private static readonly Variable D = Expr.Variable("D", Shape.Matrix(M, N));
    private static readonly Variable E = Expr.Variable("E", Shape.Matrix("p", "q"));
    private static readonly Variable X = Expr.Variable("X", Shape.Matrix(N, N));
    private static readonly Variable Q = Expr.Variable("Q", Shape.Matrix(N, N), Property.Orthogonal);
    private static readonly Variable Symmetric = Expr.Variable("Y", Shape.Matrix(N, N), Property.Symmetric);
    private static readonly Variable Skew = Expr.Variable("K", Shape.Matrix(N, N), Property.Skew);
    private static readonly Variable Stiefel = Expr.Variable("F", Shape.Matrix(M, N), Property.OrthonormalColumns);
    private static readonly Variable Unit = Expr.Variable("z", Shape.Vector(N), Property.Unit);
    private static readonly Variable Simplex = Expr.Variable("t", Shape.Vector(N), Property.Simplex);
    private static readonly Variable Signs = Expr.Variable("y", Shape.Vector(N), Property.Signs);
    private static readonly Variable Stochastic = Expr.Variable("C", Shape.Matrix(M, N), Property.RowStochastic);
    private static readonly Variable Mask = Expr.Variable("K", Shape.Matrix(M, N), Property.Mask);

    /// <summary>Every rule.</summary>
    public static ImmutableArray<RewriteRule> All { get; } =
        [.. Transposes(), .. Reductions(), .. Inverses(), .. ReductionsOfConstants(), .. Softmax(), .. Products(), .. Diagonals(), .. Kronecker(), .. Entrywise()];

    private static readonly ILookup<Type, RewriteRule> ByOperator = All.ToLookup(rule => ((Apply)rule.Left).Operator.GetType());

    /// <summary>The expression after the first rule that fits it, if one does.</summary>
    public static Rewriting? Apply(Expr expression) => expression is Apply apply
        ? ByOperator[apply.Operator.GetType()].Select(rule => rule.Apply(expression) is { } r ? new Rewriting(r, rule.Name) : null).FirstOrDefault(r => r is not null)
        : null;

    private static IEnumerable<RewriteRule> Transposes() =>
    [
        new("a double transpose", A.T.T, A),
        new("a scalar's transpose", S.T, S),
        new("a product's transpose", (A * B).T, B.T * A.T),
        new("a symmetric matrix", Symmetric.T, Symmetric),
        new("a skew matrix", Skew.T, -Skew),
        new("a diagonal matrix is symmetric", Expr.Diag(V).T, Expr.Diag(V)),
        new("the identity is symmetric", Expr.Eye(N).T, Expr.Eye(N)),
        new("ones transposed", Expr.Ones(M, N).T, Expr.Ones(N, M)),
        new("zeros transposed", Expr.Zeros(M, N).T, Expr.Zeros(N, M)),
        new("the sum of a transpose", Expr.Sum(A.T), Expr.Sum(A)),
        new("the mean of a transpose", Expr.Mean(A.T), Expr.Mean(A)),
        new("row sums of a transpose", Expr.RowSum(A.T), Expr.ColSum(A)),
        new("column sums of a transpose", Expr.ColSum(A.T), Expr.RowSum(A)),
        new("the trace of a transpose", Expr.Trace(X.T), Expr.Trace(X)),
        new("the diagonal of a transpose", Expr.Diag(X.T), Expr.Diag(X)),
    ];

    private static IEnumerable<RewriteRule> Reductions() =>
    [
        new("the sum of a scalar", Expr.Sum(S), S),
        new("the mean of a scalar", Expr.Mean(S), S),
        new("n times the mean of a vector", Expr.Size(M) * Expr.Mean(U), Expr.Sum(U)),
        new("the mean of a vector times n", Expr.Mean(U) * Expr.Size(M), Expr.Sum(U)),
        new("the sum of a vector over n", Expr.Sum(U) / Expr.Size(M), Expr.Mean(U)),
        new("the trace of a scalar", Expr.Trace(S), S),
        new("the diagonal of a scalar", Expr.Diag(S), S),
        new("row sums of a column", Expr.RowSum(U), U),
        new("column sums of a column", Expr.ColSum(U), Expr.Sum(U)),
        new("row sums of a row", Expr.RowSum(V.T), Expr.Sum(V)),
        new("column sums of a row", Expr.ColSum(V.T), V),
        new("the sum of row sums", Expr.Sum(Expr.RowSum(A)), Expr.Sum(A)),
        new("the sum of column sums", Expr.Sum(Expr.ColSum(A)), Expr.Sum(A)),
        new("row sums of a product", Expr.RowSum(A * B), A * Expr.RowSum(B)),
        new("column sums of a product", Expr.ColSum(A * B), B.T * Expr.ColSum(A)),
        new("the trace of A'*B", Expr.Trace(A.T * D), Expr.Sum(Expr.Hadamard(A, D))),
        new("the trace of A*B'", Expr.Trace(A * D.T), Expr.Sum(Expr.Hadamard(A, D))),
        new("the sum of a diagonal", Expr.Sum(Expr.Diag(X)), Expr.Trace(X)),
        new("the sum of a diagonal matrix", Expr.Sum(Expr.Diag(V)), Expr.Sum(V)),
        new("row sums of a diagonal matrix", Expr.RowSum(Expr.Diag(V)), V),
        new("column sums of a diagonal matrix", Expr.ColSum(Expr.Diag(V)), V),
        new("the trace of a diagonal matrix", Expr.Trace(Expr.Diag(V)), Expr.Sum(V)),
        new("the diagonal of a diagonal matrix", Expr.Diag(Expr.Diag(V)), V),
        new("the diagonal of a product", Expr.Diag(A * D.T), Expr.RowSum(Expr.Hadamard(A, D))),
        new("simplex: sum", Expr.Sum(Simplex), Expr.One),
        new("row-stochastic: row sums", Expr.RowSum(Stochastic), Expr.Ones(M)),
        new("row-stochastic: sum", Expr.Sum(Stochastic), Expr.Size(M)),
    ];

    private static IEnumerable<RewriteRule> ReductionsOfConstants() =>
    [
        new("the sum of ones", Expr.Sum(Expr.Ones(M, N)), Expr.Size(M) * Expr.Size(N)),
        new("the sum of a vector of ones", Expr.Sum(Expr.Ones(N)), Expr.Size(N)),
        new("the mean of ones", Expr.Mean(Expr.Ones(M, N)), Expr.One),
        new("the mean of a vector of ones", Expr.Mean(Expr.Ones(N)), Expr.One),
        new("row sums of ones", Expr.RowSum(Expr.Ones(M, N)), Expr.Size(N) * Expr.Ones(M)),
        new("column sums of ones", Expr.ColSum(Expr.Ones(M, N)), Expr.Size(M) * Expr.Ones(N)),
        new("the trace of ones", Expr.Trace(Expr.Ones(N, N)), Expr.Size(N)),
        new("the diagonal of ones", Expr.Diag(Expr.Ones(N, N)), Expr.Ones(N)),
        new("the diagonal matrix of ones", Expr.Diag(Expr.Ones(N)), Expr.Eye(N)),
        new("the sum of the identity", Expr.Sum(Expr.Eye(N)), Expr.Size(N)),
        new("row sums of the identity", Expr.RowSum(Expr.Eye(N)), Expr.Ones(N)),
        new("column sums of the identity", Expr.ColSum(Expr.Eye(N)), Expr.Ones(N)),
        new("the trace of the identity", Expr.Trace(Expr.Eye(N)), Expr.Size(N)),
        new("the diagonal of the identity", Expr.Diag(Expr.Eye(N)), Expr.Ones(N)),
        .. Literal(Expr.Ones, Expr.Ones, Expr.Ones),
        .. Literal(Expr.Zeros, Expr.Zeros, Expr.Zeros),
        new("the identity of size 1", Expr.Eye(Dimension.One), Expr.One),
        new("the sum of zeros", Expr.Sum(Expr.Zeros(M, N)), Expr.Zero),
        new("the sum of a vector of zeros", Expr.Sum(Expr.Zeros(N)), Expr.Zero),
        new("the mean of zeros", Expr.Mean(Expr.Zeros(M, N)), Expr.Zero),
        new("the mean of a vector of zeros", Expr.Mean(Expr.Zeros(N)), Expr.Zero),
        new("row sums of zeros", Expr.RowSum(Expr.Zeros(M, N)), Expr.Zeros(M)),
        new("column sums of zeros", Expr.ColSum(Expr.Zeros(M, N)), Expr.Zeros(N)),
        new("the trace of zeros", Expr.Trace(Expr.Zeros(N, N)), Expr.Zero),
        new("the diagonal of zeros", Expr.Diag(Expr.Zeros(N, N)), Expr.Zeros(N)),
        new("the diagonal matrix of zeros", Expr.Diag(Expr.Zeros(N)), Expr.Zeros(N, N)),
    ];

    // A constant array with the literal 1 among its dimensions is a scalar, a column or a row.
    private static IEnumerable<RewriteRule> Literal(
        Func<Axis, Expr> vector, Func<Axis, Axis, Expr> matrix, Func<Shape, Expr> filled) =>
        from array in new[] { vector(Axis.One), matrix(Axis.One, Axis.One), matrix(M, Axis.One), matrix(Axis.One, N) }
        select new RewriteRule($"the literal 1 in {((Apply)array).Operator}", array, filled(array.Shape));
}
