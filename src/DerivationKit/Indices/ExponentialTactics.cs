using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Indices;

/// <summary>Where the laws of matrix exponentials apply.</summary>
internal sealed class ExponentialTactics(Normaliser normaliser)
{
    private readonly Orientation orientation = new(normaliser);
    private readonly Factorings factorings = new(normaliser);

    /// <summary>Draws multiples of the unit matrix out of exponents, and diagonals.</summary>
    public static bool TakeApart(Rewriting rewriting, Monomial m) => Exponentials(m).Any(at =>
        (at.C.Inner.Length == 2 && at.C.Body.Terms.All(HasUnit) && rewriting.TryApply(m, t => Step.Of("diagonal-matrix", t, at.F)))
        || (at.C.Body.Terms.Any(HasUnit) && rewriting.TryApply(m, t => Step.Of("shift-exponent", t, at.F))));

    /// <summary>Adds the exponents of exponentials that are multiplied and commute, and joins the times of two pairs.</summary>
    public static bool Join(Rewriting rewriting, Monomial m) =>
        Exponentials(m).Any()
        && (Joins(m).Where(at => at.Pairs == 2).Any(at => rewriting.TryApply(m, at.Step)) || Sums(m).Any(step => rewriting.TryProve(m, step)));

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
        foreach (Rewriting next in Passes(m, form.Polynomial.Parameters).SelectMany(at => Passed(form, m, at.C, Intertwining(at.F, factorings.Normal(at.Matrix), at.C.Body), at.Ends.Row, at.Ends.Column).Take(1)))
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

        foreach (Rewriting next in Exponentials(m).Where(at => at.C.Body.Terms.Length > 1).SelectMany(at => Passed(form, m, at.C, Intertwining(at.F, Primitive(at.C.Body), at.C.Body))))
        {
            yield return next;
        }
    }

    // The matrix of an exponential as a product L·R, whose right half meets it: R·(L·R) = (R·L)·R.
    private IEnumerable<Rewriting> Pushed(Rewriting form, Monomial m, Closure e) => e.Body.Terms.Length != 1 ? [] : factorings.Of(e.Body, 0).Where(f => f.Inner is not null).SelectMany(f =>
    {
        MatrixNames names = new(e.Body.Parameters);
        Index k = names.Inner(f.Inner);
        Polynomial turned = factorings.Normal(names.Matrix(MatrixNames.Product(f.Right, f.Left, e.Body.Parameters[0]), k, k with { Name = "l" }));
        ImmutableArray<Polynomial> halves = [.. names.Matrices(f).Select(factorings.Normal)];
        return new[] { halves[1], Inverted(halves[0]) }.OfType<Polynomial>().SelectMany(r => Passed(form, m, e, Intertwining(m.Place(e), r, turned)));
    });

    // X·(inv(X)·R) = (R·inv(X))·X.
    private static Polynomial? Inverted(Polynomial left) =>
        left.Terms is [{ Coefficient.IsOne: true, Monomial: { Bound.IsEmpty: true, Factors: [{ Exponent.IsOne: true, Atom: Closure { Kind: ClosureKind.Inverse, Axes: 1 } v }] } }]
        && v.Slots.SequenceEqual(Enumerable.Range(0, left.Parameters.Length).Select(Slot.Parameter)) ? v.Body : null;

    private static Step Intertwining(int place, Polynomial r, Polynomial n) => Step.Of("intertwine", 0, place) with { Matrices = [TermOf.Matrix(r), TermOf.Matrix(n)] };

    // Without the powers of numbers that all terms share: what commutes with a multiple of it, too.
    private Polynomial Primitive(Polynomial matrix)
    {
        MatrixNames names = new(matrix.Parameters);
        string[] shared = [.. matrix.Terms[0].Monomial.Factors.Where(f => f.Atom.Slots.All(s => !s.IsBound && s.Ordinal > 1)
            && matrix.Terms.All(t => t.Monomial.PowerOf(f.Atom) == f.Exponent)).Select(f => f.Atom.Key)];
        MatrixEntry primitive = MatrixNames.Sum([.. matrix.Terms.Select(t => names.Entry(t, [.. t.Monomial.Factors.Where(f => !shared.Contains(f.Atom.Key))], null, null))]);
        return factorings.Normal(names.Matrix(primitive, names.Row, names.Column));
    }

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

    // Puts the other terms of the law that lets a matrix pass in the place of one of them, where the row and the column of a product may be known.
    private IEnumerable<Rewriting> Passed(Rewriting form, Monomial m, Closure e, Step step, Slot? row = null, Slot? column = null)
    {
        Normalised intertwined = normaliser.Normalise(normaliser.Replay.Remainder(form.Polynomial, step));
        if (!intertwined.Polynomial.IsZero)
        {
            yield break;
        }

        Polynomial law = normaliser.Replay.Passing(form.Polynomial, step);
        ImmutableArray<Slot?> slots = [row, column, .. Enumerable.Repeat((Slot?)null, e.Inner.Length - 2), .. e.Outer.Select(s => (Slot?)s)];
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
                    if (place >= 0 && next.TryApply(turned, t => step with { Term = t, Factor = place, Data = [found.Slots[0].Code, found.Slots[1].Code, lead, .. found.Bound], Inner = intertwined.Steps }))
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
    private static IEnumerable<(Closure C, int F, Abstraction Matrix, (Slot Row, Slot Column) Ends)> Passes(Monomial m, ImmutableArray<Dimension> parameters) =>
        from at in Exponentials(m)
        from side in Enumerable.Range(0, at.C.Inner.Length)
        let l = at.C.Inner[side]
        where l.IsBound && at.C.Slots.Count(s => s == l) == 1
        from matrix in Matrices(m, at.F, l)
        let k = matrix.End
        where (k.IsBound ? m.Bound[k.Ordinal] : parameters[k.Ordinal]) == at.C.Body.Parameters[0] && !at.C.Outer.Contains(k)
        let r = Matrix(m, at.C, [.. matrix.Factors.Select(f => m.Factors[f])], side % 2 == 0 ? (k, l) : (l, k))
        where r is not null
        select (at.C, at.F, r, side % 2 == 0 ? (k, at.C.Inner[side + 1]) : (at.C.Inner[side - 1], k));

    // A product of factors over a row, a column and the outer indices of the exponential; no other index may be left.
    private static Abstraction? Matrix(Monomial m, Closure e, ImmutableArray<Factor> factors, (Slot Row, Slot Column) own)
    {
        ImmutableArray<Slot> free = [own.Row, own.Column, .. e.Outer], inner = [.. factors.SelectMany(f => f.Atom.Slots).Distinct().Except(free)];
        ImmutableArray<Index> parameters = [.. e.Body.Parameters.Select((d, i) => new Index($"i{i}", d))];
        return inner.All(s => s.IsBound && m.Factors.Except(factors).All(f => !f.Atom.Slots.Contains(s)))
            ? new(parameters, TermOf.Product(1, inner.Select(Bound), factors, s => free.IndexOf(s) is >= 0 and var i ? parameters[i] : Bound(s)))
            : null;

        Index Bound(Slot s) => new($"s{s.Ordinal}", m.Bound[s.Ordinal]);
    }

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
}
