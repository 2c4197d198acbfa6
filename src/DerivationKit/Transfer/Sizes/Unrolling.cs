using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using DerivationKit.Kernel;

namespace DerivationKit.Transfer;

/// <summary>Writes elaborated terms out at fixed sizes: sums become additions, inverses and determinants quotients and polynomials.</summary>
/// <param name="quotients">Arithmetic.</param>
/// <param name="functions">Values of functions.</param>
/// <param name="laurent">Names of arguments.</param>
/// <param name="sizeOf">The sizes.</param>
/// <param name="entry">The entries of tensors.</param>
/// <param name="work">What it may cost.</param>
internal sealed class Unrolling(
    Quotients quotients, Functions functions, Laurent laurent, Func<Dimension, int> sizeOf, Func<string, ImmutableArray<int>, Quotient> entry, Work work)
{
    private const int LargestMatrix = 8;

    private readonly Dictionary<(Term Term, string At), Quotient> known = [];
    private readonly Dictionary<Term, ImmutableArray<string>> free = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<(Abstraction Matrix, string At), Minors> matrices = [];

    /// <summary>The value of the term where its free indices have these values, counted from 0.</summary>
    /// <exception cref="NotDecidedException">It cannot be written out, or costs too much.</exception>
    public Quotient Of(Term term, ImmutableDictionary<string, int> at)
    {
        (Term, string) key = (term, string.Join(',', Free(term).Select(name => at[name])));
        if (!known.TryGetValue(key, out Quotient? value))
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();
            work.Spend(1);
            known[key] = value = Compute(term, at);
        }

        return value;
    }

    private Quotient Compute(Term term, ImmutableDictionary<string, int> at) => term switch
    {
        Number n => quotients.Of(n.Value),
        Size s => quotients.Of(sizeOf(s.Dimension)),
        Entry e => entry(e.Tensor, [.. e.Indices.Select(i => at[i.Name])]),
        Delta d => at[d.Left.Name] == at[d.Right.Name] ? quotients.One : quotients.Zero,
        AtLeast a => at[a.Left.Name] >= at[a.Right.Name] ? quotients.One : quotients.Zero,
        Add a => quotients.Sum([.. a.Terms.Select(t => Of(t, at))]),
        Multiply m => Product(m, at),
        Sum s => quotients.Sum([.. Enumerable.Range(0, sizeOf(s.Index.Dimension)).Select(v => Of(s.Body, at.SetItem(s.Index.Name, v)))]),
        Function f => functions.Apply(f.Name, Of(f.Argument, at)),
        Power { Exponent.IsZero: true } => quotients.One,
        Power p => functions.Power(Of(p.Base, at), p.Exponent),
        Determinant d => Matrix(d.Matrix, d, at).Determinant,
        Inverse v => Matrix(v.Matrix, v, at).Inverse(Number(v.Rows, at), Number(v.Columns, at)),
        MatrixExponential x => Exponential(x, at),
        _ => throw new NotDecidedException($"{term.GetType().Name} is not written out"),
    };

    // What a mask takes away is not looked at; what else is multiplied by 0 has to be defined.
    private Quotient Product(Multiply m, ImmutableDictionary<string, int> at) =>
        m.Factors.Any(f => f is Delta or AtLeast && Of(f, at).IsZero) ? quotients.Zero : quotients.Times([.. m.Factors.Select(f => Of(f, at))]);

    private int Number(ImmutableArray<Index> indices, ImmutableDictionary<string, int> at) =>
        indices.Aggregate(0, (number, i) => (number * sizeOf(i.Dimension)) + at[i.Name]);

    private Minors Matrix(Abstraction matrix, Term term, ImmutableDictionary<string, int> at)
    {
        (Abstraction, string) key = (matrix, string.Join(',', Free(term).Select(name => at[name])));
        if (!matrices.TryGetValue(key, out Minors? minors))
        {
            matrices[key] = minors = new(quotients, EntriesOf(matrix, at), work);
        }

        return minors;
    }

    private Quotient[,] EntriesOf(Abstraction matrix, ImmutableDictionary<string, int> at)
    {
        int half = matrix.Parameters.Length / 2;
        ImmutableArray<Index> rows = matrix.Parameters[..half], columns = matrix.Parameters[half..];
        int size = rows.Aggregate(1, (product, i) => product * sizeOf(i.Dimension));
        if (size > LargestMatrix)
        {
            throw new NotDecidedException($"a matrix of {size} rows is not inverted");
        }

        var entries = new Quotient[size, size];
        foreach (ImmutableDictionary<string, int> place in Places([.. rows, .. columns], at))
        {
            entries[Number(rows, place), Number(columns, place)] = Of(matrix.Body, place);
        }

        return entries;
    }

    // The numbers of the entry are part of the name: entries of exponentials of different matrices, or at other places, are other symbols.
    private Quotient Exponential(MatrixExponential x, ImmutableDictionary<string, int> at)
    {
        string entries = string.Join("; ", EntriesOf(x.Matrix, at).Cast<Quotient>().Select(q => Laurent.Key(laurent.Terms(q))));
        string places = string.Join(',', x.Indices.Select(i => at[i.Name]));
        return quotients.Of(quotients.Table.Symbol($"expm({entries})[{places}]", isPositive: false).Symbol);
    }

    /// <summary>All values of some indices, the other ones kept.</summary>
    public IEnumerable<ImmutableDictionary<string, int>> Places(ImmutableArray<Index> indices, ImmutableDictionary<string, int> at) => indices.Aggregate(
        (IEnumerable<ImmutableDictionary<string, int>>)[at],
        (places, index) => places.SelectMany(p => Enumerable.Range(0, sizeOf(index.Dimension)).Select(v => p.SetItem(index.Name, v))));

    private ImmutableArray<string> Free(Term term)
    {
        if (!free.TryGetValue(term, out ImmutableArray<string> names))
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();
            free[term] = names = [.. Inside(term).Order(StringComparer.Ordinal)];
        }

        return names;
    }

    private HashSet<string> Inside(Term term)
    {
        HashSet<string> names = [.. Obligations.Children(term).SelectMany(t => Free(t))];
        switch (term)
        {
            case Sum s:
                names.Remove(s.Index.Name);
                break;
            case Inverse v:
                names.ExceptWith(v.Matrix.Parameters.Select(p => p.Name));
                names.UnionWith(v.Rows.Concat(v.Columns).Select(i => i.Name));
                break;
            case Determinant d:
                names.ExceptWith(d.Matrix.Parameters.Select(p => p.Name));
                break;
            case MatrixExponential x:
                names.ExceptWith(x.Matrix.Parameters.Select(p => p.Name));
                names.UnionWith(x.Indices.Select(i => i.Name));
                break;
            case Entry e:
                names.UnionWith(e.Indices.Select(i => i.Name));
                break;
            case Delta d:
                names.UnionWith([d.Left.Name, d.Right.Name]);
                break;
            case AtLeast a:
                names.UnionWith([a.Left.Name, a.Right.Name]);
                break;
        }

        return names;
    }
}
