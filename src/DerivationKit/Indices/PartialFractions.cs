using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Indices;

/// <summary>Takes products with denominators apart: u^(-1) (1+u)^(-1) = u^(-1) - (1+u)^(-1), and 1/((1+u)(2+u)) = 1/(1+u) - 1/(2+u). At the
/// root of a proof denominators may be cleared instead; under a sum they may not.</summary>
internal sealed class PartialFractions(Normaliser normaliser)
{
    private const int MostSteps = 60;

    /// <summary>Splits a negative power of an atom from a denominator that holds it in all terms but a number.</summary>
    public static bool SplitAtom(Rewriting rewriting, Monomial m)
    {
        foreach ((Closure denominator, int place) in Denominators(m))
        {
            foreach (Factor u in m.Factors.Where(f => f.Exponent.Sign < 0 && f.Atom is not Closure { Kind: ClosureKind.Base }))
            {
                if (Without(denominator, u.Atom) is { } lead)
                {
                    rewriting.Apply(m, t => Step.Of("fold", t, place, lead));
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Splits two denominators that are polynomials in one atom with numbers for coefficients, one of them linear.</summary>
    public bool SplitDenominators(Rewriting rewriting, Monomial m)
    {
        foreach ((Closure linear, _) in Denominators(m))
        {
            foreach ((Closure other, _) in Denominators(m).Where(d => d.C.Key != linear.Key))
            {
                if (LinearIn(linear) is { } u && IsPolynomial(other, u) && Without(other, u) is { } constant && Solve(rewriting, m, linear, other, u, constant) is { } inner)
                {
                    return rewriting.TryApply(m, t => new("solve", t, -1, [], Rational.Zero, inner));
                }
            }
        }

        return false;
    }

    // Q^(-1) = (1 - Q^(-1) U)/c for Q = c + U; then the powers of u in U are divided by the linear denominator as far as they go.
    private ImmutableArray<Step>? Solve(Rewriting outer, Monomial m, Closure linear, Closure other, Atom u, int constant)
    {
        Rewriting rewriting = new(normaliser, Replay.Alone(outer.Polynomial, m));
        rewriting.Apply(m, t => Step.Of("fold", t, Place(m, other), constant));
        int lead = 1 - Without(linear, u)!.Value;
        for (int i = 0; i < MostSteps; i++)
        {
            Monomial? next = rewriting.Polynomial.Terms.Select(t => t.Monomial).FirstOrDefault(n => Place(n, linear) >= 0 && Place(n, other) >= 0
                && n.Factors[Place(n, linear)].Exponent.Sign < 0 && n.Factors.Any(f => f.Atom.Key == u.Key && f.Exponent >= 1));
            if (next is null)
            {
                return rewriting.Steps;
            }

            rewriting.Apply(next, t => Step.Of("fold", t, Place(next, linear), lead));
        }

        return null;
    }

    private static int Place(Monomial m, Closure c) => m.Factors.Select(f => f.Atom.Key).ToList().IndexOf(c.Key);

    private static IEnumerable<PlacedClosure> Denominators(Monomial m) =>
        m.Closures((f, kind) => kind == ClosureKind.Base && f.Exponent is { IsInteger: true, Sign: < 0 });

    // The only term that does not hold the atom, a number; each other one holds a natural power of it.
    private static int? Without(Closure denominator, Atom atom)
    {
        Rational[] powers = [.. denominator.Body.Terms.Select(t => Power(denominator, t.Monomial, atom))];
        return powers.Length > 1 && powers.Count(p => p.IsZero) == 1 && powers.All(p => p is { IsInteger: true, Sign: >= 0 })
            && denominator.Body.Terms[Array.IndexOf(powers, Rational.Zero)].Monomial is { Bound.IsEmpty: true, Factors.IsEmpty: true }
            ? Array.IndexOf(powers, Rational.Zero)
            : null;
    }

    private static Rational Power(Closure denominator, Monomial term, Atom atom) =>
        term.Factors.FirstOrDefault(f => At(denominator, f.Atom) == atom.Key)?.Exponent ?? Rational.Zero;

    private static string? At(Closure denominator, Atom atom) =>
        atom.Slots.Any(s => s.IsBound) ? null : atom.At([.. atom.Slots.Select(s => denominator.Slots[s.Ordinal])]).Key;

    // The atom u of a denominator a + b·u.
    private static Atom? LinearIn(Closure c) =>
        c.Body.Terms.Length == 2 && c.Body.Terms.Any(t => t.Monomial is { Bound.IsEmpty: true, Factors.IsEmpty: true })
        && c.Body.Terms.FirstOrDefault(t => t.Monomial is { Bound.IsEmpty: true, Factors: [{ Exponent.IsOne: true }] })?.Monomial is { } linear
            ? linear.Factors[0].Atom.At([.. linear.Factors[0].Atom.Slots.Select(s => c.Slots[s.Ordinal])])
            : null;

    private static bool IsPolynomial(Closure c, Atom u) => c.Body.Terms.All(t => t.Monomial.Bound.IsEmpty && t.Monomial.Factors.All(f => At(c, f.Atom) == u.Key));
}
