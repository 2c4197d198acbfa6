using DerivationKit.Kernel;

namespace DerivationKit.Language;

/// <summary>Writes expressions and claims in LaTeX's mathematical mode.</summary>
public static class Latex
{
    /// <summary>The LaTeX of an expression.</summary>
    /// <exception cref="InvalidOperationException">It would exceed ten million characters: the expression shares its parts.</exception>
    public static string Print(Expr expression) => Renderer.Render(ExprNotation.Of(expression), LatexSpelling.Of);

    /// <summary>The LaTeX of a claim, left = right.</summary>
    /// <exception cref="InvalidOperationException">A side would exceed ten million characters.</exception>
    public static string Print(Claim claim) => $"{Print(claim.Left)} = {Print(claim.Right)}";

    /// <summary>The LaTeX of a formula of the kernel.</summary>
    /// <exception cref="InvalidOperationException">It would exceed ten million characters.</exception>
    public static string Print(Term term) => Renderer.Render(TermNotation.Of(term), LatexSpelling.Of);
}
