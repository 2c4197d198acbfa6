using System.Numerics;
using DerivationKit.Kernel;

namespace DerivationKit.Indices;

/// <summary>For each monomial that occurs in the argument of a sine or cosine the largest part of it of which all its multiples there are
/// whole ones: sines of x/2 and of x are written in the sine and cosine of x/2.</summary>
internal sealed class AngleUnits
{
    private readonly Dictionary<string, Rational> units = [];

    /// <summary>Whether a unit had to be made smaller since the last reset, so that what was written before may not be in normal form.</summary>
    public bool Refined { get; private set; }

    /// <summary>The unit of a monomial, once it has met the given multiple.</summary>
    public Rational Meet(string monomial, Rational multiple)
    {
        bool known = units.TryGetValue(monomial, out Rational unit);
        Rational refined = known ? Divisor(unit, multiple) : Rational.Abs(multiple);
        Refined |= known && refined != unit;
        return units[monomial] = refined;
    }

    /// <summary>Begins anew with the units found so far.</summary>
    public void Reset() => Refined = false;

    private static Rational Divisor(Rational a, Rational b) => new(
        BigInteger.GreatestCommonDivisor(a.Numerator * b.Denominator, b.Numerator * a.Denominator), a.Denominator * b.Denominator);
}
