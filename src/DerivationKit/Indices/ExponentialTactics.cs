using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Indices;

/// <summary>Where the laws of matrix exponentials apply.</summary>
internal sealed class ExponentialTactics(Normaliser normaliser)
{
    private readonly Orientation orientation = new(normaliser);

    /// <summary>Draws multiples of the unit matrix out of exponents, and diagonals.</summary>
    public static bool TakeApart(Rewriting rewriting, Monomial m) => Exponentials(m).Any(at =>
        (at.C.Inner.Length == 2 && at.C.Body.Terms.All(HasUnit) && rewriting.TryApply(m, t => Step.Of("diagonal-matrix", t, at.F)))
        || (at.C.Body.Terms.Any(HasUnit) && rewriting.TryApply(m, t => Step.Of("shift-exponent", t, at.F))));

    /// <summary>Adds the exponents of exponentials that are multiplied and commute, and joins the times of two pairs.</summary>
    public bool Join(Rewriting rewriting, Monomial m) =>
        Exponentials(m).Any()
        && (Joins(m).Where(at => at.Pairs == 2).Any(at => rewriting.TryApply(m, at.Step)) || Sums(m).Any(step => TryCommute(rewriting, m, step)));

    /// <summary>Whether there are exponentials in a single monomial.</summary>
    public static bool Concerns(Rewriting form) => Exponentials(form.Polynomial.Terms[0].Monomial).Any();

    /// <summary>A single monomial with factors on the other side of an exponential with which they commute, or through which they pass.</summary>
    public IEnumerable<Rewriting> Turned(Rewriting form)
    {
        if (!Concerns(form))
        {
            yield break;
        }

        Monomial m = form.Polynomial.Terms[0].Monomial;
        foreach (Step step in Passes(m, form.Polynomial.Parameters))
        {
            Rewriting next = form.Fork();
            if (TryCommute(next, m, step))
            {
                yield return next;
            }
        }

        foreach (Rewriting next in Exponentials(m).Where(at => at.C.Inner.Length == 2).SelectMany(at => Pushed(form, m, at.C).Concat(Transposed(form, m, at.C, at.F))))
        {
            yield return next;
        }
    }

    /// <summary>What a single monomial becomes where its exponential meets its own matrix, a sum, or where times of more than two pairs are joined.</summary>
    public IEnumerable<Rewriting> Split(Rewriting form)
    {
        Monomial m = form.Polynomial.Terms[0].Monomial;
        foreach (Step step in Joins(m).Where(at => at.Pairs > 2).Select(at => at.Step))
        {
            Rewriting next = form.Fork();
            next.Apply(m, t => step with { Term = t });
            yield return next;
        }

        foreach (Rewriting next in Exponentials(m).Where(at => at.C.Body.Terms.Length > 1).SelectMany(at => Passed(form, m, at.C, Step.Of("own-matrix", 0, at.F, 0, 0))))
        {
            yield return next;
        }
    }

    // The matrix of an exponential as a product, whose right half meets it.
    private IEnumerable<Rewriting> Pushed(Rewriting form, Monomial m, Closure e) => e.Body.Terms is [{ Monomial: var product }]
        ? MatrixTactics.Halvings(product).Where(h => h.Inner >= 0).SelectMany(h => Passed(form, m, e, Step.Of("push-through", 0, m.Place(e), [0, 0, h.Inner, h.Left.Length, .. h.Left])))
        : [];

    private IEnumerable<Rewriting> Transposed(Rewriting form, Monomial m, Closure e, int f)
    {
        if (e.Body.Terms is not [{ Monomial.Bound.Length: > 0 }])
        {
            return [];
        }

        Rewriting next = form.Fork();
        int[] order = Symmetries.Transposition(e.Body);
        Monomial? turned = next.Replace(m, t => Step.Of("permute", t, f, [.. order]));
        return turned is null ? [] : Pushed(next, turned, new(e.Kind, Symmetries.Permuted(e.Body, order), [e.Slots[1], e.Slots[0], .. e.Outer]));
    }

