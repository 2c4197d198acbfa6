using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Indices;

/// <summary>Where the laws of matrix exponentials apply.</summary>
internal sealed class ExponentialTactics(Normaliser normaliser)
{
    /// <summary>Draws multiples of the unit matrix out of exponents, and diagonals.</summary>
    public static bool TakeApart(Rewriting rewriting, Monomial m) => Exponentials(m).Any(at =>
        (at.E.Inner.Length == 2 && at.E.Body.Terms.All(HasUnit) && rewriting.TryApply(m, t => Step.Of("diagonal-matrix", t, at.F)))
        || (at.E.Body.Terms.Any(HasUnit) && rewriting.TryApply(m, t => Step.Of("shift-exponent", t, at.F))));

    /// <summary>Adds the exponents of exponentials that are multiplied and commute, and joins the times of two pairs.</summary>
    public bool Join(Rewriting rewriting, Monomial m) =>
        Joins(m).Any(step => rewriting.TryApply(m, t => step with { Term = t })) || Sums(m).Any(step => TryCommute(rewriting, m, step));

    /// <summary>The same monomial with factors on the other side of an exponential with which they commute.</summary>
    public IEnumerable<Rewriting> Turned(Rewriting form) => Monomials(form).SelectMany(m => Passes(m, form.Polynomial.Parameters).Select(step =>
    {
        Rewriting next = form.Fork();
        return TryCommute(next, m, step) ? next : null;
    }).OfType<Rewriting>());

    private static IEnumerable<Monomial> Monomials(Rewriting form) => form.Polynomial.Terms.Take(1).Select(t => t.Monomial);

    private static bool HasUnit(MonomialTerm t) => t.Monomial.Factors.Any(f => f.Atom is DeltaAtom && f.Atom.Slots.All(s => s is { IsBound: false, Ordinal: < 2 }));

    private static IEnumerable<(Closure E, int F)> Exponentials(Monomial m) => m.Factors
        .Select((f, i) => (Factor: f, F: i))
        .Where(at => at.Factor is { Exponent.IsOne: true, Atom: Closure { Kind: ClosureKind.MatrixExp } })
        .Select(at => ((Closure)at.Factor.Atom, at.F));

    // Two pairs with nothing between them; of more, each has a time of its own.
    private static IEnumerable<Step> Joins(Monomial m) =>
        from at in Exponentials(m)
        where at.E.Inner.Length == 4
        from k in new[] { at.E.Inner[1], at.E.Inner[3] }
        where k.IsBound && m.Incidence(k.Ordinal) == 2
        select Step.Of("join-times", 0, at.F, k.Ordinal);

    private static IEnumerable<Step> Sums(Monomial m) =>
        from x in Exponentials(m)
        from y in Exponentials(m)
        where x.F != y.F && x.E.Inner.Length == 2 && y.E.Inner.Length == 2
        from k in x.E.Inner.Intersect(y.E.Inner)
        where k.IsBound && m.Incidence(k.Ordinal) == 2
        select Step.Of("add-exponents", 0, x.F, k.Ordinal, y.F);

    // All factors that hold the index of a pair, and those that follow them up to an index at which the matrix may end.
    private static IEnumerable<Step> Passes(Monomial m, ImmutableArray<Dimension> parameters) =>
        from at in Exponentials(m)
        from side in Enumerable.Range(0, at.E.Inner.Length)
        let l = at.E.Inner[side]
        where l.IsBound && at.E.Slots.Count(s => s == l) == 1
        from matrix in Matrices(m, at.F, l)
        let k = matrix.End
        where (k.IsBound ? m.Bound[k.Ordinal] : parameters[k.Ordinal]) == at.E.Body.Parameters[0] && !at.E.Outer.Contains(k)
        select Step.Of("commute", 0, at.F, [side / 2, side % 2, k.IsBound ? k.Ordinal : -1 - k.Ordinal, .. matrix.Factors]);

    private static IEnumerable<(Slot End, ImmutableArray<int> Factors)> Matrices(Monomial m, int exponential, Slot l)
    {
        ImmutableArray<int> factors = [];
        HashSet<Slot> passed = [];
        for (Slot? next = l; next is { } index; next = Ends().Count() == 1 && Ends().First() is { IsBound: true } only ? only : null)
        {
            passed.Add(index);
            factors = [.. factors.Union(Enumerable.Range(0, m.Factors.Length).Where(f => m.Factors[f].Atom.Slots.Contains(index) && (f != exponential || index != l)))];
            if (factors.IsEmpty || factors.Contains(exponential))
            {
                yield break;
            }

            foreach (Slot end in Ends())
            {
                yield return (end, factors);
            }
        }

        IEnumerable<Slot> Ends() => factors.SelectMany(f => m.Factors[f].Atom.Slots).Distinct().Where(s => !passed.Contains(s));
    }

    // The kernel says what has to be 0.
    private bool TryCommute(Rewriting rewriting, Monomial m, Step step)
    {
        try
        {
            Polynomial alone = Replay.Alone(rewriting.Polynomial, m);
            Normalised commutator = normaliser.Normalise(normaliser.Replay.Commutator(alone, step));
            if (!commutator.Polynomial.IsZero)
            {
                return false;
            }

            rewriting.Apply(m, t => step with { Term = t, Inner = commutator.Steps });
            return true;
        }
        catch (KernelException)
        {
            return false;
        }
    }
}
