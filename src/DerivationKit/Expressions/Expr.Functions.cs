using DerivationKit.Kernel;
using DerivationKit.Operators;

namespace DerivationKit;

/// <content>The functions of whole arrays by name, and the constants.</content>
public abstract partial class Expr
{
    /// <summary>The sum of all entries. Shapes: any to a scalar.</summary>
    public static Expr Sum(Expr a) => Apply(new Summation(), a);

    /// <summary>The mean of all entries, 1/(m*n) sum(A). Shapes: any to a scalar.</summary>
    public static Expr Mean(Expr a) => Apply(new Mean(), a);

    /// <summary>The sum of each row, rowsum(A)[i] = sum_l A[i,l]. Shapes: (m,n) to a vector (m).</summary>
    public static Expr RowSum(Expr a) => Apply(new RowSum(), a);

    /// <summary>The sum of each column, colsum(A)[j] = sum_k A[k,j]. Shapes: (m,n) to a vector (n), which is a column.</summary>
    public static Expr ColSum(Expr a) => Apply(new ColSum(), a);

    /// <summary>The sum of magnitudes norm1(A) = sum_k sum_l |A[k,l]|, of a vector or entry by entry of a matrix. Shapes: any to a scalar.
    /// Differentiable: every entry not 0.</summary>
    public static Expr Norm1(Expr a) => Apply(new Norm1(), a);

    /// <summary>Euclid's norm of a vector, Frobenius' norm of a matrix: norm2(A) = (sum_k sum_l A[k,l]^2)^(1/2). Shapes: any to a scalar.
    /// Differentiable: an entry not 0.</summary>
    public static Expr Norm2(Expr a) => Apply(new Norm2(), a);

    /// <summary>The inner product inner(A, B) = sum_k sum_l A[k,l] B[k,l]. Shapes: equal, to a scalar.</summary>
    /// <exception cref="ShapeException">The shapes differ.</exception>
    public static Expr Inner(Expr a, Expr b) => Apply(new InnerProduct(), a, b);

    /// <summary>The outer product outer(x, y)[i,j] = x[i] y[j] = x*y'. Shapes: vectors (m) and (n) to a matrix (m,n).</summary>
    /// <exception cref="ShapeException">An argument is not a vector.</exception>
    public static Expr Outer(Expr x, Expr y) => Apply(new OuterProduct(), x, y);

    /// <summary>The trace tr(A) = sum_k A[k,k]. Shapes: (n,n) to a scalar.</summary>
    /// <exception cref="ShapeException">A is not square.</exception>
    public static Expr Trace(Expr a) => Apply(new Trace(), a);

    /// <summary>The diagonal matrix of a vector, diag(x)[i,j] = x[i] δ[i,j], or the diagonal of a matrix, diag(A)[i] = A[i,i].
    /// Shapes: (n) to (n,n), (n,n) to (n).</summary>
    /// <exception cref="ShapeException">The argument is neither a vector nor a square matrix.</exception>
    public static Expr Diag(Expr a) => Apply(new Diagonal(), a);

    /// <summary>The Kronecker product kron(A,B)[(i,k),(j,l)] = A[i,j] B[k,l]. Shapes: (m,n), (p,q) to (m*p,n*q).</summary>
    public static Expr Kron(Expr a, Expr b) => Apply(new Kronecker(), a, b);

    /// <summary>The columns below one another, vec(A)[(j,i)] = A[i,j]. Shapes: (m,n) to a vector (n*m).</summary>
    public static Expr Vec(Expr a) => Apply(new Vectorization(), a);

    /// <summary>The inverse of a square matrix; 1/a of a scalar. Shapes: (n,n), kept. Domain: det(A) is not 0.</summary>
    /// <exception cref="ShapeException">A is not square.</exception>
    public static Expr Inv(Expr a) => Apply(new Operators.Inverse(), a);

    /// <summary>The determinant of a square matrix; a scalar is its own. Shapes: (n,n) to a scalar.</summary>
    /// <exception cref="ShapeException">A is not square.</exception>
    public static Expr Det(Expr a) => Apply(new Operators.Determinant(), a);

