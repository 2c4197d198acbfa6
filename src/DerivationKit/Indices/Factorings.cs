using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Indices;

/// <summary>A product of two matrices, or of a column, which has no inner index, and a row.</summary>
/// <param name="Left">The entries of the left factor; the inner index is of no concern to a column.</param>
/// <param name="Right">The entries of the right one.</param>
/// <param name="Inner">What the inner index runs through; none for a column and a row.</param>
internal sealed record Factoring(MatrixEntry Left, MatrixEntry Right, Dimension? Inner);

/// <summary>Ways to write sums of products of matrices as one product.</summary>
/// <param name="normaliser">Tells which parts are the same.</param>
internal sealed class Factorings(Normaliser normaliser)
{
    private static readonly Slot Row = Slot.Parameter(0);
    private static readonly Slot Column = Slot.Parameter(1);
    private static readonly ImmutableArray<Slot> RowAndColumn = [Row, Column];
    private static readonly ImmutableArray<bool> Sides = [true, false];

    /// <summary>Some terms of a matrix as one product: where they are several, each cut as far left as can be, or as far right.</summary>
    public IEnumerable<Factoring> Of(Polynomial matrix, params ImmutableArray<int> terms)
    {
        MatrixNames names = new(matrix.Parameters);
        ImmutableArray<ImmutableArray<Cut>> cuts = [.. terms.Select(t => Cuts(matrix.Terms[t], names).ToImmutableArray())];
        if (cuts is [var only])
        {
            return only.Select(c => c.Factoring);
        }

        ImmutableArray<MonomialTerm> all = [.. terms.Select(t => matrix.Terms[t])];
        return from dimension in cuts.SelectMany(some => some.Select(c => c.Factoring.Inner)).Distinct()
               from chosen in Sides.Select(left => Ends(all, cuts, names, dimension, left)).Append(Mixed(all, cuts, names, dimension))
               where chosen is not null
               let joined = Joined(chosen.Value, names)
               where joined is not null
               select joined;
    }

    private static ImmutableArray<Factoring>? Ends(ImmutableArray<MonomialTerm> terms, ImmutableArray<ImmutableArray<Cut>> cuts, MatrixNames names, Dimension? dimension, bool left)
    {
        ImmutableArray<Factoring> chosen = [.. terms.Zip(cuts, (t, some) => Chosen(some.Where(c => c.Factoring.Inner == dimension), left) ?? Whole(t, names, dimension, left)).OfType<Factoring>()];
        return chosen.Length == terms.Length ? chosen : null;
    }

    /// <summary>The terms that are a column times a row, those together that are one such product.</summary>
    public IEnumerable<ImmutableArray<int>> Columns(Polynomial matrix)
    {
        MatrixNames names = new(matrix.Parameters);
        return matrix.Terms.Select((t, i) => (Term: i, Cuts(t, names).FirstOrDefault(c => c.Factoring.Inner is null)?.Factoring)).Where(t => t.Factoring is not null)
            .GroupBy(t => Direction.Of(Normal(names.Matrices(t.Factoring!)[1])).Key)
            .GroupBy(g => Normal(names.Matrices(Of(matrix, [.. g.Select(t => t.Term)]).First(f => f.Inner is null))[0]) is var left ? Direction.Of(left, names.Numbers(left)).Key : "")
            .Select(groups => groups.SelectMany(g => g.Select(t => t.Term)).Order().ToImmutableArray());
    }

    /// <summary>The terms that pass through another dimension than that of rows and columns, but are no column times a row.</summary>
    public IEnumerable<int> Narrow(Polynomial matrix)
    {
        MatrixNames names = new(matrix.Parameters);
        return Enumerable.Range(0, matrix.Terms.Length).Where(t => Cuts(matrix.Terms[t], names).Select(c => c.Factoring.Inner).ToList() is var inner
            && inner.All(d => d is not null) && inner.Any(d => d != matrix.Parameters[0]));
    }

    /// <summary>The normal form of a matrix.</summary>
    public Polynomial Normal(Abstraction matrix) => normaliser.Normalise(normaliser.Replay.Read(matrix)).Polynomial;

