using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using DerivationKit.Kernel;
using DerivationKit.Operators;

namespace DerivationKit.Simplification;

/// <summary>Products entry by entry: A.^2 .* B ./ C as bases with exponents, ones being the empty product.</summary>
internal static class EntrywiseProduct
{
    // Shared parts are read once.
    private static readonly ConditionalWeakTable<Expr, PowerProduct> Known = [];

    /// <summary>Reads an application of .*, ./ or .^ to arrays; scalars move to the front.</summary>
    public static ScaledProduct Of(Apply apply)
    {
        var parts = apply.Arguments.Select(ScaledProduct.Of).ToImmutableArray();
        return apply.Operator switch
        {
            HadamardProduct => Times(parts[0], parts[1], apply.Shape),
            HadamardDivision => Raise(parts[1], -1) is { } inverse ? Times(parts[0], inverse, apply.Shape) : Whole(apply),
            _ => Raise(parts[0], ((Parameter.Number)apply.Operator.Parameters[0]).Value) ?? Whole(apply),
        };
    }

    /// <summary>The bases and exponents of an array.</summary>
    public static PowerProduct Read(Expr array) => Known.GetValue(array, ReadNode);

    /// <summary>Numerators, then divisors.</summary>
    public static Expr Write(PowerProduct product, Shape shape)
    {
        Expr[] numerators = [.. product.Powers.Where(p => p.Exponent.Sign > 0).Select(p => Raised(p.Base, p.Exponent))];
        Expr[] divisors = [.. product.Powers.Where(p => p.Exponent.Sign < 0).Select(p => Raised(p.Base, -p.Exponent))];
        return (numerators.Length, divisors.Length) switch
        {
            (0, 0) => Expr.Ones(shape),
            (_, 0) => numerators.Aggregate(Expr.Hadamard),
            (0, _) => Expr.HadamardDivide(Expr.One, divisors.Aggregate(Expr.Hadamard)),
            _ => Expr.HadamardDivide(numerators.Aggregate(Expr.Hadamard), divisors.Aggregate(Expr.Hadamard)),
        };
    }

    /// <summary>Whether two products have the same factors, in any order.</summary>
    public static bool AreSame(Expr left, Expr right) =>
        IsEntrywise(left) && IsEntrywise(right) && left.Shape == right.Shape && Read(left).IsSame(Read(right));

    /// <summary>Whether the expression is an application of .*, ./ or .^ to arrays.</summary>
    public static bool IsEntrywise(Expr expression) =>
        expression is Apply { Operator: HadamardProduct or HadamardDivision or HadamardPower, Shape.IsScalar: false };

    private static PowerProduct ReadNode(Expr array) => array switch
    {
        _ when array == Expr.Ones(array.Shape) => PowerProduct.Empty,
        Apply { Operator: HadamardProduct, Arguments: [var a, var b] } => Read(a) * Read(b),
        Apply { Operator: HadamardDivision, Arguments: [var a, var b] } when a == Expr.One => Read(b).Raise(-1),
        Apply { Operator: HadamardDivision, Arguments: [var a, var b] } when a.Shape == b.Shape => Read(a) * Read(b).Raise(-1),
        Apply { Operator: HadamardPower { Parameters: [Parameter.Number p] }, Arguments: [var a] } when Read(a).CanRaise(p.Value) => Read(a).Raise(p.Value),
        Apply { Operator: HadamardPower { Parameters: [Parameter.Number p] }, Arguments: [var a] } => PowerProduct.Of(a).Raise(p.Value),
        _ => PowerProduct.Of(array),
    };

    private static Expr Raised(Expr @base, Rational exponent) => exponent.IsOne ? @base : Expr.HadamardPower(@base, exponent);

    private static ScaledProduct Times(ScaledProduct left, ScaledProduct right, Shape shape) => new(
        left.Coefficient * right.Coefficient,
        left.Scalars * right.Scalars,
        [Write(Entries(left) * Entries(right), shape)]);

    private static ScaledProduct? Raise(ScaledProduct part, Rational exponent)
    {
        PowerProduct entries = Entries(part);
        return entries.CanRaise(exponent) && ScaledProduct.Raise(part with { Arrays = [] }, exponent) is { } scalars
            ? scalars with { Arrays = [Write(entries.Raise(exponent), part.Chain.Shape)] }
            : null;
    }

    private static PowerProduct Entries(ScaledProduct part) => part.Arrays.IsEmpty ? PowerProduct.Empty : Read(part.Chain);

    private static ScaledProduct Whole(Apply apply) => new(Rational.One, PowerProduct.Empty, [apply]);
}
