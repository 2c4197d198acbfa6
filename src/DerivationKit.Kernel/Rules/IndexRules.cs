namespace DerivationKit.Kernel;

/// <summary>Laws of summation and of Kronecker's delta.</summary>
internal static class IndexRules
{
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

    public static Rule Substitute { get; } = new(
        "substitute", "sum_i δ(i,j) f(i) = f(j)", site =>
        {
            (Slot from, Slot to) = Ends(site, Slot.Bound(site.BoundOrdinal(0)));
            return [site.Drop(site.Term.Coefficient, site.Without(site.Step.Factor).Select(f => f.Map(s => s == from ? to : s)), from.Ordinal)];
        });

    public static Rule Identify { get; } = new(
        "identify", "δ(i,j) f(i) = δ(i,j) f(j)", site =>
        {
            (Slot from, Slot to) = Ends(site, site.Need<DeltaAtom>(site.Step.Factor).Slots[site.Data(0) == 0 ? 0 : 1]);
            return [site.With([site.Factor, .. site.Without(site.Step.Factor).Select(f => f.Map(s => s == from ? to : s))])];
        });

    public static Rule Cardinality { get; } = new(
        "cardinality", "sum_i c = n·c where i runs through n and does not occur in c", site =>
        {
            int ordinal = site.BoundOrdinal(0);
            Dimension dimension = site.Monomial.Bound[ordinal];
            return dimension.Size is { } size
                ? [site.Drop(site.Term.Coefficient * size, site.Monomial.Factors, ordinal)]
                : [site.Drop(site.Term.Coefficient, [.. site.Monomial.Factors, new(new SizeAtom(dimension), 1)], ordinal)];
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
