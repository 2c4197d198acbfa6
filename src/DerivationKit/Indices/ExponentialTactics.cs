using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Indices;

/// <summary>Where the laws of matrix exponentials apply.</summary>
internal sealed class ExponentialTactics(Normaliser normaliser)
{
    private readonly Orientation orientation = new(normaliser);
    private readonly Intertwinings intertwinings = new(new(normaliser));

    /// <summary>Draws multiples of the unit matrix out of exponents, and diagonals.</summary>
    public static bool TakeApart(Rewriting rewriting, Monomial m) => Exponentials(m).Any(at =>
        (at.C.Inner.Length == 2 && at.C.Body.Terms.All(HasUnit) && rewriting.TryApply(m, t => Step.Of("diagonal-matrix", t, at.F)))
        || (at.C.Body.Terms.Any(HasUnit) && rewriting.TryApply(m, t => Step.Of("shift-exponent", t, at.F))));

    /// <summary>Adds the exponents of exponentials that are multiplied and commute, and joins the times of two pairs.</summary>
    public static bool Join(Rewriting rewriting, Monomial m) =>
        Exponentials(m).Any()
        && (Joins(m).Where(at => at.Pairs == 2).Any(at => rewriting.TryApply(m, at.Step)) || Sums(m).Any(step => rewriting.TryProve(m, step)));

    /// <summary>Writes a row times an exponential as a number times the row, where the matrix only multiplies it.</summary>
    public bool Absorb(Rewriting rewriting, Monomial m) => Exponentials(m).Where(at => at.C.Inner.Length == 2).Any(at => TryAbsorb(rewriting, m, at, isTransposed: false) || TryAbsorb(rewriting, m, at, isTransposed: true));

    private bool TryAbsorb(Rewriting rewriting, Monomial m, PlacedClosure at, bool isTransposed)
    {
        if (!Intertwinings.HasVector(m, at.C, at.C.Inner[isTransposed ? 1 : 0]))
        {
            return false;
        }

        Rewriting trial = rewriting.Of(m);
        (Monomial at, Closure e)? turned = isTransposed ? Transpose(trial, m, at.C, at.F) : (m, at.C);
        if (turned is not var (where, e) || intertwinings.Eigenvector(where, e) is not { } pair || Passed(trial, where, e, pair).FirstOrDefault() is not { } absorbed)
        {
            return false;
        }

        rewriting.Follow(absorbed);
        return true;
    }

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
        foreach (Rewriting next in Exponentials(m).SelectMany(at => intertwinings.Commuting(m, at, form.Polynomial.Parameters).SelectMany(pair => Passed(form, m, at.C, pair).Take(1))))
        {
            yield return next;
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

        foreach (Rewriting next in Exponentials(m).Where(at => at.C.Body.Terms.Length > 1).SelectMany(at => Passed(form, m, at.C, intertwinings.Own(at.C))))
        {
            yield return next;
        }
    }

    private IEnumerable<Rewriting> Pushed(Rewriting form, Monomial m, Closure e) => intertwinings.Halves(e).SelectMany(pair => Passed(form, m, e, pair));

    private IEnumerable<Rewriting> Transposed(Rewriting form, Monomial m, Closure e, int f)
    {
        Rewriting next = form.Fork();
        return e.Body.Terms.Any(t => t.Monomial.Bound.Length > 0) && Transpose(next, m, e, f) is var (turned, transposed) ? Pushed(next, turned, transposed) : [];
    }

    private static (Monomial At, Closure Transposed)? Transpose(Rewriting form, Monomial m, Closure e, int f)
    {
        int[] order = Symmetries.Transposition(e.Body);
        return form.Replace(m, t => Step.Of("permute", t, f, [.. order])) is { } turned
            ? (turned, new(e.Kind, Symmetries.Permuted(e.Body, order), [e.Slots[1], e.Slots[0], .. e.Outer]))
            : null;
    }

    // Puts the other terms of the law that lets a matrix pass in the place of one of them.
    private IEnumerable<Rewriting> Passed(Rewriting form, Monomial m, Closure e, Intertwining pair)
    {
        Step step = Step.Of("intertwine", 0, m.Place(e)) with { Matrices = [TermOf.Matrix(pair.R), TermOf.Matrix(pair.N)] };
        if (normaliser.Proof(form.Polynomial, step) is not { } inner)
        {
            yield break;
        }

        Polynomial law = normaliser.Replay.Passing(form.Polynomial, step);
        ImmutableArray<Slot?> slots = [pair.Row, pair.Column, .. Enumerable.Repeat((Slot?)null, e.Inner.Length - 2), .. e.Outer.Select(s => (Slot?)s)];
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
                    if (place >= 0 && next.TryApply(turned, t => step with { Term = t, Factor = place, Data = [found.Slots[0].Code, found.Slots[1].Code, lead, .. found.Bound], Inner = inner }))
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
}
