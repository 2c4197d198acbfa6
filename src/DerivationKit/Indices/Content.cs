using System.Collections.Immutable;
using System.Numerics;
using DerivationKit.Kernel;

namespace DerivationKit.Indices;

/// <summary>Finds what can be drawn out of a power of a sum, or out of a logarithm: a common atom, a common number, a prime.</summary>
internal sealed class Content(Replay replay)
{
    private const int LargestPrime = 10_000;

    /// <summary>The step that draws it out, without its place; none if there is nothing.</summary>
    public Step? Find(Closure c, Rational exponent) => c.Kind is not (ClosureKind.Base or ClosureKind.Log) || c.Body.IsZero ? null
        : c.Body.Constant is { } number ? Prime(number)
        : IsSingle(c.Body) || WillExpand(c, exponent) ? null
        : Atom(c, IsSimple(c, exponent)) ?? Number(c, IsSimple(c, exponent));

    /// <summary>The step that draws an atom out of a natural power of a sum whose terms all hold it, or hold it inverted; none if there is
    /// none.</summary>
    public Step? Shared(Closure c) => c.Body.IsZero ? null : Atom(c, simple: true);

    /// <summary>What may come out of a root, or out of a logarithm, if what is left is not negative: an atom that is not negative, else its
    /// square. The root of a single square stays: it is the absolute value.</summary>
    public IEnumerable<Step> Roots(Closure c, Rational exponent)
    {
        if (c.Kind is not (ClosureKind.Base or ClosureKind.Log) || IsSimple(c, exponent) || c.Body.Constant is not null || IsSingle(c.Body))
        {
            yield break;
        }

        ImmutableArray<Factor> factors = c.Body.Terms[0].Monomial.Factors;
        bool single = c.Body.Terms is [{ Coefficient.IsOne: true, Monomial: { Bound.IsEmpty: true, Factors.Length: 1 } }];
        for (int f = 0; f < factors.Length; f++)
        {
            Atom atom = factors[f].Atom;
            Rational power = atom.Slots.All(s => !s.IsBound) ? Shared(c.Body, atom) : Rational.Zero;
            Rational even = new(2 * BigInteger.Divide(power.Numerator, 2 * power.Denominator), 1);
            bool root = !power.IsInteger || replay.IsNonNegative(atom);
            if (root ? !power.IsZero && !(single && power.IsOne) : !even.IsZero && !(single && even == 2))
            {
                yield return Step.Of(root ? "extract-atom" : "extract-square", 0, 0, f, 0) with { Number = root ? power : even };
            }
        }
    }

    /// <summary>What may take a product of sums over different indices apart.</summary>
    public static IEnumerable<Step> Sums(Closure c, Rational exponent)
    {
        if (c.Kind is not (ClosureKind.Base or ClosureKind.Log) || c.Body.Terms is not [{ Monomial: { Bound.Length: > 0 } m }] || (c.Kind == ClosureKind.Base && exponent is { IsInteger: true, Sign: > 0 }))
        {
            return [];
        }

        int[] root = [.. Enumerable.Range(0, m.Bound.Length)];
        foreach (int[] together in m.Factors.Select(f => f.Atom.Slots.Where(s => s.IsBound).Select(s => root[s.Ordinal]).ToArray()))
        {
            root = [.. root.Select(r => together.Contains(r) ? together[0] : r)];
        }

        // The whole sum is no part of itself.
        bool rest = c.Body.Terms is not [{ Coefficient.IsOne: true }] || m.Factors.Any(f => f.Atom.Slots.All(s => !s.IsBound)) || root.Distinct().Count() > 1;
        return rest ? root.Distinct().Select(r => Step.Of("separate", 0, 0, [.. Enumerable.Range(0, root.Length).Where(o => root[o] == r)])) : [];
    }

