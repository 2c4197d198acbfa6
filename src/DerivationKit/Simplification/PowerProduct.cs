using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Simplification;

/// <summary>A base with a constant exponent.</summary>
/// <param name="Base">The base.</param>
/// <param name="Exponent">The exponent, not 0 inside a product.</param>
internal sealed record Power(Expr Base, Rational Exponent);

/// <summary>A product that commutes, of scalars or entry by entry: distinct bases with exponents, in the order in which they are first met.</summary>
internal sealed class PowerProduct
{
    private PowerProduct(ImmutableArray<Power> powers) => Powers = powers;

    /// <summary>The empty product, 1.</summary>
    public static PowerProduct Empty { get; } = new([]);

    /// <summary>The factors.</summary>
    public ImmutableArray<Power> Powers { get; }

    /// <summary>A base alone.</summary>
    public static PowerProduct Of(Expr @base) => new([new(@base, Rational.One)]);

    /// <summary>The product of two.</summary>
    public static PowerProduct operator *(PowerProduct left, PowerProduct right)
    {
        List<Power> powers = [.. left.Powers];
        foreach (Power power in right.Powers)
        {
            int at = powers.FindIndex(p => p.Base == power.Base);
            if (at < 0)
            {
                powers.Add(power);
            }
            else
            {
                powers[at] = power with { Exponent = powers[at].Exponent + power.Exponent };
            }
        }

        return new([.. powers.Where(p => !p.Exponent.IsZero)]);
    }

    /// <summary>The bases that all products have with exponents of one sign, to the power that is nearest to 0.</summary>
    public static PowerProduct Common(ImmutableArray<PowerProduct> products) => new([.. products[0].Powers
        .Select(p => p with { Exponent = products.Select(q => q.ExponentOf(p.Base)).Aggregate(Nearest) })
        .Where(p => !p.Exponent.IsZero)]);

    /// <summary>Every factor to a power; an integer one, or the product is a single base.</summary>
    public PowerProduct Raise(Rational exponent) =>
        new([.. Powers.Select(p => p with { Exponent = p.Exponent * exponent }).Where(p => !p.Exponent.IsZero)]);

    /// <summary>Whether the product has an exact power of a product: (x^a)^b = x^(ab) holds for integer b, or a = 1.</summary>
    public bool CanRaise(Rational exponent) => exponent.IsInteger || Powers is [{ Exponent.IsOne: true }];

    /// <summary>The same product with one base replaced by another expression.</summary>
    public PowerProduct Replace(Expr @base, Expr other) =>
        new([.. Powers.Select(p => p.Base == @base ? p with { Base = other } : p)]);

    /// <summary>The product without two of its factors.</summary>
    public PowerProduct Without(params ImmutableArray<Expr> bases) => new([.. Powers.Where(p => !bases.Contains(p.Base))]);

    /// <summary>Whether both have the same factors, in any order.</summary>
    public bool IsSame(PowerProduct other) => Powers.Length == other.Powers.Length && Powers.All(other.Powers.Contains);

    private Rational ExponentOf(Expr @base) => Powers.FirstOrDefault(p => p.Base == @base)?.Exponent ?? Rational.Zero;

    private static Rational Nearest(Rational a, Rational b) =>
        a.Sign != b.Sign ? Rational.Zero : Rational.Abs(a) < Rational.Abs(b) ? a : b;
}
