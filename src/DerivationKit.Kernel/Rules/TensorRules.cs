namespace DerivationKit.Kernel;

/// <summary>Laws that declared properties of tensors give.</summary>
internal static class TensorRules
{
    public static Rule Symmetry { get; } = new(
        "symmetry", "A(i,j) = A(j,i) for symmetric A", site =>
        {
            EntryAtom a = site.Entry(site.Step.Factor, Property.Symmetric);
            return [site.With([new(a.At([a.Slots[1], a.Slots[0]]), site.Factor.Exponent), .. site.Without(site.Step.Factor)])];
        });

    public static Rule Idempotence { get; } = new(
        "idempotence", "C(i,j)^p = C(i,j) for a natural p >= 1 and entries 0 and 1", site =>
        {
            EntryAtom c = site.Entry(site.Step.Factor, Property.OneHotRows, Property.Mask);
            site.Require(site.Factor.Exponent is { IsInteger: true, Sign: > 0 }, "the exponent is not natural");
            return [site.With([new(c, 1), .. site.Without(site.Step.Factor)])];
        });

    public static Rule OneHotProduct { get; } = new(
        "one-hot-product", "C(i,j) C(i,k) = C(i,j) δ(j,k) for one-hot rows", site =>
        {
            EntryAtom first = site.Entry(site.Step.Factor, Property.OneHotRows);
            EntryAtom second = site.Entry(site.Data(0), Property.OneHotRows);
            site.Require(first.Tensor.Name == second.Tensor.Name && first.Slots[0] == second.Slots[0] && first.Slots[1] != second.Slots[1], "not two entries of one row");
            site.Require(site.Factor.Exponent.IsOne && site.At(site.Data(0)).Exponent.IsOne, "an exponent is not 1");
            return [site.With([new(first, 1), new(new DeltaAtom(first.Slots[1], second.Slots[1]), 1), .. site.Without(site.Step.Factor, site.Data(0))])];
        });

    public static Rule RowSum { get; } = new(
        "row-sum", "sum_j P(i,j) = 1 for stochastic or one-hot rows, where j occurs nowhere else", site =>
        {
            EntryAtom p = site.Entry(site.Step.Factor, Property.RowStochastic, Property.OneHotRows);
            site.Require(site.Factor.Exponent.IsOne && p.Slots[1].IsBound && p.Slots[0] != p.Slots[1], "not a sum over a row");
            return [site.Drop(site.Term.Coefficient, site.Without(site.Step.Factor), p.Slots[1].Ordinal)];
        });

    public static Rule Orthogonality { get; } = new(
        "orthogonality", "sum_k Q(k,i) Q(k,j) = δ(i,j) = sum_k Q(i,k) Q(j,k), where k occurs nowhere else", site =>
        {
            int axis = site.Data(1) == 0 ? 0 : 1;
            EntryAtom first = site.Entry(site.Step.Factor, Property.Orthogonal);
            EntryAtom second = site.Entry(site.Data(0), Property.Orthogonal);
            bool same = site.Step.Factor == site.Data(0);
            site.Require(site.Factor.Exponent == (same ? 2 : 1) && site.At(site.Data(0)).Exponent == (same ? 2 : 1), "wrong exponents");
            Slot shared = first.Slots[axis];
            site.Require(first.Tensor.Name == second.Tensor.Name && shared.IsBound && second.Slots[axis] == shared, "no index is shared");
            DeltaAtom delta = new(first.Slots[1 - axis], second.Slots[1 - axis]);
            return [site.Drop(site.Term.Coefficient, [new(delta, 1), .. site.Without(site.Step.Factor, site.Data(0))], shared.Ordinal)];
        });
}
