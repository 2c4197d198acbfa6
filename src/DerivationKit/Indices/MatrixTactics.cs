using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Indices;

/// <summary>Where the laws of inverses and determinants apply.</summary>
internal sealed class MatrixTactics(Normaliser normaliser)
{
    private static readonly Slot Row = Slot.Parameter(0);
    private static readonly Slot Column = Slot.Parameter(1);

    private readonly Orientation orientation = new(normaliser);
    private readonly Factorings factorings = new(normaliser);

    // What was found of matrices that are met again, in each term that holds one.
    private readonly Dictionary<string, ImmutableArray<Factoring>> splits = [], divisions = [];
    private readonly Dictionary<string, ImmutableArray<Candidate>> exchanges = [];
    private readonly Dictionary<string, Drawn?> cleared = [];

    /// <summary>Replaces the leading term of a matrix that meets its inverse.</summary>
    public bool Cancel(Rewriting rewriting, Monomial m) => m.Factors.Any(f =>
        f is { Exponent.IsOne: true, Atom: Closure { Kind: ClosureKind.Inverse } v }
        && (TryCancel(rewriting, m, v, isLeft: true) || TryCancel(rewriting, m, v, isLeft: false)));

    /// <summary>Takes products, factors, inverses and diagonals of matrices apart.</summary>
    public bool TakeApart(Rewriting rewriting, Monomial m) => Closures(m).Any(at =>
        Kronecker(at.C, at.F).Concat(Unnest(at.C, at.F)).Concat(Diagonal(at.C, at.F)).Concat(Scalings(at.C, at.F)).Any(step => rewriting.TryApply(m, step))
        || Splits(at).Any(product => rewriting.TryProve(m, Named("factor-matrix", at, product))));

    /// <summary>Writes 1 + U·V as the least of the matrices whose products are turned, or the number 1 + v'·u.</summary>
    public bool Exchange(Rewriting rewriting, Monomial m) => Matrices(m).Any(at =>
        Known(exchanges, at.C.Body, Smaller).Any(c => rewriting.TryProve(m, Named("exchange-product", at, c.Product))));

    /// <summary>Divides a sum by an invertible matrix where a column times a row, or what passes through another dimension, is left.</summary>
    public bool Divide(Rewriting rewriting, Monomial m) => Matrices(m).Any(at =>
        Known(divisions, at.C.Body, Thin).Concat(Turnable(at.C)).Any(quotient => rewriting.TryProve(m, Named("factor-matrix", at, quotient))));

    /// <summary>Draws an inverse out of a sum of matrices on the left or on the right, where fewer are left then.</summary>
    public bool Clear(Rewriting rewriting, Monomial m) => Matrices(m).Any(at =>
        Known(cleared, at.C.Body, Cleared) is { } drawn && rewriting.TryProve(m, Named("factor-matrix", at, drawn.Product)));

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

    // The same for every occurrence of the matrix, since it is in normal form; a delta is as good as nothing.
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

    private static bool IsUnit(Factor f) => f.Atom is DeltaAtom && f.Atom.Slots.Contains(Row) && f.Atom.Slots.Contains(Column);

