using DerivationKit.Operators;

namespace DerivationKit.Differentiation;

/// <summary>E, linear in V, with vec(E)' = vec(V)'*Map*kron(Right,Left): E = Left'*C*Right, where vec(C)' = vec(V)'*Map.</summary>
/// <param name="Map">How C depends on V.</param>
/// <param name="Right">What C is multiplied by from the right.</param>
/// <param name="Left">The transpose of what C is multiplied by from the left.</param>
internal sealed record VecTerm(Expr Map, Expr Right, Expr Left)
{
    /// <summary>Map*kron(Right,Left).</summary>
    public Expr Matrix => Factors.Times(Map, Kron(Right, Left));

    /// <summary>-E.</summary>
    public VecTerm Negated => this with { Map = -Map };

    /// <summary>E' = Right'*C'*Left, and vec(C')' = vec(C)'*comm(columns,rows).</summary>
    public VecTerm Transposed => new(
        Left.Shape.Rows.IsOne || Right.Shape.Rows.IsOne ? Map : Factors.Times(Map, Expr.Comm(Right.Shape.Rows, Left.Shape.Rows)),
        Left,
        Right);

    /// <summary>The array of that shape whose vec is the matrix' times vec(V).</summary>
    public static VecTerm From(Expr matrix, Shape shape) => new(matrix, Factors.Identity(shape.Columns), Factors.Identity(shape.Rows));

    /// <summary>E*B, or A*E; a scalar times an array scales it.</summary>
    public VecTerm Times(Expr factor, Shape shape, bool right) =>
        factor.Shape.IsScalar ? this with { Map = factor * Map }
        : shape.IsScalar ? From(Matrix * VecForm.Vec(factor).T, factor.Shape)
        : right ? this with { Right = Factors.Times(Right, factor) }
        : this with { Left = Factors.Times(Left, factor.T) };

    /// <summary>E .* C.</summary>
    public VecTerm Hadamard(Expr c) =>
        c.Shape.IsScalar ? this with { Map = c * Map } : From(Factors.Times(Matrix, Expr.Diag(VecForm.Vec(c))), c.Shape);

    /// <summary>rowsum(E) = E*ones(n).</summary>
    public VecTerm RowSum(Shape shape) =>
        shape.Columns.IsOne ? this : this with { Right = Factors.Times(Right, Expr.Ones(shape.Columns)) };

    /// <summary>tr(E) = vec(E)'*vec(eye(n)).</summary>
    public VecTerm Trace(Shape shape) =>
        shape.IsScalar ? this : new(Factors.Times(Matrix, Expr.Vec(Expr.Eye(shape.Rows))), Expr.One, Expr.One);

    /// <summary>diag(x) = (x*ones(n)') .* eye(n) of a vector, diag(E) = rowsum(E .* eye(n)) of a matrix.</summary>
    public VecTerm Diagonal(Shape shape) =>
        shape.IsScalar ? this
        : shape.IsColumn ? (this with { Right = Factors.Times(Right, Expr.Ones(shape.Rows).T) }).Hadamard(Expr.Eye(shape.Rows))
        : Hadamard(Expr.Eye(shape.Rows)).RowSum(shape);

    /// <summary>kron(A,B), where one of both is E: vec(kron(A,B))' = kron(vec(A),vec(B))'*kron(kron(eye(n),comm(m,q)),eye(p)).</summary>
    public VecTerm Blocks(Expr kronecker, Shape a, Shape b)
    {
        Expr exchange = a.Rows.IsOne || b.Columns.IsOne ? Factors.Identity(a.Rows * b.Columns) : Expr.Comm(a.Rows, b.Columns);
        Expr order = Kron(Kron(Factors.Identity(a.Columns), exchange), Factors.Identity(b.Rows));
        return From(Factors.Times(Factors.Times(Matrix, kronecker), order), new(a.Rows * b.Rows, a.Columns * b.Columns));
    }

    private static Expr Kron(Expr a, Expr b) =>
        Factors.IsIdentity(a) && Factors.IsIdentity(b) ? Factors.Identity(a.Shape.Rows * b.Shape.Rows)
        : a == Expr.One ? b
        : b == Expr.One ? a
        : Expr.Kron(a, b);
}