    // Puts the other terms of the law that lets a matrix pass in the place of one of them.
    private IEnumerable<Rewriting> Passed(Rewriting form, Monomial m, Closure e, Step step)
    {
        Polynomial law = normaliser.Replay.Passing(form.Polynomial, step);
        ImmutableArray<Slot?> slots = [.. Enumerable.Repeat((Slot?)null, e.Inner.Length), .. e.Outer.Select(s => (Slot?)s)];
        for (int lead = 0; lead < law.Terms.Length; lead++)
        {
            Monomial pattern = law.Terms[lead].Monomial;
            foreach (Occurrence found in new Occurrences(normaliser.Symmetries, pattern, law.Parameters, m, form.Polynomial.Parameters).All(slots))
            {
                Rewriting next = form.Fork();
                Atom? met = pattern.Factors.Select(f => f.Atom).FirstOrDefault(a => a.Head == e.Head);
                if (met is not null && orientation.Turn(next, m, found.Turns) is { } turned)
                {
                    int place = turned.Place(e.At([.. met.Slots.Select(s => s.IsBound ? Slot.Bound(found.Bound[s.Ordinal]) : found.Slots[s.Ordinal])]));
                    if (place >= 0 && next.TryApply(turned, t => step with { Term = t, Factor = place, Data = [found.Slots[0].Code, found.Slots[1].Code, .. step.Data[2..], lead, .. found.Bound] }))
                    {
                        yield return next;
                    }
                }
            }
        }
    }

    private static bool HasUnit(MonomialTerm t) => t.Monomial.Factors.Any(f => f.Atom is DeltaAtom && f.Atom.Slots.All(s => s is { IsBound: false, Ordinal: < 2 }));

    private static IEnumerable<PlacedClosure> Exponentials(Monomial m) => m.Closures((f, kind) => kind == ClosureKind.MatrixExp && f.Exponent.IsOne);

    private static IEnumerable<(int Pairs, Step Step)> Joins(Monomial m) =>
        from at in Exponentials(m)
        from k in at.C.Inner.Distinct()
        where k.IsBound && m.Incidence(k.Ordinal) == 2
        let pairs = at.C.Inner.Select((s, i) => (Slot: s, Side: i % 2, Pair: i / 2)).Where(p => p.Slot == k).ToArray()
        where pairs is [var first, var second] && first.Side != second.Side && first.Pair != second.Pair
        select (at.C.Inner.Length / 2, Step.Of("join-times", 0, at.F, k.Ordinal));

    private static IEnumerable<Step> Sums(Monomial m) =>
        from x in Exponentials(m)
        from y in Exponentials(m)
        where x.F != y.F && x.C.Inner.Length == 2 && y.C.Inner.Length == 2
        from k in x.C.Inner.Intersect(y.C.Inner)
        where k.IsBound && m.Incidence(k.Ordinal) == 2
        select Step.Of("add-exponents", 0, x.F, k.Ordinal, y.F);

    // All factors that hold the index of a pair, and those that follow them up to an index at which the matrix may end.
    private static IEnumerable<Step> Passes(Monomial m, ImmutableArray<Dimension> parameters) =>
        from at in Exponentials(m)
        from side in Enumerable.Range(0, at.C.Inner.Length)
        let l = at.C.Inner[side]
        where l.IsBound && at.C.Slots.Count(s => s == l) == 1
        from matrix in Matrices(m, at.F, l)
        let k = matrix.End
        where (k.IsBound ? m.Bound[k.Ordinal] : parameters[k.Ordinal]) == at.C.Body.Parameters[0] && !at.C.Outer.Contains(k)
        select Step.Of("commute", 0, at.F, [side / 2, side % 2, k.Code, .. matrix.Factors]);

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
