using DerivationKit.Language;

namespace DerivationKit.Tests.Language;

// Rectangular shapes, dimensions pairwise different, and one of every kind.
internal static class Samples
{
    public static readonly Scope Scope = DerivationKit.Language.Scope.Parse("""
        Z: matrix(n,d)
        θ: matrix(k,d)
        C: matrix(n,k) onehot_rows
        A: matrix(n,n) symmetric
        B: matrix(n,n)
        x, y: vector(n) positive
        u: vector(d)
        r: row(k)
        a, t: scalar
        """);

    public static Expr Read(string text) => Scope.ParseExpression(text);

    public static SyntaxException Fails(string text) => Assert.Throws<SyntaxException>(() => Scope.ParseExpression(text));
}
