using DerivationKit.Kernel;

namespace DerivationKit.Language;

/// <summary>What grad(f, X, on: set) makes of the ambient gradient G at the point X.</summary>
/// <param name="Wanted">Which shapes X may have.</param>
/// <param name="Fits">Whether X may have that shape.</param>
/// <param name="Restrict">The gradient on the set, from G and X.</param>
internal sealed record TangentSpace(string Wanted, Func<Shape, bool> Fits, Func<Expr, Expr, Expr> Restrict);

/// <summary>The sets on which a gradient can be taken. All but symmetric_entries project G orthogonally on a tangent space; that one counts
/// the two entries A[i,j] and A[j,i] as one variable. Source: Absil, Mahony, Sepulchre 2008, sections 3.5 and 3.6; Matrix Cookbook, eq. 138.</summary>
internal static class TangentSpaces
{
    private static readonly Expr Two = Expr.Constant(2);

    /// <summary>The sets by name.</summary>
    public static IReadOnlyDictionary<string, TangentSpace> All { get; } = new Dictionary<string, TangentSpace>
    {
        ["symmetric"] = OfSquare((g, _) => (g + g.T) / Two),
        ["symmetric_entries"] = OfSquare((g, _) => g + g.T - Expr.Hadamard(g, Expr.Eye(g.Shape.Rows))),
        ["diagonal"] = OfSquare((g, _) => Expr.Diag(Expr.Diag(g))),
        ["sphere"] = OfVector((g, x) => g - (x * (x.T * g))),
        ["simplex_tangent"] = OfVector((g, _) => g - (Expr.Mean(g) * Expr.Ones(g.Shape.Rows))),
        ["stiefel"] = new(
            "a matrix or a vector", shape => !shape.Rows.IsOne, (g, x) => g - (x * ((x.T * g) + (g.T * x)) / Two)),
    };

    private static TangentSpace OfSquare(Func<Expr, Expr, Expr> restrict) =>
        new("a square matrix", shape => shape.IsSquare && !shape.IsScalar, restrict);

    private static TangentSpace OfVector(Func<Expr, Expr, Expr> restrict) =>
        new("a vector", shape => shape.IsColumn && !shape.IsScalar, restrict);
}
