using System.Numerics;

namespace DerivationKit.Compilation.Fusion;

/// <summary>Some of the lanes of a region, one after the other, with memory of its own.</summary>
/// <param name="space">The memory.</param>
/// <param name="work">What is done for each slab.</param>
/// <param name="totals">What is summed over lanes.</param>
/// <param name="slabPanels">How many panels a slab has.</param>
internal sealed class RegionPart<T>(Workspace<T> space, PanelWork<T>[] work, TotalWork<T>[] totals, int slabPanels)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The memory.</summary>
    public Workspace<T> Space => space;

    /// <summary>How much scratch it has.</summary>
    public long Bytes => space.Bytes + work.OfType<GramWork<T>>().Sum(gram => gram.Bytes);

    /// <summary>What is done for each slab.</summary>
    public PanelWork<T>[] Work => work;

    /// <summary>Works on full panels from one to before another, and then on a last one of so many lanes.</summary>
    public void Run(in Frame<T> frame, int from, int to, int rest)
    {
        foreach (PanelWork<T> item in work)
        {
            item.Begin();
        }

        foreach (TotalWork<T> total in totals)
        {
            total.Begin(space);
        }

        for (int panel = from; panel < to; panel += slabPanels)
        {
            RunSlab(frame, panel, int.Min(slabPanels, to - panel), space.PanelLanes);
        }

        if (rest > 0)
        {
            RunSlab(frame, to, 1, rest);
            foreach (TotalWork<T> total in totals)
            {
                total.AddRest(space, rest);
            }
        }
    }

    private void RunSlab(in Frame<T> frame, int panel, int panels, int lanes)
    {
        space.Open(frame, panel, panels, lanes);
        foreach (PanelWork<T> item in work)
        {
            item.Run(space, panels, lanes);
        }

        space.Close(frame, panel, panels, lanes);
    }
}
