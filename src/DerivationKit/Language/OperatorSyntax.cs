using System.Collections.Immutable;
using DerivationKit.Operators;

namespace DerivationKit.Language;

/// <summary>Which operator a symbol stands for. It is read off the operator table: each operator states its own notation.</summary>
internal static class OperatorSyntax
{
    private static readonly ImmutableArray<Written> Notations =
    [
        .. OperatorTable.All
            .Where(family => family.ParameterKind is ParameterKind.None or ParameterKind.Number)
            .Select(family => new Written(family, family.Create(family.ParameterKind == ParameterKind.None ? [] : [Exponent(2)]).Notation)),
    ];

    /// <summary>a + b and its like.</summary>
    public static IReadOnlyDictionary<string, Operator> Infix { get; } = Plain(Fixity.Infix);

    /// <summary>-a.</summary>
    public static IReadOnlyDictionary<string, Operator> Prefix { get; } = Plain(Fixity.Prefix);

    /// <summary>a'.</summary>
    public static IReadOnlyDictionary<string, Operator> Postfix { get; } = Plain(Fixity.Postfix);

    /// <summary>The operator that a symbol of a power means. A constant exponent is a parameter, and so is the size of a
    /// dimension; a square matrix is raised as a whole.</summary>
    public static Operator Power(string symbol, Shape shape, Expr exponent)
    {
        bool isMatrix = shape is { IsSquare: true, IsScalar: false };
        return (exponent, symbol) switch
        {
            (Constant constant, ".^") => new HadamardPower(constant.Value),
            (Constant constant, _) when isMatrix => new MatrixPower(constant.Value),
            (Constant constant, _) => new ScalarPower(constant.Value),
            (_, ".^") => new HadamardVariablePower(),
            (Apply { Operator: DimensionSize { Parameters: [Parameter.Size size] } }, _) when shape.IsScalar => new SizePower(size.Value),
            _ => new ScalarVariablePower(),
        };
    }

    /// <summary>The static parameter of a power.</summary>
    public static Parameter Exponent(Kernel.Rational value) => new Parameter.Number(value);

    private static Dictionary<string, Operator> Plain(Fixity fixity) =>
        Notations.Where(n => n.Notation.Fixity == fixity).ToDictionary(n => n.Notation.Symbol, n => n.Family.Create([]));

    private sealed record Written(OperatorFamily Family, Notation Notation);
}
