using DerivationKit.Operators;

namespace DerivationKit.Differentiation;

/// <summary>L*diag(M*V)*R, linear in V.</summary>
/// <param name="Left">L.</param>
/// <param name="Map">M.</param>
/// <param name="Right">R.</param>
internal sealed record LinearTerm(Expr Left, Expr Map, Expr Right)
{
    /// <summary>R'*diag(M*V)*L'.</summary>
    public LinearTerm Transposed => new(Factors.Transpose(Right), Map, Factors.Transpose(Left));

    /// <summary>The row sums: L*diag(M*V)*rowsum(R).</summary>
    public LinearTerm RowSum => new LinearTerm(Left, Map, Right.Shape.IsColumn ? Right : Expr.RowSum(Right)).Collapsed;

    /// <summary>The sum of all entries.</summary>
    public LinearTerm Sum => RowSum.Transposed.RowSum;

    /// <summary>The diagonal of a matrix: entry i is the sum over p of L[i,p] R[p,i] (M*V)[p].</summary>
    public LinearTerm Diagonal =>
        Column(Left.Shape.IsScalar ? Map : Factors.Times(Factors.Hadamard(Left, Factors.Transpose(Right)), Map));

    /// <summary>The diagonal matrix of a vector.</summary>
    public LinearTerm Spread => Collapsed with { Right = Factors.Identity(Left.Shape.Rows) };

    /// <summary>For a column L = I, R = ones; for a row likewise, transposed; a matrix as it is.</summary>
    public LinearTerm Collapsed =>
        Right.Shape.IsColumn ? Column(Factors.Times(Left, Factors.Times(Factors.Diagonal(Right), Map)))
        : Left.Shape.Rows.IsOne ? Transposed.Collapsed.Transposed
        : this;

    private bool IsScalar => Left.Shape.Rows.IsOne && Right.Shape.Columns.IsOne;

    /// <summary>A times the term.</summary>
    public LinearTerm TimesLeft(Expr a) =>
        a.Shape.IsScalar ? this with { Map = a * Map }
        : IsScalar ? Filling(a)
        : new LinearTerm(Factors.Times(a, Left), Map, Right).Collapsed;

    /// <summary>The term times B.</summary>
    public LinearTerm TimesRight(Expr b) =>
        b.Shape.IsScalar ? this with { Map = b * Map }
        : IsScalar ? Filling(b)
        : new LinearTerm(Left, Map, Factors.Times(Right, b)).Collapsed;

    /// <summary>The term times C, entry by entry.</summary>
    /// <exception cref="DifferentiationException">Neither L nor R is the identity.</exception>
    public LinearTerm Hadamard(Expr c, Operator @operator) =>
        IsScalar ? this with { Map = c * Map }
        : Factors.IsIdentity(Left) ? (this with { Right = Factors.Hadamard(c, Right) }).Collapsed
        : Factors.IsIdentity(Right) ? (this with { Left = Factors.Hadamard(Left, c) }).Collapsed
        : throw new DifferentiationException($"the Jacobian has no matrix form that the kit can write: {@operator.Name} stands in the way; use jvp for a direction");

    // s*B = diag(ones*s)*B, for a scalar s = M*V.
    private LinearTerm Filling(Expr b) =>
        new LinearTerm(Factors.Identity(b.Shape.Rows), Factors.Times(Factors.Ones(b.Shape.Rows), Collapsed.Map), b).Collapsed;

    private static LinearTerm Column(Expr map) => new(Factors.Identity(map.Shape.Rows), map, Factors.Ones(map.Shape.Rows));
}

/// <summary>Products that leave identities and ones out.</summary>
internal static class Factors
{
    public static Expr Identity(Axis n) => n.IsOne ? Expr.One : Expr.Eye(n);

    public static bool IsIdentity(Expr a) => a == Identity(a.Shape.Rows);

    public static Expr Ones(Axis n) => Expr.Ones(Shape.Vector(n));

    public static Expr Transpose(Expr a) => IsIdentity(a) || a.Shape.IsScalar ? a : a.T;

    public static Expr Times(Expr a, Expr b) => IsIdentity(a) ? b : IsIdentity(b) ? a : a * b;

    public static Expr Hadamard(Expr a, Expr b) =>
        a == Expr.Ones(a.Shape) ? b : b == Expr.Ones(b.Shape) ? a : Expr.Hadamard(a, b);

    public static Expr Diagonal(Expr x) => x == Ones(x.Shape.Rows) ? Identity(x.Shape.Rows) : x.Shape.IsScalar ? x : Expr.Diag(x);
}
