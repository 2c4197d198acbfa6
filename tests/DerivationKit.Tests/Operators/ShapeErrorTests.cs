using DerivationKit.Kernel;
using static DerivationKit.Expr;

namespace DerivationKit.Tests.Operators;

// What a person reads who put shapes together that do not fit.
public class ShapeErrorTests
{
    private static readonly Variable A = Variable("A", Shape.Matrix("m", "n"));
    private static readonly Variable B = Variable("B", Shape.Matrix("p", "q"));
    private static readonly Variable X = Variable("x", Shape.Vector("n"));
    private static readonly Variable R = Variable("r", new(Dimension.One, Dimension.Named("n")));
    private static readonly Variable S = Variable("s", Shape.Scalar);

    private static readonly Dictionary<Func<Expr>, string> Refused = new()
    {
        [() => A + B] = "+ needs two operands of one shape, not matrix(m,n) and matrix(p,q)",
        [() => A + A.T] = "+ needs two operands of one shape, not matrix(m,n) and matrix(n,m); did you mean to transpose one of them with '?",
        [() => A + 1] = "+ needs two operands of one shape, not matrix(m,n) and scalar; multiply the scalar by ones(...) to fill an array",
        [() => 1 - X] = "- needs two operands of one shape, not scalar and vector(n); multiply the scalar by ones(...) to fill an array",
        [() => X - R] = "- needs two operands of one shape, not vector(n) and row(n); did you mean to transpose one of them with '?",
        [() => A * B] =
            "* needs as many columns on the left as rows on the right, not matrix(m,n) and matrix(p,q); did you mean .* or a transpose '?",
        [() => X * X] =
            "* needs as many columns on the left as rows on the right, not vector(n) and vector(n); did you mean .* or a transpose '?",
        [() => Hadamard(A, B)] = ".* needs two operands of one shape, not matrix(m,n) and matrix(p,q)",
        [() => Hadamard(S, A)] = ".* needs two operands of one shape, not scalar and matrix(m,n); a scalar scales an array with *",
        [() => A / A] = "/ needs a scalar divisor, not matrix(m,n) by matrix(m,n); did you mean ./ ?",
        [() => 1 / X] = "/ needs a scalar divisor, not scalar by vector(n); did you mean ./ ?",
        [() => HadamardDivide(A, B)] = "./ needs two operands of one shape, not matrix(m,n) and matrix(p,q)",
        [() => HadamardDivide(A, S)] = "./ needs two operands of one shape, not matrix(m,n) and scalar; a scalar divides an array with /",
        [() => Pow(A, 2)] = "^ needs a scalar, not matrix(m,n); did you mean .^ ?",
        [() => Trace(A)] = "tr needs a square matrix, not matrix(m,n)",
        [() => Diag(A)] = "diag needs a vector or a square matrix, not matrix(m,n)",
        [() => Diag(R)] = "diag needs a vector or a square matrix, not row(n); transpose the row with '",
        [() => Softmax(A)] = "softmax needs a vector, not matrix(m,n); name the axis of an array: softmax_rows or softmax_cols",
        [() => LogSumExp(R)] = "logsumexp needs a vector, not row(n); name the axis of an array: logsumexp_rows or logsumexp_cols",
        [() => LogSoftmax(S)] = "logsoftmax needs a vector, not scalar; name the axis of an array: logsoftmax_rows or logsoftmax_cols",
        [() => SoftmaxRows(X)] = "softmax_rows needs a matrix or a row, not vector(n); for a vector there is softmax",
        [() => LogSumExpCols(R)] = "logsumexp_cols needs a matrix or a vector, not row(n); for a row there is logsumexp_rows",
        [() => Contract("ij->", X)] = "contract(\"ij->\") needs a matrix for 'ij', not vector(n)",
        [() => Contract("i->", S)] = "contract(\"i->\") needs a vector or a row for 'i', not scalar",
        [() => Contract(",i->i", X, X)] = "contract(\",i->i\") needs a scalar for '', not vector(n)",
        [() => Contract("ij,jk->ik", A, B)] =
            "contract(\"ij,jk->ik\") needs one dimension for j, not n and p, in matrix(m,n) and matrix(p,q)",
        [() => Contract("ii->", A)] = "contract(\"ii->\") needs one dimension for i, not m and n, in matrix(m,n)",
    };

    private static readonly Dictionary<Func<Expr>, string> Products = new()
    {
        [() => Vec(A) + X] = "+ needs two operands of one shape, not vector(n*m) and vector(n)",
        [() => Vec(Kron(A, X)) - Vec(Kron(B, X))] = "- needs two operands of one shape, not vector(n*m*n) and vector(q*p*n)",
        [() => Inv(Kron(A, A))] = "inv needs a square matrix, not matrix(m*m,n*n)",
        [() => Jacobian(Vec(A), A)] = "jacobian needs a vector by a vector, not vector(n*m) by matrix(m,n); use vecjac for vec by vec, or jvp for a direction",
    };

    public static TheoryData<string> Messages { get; } = [.. Refused.Values, .. Products.Values];

    [Theory]
    [MemberData(nameof(Messages))]
    public void The_message_names_the_operator_and_the_shapes(string message)
    {
        Func<Expr> build = Refused.Concat(Products).Single(refused => refused.Value == message).Key;
        Assert.Equal(message, Assert.Throws<ShapeException>(build).Message);
    }

    // n and k may be equal in an instance, but nothing may rely on it; a fixed size is the same as itself.
    [Fact]
    public void Dimensions_fit_only_if_they_are_written_the_same()
    {
        Variable three = Variable("v", Shape.Vector(Dimension.Of(3)));
        Assert.Throws<ShapeException>(() => X + three);
        Assert.Equal(three.Shape, (three + three).Shape);
    }
}
