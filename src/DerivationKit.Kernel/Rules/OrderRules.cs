namespace DerivationKit.Kernel;

/// <summary>Laws of the order of indices.</summary>
internal static class OrderRules
{
    // The order of a dimension is a total one: both hold only where i = j, and there both do. data: the other factor.
    public static Rule Antisymmetry { get; } = new(
        "antisymmetry", "[i >= j] [j >= i] = δ(i,j)", site =>
        {
            AtLeastAtom first = site.Need<AtLeastAtom>(site.Step.Factor), second = site.Need<AtLeastAtom>(site.Data(0));
            site.Require(first.Slots[0] == second.Slots[1] && first.Slots[1] == second.Slots[0], "not one order and its reverse");
            return [site.With([new(new DeltaAtom(first.Slots[0], first.Slots[1]), 1), .. site.Without(site.Step.Factor, site.Data(0))])];
        });

    // Where i = j this is 1 = 1 + 1 - 1; elsewhere just one of [i >= j] and [j >= i] is 1.
    public static Rule Totality { get; } = new(
        "totality", "[j >= i] = 1 + δ(i,j) - [i >= j]", site =>
        {
            AtLeastAtom order = site.Need<AtLeastAtom>(site.Step.Factor);
            Factor[] rest = [.. site.Without(site.Step.Factor)];
            MonomialTerm reverse = site.With([new(new AtLeastAtom(order.Slots[1], order.Slots[0]), 1), .. rest]);
            return [site.With(rest), site.With([new(new DeltaAtom(order.Slots[0], order.Slots[1]), 1), .. rest]), new(-reverse.Coefficient, reverse.Monomial)];
        });
}
