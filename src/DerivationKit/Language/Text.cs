using DerivationKit.Kernel;

namespace DerivationKit.Language;

/// <summary>Writes expressions, claims and declarations in the language that <see cref="Scope"/> reads, and the kernel's terms in index
/// notation.</summary>
public static class Text
{
    private const int ShownLength = 10_000;

    /// <summary>The text of an expression. In a scope of its variables, bound ones included, it reads back as the same object, unless it
    /// nests brackets deeper than the reader accepts.</summary>
    /// <exception cref="InvalidOperationException">The text would exceed ten million characters: parts are repeated.</exception>
    public static string Print(Expr expression) => Renderer.Render(ExprNotation.Of(expression), TextSpelling.Of);

    /// <summary>The text of a claim, left == right.</summary>
    /// <exception cref="InvalidOperationException">The text of a side would exceed ten million characters.</exception>
    public static string Print(Claim claim) => $"{Print(claim.Left)} == {Print(claim.Right)}";

    /// <summary>A formula of the kernel in index notation, such as sum_l exp(N[i,l]).</summary>
    /// <exception cref="InvalidOperationException">The text would exceed ten million characters.</exception>
    public static string Print(Term term) => Renderer.Render(TermNotation.Of(term), TextSpelling.Of);

    /// <summary>A statement of the kernel: its declarations, its givens, its free indices and both sides, each on a line.</summary>
    /// <exception cref="InvalidOperationException">The text of a side would exceed ten million characters.</exception>
    public static string Print(Statement statement)
    {
        string indices = string.Join(", ", statement.Free.Select(index => $"{index} in {index.Dimension}"));
        string[] lines =
        [
            .. statement.Declarations.Select(Declare),
            .. statement.Given.Select(g => $"given {ConditionText.Print(g)}"),
            indices.Length == 0 ? "" : $"for all {indices}",
            $"  {Print(statement.Left)}",
            $"= {Print(statement.Right)}",
        ];
        return string.Join('\n', lines.Where(line => line.Length > 0));
    }

    /// <summary>The declaration of a variable, such as "C: matrix(n,k) onehot_rows".</summary>
    public static string Declare(Variable variable) =>
        string.Join(' ', [$"{variable.Name}: {variable.Shape}", .. variable.Properties.Select(PropertyRules.Name)]);

    private static string Declare(Declaration declaration) =>
        declaration.Name + (declaration.Dimensions.IsEmpty ? "" : $"[{string.Join(',', declaration.Dimensions)}]");

    /// <summary>left symbol right, for texts of operands.</summary>
    internal static string Infix(string left, string symbol, string right) => $"{left}{TextSpelling.Spaced(symbol)}{right}";

    /// <summary>The text of an expression, cut off where it is very long.</summary>
    internal static string Abridge(Expr expression)
    {
        string text = Renderer.Render(ExprNotation.Of(expression), TextSpelling.Of, ShownLength + 1);
        return text.Length <= ShownLength ? text : text[..ShownLength] + "…";
    }
}
