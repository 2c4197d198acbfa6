using System.Numerics;
using DerivationKit.Kernel;
using FsCheck;
using FsCheck.Fluent;

namespace DerivationKit.Tests.Kernel;

// Small numbers, where cancellation and equality happen, and numbers beyond 64 bits, where carries do.
public static class Rationals
{
    public static Gen<Rational> Small { get; } =
        from numerator in Gen.Choose(-9, 9)
        from denominator in Gen.Choose(1, 6)
        select new Rational(numerator, denominator);

    private static Gen<Rational> Large { get; } =
        from factors in Gen.Choose(int.MinValue / 2, int.MaxValue / 2).ArrayOf(6)
        where factors[3] != 0 && factors[4] != 0
        select new Rational((BigInteger)factors[0] * factors[1] * factors[2] + factors[5], (BigInteger)factors[3] * factors[4]);

    public static Arbitrary<Rational> Rational() => Arb.From(Gen.OneOf(Small, Small, Large), Simpler);

    private static IEnumerable<Rational> Simpler(Rational x)
    {
        BigInteger whole = BigInteger.Divide(x.Numerator, x.Denominator);
        if (!x.IsInteger)
        {
            yield return whole;
        }
        else if (!x.IsZero)
        {
            yield return whole / 2;
        }
    }
}
