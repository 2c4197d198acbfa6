using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Indices;

/// <summary>Where the laws of sine, cosine and their inverses apply. The normal form holds sines and cosines of single angles alone, and
/// of one angle a power of the cosine with at most one sine, or an inverse power of the sine with at most one cosine.</summary>
internal sealed class CircularTactics(Normaliser normaliser)
{
    private const int LargestMultiple = 40;

    /// <summary>Makes the first coefficient of an odd or even function's argument positive.</summary>
    public static bool Parity(Rewriting rewriting, Monomial m) => Try(m, (f, c) =>
    {
        bool known = c.Kind is ClosureKind.Sin or ClosureKind.Cos or ClosureKind.Arcsin or ClosureKind.Arctan or ClosureKind.Erf;
        if (!known || c.Body.Terms is not [{ Coefficient.Sign: < 0 }, ..])
        {
            return false;
        }

        rewriting.Apply(m, t => Step.Of("parity", t, f));
        return true;
    });

    /// <summary>Takes a sum of angles, or a multiple of one, apart.</summary>
    public bool Addition(Rewriting rewriting, Monomial m) => Try(m, (f, c) =>
    {
        if (c.Kind is not (ClosureKind.Sin or ClosureKind.Cos) || c.Body.IsZero)
        {
            return false;
        }

        MonomialTerm first = c.Body.Terms[0];
        Rational part = c.Body.Terms.Length > 1 ? first.Coefficient : Unit(first);
        if (c.Body.Terms.Length == 1 && (first.Coefficient == part || first.Coefficient / part > LargestMultiple))
        {
            return false;
        }

        rewriting.Apply(m, t => Step.Of("addition", t, f, 0) with { Number = part });
        return true;
    });

    /// <summary>Evaluates a sine or cosine of an inverse function, and the arcsine of 1.</summary>
    public static bool Inverse(Rewriting rewriting, Monomial m) => Try(m, (f, c) =>
    {
        string? rule = c.Kind == ClosureKind.Arcsin && c.Body.Constant is { IsOne: true } ? "right-angle"
            : c.Kind is ClosureKind.Sin or ClosureKind.Cos && c.Body.Terms is [{ Coefficient.IsOne: true, Monomial: var only }] && IsInverse(only) ? "inverse"
            : null;
        if (rule is null)
        {
            return false;
        }

        rewriting.Apply(m, t => Step.Of(rule, t, f));
        return true;
    });

    /// <summary>Brings the powers of the sine and the cosine of one angle to normal form.</summary>
    public static bool Circle(Rewriting rewriting, Monomial m) => Try(m, (f, c) =>
    {
        if (c.Kind is not (ClosureKind.Sin or ClosureKind.Cos))
        {
            return false;
        }

        Closure partner = new(c.Kind == ClosureKind.Sin ? ClosureKind.Cos : ClosureKind.Sin, c.Body, c.Slots);
        (Rational own, Rational other) = (m.Factors[f].Exponent, m.PowerOf(partner));
        bool split = own.Sign < 0 && other.Sign < 0;
        bool lower = own >= 2 && (c.Kind == ClosureKind.Sin || other.Sign < 0);
        if (!split && !lower)
        {
            return false;
        }

        rewriting.Apply(m, t => Step.Of("circle", t, f, split ? 0 : 1));
        return true;
    });

    private static bool IsInverse(Monomial m) =>
        m is { Bound.IsEmpty: true, Factors: [{ Exponent.IsOne: true, Atom: Closure { Kind: ClosureKind.Arcsin or ClosureKind.Arctan } }] };

    // An inverse function is measured in whole multiples, since its sine and cosine are known.
    private Rational Unit(MonomialTerm angle)
    {
        if (IsInverse(angle.Monomial))
        {
            normaliser.Units.Meet(angle.Monomial.Key, 1);
        }

        return normaliser.Units.Meet(angle.Monomial.Key, angle.Coefficient);
    }

    private static bool Try(Monomial m, Func<int, Closure, bool> tactic)
    {
        for (int f = 0; f < m.Factors.Length; f++)
        {
            if (m.Factors[f].Atom is Closure c && tactic(f, c))
            {
                return true;
            }
        }

        return false;
    }
}
