using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Indices;

/// <summary>Where the laws of inverses and determinants apply.</summary>
internal sealed class MatrixTactics(Normaliser normaliser)
{
    private static readonly Slot Row = Slot.Parameter(0);
    private static readonly Slot Column = Slot.Parameter(1);

    private readonly Orientation orientation = new(normaliser);

    /// <summary>Replaces the leading term of a matrix that meets its inverse.</summary>
    public bool Cancel(Rewriting rewriting, Monomial m) => m.Factors.Any(f =>
        f is { Exponent.IsOne: true, Atom: Closure { Kind: ClosureKind.Inverse } v }
        && (TryCancel(rewriting, m, v, isLeft: true) || TryCancel(rewriting, m, v, isLeft: false)));

    /// <summary>Takes products, factors, inverses and diagonals of matrices apart.</summary>
    public static bool TakeApart(Rewriting rewriting, Monomial m) => Closures(m).Any(at =>
        Products(at.C, at.F).Concat(Unnest(at.C, at.F)).Concat(Diagonal(at.C, at.F)).Concat(Scalings(at.C, at.F)).Concat(Splits(at.C, at.F))
            .Any(step => rewriting.TryApply(m, step)));

    /// <summary>Writes 1 + U·V as the least of the matrices whose products are turned, or the number 1 + v'·u.</summary>
    public bool Exchange(Rewriting rewriting, Monomial m) => Closures(m).Any(at =>
    {
        var candidates = Exchanges(at.C, at.F)
            .Select(step => new Candidate(step, Exchanged(rewriting, m, at.C, step)))
            .Where(c => c.Key is not null && string.CompareOrdinal(c.Key, Size(at.C.Body)) < 0);
        return candidates.MinBy(c => c.Key, StringComparer.Ordinal) is { } least && rewriting.TryApply(m, least.Step);
    });

    /// <summary>Divides a sum by an invertible matrix where one product that passes through another dimension is left.</summary>
    public static bool Divide(Rewriting rewriting, Monomial m) => Closures(m).Any(at => Thin(at.C).Any(other => rewriting.TryApply(m, Step.Of("divide-matrix", 0, at.F, [.. Enumerable.Range(0, at.C.Body.Terms.Length).Where(i => i != other)]))));

    /// <summary>A single monomial with the inverse of a skew matrix turned: inv(A)' = -inv(A).</summary>
    public IEnumerable<Rewriting> Turned(Rewriting form)
    {
        Monomial m = form.Polynomial.Terms[0].Monomial;
        foreach (Closure v in Closures(m).Select(at => at.C).Where(normaliser.Symmetries.IsSkew))
        {
            int[] order = Symmetries.Transposition(v.Body);
            Rewriting next = form.Fork();
            if (orientation.Turn(next, m, [new Turn(v, order, 1)]) is { } turned && turned.Place(v.With(normaliser.Normalise(Symmetries.Permuted(v.Body, order)).Polynomial, [v.Slots[1], v.Slots[0], .. v.Outer])) is >= 0 and var place
                && next.TryApply(turned, t => Step.Of("scale-matrix", t, place) with { Number = -1 }))
            {
                yield return next;
            }
        }
    }

    private static IEnumerable<PlacedClosure> Closures(Monomial m) => m.Closures((_, kind) => kind is ClosureKind.Inverse or ClosureKind.Determinant);

    private bool TryCancel(Rewriting rewriting, Monomial m, Closure v, bool isLeft)
    {
        ImmutableArray<Slot> row = v.Slots[..v.Axes], column = v.Slots[v.Axes..v.Own];
        if (!(isLeft ? row : column).Any(s => s.IsBound) || v.Body.IsZero)
        {
            return false;
        }

        (Polynomial law, ImmutableArray<int> places) = v.Cancellation(isLeft);
        int lead = places[Lead(v.Body)];
        foreach (Occurrence found in In(m).All([.. row.Select(_ => (Slot?)null), .. (isLeft ? column : row).Concat(v.Outer).Select(s => (Slot?)s)]))
        {
            Rewriting trial = rewriting.Of(m);
            if (orientation.Turn(trial, m, found.Turns) is { } turned)
            {
                IEnumerable<int> codes = found.Slots[..v.Axes].Select(s => s.Code);
                trial.Apply(turned, t => Step.Of("cancel-inverse", t, turned.Place(v), [isLeft ? 0 : 1, .. codes, lead, .. found.Bound]));
                if (normaliser.Symmetries.Of(v).Length > 1 && trial.Polynomial.Terms.Any(t => ComesBack(t.Monomial)))
                {
                    continue;
                }
            }

            rewriting.Follow(trial);
            return true;
        }

        return false;

        Occurrences In(Monomial where) => new(normaliser.Symmetries, law.Terms[lead].Monomial, law.Parameters, where, rewriting.Polynomial.Parameters);

        // Where a symmetry exchanges terms of the matrix, one leads as well as the other; only what becomes smaller is replaced, or it would go to and fro.
        bool ComesBack(Monomial result) => m.Factors.Select(f => f.Atom.Head).SequenceEqual(result.Factors.Select(f => f.Atom.Head)) && In(result).All().Any()
            && string.CompareOrdinal(normaliser.Labelling.Certificate(result), normaliser.Labelling.Certificate(m)) >= 0;
    }

