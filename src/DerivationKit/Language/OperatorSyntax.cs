using System.Collections.Frozen;
using System.Collections.Immutable;
using DerivationKit.Operators;

namespace DerivationKit.Language;

/// <summary>Which operator a symbol stands for. It is read off the operator table: each operator states its own notation.</summary>
internal static class OperatorSyntax
{
    private static readonly ImmutableArray<(OperatorFamily Family, Notation Notation)> Notations =
    [
        .. OperatorTable.All
            .Where(family => family.ParameterKind is ParameterKind.None or ParameterKind.Number)
            .Select(family => (family, family.Create(family.ParameterKind == ParameterKind.None ? [] : [Exponent(2)]).Notation)),
    ];

    /// <summary>a + b and its like.</summary>
    public static FrozenDictionary<string, Operator> Infix { get; } = Plain(Fixity.Infix);

    /// <summary>-a.</summary>
    public static FrozenDictionary<string, Operator> Prefix { get; } = Plain(Fixity.Prefix);

    /// <summary>a'.</summary>
    public static FrozenDictionary<string, Operator> Postfix { get; } = Plain(Fixity.Postfix);

    /// <summary>a^p and a.^p, which wait for their exponent.</summary>
    public static FrozenDictionary<string, OperatorFamily> Power { get; } =
        Notations.Where(n => n.Notation.Fixity == Fixity.Exponent && n.Family.ParameterKind == ParameterKind.Number)
            .DistinctBy(n => n.Notation.Symbol).ToFrozenDictionary(n => n.Notation.Symbol, n => n.Family);

    /// <summary>The power that a symbol means: a^2 of a square matrix is the product a*a.</summary>
    public static Operator Raised(string symbol, Kernel.Rational exponent, Shape shape) =>
        symbol == "^" && shape is { IsSquare: true, IsScalar: false } ? new MatrixPower(exponent) : Power[symbol].Create([Exponent(exponent)]);

    /// <summary>a^b and A.^B with an expression as exponent.</summary>
    public static FrozenDictionary<string, Operator> VariablePower { get; } = Notations
        .Where(n => n.Notation.Fixity == Fixity.Exponent && n.Family.ParameterKind == ParameterKind.None)
        .ToFrozenDictionary(n => n.Notation.Symbol, n => n.Family.Create([]));

    /// <summary>The static parameter of a power.</summary>
    public static Parameter Exponent(Kernel.Rational value) => new Parameter.Number(value);

    private static FrozenDictionary<string, Operator> Plain(Fixity fixity) =>
        Notations.Where(n => n.Notation.Fixity == fixity).ToFrozenDictionary(n => n.Notation.Symbol, n => n.Family.Create([]));
}