    // The power that every term holds.
    private static Rational Shared(Polynomial body, Atom atom)
    {
        Rational[] powers = [.. body.Terms.Select(t => t.Monomial.PowerOf(atom))];
        return powers.Select(p => p.Sign).Distinct().Count() > 1 ? Rational.Zero : powers.MinBy(Rational.Abs);
    }

    // A natural power of a sum is multiplied out, and one of a product taken apart.
    private static bool WillExpand(Closure c, Rational exponent) =>
        c.Kind == ClosureKind.Base && c.Body.Terms.Length > 1 && exponent is { IsInteger: true, Sign: > 0 };

    // log a of a single atom is as simple as it gets.
    private static bool IsSingle(Polynomial body) =>
        body.Terms is [{ Coefficient.IsOne: true, Monomial: { Bound.IsEmpty: true, Factors: [{ Exponent.IsOne: true, Atom: not Closure { Kind: ClosureKind.Exp or ClosureKind.Base } }] } }];

    private static bool IsSimple(Closure c, Rational exponent) => c.Kind == ClosureKind.Base && exponent.IsInteger;

    private Step? Atom(Closure c, bool simple)
    {
        for (int t = 0; t < c.Body.Terms.Length; t++)
        {
            ImmutableArray<Factor> factors = c.Body.Terms[t].Monomial.Factors;
            for (int f = 0; f < factors.Length; f++)
            {
                Atom atom = factors[f].Atom;
                bool positive = replay.IsPositive(atom);
                if (atom.Slots.All(s => !s.IsBound) && (simple || positive) && Common(c.Body, atom, positive) is { IsZero: false } power)
                {
                    return Step.Of("extract-atom", 0, 0, f, t) with { Number = power };
                }
            }
        }

        return null;
    }

    // The power of an atom that leaves no term with a negative one, nor all with a positive one: a sum that holds an inverse goes over a
    // common denominator. Roots of what may be negative stay, unless every term holds the power.
    public static Rational Common(Polynomial body, Atom atom, bool isPositive)
    {
        Rational[] powers = [.. body.Terms.Select(t => t.Monomial.PowerOf(atom))];
        return isPositive || powers.All(p => p.IsInteger) ? powers.Min() : Shared(body, atom);
    }

    private static Step? Number(Closure c, bool simple) =>
        Common(c.Body, simple) is { IsOne: false } number ? Step.Of("extract-number", 0, 0, 1) with { Number = number } : null;

    /// <summary>The greatest common divisor of the coefficients, with the sign of the first one if it may be negative.</summary>
    public static Rational Common(Polynomial body, bool mayBeNegative)
    {
        BigInteger numerator = body.Terms.Select(t => BigInteger.Abs(t.Coefficient.Numerator)).Aggregate(BigInteger.Zero, BigInteger.GreatestCommonDivisor);
        BigInteger denominator = body.Terms.Select(t => t.Coefficient.Denominator).Aggregate(BigInteger.One, (a, b) => a / BigInteger.GreatestCommonDivisor(a, b) * b);
        bool negative = mayBeNegative && body.Terms[0].Coefficient.Sign < 0;
        return body.IsZero ? Rational.One : new(negative ? -numerator : numerator, denominator);
    }

    // One prime at a time; a number that is a prime already, or too large to factor, stays.
    private static Step? Prime(Rational number)
    {
        if (number.Sign <= 0)
        {
            return null;
        }

        for (int p = 2; p <= LargestPrime && (p <= number.Numerator || p <= number.Denominator); p++)
        {
            int power = Multiplicity(number.Numerator, p) - Multiplicity(number.Denominator, p);
            if (power != 0)
            {
                return number == p ? null : Step.Of("extract-number", 0, 0, power) with { Number = p };
            }
        }

        return null;
    }

    private static int Multiplicity(BigInteger number, int prime)
    {
        int count = 0;
        while ((number % prime).IsZero)
        {
            (number, count) = (number / prime, count + 1);
        }

        return count;
    }
}