    // The same for every occurrence of the matrix, since it is in normal form; a delta is as good as nothing.
    private static int Lead(Polynomial body) => Enumerable.Range(0, body.Terms.Length)
        .OrderByDescending(i => body.Terms[i].Monomial.Bound.Length)
        .ThenByDescending(i => body.Terms[i].Monomial.Factors.Count(f => f.Atom is not DeltaAtom))
        .ThenByDescending(i => body.Terms[i].Monomial.Key, StringComparer.Ordinal).First();

    private static IEnumerable<Step> Products(Closure c, int f) =>
        Enumerable.Range(0, c.Axes > 1 ? c.Axes : 0).Select(row => Step.Of("kronecker", 0, f, row));

    private static IEnumerable<Step> Unnest(Closure c, int f) =>
        c.Body.Terms is [{ Coefficient.IsOne: true, Monomial.Factors: [{ Exponent.IsOne: true, Atom: Closure { Kind: ClosureKind.Inverse or ClosureKind.MatrixExp } }] }]
            ? [Step.Of("unnest-inverse", 0, f)]
            : [];

    private static IEnumerable<Step> Diagonal(Closure c, int f) =>
        c.Body.Terms.All(t => t.Monomial.Factors.Any(IsUnit)) ? [Step.Of("diagonal-matrix", 0, f)] : [];

    private static bool IsUnit(Factor f) => f.Atom is DeltaAtom && f.Atom.Slots.Contains(Row) && f.Atom.Slots.Contains(Column);

    // A number or an atom that every term holds.
    private static IEnumerable<Step> Scalings(Closure c, int f)
    {
        if (Unit(c) is { } unit)
        {
            foreach (Step step in UnitScalings(c.Body.Terms[unit], unit, f))
            {
                yield return step;
            }

            yield break;
        }

        if (Content.Common(c.Body, c.Kind == ClosureKind.Inverse) is { IsOne: false } number)
        {
            yield return Step.Of("scale-matrix", 0, f) with { Number = number };
        }

        if (c.Body.IsZero)
        {
            yield break;
        }

        if (c.Body.Terms[0].Coefficient.Sign < 0)
        {
            yield return Step.Of("scale-matrix", 0, f) with { Number = -1 };
        }

        foreach ((Atom atom, int a, int t) in c.Body.Terms.SelectMany((t, i) => t.Monomial.Factors.Select((f, a) => (f.Atom, a, i))))
        {
            bool single = atom.Slots.All(s => !s.IsBound) && !(atom.Slots.Contains(Row) && atom.Slots.Contains(Column));
            if (single && Content.Common(c.Body, atom, isPositive: false) is { IsZero: false } power)
            {
                yield return Step.Of("scale-matrix", 0, f, a, t) with { Number = power };
            }
        }
    }

    // The place of a·1 in a·1 + U·V: the products of such a matrix can be turned once a is drawn out.
    private static int? Unit(Closure c)
    {
        ImmutableArray<MonomialTerm> terms = c.Body.Terms;
        int unit = c.Axes == 1 && terms.Length == 2 ? terms.ToList().FindIndex(t => t.Monomial.Bound.IsEmpty && t.Monomial.Factors.Any(IsUnit)
            && t.Monomial.Factors.All(f => IsUnit(f) || !f.Atom.Slots.Any(s => s == Row || s == Column))) : -1;
        return unit >= 0 && Halvings(terms[1 - unit].Monomial).Any() ? unit : null;
    }

    private static IEnumerable<Step> UnitScalings(MonomialTerm unit, int term, int f)
    {
        if (!unit.Coefficient.IsOne)
        {
            yield return Step.Of("scale-matrix", 0, f) with { Number = unit.Coefficient };
        }

        for (int a = 0; a < unit.Monomial.Factors.Length; a++)
        {
            if (!IsUnit(unit.Monomial.Factors[a]))
            {
                yield return Step.Of("scale-matrix", 0, f, a, term) with { Number = unit.Monomial.Factors[a].Exponent };
            }
        }
    }

    private static IEnumerable<Step> Splits(Closure c, int f) => c.Body.Terms is [{ } only]
        ? Halvings(only.Monomial).Where(h => h.Inner >= 0 && only.Monomial.Bound[h.Inner] == c.Body.Parameters[0]).Select(h => Step.Of("split-product", 0, f, [h.Inner, .. h.Left]))
        : [];

