using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Indices;

/// <summary>The products that the matrix of an inverse or of a determinant is to be written as.</summary>
internal sealed class MatrixProducts(Normaliser normaliser)
{
    private static readonly Slot Row = Slot.Parameter(0);
    private static readonly Slot Column = Slot.Parameter(1);

    private readonly Factorings factorings = new(normaliser);

    // What was found of matrices that are met again, in each term that holds one.
    private readonly Dictionary<string, ImmutableArray<Factoring>> splits = [], divisions = [], exchanges = [];
    private readonly Dictionary<string, Drawn?> cleared = [];

    /// <summary>The whole as a product of square matrices.</summary>
    public ImmutableArray<Factoring> Splits(Polynomial matrix) => matrix.Terms.Length == 1 || normaliser.Route != Route.Undivided
        ? Known(splits, matrix, body => [.. factorings.Of(body, Others(body)).Where(f => f.Inner == body.Parameters[0])])
        : [];

    /// <summary>U·V where the matrix is 1 + U·V and 1 + V·U is less; the least first.</summary>
    public ImmutableArray<Factoring> Exchanges(Polynomial matrix) => Known(exchanges, matrix, whole => [.. Products(whole).Select(product => (Product: product, Key: Turned(whole, product)))
        .Where(c => string.CompareOrdinal(c.Key, Least(whole)) < 0).OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => c.Product)]);

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

    /// <summary>A·(1 + inv(A)·U) where a thin U is left when the others are divided by.</summary>
    public ImmutableArray<Factoring> Divisions(Polynomial matrix) => Known(divisions, matrix, whole => [.. Thin(whole)
        .Where(terms => terms.Length < whole.Terms.Length).Select(terms => Quotient(whole, terms)).OfType<Factoring>()]);

    // One product through another dimension, a column times a row, or the only such product. 1 + u·v' is exchanged.
    private IEnumerable<ImmutableArray<int>> Thin(Polynomial matrix)
    {
        if (matrix.Terms.Length < 2)
        {
            return [];
        }

        ImmutableArray<ImmutableArray<int>> columns = [.. factorings.Columns(matrix)];
        if (Unit(matrix) is not null)
        {
            return columns.Where(terms => terms.Length + 1 < matrix.Terms.Length);
        }

        ImmutableArray<int> narrow = [.. factorings.Narrow(matrix)], all = [.. columns.SelectMany(c => c).Concat(narrow).Order()];
        ImmutableArray<ImmutableArray<int>> joint = narrow.Length > 0 && (all.Length == 1 || factorings.Of(matrix, all).Any(f => f.Inner != matrix.Parameters[0])) ? [all] : [];
        return joint.Concat(columns).Concat(narrow.Length == 1 ? [narrow] : []);
    }

    /// <summary>Of a determinant, A·(1 + inv(A)·U) for a sum of two terms that becomes less where the products of the second factor are turned.</summary>
    public IEnumerable<Factoring> Turnable(Closure c) => c.Kind != ClosureKind.Determinant || c.Body.Terms.Length != 2 || Unit(c.Body) is not null ? []
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

    /// <summary>The product of an inverse and what is left, where fewer inverses are left then, and dividing would not bring it back.</summary>
    public Factoring? Cleared(Polynomial matrix) => Known(cleared, matrix, Drawing)?.Product;

    private Drawn? Drawing(Polynomial matrix)
    {
        MatrixNames names = new(matrix.Parameters);
        return normaliser.Route == Route.Undivided ? null : EndInverse.All(matrix).Select(end => (Inverse: end, Others: end.Rest(matrix, names)))
            .Select(end => new Drawn(end.Inverse.Times(end.Others, matrix, names), factorings.Normal(names.Matrix(end.Others, names.Row, names.Column))))
            .Where(drawn => Inverses(drawn.Rest) < Inverses(matrix) && Divisions(drawn.Rest).IsEmpty).MinBy(drawn => Least(drawn.Rest), StringComparer.Ordinal);
    }

    private static int Inverses(Polynomial p) => p.Terms.Sum(t => t.Monomial.Factors.Sum(f => f.Atom is Closure c ? Inverses(c.Body) + (c.Kind == ClosureKind.Inverse ? 1 : 0) : 0));

    // How a matrix compares once inverses are drawn out.
    private string Least(Polynomial body) => Known(cleared, body, Drawing) is { } drawn ? Least(drawn.Rest) : Size(body);

    // Fewer inverses first; then a symmetric matrix, since a product with it would hide that; then the one of fewer factors, whatever its dimensions are called. The
    // transposed matrix is the same.
    private string Size(Polynomial body)
    {
        string other = normaliser.Normalise(Symmetries.Permuted(body, Symmetries.Transposition(body))).Polynomial.Key;
        string least = string.CompareOrdinal(other, body.Key) < 0 ? other : body.Key;
        return $"{Inverses(body):D6} {(other == body.Key ? 0 : 1)} {MatrixTactics.Factors(body):D6} {least}";
    }

    /// <summary>The place of a·1 in a·1 + U·V: the products of such a matrix can be turned once a is drawn out.</summary>
    public int? Unit(Polynomial matrix)
    {
        ImmutableArray<MonomialTerm> terms = matrix.Terms;
        ImmutableArray<int> units = terms.Length < 2 ? [] : [.. Enumerable.Range(0, terms.Length).Where(t => terms[t].Monomial.Bound.IsEmpty && terms[t].Monomial.Factors.Any(MatrixTactics.IsUnit)
            && terms[t].Monomial.Factors.All(f => MatrixTactics.IsUnit(f) || !f.Atom.Slots.Any(s => s == Row || s == Column)))];
        return units is [var unit] && factorings.Of(matrix, Others(matrix, unit)).Any() ? unit : null;
    }

    private static ImmutableArray<int> Others(Polynomial matrix, params ImmutableArray<int> terms) => [.. Enumerable.Range(0, matrix.Terms.Length).Except(terms)];

    private static T Known<T>(Dictionary<string, T> known, Polynomial matrix, Func<Polynomial, T> find) =>
        known.TryGetValue(matrix.Key, out T? found) ? found : known[matrix.Key] = find(matrix);

    // The product of an inverse and what is left, and that alone.
    private sealed record Drawn(Factoring Product, Polynomial Rest);
}
