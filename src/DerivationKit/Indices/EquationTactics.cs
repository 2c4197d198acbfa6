using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Indices;

/// <summary>Where the given equations apply.</summary>
internal sealed class EquationTactics(Normaliser normaliser)
{
    private readonly Orientation orientation = new(normaliser);

    /// <summary>Replaces the leading term of an equation.</summary>
    public bool Reduce(Rewriting rewriting, Monomial m) => normaliser.Equations.Reductions.Any(e => Powers(m, e).Concat(
        e.In(m, rewriting.Polynomial.Parameters, normaliser.Symmetries).Select(found => new Use(found, -1))).Any(use => Progresses(rewriting, m, e, use.Found, use.Factor)));

    // An atom's own equation also holds in powers that are not natural.
    private static IEnumerable<Use> Powers(Monomial m, Equation e)
    {
        for (int f = 0; e.IsOfAtom && f < m.Factors.Length; f++)
        {
            Atom wanted = e.Pattern.Factors[0].Atom;
            ImmutableArray<Slot> slots = m.Factors[f].Atom.Slots;
            ImmutableArray<Slot> parameters = [.. e.Sum.Parameters.Select((_, p) => wanted.Slots.IndexOf(Slot.Parameter(p)) is >= 0 and var at && at < slots.Length ? slots[at] : Slot.Parameter(0))];
            if (m.Factors[f].Atom.Head == wanted.Head && m.Factors[f].Exponent is not { IsInteger: true, Sign: > 0 }
                && wanted.Slots.Distinct().Count() == parameters.Length)
            {
                yield return new(new(parameters, [], []), f);
            }
        }
    }

    private bool Progresses(Rewriting rewriting, Monomial m, Equation e, Occurrence found, int factor)
    {
        Rewriting trial = rewriting.Of(m);
        if (orientation.Turn(trial, m, found.Turns) is not { } turned)
        {
            return false;
        }

        trial.Apply(turned, t => e.At(t, factor, found.Slots, found.Bound));
        if (trial.Polynomial.Terms.Any(t => t.Monomial.Key == m.Key))
        {
            return false;
        }

        rewriting.Follow(trial);
        return true;
    }

    /// <summary>Where an equation is used: at all of an occurrence, or at one factor, where that is not -1.</summary>
    private sealed record Use(Occurrence Found, int Factor);
}