    private static Factoring? Chosen(IEnumerable<Cut> cuts, bool left) => (left ? cuts.MinBy(c => c.Before) : cuts.MaxBy(c => c.Before))?.Factoring;

    // A square matrix times a multiple of 1: numbers stand on the other side.
    private static Factoring? Whole(MonomialTerm t, MatrixNames names, Dimension? dimension, bool left)
    {
        ILookup<bool, Factor> factors = t.Monomial.Factors.ToLookup(f => f.Atom.Slots.All(s => !s.IsBound && s.Ordinal > 1));
        MatrixEntry matrix = names.Entry(t with { Coefficient = 1 }, [.. factors[false]], null, null), number = names.Entry(t, [.. factors[true]], null, null);
        MatrixEntry multiple = (row, column) => new Multiply([MatrixNames.Unit(row, column), number(row, column)]);
        return dimension != names.Row.Dimension ? null : left ? new(matrix, multiple, dimension) : new(multiple, matrix, dimension);
    }

    // Of terms that cannot be cut, those that are the right half of another one are on the right, and the others on the left.
    private ImmutableArray<Factoring>? Mixed(ImmutableArray<MonomialTerm> terms, ImmutableArray<ImmutableArray<Cut>> cuts, MatrixNames names, Dimension? dimension)
    {
        ImmutableArray<Factoring?> cut = [.. cuts.Select(some => Chosen(some.Where(c => c.Factoring.Inner == dimension), left: true))];
        HashSet<string> right = [.. cut.OfType<Factoring>().Select(c => Direction.Of(Normal(names.Matrices(c)[1])).Key)];
        ImmutableArray<Factoring> all = [.. terms.Zip(cut, (t, c) => c ?? (Whole(t, names, dimension, left: false) is { } on && right.Contains(Direction.Of(Normal(names.Matrices(on)[1])).Key) ? on : Whole(t, names, dimension, left: true))).OfType<Factoring>()];
        return all.Length == terms.Length ? all : null;
    }

    // Products with the same right factor are added up; then all have to have the same left factor, but for a number.
    private Factoring? Joined(ImmutableArray<Factoring> cuts, MatrixNames names)
    {
        var groups = cuts.Select(c => (Cut: c, Right: Direction.Of(Normal(names.Matrices(c)[1])))).GroupBy(c => c.Right.Key).Select(g =>
        {
            MatrixEntry left = MatrixNames.Sum([.. g.Select(c => MatrixNames.Times(c.Right.Number, c.Cut.Left))]);
            Factoring sum = new(left, MatrixNames.Times(1 / g.First().Right.Number, g.First().Cut.Right), cuts[0].Inner);
            Polynomial normal = Normal(names.Matrices(sum)[0]);
            return (Product: sum, Normal: normal, Left: Direction.Of(normal, names.Numbers(normal)));
        }).ToImmutableArray();

        // One that no number can be drawn out of, if there is one, is the left factor of all; else they share the same numbers.
        var first = groups.MinBy(g => g.Left.Shared.Length);
        bool plain = first.Left.Shared.IsEmpty;
        bool same = groups.All(g => !g.Normal.IsZero && (plain ? g.Left.Key == first.Left.Key : Direction.Of(g.Normal).Key == Direction.Of(first.Normal).Key));
        return !same ? null : new(first.Product.Left, MatrixNames.Sum([.. groups.Select(g =>
            names.Times(g.Left.Number / first.Left.Number, plain ? g.Left.Shared : [], g.Normal.Parameters.Length, g.Product.Right))]), cuts[0].Inner);
    }

