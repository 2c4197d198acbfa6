using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Indices;

/// <summary>Matrices R and N with R·B = N·R for the matrix B of an exponential.</summary>
/// <param name="R">What passes the exponential, over (row, column, outer parameters).</param>
/// <param name="N">Whose exponential it leaves.</param>
/// <param name="Row">The row at which their product is met, if that is known.</param>
/// <param name="Column">The column.</param>
internal sealed record Intertwining(Polynomial R, Polynomial N, Slot? Row = null, Slot? Column = null);

/// <summary>Finds what may pass an exponential.</summary>
/// <param name="factorings">Takes its matrix apart.</param>
internal sealed class Intertwinings(Factorings factorings)
{
    private static readonly Slot Column = Slot.Parameter(1);

    /// <summary>The halves of a product: R·(L·R) = (R·L)·R.</summary>
    public IEnumerable<Intertwining> Halves(Closure e) => factorings.Of(e.Body, [.. Enumerable.Range(0, e.Body.Terms.Length)]).Where(f => f.Inner is not null).SelectMany(f =>
    {
        MatrixNames names = new(e.Body.Parameters);
        Index k = names.Inner(f.Inner);
        Polynomial turned = factorings.Normal(names.Matrix(MatrixNames.Product(f.Right, f.Left, e.Body.Parameters[0]), k, k with { Name = "l" }));
        ImmutableArray<Polynomial> halves = [.. names.Matrices(f).Select(factorings.Normal)];
        return new[] { halves[1], Inverted(halves[0]) }.OfType<Polynomial>().Select(r => new Intertwining(r, turned));
    });

    /// <summary>The matrix itself, without the powers of numbers that all of its terms share.</summary>
    public Intertwining Own(Closure e)
    {
        MatrixNames names = new(e.Body.Parameters);
        ImmutableArray<MonomialTerm> terms = e.Body.Terms;
        string[] shared = [.. terms[0].Monomial.Factors.Where(f => f.Atom.Slots.All(s => !s.IsBound && s.Ordinal > 1)
            && terms.All(t => t.Monomial.PowerOf(f.Atom) == f.Exponent)).Select(f => f.Atom.Key)];
        MatrixEntry primitive = MatrixNames.Sum([.. terms.Select(t => names.Entry(t, [.. t.Monomial.Factors.Where(f => !shared.Contains(f.Atom.Key))], null, null))]);
        return new(factorings.Normal(names.Matrix(primitive, names.Row, names.Column)), e.Body);
    }

    /// <summary>Factors that follow an index of a pair up to one at which a matrix may end, as matrices that may commute with B.</summary>
    public IEnumerable<Intertwining> Commuting(Monomial m, PlacedClosure at, ImmutableArray<Dimension> parameters) =>
        from side in Enumerable.Range(0, at.C.Inner.Length)
        let l = at.C.Inner[side]
        where l.IsBound && at.C.Slots.Count(s => s == l) == 1
        from matrix in Matrices(m, at.F, l)
        let k = matrix.End
        where (k.IsBound ? m.Bound[k.Ordinal] : parameters[k.Ordinal]) == at.C.Body.Parameters[0] && !at.C.Outer.Contains(k)
        let r = Matrix(m, at.C, [.. matrix.Factors.Select(f => m.Factors[f])], side % 2 == 0 ? (k, l) : (l, k))
        where r is not null
        select new Intertwining(factorings.Normal(r), at.C.Body, side % 2 == 0 ? k : at.C.Inner[side - 1], side % 2 == 0 ? at.C.Inner[side + 1] : k);

    /// <summary>Whether an index of an exponential is summed with a row of its own.</summary>
    public static bool HasVector(Monomial m, Closure e, Slot index) => index.IsBound && e.Slots.Count(s => s == index) == 1 && Vector(m, e, index) is not null;

    /// <summary>The row on the left of an exponential, if B multiplies it by a number: all rows of R are that one, and N is the number times 1.</summary>
    public Intertwining? Eigenvector(Monomial m, Closure e)
    {
        (Slot l, Slot b) = (e.Slots[0], e.Slots[1]);
        if (Vector(m, e, l) is not { } factors || Matrix(m, e, factors, (b, l)) is not { } vector)
        {
            return null;
        }

        MatrixNames names = new(e.Body.Parameters);
        Polynomial r = factorings.Normal(vector);
        Polynomial product = factorings.Normal(names.Matrix(MatrixNames.Product(Whole(r), Whole(e.Body), e.Body.Parameters[0]), names.Row, names.Column));
        return Multiple(product, r, names) is { } number
            ? new(r, factorings.Normal(names.Matrix((row, column) => new Multiply([MatrixNames.Unit(row, column), number(row, column)]), names.Row, names.Column)), b, b)
            : null;

        MatrixEntry Whole(Polynomial p) => MatrixNames.Sum([.. p.Terms.Select(names.Entry)]);
    }

    // How many times one row another one is; a row of one term without sums, unless that is 0 times.
    private static MatrixEntry? Multiple(Polynomial product, Polynomial row, MatrixNames names)
    {
        if (product.IsZero)
        {
            return MatrixNames.Sum();
        }

        if (row.Terms is not [{ Monomial.Bound.IsEmpty: true } r])
        {
            return null;
        }

        ImmutableArray<Factor> Left(MonomialTerm t) => [.. t.Monomial.Factors.Where(f => r.Monomial.PowerOf(f.Atom) != f.Exponent)];
        return product.Terms.All(t => Left(t) is var left && left.Length + r.Monomial.Factors.Length == t.Monomial.Factors.Length && !left.Any(f => f.Atom.Slots.Contains(Column)))
            ? MatrixNames.Sum([.. product.Terms.Select(t => names.Entry(t with { Coefficient = t.Coefficient / r.Coefficient }, Left(t), null, null))])
            : null;
    }

    // X·(inv(X)·R) = (R·inv(X))·X.
    private static Polynomial? Inverted(Polynomial left) =>
        left.Terms is [{ Coefficient.IsOne: true, Monomial: { Bound.IsEmpty: true, Factors: [{ Exponent.IsOne: true, Atom: Closure { Kind: ClosureKind.Inverse, Axes: 1 } v }] } }]
        && v.Slots.SequenceEqual(Enumerable.Range(0, left.Parameters.Length).Select(Slot.Parameter)) ? v.Body : null;

    // The factors that hold an index, or share one with those; none if they hold one of the whole, or another one of the exponential.
    private static ImmutableArray<Factor>? Vector(Monomial m, Closure e, Slot index)
    {
        HashSet<Slot> slots = [index];
        ImmutableArray<Factor> others = [.. m.Factors.Where(f => f.Atom.Key != e.Key)], reached = [];
        for (int count = -1; count < reached.Length;)
        {
            count = reached.Length;
            reached = [.. others.Where(f => f.Atom.Slots.Any(slots.Contains))];
            slots.UnionWith(reached.SelectMany(f => f.Atom.Slots).Except(e.Outer));
        }

        return slots.All(s => s.IsBound && (s == index || !e.Slots.Contains(s))) ? reached : null;
    }

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
