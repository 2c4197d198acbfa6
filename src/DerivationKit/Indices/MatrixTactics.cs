using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Indices;

/// <summary>Where the laws of inverses and determinants apply.</summary>
internal sealed class MatrixTactics(Normaliser normaliser)
{
    private static readonly Slot Row = Slot.Parameter(0);
    private static readonly Slot Column = Slot.Parameter(1);

    private readonly Orientation orientation = new(normaliser);
    private readonly MatrixProducts products = new(normaliser);

    /// <summary>Replaces the leading term of a matrix that meets its inverse.</summary>
    public bool Cancel(Rewriting rewriting, Monomial m) => m.Factors.Any(f =>
        f is { Exponent.IsOne: true, Atom: Closure { Kind: ClosureKind.Inverse } v }
        && (TryCancel(rewriting, m, v, isLeft: true) || TryCancel(rewriting, m, v, isLeft: false)));

    /// <summary>Takes products, factors, inverses and diagonals of matrices apart.</summary>
    public bool TakeApart(Rewriting rewriting, Monomial m) => Closures(m).Any(at =>
        Kronecker(at.C, at.F).Concat(Unnest(at.C, at.F)).Concat(Diagonal(at.C, at.F)).Concat(Scalings(at.C, at.F)).Any(step => rewriting.TryApply(m, step))
        || (at.C.Axes == 1 && products.Splits(at.C.Body).Any(product => rewriting.TryProve(m, Named("factor-matrix", at, product)))));

    /// <summary>Writes 1 + U·V as the least of the matrices whose products are turned, or the number 1 + v'·u.</summary>
    public bool Exchange(Rewriting rewriting, Monomial m) => Matrices(m).Any(at =>
        products.Exchanges(at.C.Body).Any(product => rewriting.TryProve(m, Named("exchange-product", at, product))));

    /// <summary>Divides a sum by an invertible matrix where a column times a row, or what passes through another dimension, is left.</summary>
    public bool Divide(Rewriting rewriting, Monomial m) => Matrices(m).Any(at =>
        products.Divisions(at.C.Body).Concat(products.Turnable(at.C)).Any(quotient => rewriting.TryProve(m, Named("factor-matrix", at, quotient))));

    /// <summary>Draws an inverse out of a sum of matrices on the left or on the right, where fewer are left then.</summary>
    public bool Clear(Rewriting rewriting, Monomial m) => Matrices(m).Any(at =>
        products.Cleared(at.C.Body) is { } cleared && rewriting.TryProve(m, Named("factor-matrix", at, cleared)));

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

    private static IEnumerable<PlacedClosure> Matrices(Monomial m) => Closures(m).Where(at => at.C.Axes == 1);

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

    // The same for every occurrence of the matrix, since it is in normal form; a delta is as good as nothing, and so are numbers.
    private static int Lead(Polynomial body) => Enumerable.Range(0, body.Terms.Length)
        .OrderByDescending(i => body.Terms[i].Monomial.Bound.Length)
        .ThenByDescending(i => body.Terms[i].Monomial.Factors.Count(f => f.Atom is not DeltaAtom && f.Atom.Slots.Any(s => s.IsBound || s.Ordinal < 2)))
        .ThenByDescending(i => body.Terms[i].Monomial.Key, StringComparer.Ordinal).First();

    private static IEnumerable<Step> Kronecker(Closure c, int f) =>
        Enumerable.Range(0, c.Axes > 1 ? c.Axes : 0).Select(row => Step.Of("kronecker", 0, f, row));

    private static IEnumerable<Step> Unnest(Closure c, int f) =>
        c.Body.Terms is [{ Coefficient.IsOne: true, Monomial.Factors: [{ Exponent.IsOne: true, Atom: Closure { Kind: ClosureKind.Inverse or ClosureKind.MatrixExp } }] }]
            ? [Step.Of("unnest-inverse", 0, f)]
            : [];

    private static IEnumerable<Step> Diagonal(Closure c, int f) =>
        c.Body.Terms.All(t => t.Monomial.Factors.Any(IsUnit)) ? [Step.Of("diagonal-matrix", 0, f)] : [];

    /// <summary>Whether it is 1 on the diagonal, and 0 beside it.</summary>
    public static bool IsUnit(Factor f) => f.Atom is DeltaAtom && f.Atom.Slots.Contains(Row) && f.Atom.Slots.Contains(Column);

    // A number or an atom that every term holds.
    private IEnumerable<Step> Scalings(Closure c, int f)
    {
        if (c.Axes == 1 && products.Unit(c.Body) is { } unit)
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

    private static Step Named(string rule, PlacedClosure at, Factoring product) =>
        Step.Of(rule, 0, at.F) with { Matrices = new MatrixNames(at.C.Body.Parameters).Matrices(product) };

    /// <summary>How many factors a matrix is made of, those of functions included.</summary>
    public static int Factors(Polynomial body) => body.Terms.Sum(t => t.Monomial.Factors.Sum(f => f.Atom is Closure c ? 1 + Factors(c.Body) : 1));
}