    /// <summary>The exponential of a square matrix, the sum of A^k/k!, not of its entries; exp(a) of a scalar. Shapes: (n,n), kept.</summary>
    /// <exception cref="ShapeException">The matrix is not square.</exception>
    public static Expr Expm(Expr a) => Apply(new Operators.MatrixExponential(), a);

    /// <summary>The derivative of the matrix exponential at A along E, the integral of expm(s*A)*E*expm((1-s)*A) over s from 0 to 1. Shapes:
    /// (n,n) twice, kept.</summary>
    /// <exception cref="ShapeException">The matrices are not square, or not of one size.</exception>
    public static Expr ExpmFrechet(Expr a, Expr e) => Apply(new ExponentialDerivative(), a, e);

    /// <summary>logdet(A) = log |det A|. Shapes: (n,n) to a scalar. Domain: det(A) is not 0.</summary>
    /// <exception cref="ShapeException">A is not square.</exception>
    public static Expr LogDet(Expr a) => Apply(new LogDeterminant(), a);

    /// <summary>A contraction: contract("ij,jk->ik", A, B)[i,k] = sum_j A[i,j] B[j,k], summed over the letters that are not in the output.
    /// Shapes: two letters for a matrix, one for a vector or a row, none for a scalar; the output is a scalar, a vector or a matrix.</summary>
    /// <remarks>An array, because F# knows no other variable arguments.</remarks>
    /// <exception cref="ArgumentException">The specification is malformed.</exception>
    /// <exception cref="ShapeException">The arguments do not fit it.</exception>
    public static Expr Contract(string specification, params Expr[] arguments) =>
        Apply(new Contraction(specification), [.. arguments]);

    /// <summary>softmax(x)[i] = exp(x[i]) / sum_k exp(x[k]). Shapes: a vector (n), kept.</summary>
    /// <exception cref="ShapeException">The argument is not a vector.</exception>
    public static Expr Softmax(Expr x) => Apply(new Softmax(), x);

    /// <summary>softmax_rows(N)[i,j] = exp(N[i,j]) / sum_l exp(N[i,l]): every row sums to 1. Shapes: (m,n), kept.</summary>
    /// <exception cref="ShapeException">The argument has no columns to sum over.</exception>
    public static Expr SoftmaxRows(Expr n) => Apply(new SoftmaxRows(), n);

    /// <summary>softmax_cols(N)[i,j] = exp(N[i,j]) / sum_k exp(N[k,j]): every column sums to 1. Shapes: (m,n), kept.</summary>
    /// <exception cref="ShapeException">The argument has no rows to sum over.</exception>
    public static Expr SoftmaxCols(Expr n) => Apply(new SoftmaxCols(), n);

    /// <summary>logsoftmax(x)[i] = x[i] - log sum_k exp(x[k]). Shapes: a vector (n), kept.</summary>
    /// <exception cref="ShapeException">The argument is not a vector.</exception>
    public static Expr LogSoftmax(Expr x) => Apply(new LogSoftmax(), x);

    /// <summary>logsoftmax_rows(N)[i,j] = N[i,j] - log sum_l exp(N[i,l]). Shapes: (m,n), kept.</summary>
    /// <exception cref="ShapeException">The argument has no columns to sum over.</exception>
    public static Expr LogSoftmaxRows(Expr n) => Apply(new LogSoftmaxRows(), n);

    /// <summary>logsoftmax_cols(N)[i,j] = N[i,j] - log sum_k exp(N[k,j]). Shapes: (m,n), kept.</summary>
    /// <exception cref="ShapeException">The argument has no rows to sum over.</exception>
    public static Expr LogSoftmaxCols(Expr n) => Apply(new LogSoftmaxCols(), n);

    /// <summary>logsumexp(x) = log sum_k exp(x[k]). Shapes: a vector (n) to a scalar.</summary>
    /// <exception cref="ShapeException">The argument is not a vector.</exception>
    public static Expr LogSumExp(Expr x) => Apply(new LogSumExp(), x);

    /// <summary>logsumexp_rows(N)[i] = log sum_l exp(N[i,l]). Shapes: (m,n) to a vector (m).</summary>
    /// <exception cref="ShapeException">The argument has no columns to sum over.</exception>
    public static Expr LogSumExpRows(Expr n) => Apply(new LogSumExpRows(), n);

