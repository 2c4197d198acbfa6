using System.Collections.Immutable;
using static DerivationKit.Language.NotationTree;

namespace DerivationKit.Language;

/// <summary>The spelling in LaTeX's mathematical mode.</summary>
internal static class LatexSpelling
{
    public static ImmutableArray<Piece> Of(NotationTree tree) => tree switch
    {
        Numeral numeral => [numeral.Digits],
        Name name => [LatexName.Of(name.Word)],
        Quoted quoted => [$"\\text{{{Escaped(quoted.Content)}}}"],
        Parenthesised brackets => ["\\left(", brackets.Inner, "\\right)"],
        Infix { Symbol: "/" } quotient => ["\\frac{", Bare(quotient.Left), "}{", Bare(quotient.Right), "}"],
        Infix infix => [IsMisread(infix) ? new Parenthesised(infix.Left) : infix.Left, Symbol(infix), infix.Right],
        Prefix prefix => [prefix.Latex, prefix.Operand],
        Postfix { Operand: Call { Word: "inv", Arguments: [var matrix] } } postfix => Inverse(matrix, $"-{postfix.Latex}"),
        Postfix postfix => [.. Grouped(postfix.Operand), $"^{{{postfix.Latex}}}"],
        Raised raised => [.. Grouped(raised.Base), $"^{{{raised.Latex}", Bare(raised.Exponent), "}"],
        Call { Word: "norm1" or "norm2", Arguments: [var inner] } norm => ["\\left\\lVert ", inner, $" \\right\\rVert_{{{(norm.Latex == ExprNotation.Frobenius ? ExprNotation.Frobenius : norm.Word[^1..])}}}"],
        Call { Word: "inv", Arguments: [var matrix] } => Inverse(matrix, "-1"),
        Call { Word: "ones", Arguments: var sizes } => Constant("\\mathbf{1}", sizes),
        Call { Word: "zeros", Arguments: var sizes } => Constant("\\mathbf{0}", sizes),
        Call { Word: "eye", Arguments: var sizes } => Constant("I", sizes),
        Call call => [call.Latex, "\\left(", .. Renderer.Join(", ", call.Arguments), "\\right)"],
        Differentiated derivative => Of(derivative),
        Sigma sigma => [$"\\sum_{{{LatexName.Of(sigma.Index)}}} ", sigma.Body],
        Indexed indexed => ["{", indexed.Head, $"}}_{{{Indices(indexed.Indices)}}}"],
        Lambda lambda => [$"\\left({Indices(lambda.Indices)}\\right) \\mapsto ", lambda.Body],
        _ => throw new ArgumentOutOfRangeException(nameof(tree)),
    };

    // On paper what stands side by side belongs together: x ⊘ y a would be x ⊘ (y a).
    private static bool IsMisread(Infix infix) =>
        infix.Left is Infix { Symbol: ".*" or "./" } left && left.Precedence == infix.Precedence && left.Symbol != infix.Symbol;

    // Juxtaposition, except that 2 before 3 would read as 23.
    private static string Symbol(Infix infix) => infix.Latex == " "
        ? StartsWithDigit(infix.Right) ? " \\cdot " : " "
        : $" {infix.Latex} ";

    private static bool StartsWithDigit(NotationTree tree)
    {
        while (tree is Postfix or Raised)
        {
            tree = tree is Postfix postfix ? postfix.Operand : ((Raised)tree).Base;
        }

        return tree is Numeral;
    }

    // What carries an exponent of its own takes another only as a group.
    private static ImmutableArray<Piece> Grouped(NotationTree tree) =>
        tree is Postfix or Raised or Differentiated or Call ? ["{", tree, "}"] : [tree];

    // A^{-1} and A^{-T}, in brackets where something is raised or written side by side.
    private static ImmutableArray<Piece> Inverse(NotationTree matrix, string exponent) => matrix is Name or Call
        ? [.. Grouped(matrix), $"^{{{exponent}}}"]
        : ["\\left(", matrix, $"\\right)^{{{exponent}}}"];

    // 1_n and 0_{m×n}.
    private static ImmutableArray<Piece> Constant(string symbol, ImmutableArray<NotationTree> sizes) =>
        [$"{symbol}_{{", .. Renderer.Join(" \\times ", sizes), "}"];

    private static string Indices(ImmutableArray<string> indices) => string.Join(",", indices.Select(LatexName.Of));

    private static string Escaped(string text) => string.Concat(text.Select(c => c switch
    {
        '\\' => "\\textbackslash{}",
        '^' => "\\textasciicircum{}",
        '~' => "\\textasciitilde{}",
        '{' or '}' or '_' or '$' or '&' or '#' or '%' => $"\\{c}",
        _ => $"{c}",
    }));

    private static ImmutableArray<Piece> Of(Differentiated derivative)
    {
        string symbol = derivative.Kind switch
        {
            DerivativeKind.Gradient => "\\nabla",
            DerivativeKind.Jacobian => "\\mathrm{J}",
            DerivativeKind.VecJacobian => "\\mathrm{J}^{\\mathrm{vec}}",
            _ => "\\mathrm{D}",
        };
        ImmutableArray<Piece> at = derivative.Point.IsEmpty
            ? []
            : ["\\right|_{", derivative.Variable, " = ", derivative.Point[0], "}"];
        return
        [
            at.IsEmpty ? "" : "\\left.",
            $"{symbol}_{{", derivative.Variable, "}\\left(", derivative.Body, "\\right)",
            .. at,
            .. derivative.Directions.SelectMany(direction => (IEnumerable<Piece>)["\\left[", direction, "\\right]"]),
        ];
    }
}
