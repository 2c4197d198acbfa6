using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Transfer;

/// <summary>Multiplies elaborated terms out into sums of products, for all sizes at once, and removes deltas that hold a bound index.</summary>
/// <param name="keeps">Which local parts without deltas stay single factors.</param>
internal sealed class Expansion(Func<Term, bool> keeps)
{
    private const int MostTerms = 4_000;

    private int fresh;
    private int count;

    /// <summary>The terms.</summary>
    /// <exception cref="NotDecidedException">There are too many.</exception>
    public ImmutableArray<EinsumTerm> Of(Term term) => Of(term, ImmutableDictionary<string, Index>.Empty);

    private ImmutableArray<EinsumTerm> Of(Term term, ImmutableDictionary<string, Index> scope) => term switch
    {
        Number n => n.Value.IsZero ? [] : [EinsumTerm.Of(n.Value)],
        Size { Dimension.Size: { } size } => [EinsumTerm.Of(size)],
        _ when keeps(term) && Indices.IsLocal(term) && !Indices.Any(term, t => t is Delta) => [Factor(term, 1, scope)],
        Add a => Counted([.. a.Terms.SelectMany(t => Of(t, scope))]),
        Multiply m => Product(m.Factors.Select(f => Of(f, scope))),
        Sum s => Sum(s, scope),
        Power { Exponent.IsZero: true } => [EinsumTerm.Of(1)],
        Power { Base: Size } p when p.Exponent.IsInteger => [Factor(p.Base, (int)p.Exponent.Numerator, scope)],
        Power p when p.Exponent is { IsInteger: true, Sign: > 0 } => Product(Enumerable.Range(0, Times(p)).Select(_ => Of(p.Base, scope))),
        Power p when p.Exponent.IsInteger && !Indices.IsLocal(p.Base) => [Factor(p.Base, -Times(p), scope)],
        _ => [Factor(term, 1, scope)],
    };

    private static int Times(Power p) => p.Exponent.Numerator <= 32 && p.Exponent.Numerator >= -32
        ? Math.Abs((int)p.Exponent.Numerator) : throw new NotDecidedException("a power of a sum is too large to be multiplied out");

    private static EinsumTerm Factor(Term term, int exponent, ImmutableDictionary<string, Index> scope) =>
        EinsumTerm.Of(1, new EinsumFactor(Indices.Rename(term, i => scope.GetValueOrDefault(i.Name, i)), exponent));

    private ImmutableArray<EinsumTerm> Product(IEnumerable<ImmutableArray<EinsumTerm>> factors) => factors.Aggregate(
        (ImmutableArray<EinsumTerm>)[EinsumTerm.Of(1)],
        (product, factor) => Counted(product, factor.Length) ? [.. product.SelectMany(p => factor.Select(p.Times))] : []);

    // Every sum binds an index of a new name, so that products of sums hold no index twice.
    private ImmutableArray<EinsumTerm> Sum(Sum s, ImmutableDictionary<string, Index> scope)
    {
        Index index = new($"·{++fresh}", s.Index.Dimension);
        return [.. Of(s.Body, scope.SetItem(s.Index.Name, index)).Select(t => t.Sum(index))];
    }

    private ImmutableArray<EinsumTerm> Counted(ImmutableArray<EinsumTerm> terms) => Counted(terms, 1) ? terms : [];

    private bool Counted(ImmutableArray<EinsumTerm> terms, int times)
    {
        count += terms.Length * times;
        return (long)terms.Length * times <= MostTerms && count <= 20 * MostTerms
            ? true : throw new NotDecidedException($"the claim has more than {MostTerms} terms when it is multiplied out");
    }
}
