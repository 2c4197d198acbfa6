using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Transfer;

/// <summary>Up to which sizes an equation has to be checked to hold at all sizes: the bounds of Theorems 1, 1' and 2.</summary>
/// <remarks>See Theorems.md beside this file for statements and proofs.</remarks>
internal sealed class SizeBounds
{
    private readonly ImmutableArray<Index> free;
    private readonly ImmutableArray<TermCount> terms;
    private readonly ImmutableArray<Normaliser> normalisers;
    private readonly ImmutableArray<(Dimension? Rows, Dimension Columns)> ones;
    private readonly ImmutableSortedDictionary<string, int> mostSizes;

    private SizeBounds(
        ImmutableArray<Index> free, ImmutableArray<TermCount> terms, ImmutableArray<Normaliser> normalisers,
        ImmutableArray<(Dimension? Rows, Dimension Columns)> ones, ImmutableArray<Dimension> sorts)
    {
        (this.free, this.terms, this.normalisers, this.ones) = (free, terms, normalisers, ones);
        mostSizes = sorts.ToImmutableSortedDictionary(s => s.Text, s => terms.Select(t => -t.Sizes(s)).Append(0).Max());
        Sorts = Order(sorts);
    }

    /// <summary>The sorts, each after those on whose sizes its bound depends.</summary>
    public ImmutableArray<Dimension> Sorts { get; }

    /// <summary>Which theorem the bounds come from.</summary>
    public string Theorem => !normalisers.IsEmpty ? "Theorem 2" : !ones.IsEmpty ? "Theorem 1'" : "Theorem 1";

    /// <summary>Counts the indices of an equation whose factors are local, but for sums in denominators.</summary>
    /// <exception cref="NotDecidedException">It has too many terms, or the theorems do not cover it.</exception>
    public static SizeBounds Of(Equation equation, Families families)
    {
        var stochastic = equation.Inputs.Where(IsStochastic).ToImmutableDictionary(t => t.Name);
        Expansion expansion = new(t => !Indices.Any(t, IsOfStochastic));
        ImmutableArray<EinsumTerm> expanded = [.. expansion.Of(equation.Left), .. expansion.Of(equation.Right)];
        List<(int Term, string Name, ImmutableArray<Index> Slots, int Exponent, Func<Dimension, int> Vertices)> denominators = [];
        for (int t = 0; t < expanded.Length; t++)
        {
            foreach (EinsumFactor factor in expanded[t].Factors)
            {
                if (factor.Term is Entry e && stochastic.TryGetValue(e.Tensor, out TensorInput? tensor))
                {
                    denominators.Add((t, e.Tensor, e.Indices[..^1], 1, s => tensor.Dimensions[^1] == s ? 1 : 0));
                }
                else if (Indices.Any(factor.Term, IsOfStochastic))
                {
                    throw new NotDecidedException("a function is applied to entries that sum to 1");
                }
                else if (factor is { Exponent: < 0, Term: not Size })
                {
                    (string name, ImmutableArray<Index> slots) = families.Denominator(factor.Term);
                    ImmutableArray<EinsumTerm> inside = new Expansion(_ => true).Of(factor.Term);
                    denominators.Add((t, name, slots, -factor.Exponent, s => inside.Max(i => i.Bound.Count(b => b.Dimension == s))));
                }
            }
        }

        ImmutableArray<Normaliser> normalisers = [.. denominators.GroupBy(d => d.Name, StringComparer.Ordinal).Select(g => new Normaliser(
            [.. g.SelectMany(d => d.Slots.Select(i => i.Dimension)).Take(g.First().Slots.Length)],
            g.SelectMany(d => d.Slots).All(equation.Free.Contains) ? g.Select(d => string.Join(',', d.Slots)).Distinct().Count() : null,
            g.First().Vertices,
            [.. Enumerable.Range(0, expanded.Length).Select(t => g.Where(d => d.Term == t).Sum(d => d.Exponent))]))];
        return new(
            equation.Free, [.. expanded.Select(t => new TermCount(t))], normalisers,
            [.. equation.Inputs.Where(Choices.IsChosen).Select(t => (t.Dimensions.Length == 2 ? t.Dimensions[0] : null, t.Dimensions[^1]))], SortsOf(equation, expanded));

        bool IsOfStochastic(Term t) => t is Entry e && stochastic.ContainsKey(e.Tensor);
    }

