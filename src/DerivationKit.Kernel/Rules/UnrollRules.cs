namespace DerivationKit.Kernel;

/// <summary>Laws of dimensions of a fixed size, whose indices have values that can be listed: [i=k] is 1 where i is the k-th, else 0.</summary>
internal static class UnrollRules
{
    private const int Largest = 16;
    private const int LargestMatrix = 4;

    // data: the slot of the index, as for given.
    // Just one of [i=k] is 1, as i has just one value. That is checked to be one of a fixed number of values.
    public static Rule Unroll { get; } = new(
        "unroll", "T = sum_k [i=k] T, written out for an index i of a fixed size", site =>
        {
            Slot i = EquationRules.SlotAt(site, 0, null);
            int size = site.DimensionOf(i).Size ?? throw new KernelException("unroll: the size is not fixed");
            site.Require(size <= Largest, "the size is too large");
            return Enumerable.Range(0, size).Select(k => site.With(site.Monomial.Factors.Append(new(new UnitAtom(k, i), 1))));
        });

    // data: the other factors.
    // An index does not have two values. Two indices of one dimension that have the same value are equal, and of two that have known values the
    // order is that of the values.
    public static Rule Meet { get; } = new(
        "meet", "[i=k] [i=l] = 0 for k other than l, [i=k] [j=k] = [i=k] δ(i,j), and [i=k] [j=l] [i >= j] is [i=k] [j=l] or 0", site =>
        {
            (UnitAtom first, UnitAtom second) = (site.Need<UnitAtom>(site.Step.Factor), site.Need<UnitAtom>(site.Data(0)));
            (Slot i, Slot j) = (first.Slots[0], second.Slots[0]);
            if (site.Step.Data.Length > 1)
            {
                site.Require(site.Need<AtLeastAtom>(site.Data(1)).Slots.SequenceEqual([i, j]), "not the order of these indices");
                return first.Value >= second.Value ? [site.With(site.Without(site.Data(1)))] : [];
            }

            site.Require(i == j != (first.Value == second.Value) && site.DimensionOf(i) == site.DimensionOf(j), "no index with two values, nor two with one");
            return i == j ? [] : [site.With([new(new DeltaAtom(i, j), 1), .. site.Without(site.Data(0))])];
        });

    // One term of the sum is 1: k is a value of i. The others are 0.
    public static Rule Single { get; } = new(
        "single", "sum_i [i=k] = 1 where i occurs nowhere else", site =>
        {
            UnitAtom unit = site.Need<UnitAtom>(site.Step.Factor);
            site.Require(unit.Slots[0].IsBound && unit.Value < site.DimensionOf(unit.Slots[0]).Size, "no sum that has such a term");
            return [site.Drop(site.Term.Coefficient, site.Without(site.Step.Factor), unit.Slots[0].Ordinal)];
        });

    // Cramer's rule: inv(B)(i,j) det(B) is the derivative of det(B) in the entry (j,i).
    public static Rule Leibniz { get; } = new(
        "leibniz", "det(B) = sum_σ sgn(σ) prod_k B(k,σ(k)) over the permutations σ, and inv(B)(i,j) = sum_σ sgn(σ) sum_l [i=σ(l)] [j=l] prod_k B(k,σ(k))/det(B) over k other than l, for a fixed size of at most 4", site =>
        {
            Closure c = site.Closure(ClosureKind.Inverse, ClosureKind.Determinant);
            int n = c.Axes == 1 ? c.Body.Parameters[0].Size ?? 0 : 0;
            site.Require(n is > 0 and <= LargestMatrix, "no matrix of a small fixed size");
            ImmutableArray<Slot> outer = Slot.Parameters(2, c.Outer.Length);
            Factor reciprocal = new(new Closure(ClosureKind.Determinant, c.Body, outer), -1);
            ImmutableArray<ImmutableArray<int>> all = Permutations([.. Enumerable.Range(0, n)]);
            return MatrixRules.Becomes(site, c, c.Kind == ClosureKind.Determinant
                ? [.. all.Select(s => Polynomial.Term(Sign(s), Bound(n), Entries(s, -1)))]
                : [.. from s in all
                      from l in Enumerable.Range(0, n)
                      select Polynomial.Term(Sign(s), Bound(n), Entries(s, l).Append(new(new UnitAtom(s[l], Slot.Parameter(0)), 1)).Append(new(new UnitAtom(l, Slot.Parameter(1)), 1)).Append(reciprocal))]);

            ImmutableArray<Dimension> Bound(int count) => [.. Enumerable.Repeat(c.Body.Parameters[0], count)];

            // The bound index k has the value k; it is a sum of one term, whether B occurs or not.
            IEnumerable<Factor> Entries(ImmutableArray<int> s, int left) =>
                Enumerable.Range(0, n).Select(k => new Factor(new UnitAtom(k, Slot.Bound(k)), 1)).Concat(Enumerable.Range(0, n).Where(k => k != left)
                    .Select(k => new Factor(new Closure(ClosureKind.Base, c.Body, [Slot.Bound(k), Slot.Bound(s[k]), .. outer]), 1)));
        });

    private static ImmutableArray<ImmutableArray<int>> Permutations(ImmutableArray<int> items) => items.IsEmpty
        ? [[]]
        : [.. items.SelectMany(first => Permutations(items.Remove(first)).Select(rest => rest.Insert(0, first)))];

    // 1 for an even number of pairs in reverse order, -1 for an odd one.
    private static Rational Sign(ImmutableArray<int> s) =>
        s.Select((x, i) => s.Skip(i + 1).Count(y => y < x)).Sum() % 2 == 0 ? 1 : -1;
}