    // The ways to cut a product in two, at an index or between factors that share none: the row on the left, the column on the right.
    private IEnumerable<Cut> Cuts(MonomialTerm t, MatrixNames names)
    {
        Monomial m = t.Monomial;
        for (int inner = -1; inner < m.Bound.Length; inner++)
        {
            ImmutableArray<Factor> first = Reached(m, Column, inner), other = [.. m.Factors.Except(Reached(m, Row, inner))];
            foreach (ImmutableArray<Factor> right in first.SequenceEqual(other) || inner < 0 ? [first] : (ImmutableArray<Factor>[])[first, other])
            {
                ImmutableArray<Factor> left = [.. m.Factors.Except(right)];
                bool joins = inner < 0 || (Holds(left, Slot.Bound(inner)) && Holds(right, Slot.Bound(inner)));
                if (!joins || Holds(right, Row) || Holds(left, Column))
                {
                    continue;
                }

                Slot? joint = inner < 0 ? null : Slot.Bound(inner);
                MonomialTerm rest = t with { Coefficient = 1 };
                yield return new(new(names.Entry(t, left, null, joint), names.Entry(rest, right, joint, null), inner < 0 ? null : m.Bound[inner]), left.Length);

                // e(i) = e(i)·e(j) for i = j, and it is 0 for others, where e is 1 at one index.
                foreach (Factor hot in left.Where(f => f is { Exponent.IsOne: true, Atom: EntryAtom { Slots.Length: 1 } e } && e.Slots[0] == joint && normaliser.Replay.IsOneHot(e, 0)))
                {
                    yield return new(new(names.Entry(t, left, null, null), names.Entry(rest, [.. right, hot], null, null), null), left.Length);
                }
            }
        }

        foreach (Cut diagonal in Diagonals(t, names))
        {
            yield return diagonal;
        }

        static bool Holds(ImmutableArray<Factor> factors, Slot slot) => factors.Any(f => f.Atom.Slots.Contains(slot));
    }

    // A function of the row, or of the column, as a diagonal matrix on that side.
    private static IEnumerable<Cut> Diagonals(MonomialTerm t, MatrixNames names) =>
        from slot in RowAndColumn
        let own = t.Monomial.Factors.Where(f => f.Atom.Slots.Contains(slot) && f.Atom.Slots.All(s => s == slot || (!s.IsBound && s.Ordinal > 1))).ToImmutableArray()
        let others = t.Monomial.Factors.Except(own).ToImmutableArray()
        where own.Length > 0 && others.Any(f => f.Atom.Slots.Contains(slot) && f.Atom is not DeltaAtom)
        let entry = names.Entry(t with { Coefficient = 1 }, own, null, null)
        let diagonal = (MatrixEntry)((row, column) => new Multiply([MatrixNames.Unit(row, column), entry(row, row)]))
        let rest = names.Entry(t, others, null, null)
        select new Cut(slot == Row ? new(diagonal, rest, names.Row.Dimension) : new(rest, diagonal, names.Row.Dimension), slot == Row ? own.Length : others.Length);

    // The factors that hold a slot, or share a bound index with one that is reached.
    private static ImmutableArray<Factor> Reached(Monomial m, Slot from, int inner)
    {
        HashSet<Slot> slots = [from];
        for (int count = 0; count < slots.Count;)
        {
            count = slots.Count;
            slots.UnionWith(m.Factors.Where(f => f.Atom.Slots.Any(slots.Contains)).SelectMany(f => f.Atom.Slots).Where(s => s.IsBound && s.Ordinal != inner));
        }

        return [.. m.Factors.Where(f => f.Atom.Slots.Any(slots.Contains))];
    }

    private sealed record Cut(Factoring Factoring, int Before);

    /// <summary>What a polynomial is but for a number, and for powers that all of its terms share.</summary>
    private sealed record Direction(string Key, Rational Number, ImmutableArray<Factor> Shared)
    {
        public static Direction Of(Polynomial p, params ImmutableArray<Factor> shared)
        {
            (string Key, Rational Coefficient)[] terms = [.. p.Terms.Select(t => (Left(t.Monomial), t.Coefficient)).OrderBy(t => t.Item1, StringComparer.Ordinal)];
            Rational number = terms.Length == 0 ? 1 : terms[0].Coefficient;
            return new(string.Join(" + ", terms.Select(t => $"{t.Coefficient / number} {t.Key}")), number, shared);

            string Left(Monomial m) => $"[{string.Join(",", m.Bound)}]{string.Join(" ", m.Factors.Select(f => (f.Atom.Key, Left: f.Exponent - Power(f.Atom))).Where(f => !f.Left.IsZero).Select(f => $"{f.Key}^{f.Left}"))}";

            Rational Power(Atom atom) => shared.FirstOrDefault(f => f.Atom.Key == atom.Key)?.Exponent ?? Rational.Zero;
        }
    }
}
