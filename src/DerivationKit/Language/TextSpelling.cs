using System.Collections.Immutable;
using static DerivationKit.Language.NotationTree;

namespace DerivationKit.Language;

/// <summary>The spelling of the language itself.</summary>
internal static class TextSpelling
{
    public static ImmutableArray<Piece> Of(NotationTree tree) => tree switch
    {
        Numeral numeral => [numeral.Digits],
        Name name => [name.Word],
        Quoted quoted => [$"\"{quoted.Content}\""],
        Parenthesised brackets => ["(", brackets.Inner, ")"],
        Infix infix => [infix.Left, Spaced(infix.Symbol), infix.Right],
        Prefix prefix => [prefix.Symbol, prefix.Operand],
        Postfix postfix => [postfix.Operand, postfix.Symbol],
        // a^T is a transpose.
        Raised { Symbol: "^", Exponent: Name { Word: "T" } } raised => [raised.Base, "^(T)"],
        Raised raised => [raised.Base, raised.Symbol, raised.Exponent],
        Call call => [call.Word, "(", .. Renderer.Join(", ", call.Arguments), ")"],
        Differentiated derivative => Of(derivative),
        Sigma sigma => [$"sum_{sigma.Index} ", sigma.Body],
        Indexed indexed => [indexed.Head, $"[{string.Join(',', indexed.Indices)}]"],
        Lambda lambda => [$"({string.Join(',', lambda.Indices)}) -> ", lambda.Body],
        _ => throw new ArgumentOutOfRangeException(nameof(tree)),
    };

    /// <summary>Products and quotients stand close, all other operators apart.</summary>
    public static string Spaced(string symbol) => symbol is "*" or "/" ? symbol : $" {symbol} ";

    private static ImmutableArray<Piece> Of(Differentiated derivative) =>
    [
        derivative.Kind switch
        {
            DerivativeKind.Gradient => "grad(",
            DerivativeKind.Jacobian => "jacobian(",
            DerivativeKind.VecJacobian => "vecjac(",
            _ => "jvp(",
        },
        derivative.Body,
        ", ",
        derivative.Variable,
        .. derivative.Point.SelectMany(point => (IEnumerable<Piece>)[" = ", point]),
        .. derivative.Directions.SelectMany(direction => (IEnumerable<Piece>)[", ", direction]),
        ")",
    ];
}