    /// <summary>logsumexp_cols(N)[j] = log sum_k exp(N[k,j]). Shapes: (m,n) to a vector (n), which is a column.</summary>
    /// <exception cref="ShapeException">The argument has no rows to sum over.</exception>
    public static Expr LogSumExpCols(Expr n) => Apply(new LogSumExpCols(), n);

    /// <summary>softmax(N, M), the softmax over the vector of N where the mask M of entries 0 and 1 has ones, and 0 elsewhere.
    /// Shapes: both a vector (n), kept.</summary>
    /// <exception cref="ShapeException">The first argument is refused as without a mask, or the mask has another shape.</exception>
    public static Expr Softmax(Expr n, Expr mask) => Apply(new SoftmaxMasked(), n, mask);

    /// <summary>logsoftmax(N, M) = N - logsumexp(N, M) over the vector, in every entry of N, with a mask M of entries 0 and 1.
    /// Shapes: both a vector (n), kept.</summary>
    /// <exception cref="ShapeException">The first argument is refused as without a mask, or the mask has another shape.</exception>
    public static Expr LogSoftmax(Expr n, Expr mask) => Apply(new LogSoftmaxMasked(), n, mask);

    /// <summary>logsumexp(N, M), the logarithm of the sum of M .* exp(N) over the vector, with a mask M of entries 0 and 1.
    /// Shapes: both a vector (n), to a scalar.</summary>
    /// <exception cref="ShapeException">The first argument is refused as without a mask, or the mask has another shape.</exception>
    public static Expr LogSumExp(Expr n, Expr mask) => Apply(new LogSumExpMasked(), n, mask);

    /// <summary>softmax_rows(N, M), the softmax over each row of N where the mask M of entries 0 and 1 has ones, and 0 elsewhere.
    /// Shapes: both (m,n), kept.</summary>
    /// <exception cref="ShapeException">The first argument is refused as without a mask, or the mask has another shape.</exception>
    public static Expr SoftmaxRows(Expr n, Expr mask) => Apply(new SoftmaxRowsMasked(), n, mask);

    /// <summary>logsoftmax_rows(N, M) = N - logsumexp_rows(N, M) over each row, in every entry of N, with a mask M of entries 0
    /// and 1. Shapes: both (m,n), kept.</summary>
    /// <exception cref="ShapeException">The first argument is refused as without a mask, or the mask has another shape.</exception>
    public static Expr LogSoftmaxRows(Expr n, Expr mask) => Apply(new LogSoftmaxRowsMasked(), n, mask);

    /// <summary>logsumexp_rows(N, M), the logarithm of the sum of M .* exp(N) over each row, with a mask M of entries 0 and 1.
    /// Shapes: both (m,n), to a vector.</summary>
    /// <exception cref="ShapeException">The first argument is refused as without a mask, or the mask has another shape.</exception>
    public static Expr LogSumExpRows(Expr n, Expr mask) => Apply(new LogSumExpRowsMasked(), n, mask);

    /// <summary>softmax_cols(N, M), the softmax over each column of N where the mask M of entries 0 and 1 has ones, and 0
    /// elsewhere. Shapes: both (m,n), kept.</summary>
    /// <exception cref="ShapeException">The first argument is refused as without a mask, or the mask has another shape.</exception>
    public static Expr SoftmaxCols(Expr n, Expr mask) => Apply(new SoftmaxColsMasked(), n, mask);

    /// <summary>logsoftmax_cols(N, M) = N - logsumexp_cols(N, M) over each column, in every entry of N, with a mask M of entries
    /// 0 and 1. Shapes: both (m,n), kept.</summary>
    /// <exception cref="ShapeException">The first argument is refused as without a mask, or the mask has another shape.</exception>
    public static Expr LogSoftmaxCols(Expr n, Expr mask) => Apply(new LogSoftmaxColsMasked(), n, mask);