    private static IEnumerable<Step> Exchanges(Closure c, int f) =>
        c.Body.Terms.Length == 2 && c.Body.Terms.FirstOrDefault(t => !(t.Monomial is { Bound.IsEmpty: true, Factors: [var only] } && IsUnit(only))) is { Monomial: { } product }
            ? Halvings(product).Select(h => Step.Of("exchange-product", 0, f, [h.Inner, .. h.Left]))
            : [];

    // The only such product, if there is one.
    private static ImmutableArray<int> Thin(Closure c) =>
        Enumerable.Range(0, c.Body.Terms.Length > 1 && Unit(c) is null ? c.Body.Terms.Length : 0).Where(t => IsThin(c, c.Body.Terms[t].Monomial)).ToImmutableArray() is [var only] ? [only] : [];

    private static bool IsThin(Closure c, Monomial product) =>
        Halvings(product).Any(h => h.Inner < 0 || product.Bound[h.Inner] != c.Body.Parameters[0]);

    // The ways to cut a product in two, at an index or between factors that share none: the row on the left, the column on the right.
    public static IEnumerable<Halving> Halvings(Monomial m)
    {
        for (int inner = -1; inner < m.Bound.Length; inner++)
        {
            ImmutableArray<int> right = Reached(m, Column, inner);
            if (!right.IsEmpty && !Reached(m, Row, inner).IsEmpty && !right.Any(i => m.Factors[i].Atom.Slots.Contains(Row)))
            {
                yield return new(inner, [.. Enumerable.Range(0, m.Factors.Length).Except(right)]);
            }
        }
    }

    // The factors that hold a slot, or share a bound index with one that is reached.
    private static ImmutableArray<int> Reached(Monomial m, Slot from, int inner)
    {
        HashSet<Slot> slots = [from];
        int count;
        do
        {
            count = slots.Count;
            slots.UnionWith(m.Factors.Where(f => f.Atom.Slots.Any(slots.Contains)).SelectMany(f => f.Atom.Slots).Where(s => s.IsBound && s.Ordinal != inner));
        }
        while (slots.Count > count);
        return [.. Enumerable.Range(0, m.Factors.Length).Where(i => m.Factors[i].Atom.Slots.Any(slots.Contains))];
    }

    // How the matrix that an exchange leads to compares; a number beats them all.
    private string? Exchanged(Rewriting rewriting, Monomial m, Closure c, Step step)
    {
        Rewriting trial = rewriting.Of(m);
        if (!trial.TryApply(m, step))
        {
            return null;
        }

        if (step.Data[0] < 0)
        {
            return "";
        }

        HashSet<string> old = [.. m.Factors.Concat(c.Body.Terms.SelectMany(t => t.Monomial.Factors)).SelectMany(f => Within(f.Atom, c.Kind)).Select(a => a.Head)];
        Closure? turned = trial.Polynomial.Terms[0].Monomial.Factors.SelectMany(f => Within(f.Atom, c.Kind)).FirstOrDefault(t => !old.Contains(t.Head));
        return turned is null ? null : Size(normaliser.Normalise(turned.Body).Polynomial);
    }

    private static IEnumerable<Closure> Within(Atom atom, ClosureKind kind) => atom switch
    {
        Closure c when c.Kind == kind => [c],
        Closure { Kind: ClosureKind.Base } c => c.Body.Terms.SelectMany(t => t.Monomial.Factors).SelectMany(f => Within(f.Atom, kind)),
        _ => [],
    };

    // A symmetric matrix first, since a product with it would hide that; then the one of fewer factors, whatever its dimensions are called. The
    // transposed matrix is the same.
    private string Size(Polynomial body)
    {
        string other = normaliser.Normalise(Symmetries.Permuted(body, Symmetries.Transposition(body))).Polynomial.Key;
        string least = string.CompareOrdinal(other, body.Key) < 0 ? other : body.Key;
        return $"{(other == body.Key ? 0 : 1)} {Factors(body):D6} {least}";
    }

    /// <summary>How many factors a matrix is made of, those of functions included.</summary>
    public static int Factors(Polynomial body) => body.Terms.Sum(t => t.Monomial.Factors.Sum(f => f.Atom is Closure c ? 1 + Factors(c.Body) : 1));

    /// <summary>A way to cut a product in two.</summary>
    /// <param name="Inner">The bound index at which it is cut; -1 between factors that share none.</param>
    /// <param name="Left">The factors on the left.</param>
    internal sealed record Halving(int Inner, ImmutableArray<int> Left);

    private sealed record Candidate(Step Step, string? Key);
}