    /// <summary>The largest size of a sort that has to be checked where the sorts before it have the given sizes.</summary>
    public int Largest(Dimension sort, IReadOnlyDictionary<string, int> sizes)
    {
        int SizeOf(Dimension d) => d.Size ?? sizes[d.Text];
        int named = ones.Where(o => o.Columns == sort).Sum(o => o.Rows is null ? 1 : SizeOf(o.Rows)), own = free.Count(i => i.Dimension == sort);
        ImmutableArray<(Normaliser Normaliser, int Vertices, int Tuples)> cleared =
            [.. normalisers.Where(a => a.Vertices(sort) > 0).Select(a => (a, a.Vertices(sort), a.Tuples ?? a.Slots.Aggregate(1, (n, s) => n * SizeOf(s))))];
        int[] vertices = [.. terms.Select((t, k) => own + t.Bound(sort) + t.Sizes(sort) + mostSizes[sort.Text]
            + cleared.Sum(c => c.Vertices * ((c.Tuples * c.Normaliser.Exponents.Max()) - c.Normaliser.Exponents[k])))];
        int most = vertices.Append(0).Max();
        bool dependsOnEmpty = named + own == 0 && vertices.Any(v => v == 0);
        return Math.Max(1, most + named + (most > 0 && dependsOnEmpty ? 1 : 0));
    }

    private static bool IsStochastic(TensorInput t) => t.Properties.Any(p => p is Property.RowStochastic or Property.Simplex);

    private static ImmutableArray<Dimension> SortsOf(Equation equation, ImmutableArray<EinsumTerm> terms) =>
        [.. equation.Inputs.SelectMany(t => t.Dimensions).Concat(equation.Free.Select(i => i.Dimension)).Concat(terms.SelectMany(t => t.Bound.Select(i => i.Dimension)))
            .Concat(Sizes(equation.Left)).Concat(Sizes(equation.Right)).Where(d => d.Size is null).Distinct().OrderBy(d => d.Text, StringComparer.Ordinal)];

    private static IEnumerable<Dimension> Sizes(Term term) => term switch
    {
        Size s => [s.Dimension],
        Sum s => [s.Index.Dimension, .. Sizes(s.Body)],
        _ => Obligations.Children(term).SelectMany(Sizes),
    };

    private ImmutableArray<Dimension> Order(ImmutableArray<Dimension> sorts)
    {
        List<Dimension> ordered = [];
        while (ordered.Count < sorts.Length)
        {
            Dimension next = sorts.FirstOrDefault(s => !ordered.Contains(s) && Before(s).All(b => b.Size is not null || ordered.Contains(b)))
                ?? throw new NotDecidedException("rows that are normalised, or that hold ones, run through the dimension of their columns, so that neither can be bounded first");
            ordered.Add(next);
        }

        return [.. ordered];
    }

    private IEnumerable<Dimension> Before(Dimension sort) => normalisers.Where(a => a.Tuples is null && a.Vertices(sort) > 0).SelectMany(a => a.Slots)
        .Concat(ones.Where(o => o.Columns == sort).Select(o => o.Rows).OfType<Dimension>());

    /// <summary>Sums in denominators that are one formula at different indices.</summary>
    /// <param name="Slots">The dimensions of its indices.</param>
    /// <param name="Tuples">At how many values of its indices it occurs, if these are free indices alone; otherwise at all.</param>
    /// <param name="Vertices">How many bound indices of a sort it has.</param>
    /// <param name="Exponents">How often each term is divided by it.</param>
    private sealed record Normaliser(ImmutableArray<Dimension> Slots, int? Tuples, Func<Dimension, int> Vertices, ImmutableArray<int> Exponents);

    private sealed record TermCount(EinsumTerm Term)
    {
        public int Bound(Dimension sort) => Term.Bound.Count(i => i.Dimension == sort);

        public int Sizes(Dimension sort) => Term.Factors.Where(f => f.Term is Size s && s.Dimension == sort).Sum(f => f.Exponent);
    }
}
