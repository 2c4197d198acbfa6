namespace DerivationKit.FSharp

open System.Collections.Immutable
open DerivationKit
open DerivationKit.Kernel

/// Builds and transforms expressions; the expression comes last, so that pipelines read. F#'s own +, -, *, /, **, exp, log and sqrt work on
/// expressions too. Shapes are checked at once, and nothing is simplified.
[<RequireQualifiedAccess>]
module Expr =

    /// A variable of any shape with declared properties, such as <c>Expr.variable "C" (Shape.Matrix("n", "k")) [ Property.OneHotRows ]</c>.
    let variable (name: string) (shape: Shape) (properties: Property list) : Expr =
        Expr.Variable(name, shape, ImmutableArray.CreateRange properties)

    /// A scalar variable.
    let scalar (name: string) : Expr = variable name Shape.Scalar []

    /// A column of variables x[i], i = 1..n. Here and below a dimension is a name or a fixed size: "n" or "3".
    let vector (name: string) (n: string) : Expr = variable name (Shape.Vector(Binding.axis n)) []

    /// A matrix of variables X[i,j], i = 1..m, j = 1..n.
    let matrix (name: string) (m: string) (n: string) : Expr = variable name (Binding.matrix m n) []

    /// Labels, one of k classes for each of n samples: every row has one entry 1 and otherwise 0.
    let labels (name: string) (n: string) (k: string) : Expr = variable name (Binding.matrix n k) [ Property.OneHotRows ]

    /// A distribution over k classes for each of n samples: entries are not negative, and every row sums to 1.
    let stochastic (name: string) (n: string) (k: string) : Expr = variable name (Binding.matrix n k) [ Property.RowStochastic ]

    /// The variable that an expression is, for functions of the core and its generators; another expression is refused.
    let asVariable (x: Expr) : Variable = Binding.variable x

    /// An exact constant.
    let constant (value: Rational) : Expr = Expr.Constant value

    /// The constant p/q.
    let fraction (p: int) (q: int) : Expr = constant (Rational(bigint p, bigint q))

    /// An operator applied to arguments.
    let apply (operator: Operators.Operator) (arguments: Expr list) : Expr = Expr.Apply(operator, ImmutableArray.CreateRange arguments)

    /// grad(f, X): the partial derivatives of a scalar, in the shape of the variable X.
    let gradient (x: Expr) (f: Expr) : Expr = Expr.Gradient(f, Binding.variable x)

    /// jacobian(F, x): the partial derivatives of a vector by a vector; rows are outputs.
    let jacobian (x: Expr) (f: Expr) : Expr = Expr.Jacobian(f, Binding.variable x)

    /// vecjac(F, X): the partial derivatives of vec(F) by vec(X), both column by column; rows are outputs.
    let vecJacobian (x: Expr) (f: Expr) : Expr = Expr.VecJacobian(f, Binding.variable x)

    /// vechess(f, X): the Hessian of a scalar by vec(X).
    let vecHessian (x: Expr) (f: Expr) : Expr = Expr.VecHessian(f, Binding.variable x)

    /// hessian(f, x): the second partial derivatives of a scalar by a vector.
    let hessian (x: Expr) (f: Expr) : Expr = Expr.Hessian(f, Binding.variable x)

    /// hvp(f, X, D): the Hessian of a scalar applied to a direction, in the shape of X.
    let hessianVectorProduct (x: Expr) (direction: Expr) (f: Expr) : Expr = Expr.HessianVectorProduct(f, Binding.variable x, direction)

    /// jvp(F, X, D): the derivative of F in X along D, in the shape of F.
    let jvp (x: Expr) (direction: Expr) (f: Expr) : Expr = Expr.Directional(f, Binding.variable x, direction)

    /// Replaces a variable in f, without capture.
    let substitute (x: Expr) (value: Expr) (f: Expr) : Expr = f.Substitute(Binding.variable x, value)

    /// The variables that occur free, in the order in which they are first met.
    let freeVariables (f: Expr) : Expr list = [ for v in f.FreeVariables() -> v ]

    /// The transpose A'[i,j] = A[j,i].
    let transpose (a: Expr) : Expr = a.T

    /// The product entry by entry; also <c>.*</c>.
    let hadamard (a: Expr) (b: Expr) : Expr = Expr.Hadamard(a, b)

    /// The quotient a ./ b entry by entry; also <c>./</c>.
    let hadamardDivide (a: Expr) (b: Expr) : Expr = Expr.HadamardDivide(a, b)

    /// The power p of every entry; also <c>.**</c>.
    let hadamardPower (p: Rational) (a: Expr) : Expr = Expr.HadamardPower(a, p)

    /// The power x^p of a scalar; also <c>**</c>.
    let pow (p: Rational) (x: Expr) : Expr = Expr.Pow(x, p)

    /// The square root of every entry.
    let sqrt (a: Expr) : Expr = Expr.Sqrt a

    /// The exponential of every entry.
    let exp (a: Expr) : Expr = Expr.Exp a

    /// The natural logarithm of every entry.
    let log (a: Expr) : Expr = Expr.Log a

    /// The magnitude of every entry.
    let abs (a: Expr) : Expr = Expr.Abs a

    /// The sign of every entry, 1 or -1; undefined at 0.
    let sign (a: Expr) : Expr = Expr.Sign a

    /// The unit step of every entry, 1 or 0; undefined at 0.
    let step (a: Expr) : Expr = Expr.Step a

    /// The positive part of every entry.
    let relu (a: Expr) : Expr = Expr.Relu a

    /// The logistic sigmoid 1/(1 + e^-x) of every entry.
    let sigmoid (a: Expr) : Expr = Expr.Sigmoid a

    /// log(1 + e^x) of every entry.
    let softplus (a: Expr) : Expr = Expr.Softplus a

    /// The hyperbolic tangent of every entry.
    let tanh (a: Expr) : Expr = Expr.Tanh a

    /// The hyperbolic sine of every entry.
    let sinh (a: Expr) : Expr = Expr.Sinh a

    /// The hyperbolic cosine of every entry.
    let cosh (a: Expr) : Expr = Expr.Cosh a

    /// The sine of every entry.
    let sin (a: Expr) : Expr = Expr.Sin a

    /// The cosine of every entry.
    let cos (a: Expr) : Expr = Expr.Cos a

    /// The tangent of every entry.
    let tan (a: Expr) : Expr = Expr.Tan a

    /// The inverse sine of every entry.
    let arcsin (a: Expr) : Expr = Expr.Arcsin a

    /// The inverse cosine of every entry.
    let arccos (a: Expr) : Expr = Expr.Arccos a

    /// The inverse tangent of every entry.
    let arctan (a: Expr) : Expr = Expr.Arctan a

    /// The error function of every entry.
    let erf (a: Expr) : Expr = Expr.Erf a

    /// The Gaussian error linear unit x (1 + erf(x/√2))/2 of every entry.
    let gelu (a: Expr) : Expr = Expr.Gelu a

    /// The larger of each two entries.
    let max (a: Expr) (b: Expr) : Expr = Expr.Max(a, b)

    /// The smaller of each two entries.
    let min (a: Expr) (b: Expr) : Expr = Expr.Min(a, b)

    /// The power a^b of a positive scalar by an expression.
    let power (b: Expr) (a: Expr) : Expr = Expr.Pow(a, b)

    /// The sum of all entries.
    let sum (a: Expr) : Expr = Expr.Sum a

    /// The mean of all entries.
    let mean (a: Expr) : Expr = Expr.Mean a

    /// The sum of each row, a column.
    let rowSum (a: Expr) : Expr = Expr.RowSum a

    /// The sum of each column, as a column.
    let colSum (a: Expr) : Expr = Expr.ColSum a

    /// The sum of the magnitudes of all entries.
    let norm1 (a: Expr) : Expr = Expr.Norm1 a

    /// Euclid's norm of a vector, Frobenius' norm of a matrix.
    let norm2 (a: Expr) : Expr = Expr.Norm2 a

    /// The sum of the products of entries.
    let inner (a: Expr) (b: Expr) : Expr = Expr.Inner(a, b)

    /// The matrix x*y' of two vectors.
    let outer (x: Expr) (y: Expr) : Expr = Expr.Outer(x, y)

    /// The trace of a square matrix.
    let trace (a: Expr) : Expr = Expr.Trace a

    /// The diagonal matrix of a vector, or the diagonal of a square matrix.
    let diag (a: Expr) : Expr = Expr.Diag a

    /// The inverse of a square matrix, where its determinant is not 0; 1/a of a scalar.
    let inv (a: Expr) : Expr = Expr.Inv a

    /// The exponential of a square matrix, not of its entries.
    let expm (a: Expr) : Expr = Expr.Expm a

    /// The derivative of the exponential of a square matrix along a direction.
    let expmFrechet (a: Expr) (e: Expr) : Expr = Expr.ExpmFrechet(a, e)

    /// The determinant of a square matrix.
    let det (a: Expr) : Expr = Expr.Det a

    /// log |det A| of a square matrix, where its determinant is not 0.
    let logDet (a: Expr) : Expr = Expr.LogDet a

    /// The Kronecker product, B in every block times an entry of A: m×n, p×q to m*p × n*q.
    let kron (a: Expr) (b: Expr) : Expr = Expr.Kron(a, b)

    /// The columns below one another: m×n to a vector of n*m.
    let vec (a: Expr) : Expr = Expr.Vec a

    /// A contraction such as <c>Expr.contract "ij,jk->ik" [ a; b ]</c>, summed over the letters that are not in the output.
    let contract (specification: string) (arguments: Expr list) : Expr = Expr.Contract(specification, Array.ofList arguments)

    /// The softmax of a vector.
    let softmax (x: Expr) : Expr = Expr.Softmax x

    /// The softmax of each row: every row sums to 1.
    let softmaxRows (n: Expr) : Expr = Expr.SoftmaxRows n

    /// The softmax of each column: every column sums to 1.
    let softmaxCols (n: Expr) : Expr = Expr.SoftmaxCols n

    /// The logarithm of the softmax of a vector.
    let logSoftmax (x: Expr) : Expr = Expr.LogSoftmax x

    /// The logarithm of the softmax of each row.
    let logSoftmaxRows (n: Expr) : Expr = Expr.LogSoftmaxRows n

    /// The logarithm of the softmax of each column.
    let logSoftmaxCols (n: Expr) : Expr = Expr.LogSoftmaxCols n

    /// log(sum(exp(x))) of a vector.
    let logSumExp (x: Expr) : Expr = Expr.LogSumExp x

    /// log(sum(exp(row))) of each row, a column.
    let logSumExpRows (n: Expr) : Expr = Expr.LogSumExpRows n

    /// log(sum(exp(column))) of each column, as a column.
    let logSumExpCols (n: Expr) : Expr = Expr.LogSumExpCols n

    /// The softmax of a vector over the entries where the mask is 1.
    let softmaxMasked (mask: Expr) (n: Expr) : Expr = Expr.Softmax(n, mask)

    /// The softmax of each row over the entries where the mask is 1.
    let softmaxRowsMasked (mask: Expr) (n: Expr) : Expr = Expr.SoftmaxRows(n, mask)

    /// The softmax of each column over the entries where the mask is 1.
    let softmaxColsMasked (mask: Expr) (n: Expr) : Expr = Expr.SoftmaxCols(n, mask)

    /// The logarithm of the softmax of a vector over the entries where the mask is 1.
    let logSoftmaxMasked (mask: Expr) (n: Expr) : Expr = Expr.LogSoftmax(n, mask)

    /// The logarithm of the softmax of each row over the entries where the mask is 1.
    let logSoftmaxRowsMasked (mask: Expr) (n: Expr) : Expr = Expr.LogSoftmaxRows(n, mask)

    /// The logarithm of the softmax of each column over the entries where the mask is 1.
    let logSoftmaxColsMasked (mask: Expr) (n: Expr) : Expr = Expr.LogSoftmaxCols(n, mask)

    /// The logarithm of the sum of exponentials of a vector over the entries where the mask is 1.
    let logSumExpMasked (mask: Expr) (n: Expr) : Expr = Expr.LogSumExp(n, mask)

    /// The logarithm of the sum of exponentials of each row over the entries where the mask is 1.
    let logSumExpRowsMasked (mask: Expr) (n: Expr) : Expr = Expr.LogSumExpRows(n, mask)

    /// The logarithm of the sum of exponentials of each column over the entries where the mask is 1.
    let logSumExpColsMasked (mask: Expr) (n: Expr) : Expr = Expr.LogSumExpCols(n, mask)

    /// Each row minus its mean, over the root of its variance plus eps.
    let layerNormRows (eps: Expr) (x: Expr) : Expr = Expr.LayerNormRows(x, eps)

    /// Each row over the root of the mean of its squares plus eps.
    let rmsNormRows (eps: Expr) (x: Expr) : Expr = Expr.RmsNormRows(x, eps)

    /// A column of n ones.
    let ones (n: string) : Expr = Expr.Ones(Binding.dimension n)

    /// A matrix of ones.
    let onesMatrix (m: string) (n: string) : Expr = Expr.Ones(Binding.dimension m, Binding.dimension n)

    /// A column of n zeros.
    let zeros (n: string) : Expr = Expr.Zeros(Binding.dimension n)

    /// A matrix of zeros.
    let zerosMatrix (m: string) (n: string) : Expr = Expr.Zeros(Binding.dimension m, Binding.dimension n)

    /// The identity matrix.
    let eye (n: string) : Expr = Expr.Eye(Binding.dimension n)

    /// The commutation matrix, which takes vec(A) to vec(A') for A: m×n.
    let comm (m: string) (n: string) : Expr = Expr.Comm(Binding.dimension m, Binding.dimension n)

    /// The causal mask: 1 where the row is at least the column, else 0.
    let causal (n: string) : Expr = Expr.Causal(Binding.dimension n)

    /// The size of a dimension as a scalar, the n of 1/n.
    let size (n: string) : Expr = Expr.Size(Binding.dimension n)