    /// <summary>logsumexp_cols(N, M), the logarithm of the sum of M .* exp(N) over each column, with a mask M of entries 0 and 1.
    /// Shapes: both (m,n), to a vector.</summary>
    /// <exception cref="ShapeException">The first argument is refused as without a mask, or the mask has another shape.</exception>
    public static Expr LogSumExpCols(Expr n, Expr mask) => Apply(new LogSumExpColsMasked(), n, mask);

    /// <summary>Layer norm without gain: each row of X minus its mean, divided by its standard deviation. Shapes: (m,n), kept. Domain: no
    /// row constant.</summary>
    /// <exception cref="ShapeException">The argument has one column.</exception>
    public static Expr LayerNormRows(Expr x) => Apply(new LayerNormRows(), x);

    /// <summary>Layer norm without gain: each row of X minus its mean, divided by the root of its variance plus eps. Shapes: (m,n) and a
    /// scalar, to (m,n). Domain: variance plus eps positive.</summary>
    /// <exception cref="ShapeException">X has one column, or eps is not a scalar.</exception>
    public static Expr LayerNormRows(Expr x, Expr eps) => Apply(new LayerNormRowsShifted(), x, eps);

    /// <summary>Root-mean-square norm without gain: each row of X divided by the root of the mean of its squares. Shapes: (m,n), kept.
    /// Domain: no row zero.</summary>
    /// <exception cref="ShapeException">The argument has one column.</exception>
    public static Expr RmsNormRows(Expr x) => Apply(new RmsNormRows(), x);

    /// <summary>Root-mean-square norm without gain: each row of X divided by the root of the mean of its squares plus eps. Shapes: (m,n)
    /// and a scalar, to (m,n). Domain: mean of squares plus eps positive.</summary>
    /// <exception cref="ShapeException">X has one column, or eps is not a scalar.</exception>
    public static Expr RmsNormRows(Expr x, Expr eps) => Apply(new RmsNormRowsShifted(), x, eps);

    /// <summary>The vector of ones, ones(n)[i] = 1.</summary>
    public static Expr Ones(Axis n) => Apply(new Ones(n));

    /// <summary>The matrix of ones, ones(m,n)[i,j] = 1.</summary>
    public static Expr Ones(Axis m, Axis n) => Apply(new Ones(m, n));

    /// <summary>The zero vector, zeros(n)[i] = 0.</summary>
    public static Expr Zeros(Axis n) => Apply(new Zeros(n));

    /// <summary>The zero matrix, zeros(m,n)[i,j] = 0.</summary>
    public static Expr Zeros(Axis m, Axis n) => Apply(new Zeros(m, n));

    /// <summary>The identity matrix, eye(n)[i,j] = δ[i,j].</summary>
    public static Expr Eye(Axis n) => Apply(new Eye(n));

    /// <summary>The causal mask causal(n)[i,j] = 1 where i >= j, else 0.</summary>
    public static Expr Causal(Axis n) => Apply(new Causal(n));

    /// <summary>The commutation matrix, comm(m,n)*vec(A) = vec(A') for A: matrix(m,n).</summary>
    public static Expr Comm(Axis m, Axis n) => Apply(new Commutation(m, n));

    /// <summary>The size of an axis as a scalar: the n of 1/n, a number for a fixed dimension, and a product of these for n*m.</summary>
    public static Expr Size(Axis n) =>
        n.IsOne ? One : n.Factors.Select(f => f.Size is int size ? Constant(size) : Apply(new DimensionSize(f))).Aggregate((m, f) => m * f);

    /// <summary>An array of ones in any shape; a row is the transpose of a vector.</summary>
    internal static Expr Ones(Shape shape) => Filled(shape, One, Ones, Ones);

    /// <summary>An array of zeros in any shape; a row is the transpose of a vector.</summary>
    internal static Expr Zeros(Shape shape) => Filled(shape, Zero, Zeros, Zeros);

    private static Expr Filled(Shape shape, Expr scalar, Func<Axis, Expr> vector, Func<Axis, Axis, Expr> matrix) =>
        (shape.Rows.IsOne, shape.Columns.IsOne) switch
        {
            (true, true) => scalar,
            (false, true) => vector(shape.Rows),
            (true, false) => vector(shape.Columns).T,
            _ => matrix(shape.Rows, shape.Columns),
        };
}
