using DerivationKit.Compilation.Fusion;

namespace DerivationKit.Compilation.Chains;

/// <summary>The order in which the products of a program are taken at given sizes: that of least operations, where it pays. It depends on
/// program and sizes alone.</summary>
internal static class ContractionOrder
{
    // Each costs another rewriting of the whole program.
    private const int MostTrials = 16;

    /// <summary>Whether another order is worth the change: if it saves more than a quarter of the operations, and 2^14 of them. Orders that
    /// cost about the same fuse differently, and the one that is written is the one that was meant.</summary>
    public static bool Pays(double written, double other) => written - other > Math.Max(written / 4, RegionCost.MostStraightLineFlops);

    /// <summary>The same program with its products in that order.</summary>
    public static Program Of(Program program, Sizes sizes)
    {
        if (!ProductUses.HasChains(program))
        {
            return program;
        }

        // What several products share is kept, unless they all are cheaper without it: from the last one, since it may hold others.
        var uses = new ProductUses(program);
        HashSet<Value> kept = [.. uses.Shared];
        Program best = new ChainRewriting(program, uses, kept, sizes).Run();
        foreach (Value.Product shared in uses.Shared.Reverse().Take(MostTrials))
        {
            kept.Remove(shared);
            Program other = new ChainRewriting(program, uses, kept, sizes).Run();
            if (Pays(FlopsOf(best, other, sizes), FlopsOf(other, best, sizes)))
            {
                best = other;
            }
            else
            {
                kept.Add(shared);
            }
        }

        return best;
    }

    // The operations of all products that another program has not.
    private static double FlopsOf(Program program, Program without, Sizes sizes) =>
        program.Instructions.Except(without.Instructions).OfType<Value.Product>().Sum(product => RegionCost.Of(product, sizes));
}