    // A number or an atom that every term holds.
    private IEnumerable<Step> Scalings(Closure c, int f)
    {
        if (c.Axes == 1 && Unit(c.Body) is { } unit)
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
    private int? Unit(Polynomial matrix)
    {
        ImmutableArray<MonomialTerm> terms = matrix.Terms;
        ImmutableArray<int> units = terms.Length < 2 ? [] : [.. Enumerable.Range(0, terms.Length).Where(t => terms[t].Monomial.Bound.IsEmpty && terms[t].Monomial.Factors.Any(IsUnit)
            && terms[t].Monomial.Factors.All(f => IsUnit(f) || !f.Atom.Slots.Any(s => s == Row || s == Column)))];
        return units is [var unit] && factorings.Of(matrix, Others(matrix, unit)).Any() ? unit : null;
    }

    private static ImmutableArray<int> Others(Polynomial matrix, params ImmutableArray<int> terms) => [.. Enumerable.Range(0, matrix.Terms.Length).Except(terms)];

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

    private static T Known<T>(Dictionary<string, T> known, Polynomial matrix, Func<Polynomial, T> find) =>
        known.TryGetValue(matrix.Key, out T? found) ? found : known[matrix.Key] = find(matrix);

    private static Step Named(string rule, PlacedClosure at, Factoring product) =>
        Step.Of(rule, 0, at.F) with { Matrices = new MatrixNames(at.C.Body.Parameters).Matrices(product) };

    // Products of square matrices.
    private ImmutableArray<Factoring> Splits(PlacedClosure at) => at.C.Axes == 1 && (at.C.Body.Terms.Length == 1 || normaliser.Route != Route.Undivided)
        ? Known(splits, at.C.Body, body => [.. factorings.Of(body, Others(body)).Where(f => f.Inner == body.Parameters[0])])
        : [];

    // The products of 1 + U·V whose turned matrix is less, the least first.
    private ImmutableArray<Candidate> Smaller(Polynomial matrix) => [.. Products(matrix).Select(product => new Candidate(product, Turned(matrix, product)))
        .Where(c => string.CompareOrdinal(c.Key, Least(matrix)) < 0).OrderBy(c => c.Key, StringComparer.Ordinal)];

    // U·V, where the matrix is 1 + U·V.
    private IEnumerable<Factoring> Products(Polynomial matrix) => Unit(matrix) is { } unit && matrix.Terms[unit] is { Coefficient.IsOne: true, Monomial.Factors.Length: 1 }
        ? factorings.Of(matrix, Others(matrix, unit))
        : [];

    // How the matrix that an exchange leads to compares; a number beats them all.
    private string Turned(Polynomial matrix, Factoring product)
    {
        if (product.Inner is null)
        {
            return "";
        }

        MatrixNames names = new(matrix.Parameters);
        Index k = names.Inner(product.Inner);
        return Least(factorings.Normal(names.Matrix(MatrixNames.Sum(MatrixNames.Unit, MatrixNames.Product(product.Right, product.Left, matrix.Parameters[0])), k, k with { Name = "l" })));
    }

    // What the others are divided by where they are invertible: one product through another dimension, a column times a row, or the only such
    // product. 1 + u·v' is exchanged.
    private ImmutableArray<Factoring> Thin(Polynomial matrix)
    {
        ImmutableArray<ImmutableArray<int>> columns = matrix.Terms.Length < 2 ? [] : [.. factorings.Columns(matrix)];
        if (matrix.Terms.Length < 2 || Unit(matrix) is not null)
        {
            return [.. columns.Where(terms => terms.Length + 1 < matrix.Terms.Length).Select(terms => Quotient(matrix, terms)).OfType<Factoring>()];
        }

        ImmutableArray<int> narrow = [.. factorings.Narrow(matrix)], all = [.. columns.SelectMany(c => c).Concat(narrow).Order()];
        IEnumerable<ImmutableArray<int>> joint = narrow.Length > 0 && (all.Length == 1 || factorings.Of(matrix, all).Any(f => f.Inner != matrix.Parameters[0])) ? [all] : [];
        return [.. joint.Concat(columns).Concat(narrow.Length == 1 ? [narrow] : []).Where(terms => terms.Length < matrix.Terms.Length).Select(terms => Quotient(matrix, terms)).OfType<Factoring>()];
    }

    // Of a determinant, the product in a sum of two terms that becomes less where the products of 1 + inv(A)·U are turned.
    private IEnumerable<Factoring> Turnable(Closure c) => c.Kind != ClosureKind.Determinant || c.Body.Terms.Length != 2 || Unit(c.Body) is not null ? []
        : from t in Enumerable.Range(0, 2)
          where c.Body.Terms[1 - t].Monomial is { Bound.IsEmpty: true } && c.Body.Terms[t].Monomial.Bound.Length > 0
          let names = new MatrixNames(c.Body.Parameters)
          let product = Quotient(c.Body, [t])
          where product is not null
          let quotient = factorings.Normal(names.Matrix(product.Right, names.Row, names.Column))
          where Products(quotient).Any(turned => string.CompareOrdinal(Turned(quotient, turned), Least(c.Body)) < 0)
          select product;

    // A + U = A·(1 + inv(A)·U), if A is known to be invertible.
    private Factoring? Quotient(Polynomial matrix, ImmutableArray<int> terms)
    {
        MatrixNames names = new(matrix.Parameters);
        MatrixEntry a = Sum(t => !terms.Contains(t)), u = Sum(terms.Contains);
        return Inverse(factorings.Normal(names.Matrix(a, names.Row, names.Column)), names) is not { } inverse ? null
            : new(a, MatrixNames.Sum(MatrixNames.Unit, MatrixNames.Product(inverse, u, matrix.Parameters[0])), matrix.Parameters[0]);

        MatrixEntry Sum(Func<int, bool> isWanted) => MatrixNames.Sum([.. matrix.Terms.Where((_, t) => isWanted(t)).Select(names.Entry)]);
    }

    // The inverse of what is known to have one, as its transpose then does, or of a product of such matrices.
    private MatrixEntry? Inverse(Polynomial matrix, MatrixNames names)
    {
        Polynomial transposed = normaliser.Normalise(Symmetries.Permuted(matrix, Symmetries.Transposition(matrix))).Polynomial;
        return IsInvertible(matrix) ? Of(matrix) : IsInvertible(transposed) ? (row, column) => Of(transposed)(column, row)
            : factorings.Of(matrix, Others(matrix)).Where(f => f.Inner == matrix.Parameters[0]).Select(Product).FirstOrDefault(inverse => inverse is not null);

        MatrixEntry Of(Polynomial known) => names.Inverse(MatrixNames.Sum([.. known.Terms.Select(names.Entry)]));

        bool IsInvertible(Polynomial p) => normaliser.Replay.IsNonZero(new Closure(ClosureKind.Determinant, p, [.. Enumerable.Range(0, p.Parameters.Length - 2).Select(Slot.Parameter)]));

        MatrixEntry? Product(Factoring f) => names.Matrices(f).Select(factorings.Normal).Select(half => Inverse(half, names)).ToArray() is [{ } left, { } right]
            ? MatrixNames.Product(right, left, matrix.Parameters[0])
            : null;
    }

    // Nothing is drawn out that a division would bring back.
    private Drawn? Cleared(Polynomial matrix)
    {
        MatrixNames names = new(matrix.Parameters);
        return normaliser.Route == Route.Undivided ? null : EndInverse.All(matrix).Select(end => (Inverse: end, Others: end.Rest(matrix, names)))
            .Select(end => new Drawn(end.Inverse.Times(end.Others, matrix, names), factorings.Normal(names.Matrix(end.Others, names.Row, names.Column))))
            .Where(drawn => Inverses(drawn.Rest) < Inverses(matrix) && Known(divisions, drawn.Rest, Thin).IsEmpty).MinBy(drawn => Least(drawn.Rest), StringComparer.Ordinal);
    }

    private static int Inverses(Polynomial p) => p.Terms.Sum(t => t.Monomial.Factors.Sum(f => f.Atom is Closure c ? Inverses(c.Body) + (c.Kind == ClosureKind.Inverse ? 1 : 0) : 0));

    // How a matrix compares once inverses are drawn out.
    private string Least(Polynomial body) => Known(cleared, body, Cleared) is { } drawn ? Least(drawn.Rest) : Size(body);

    // Fewer inverses first; then a symmetric matrix, since a product with it would hide that; then the one of fewer factors, whatever its dimensions are called. The
    // transposed matrix is the same.
    private string Size(Polynomial body)
    {
        string other = normaliser.Normalise(Symmetries.Permuted(body, Symmetries.Transposition(body))).Polynomial.Key;
        string least = string.CompareOrdinal(other, body.Key) < 0 ? other : body.Key;
        return $"{Inverses(body):D6} {(other == body.Key ? 0 : 1)} {Factors(body):D6} {least}";
    }

    /// <summary>How many factors a matrix is made of, those of functions included.</summary>
    public static int Factors(Polynomial body) => body.Terms.Sum(t => t.Monomial.Factors.Sum(f => f.Atom is Closure c ? 1 + Factors(c.Body) : 1));

    private sealed record Candidate(Factoring Product, string Key);

    // The product of an inverse and what is left, and that alone.
    private sealed record Drawn(Factoring Product, Polynomial Rest);
}
