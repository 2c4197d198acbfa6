namespace DerivationKit.Kernel;

/// <summary>Laws of summation and of Kronecker's delta.</summary>
internal static class IndexRules
{
    // Sums are finite, so that their order does not matter. A permutation keeps every index and its dimension.
    public static Rule Rename { get; } = new(
        "rename", "bound indices may be renamed: data[o] is the new place of index o, a permutation", site =>
        {
            int count = site.Monomial.Bound.Length;
            int[] places = [.. Enumerable.Range(0, count).Select(site.Data)];
            site.Require(places.Order().SequenceEqual(Enumerable.Range(0, count)), "the places are no permutation");
            return [Polynomial.Term(
                site.Term.Coefficient,
                [.. Enumerable.Range(0, count).Select(place => site.Monomial.Bound[Array.IndexOf(places, place)])],
                site.Monomial.Factors.Select(f => f.Map(s => s.IsBound ? Slot.Bound(places[s.Ordinal]) : s)))];
        });

    // Of the terms of the sum all but the one with i = j are 0: f(i) is defined for all i where the sum is, so that 0·f(i) = 0. Both indices have
    // one dimension, so that there is a term with i = j. data: i.
    public static Rule Substitute { get; } = new(
        "substitute", "sum_i δ(i,j) f(i) = f(j)", site =>
        {
            (Slot from, Slot to) = Ends(site, Slot.Bound(site.BoundOrdinal(0)));
            return [site.Drop(site.Term.Coefficient, site.Without(site.Step.Factor).Select(f => f.Map(s => s == from ? to : s)), from.Ordinal)];
        });

    // Both sides are 0 where i is not j, and the same where it is. What a statement needs to be defined is required for all values of the indices,
    // so that f(j) is defined where f(i) is. data: 0 if the delta's first index is i, 1 if its second one.
    public static Rule Identify { get; } = new(
        "identify", "δ(i,j) f(i) = δ(i,j) f(j)", site =>
        {
            (Slot from, Slot to) = Ends(site, site.Need<DeltaAtom>(site.Step.Factor).Slots[site.Data(0) == 0 ? 0 : 1]);
            return [site.With([site.Factor, .. site.Without(site.Step.Factor).Select(f => f.Map(s => s == from ? to : s))])];
        });

    // The sum has n equal terms. The factors do not hold i, which is checked as it is dropped. data: i.
    public static Rule Cardinality { get; } = new(
        "cardinality", "sum_i c = n·c where i runs through n and does not occur in c", site =>
        {
            int ordinal = site.BoundOrdinal(0);
            return [site.Drop(site.Term.Coefficient, site.Monomial.Factors.Add(new(new SizeAtom(site.Monomial.Bound[ordinal]), 1)), ordinal)];
        });

    private static (Slot From, Slot To) Ends(Site site, Slot from)
    {
        DeltaAtom delta = site.Need<DeltaAtom>(site.Step.Factor);
        site.Require(delta.Slots.Contains(from), "the delta does not hold the index");
        Slot to = delta.Slots[0] == from ? delta.Slots[1] : delta.Slots[0];
        site.Require(site.DimensionOf(from) == site.DimensionOf(to), "the delta's indices run through different dimensions");
        return (from, to);
    }
}
