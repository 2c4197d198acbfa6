using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Transfer;

/// <summary>A coefficient times a product of factors, summed over bound indices.</summary>
/// <param name="Coefficient">A rational number, the same at all sizes.</param>
/// <param name="Bound">The bound indices, each with a name of its own.</param>
/// <param name="Factors">The factors.</param>
internal sealed record EinsumTerm(Rational Coefficient, ImmutableArray<Index> Bound, ImmutableArray<EinsumFactor> Factors)
{
    public static EinsumTerm Of(Rational coefficient, params ImmutableArray<EinsumFactor> factors) => new(coefficient, [], factors);

    public EinsumTerm Times(EinsumTerm other) => new(Coefficient * other.Coefficient, [.. Bound, .. other.Bound], [.. Factors, .. other.Factors]);

    /// <summary>The same summed over an index of which it may hold a delta.</summary>
    public EinsumTerm Sum(Index index)
    {
        int at = -1;
        Index other = index;
        for (int f = 0; f < Factors.Length && at < 0; f++)
        {
            if (Factors[f].Term is Delta d && d.Left != d.Right && (d.Left == index || d.Right == index))
            {
                (at, other) = (f, d.Left == index ? d.Right : d.Left);
            }
        }

        return at < 0
            ? this with { Bound = Bound.Add(index) }
            : this with { Factors = [.. Factors.RemoveAt(at).Select(f => f with { Term = Indices.Rename(f.Term, i => i == index ? other : i) }).Where(f => f.Term is not Delta d || d.Left != d.Right)] };
    }
}

/// <summary>A factor: what is local, a size, or a sum in a denominator.</summary>
/// <param name="Term">What is raised.</param>
/// <param name="Exponent">An integer; negative for a denominator.</param>
internal sealed record EinsumFactor(Term Term, int Exponent);

/// <summary>Walks through the indices of terms.</summary>
internal static class Indices
{
    /// <summary>Whether the value depends on the entries at the term's own indices alone: no sum, no size, no matrix function.</summary>
    public static bool IsLocal(Term term) => term is not (Sum or Size or Inverse or Determinant or MatrixExponential) && Obligations.Children(term).All(IsLocal);

    /// <summary>Whether some subterm is of the kind.</summary>
    public static bool Any(Term term, Func<Term, bool> kind) => kind(term) || Obligations.Children(term).Any(t => Any(t, kind));

    /// <summary>The term with other indices for those that are not bound inside.</summary>
    public static Term Rename(Term term, Func<Index, Index> rename) => term switch
    {
        Entry e => new Entry(e.Tensor, [.. e.Indices.Select(rename)]),
        Delta d => new Delta(rename(d.Left), rename(d.Right)),
        AtLeast a => new AtLeast(rename(a.Left), rename(a.Right)),
        Add a => new Add([.. a.Terms.Select(t => Rename(t, rename))]),
        Multiply m => new Multiply([.. m.Factors.Select(t => Rename(t, rename))]),
        Sum s => new Sum(s.Index, Rename(s.Body, Except(rename, [s.Index]))),
        Function f => new Function(f.Name, Rename(f.Argument, rename)),
        Power p => new Power(Rename(p.Base, rename), p.Exponent),
        Inverse v => new Inverse(Rename(v.Matrix, rename), [.. v.Rows.Select(rename)], [.. v.Columns.Select(rename)]),
        Determinant d => new Determinant(Rename(d.Matrix, rename)),
        MatrixExponential x => new MatrixExponential(Rename(x.Matrix, rename), [.. x.Indices.Select(rename)]),
        _ => term,
    };

    private static Abstraction Rename(Abstraction a, Func<Index, Index> rename) => new(a.Parameters, Rename(a.Body, Except(rename, a.Parameters)));

    private static Func<Index, Index> Except(Func<Index, Index> rename, ImmutableArray<Index> bound) => i => bound.Contains(i) ? i : rename(i);
}
