using System.Collections.Immutable;
using System.Numerics;
using DerivationKit.Compilation.Kernels;
using DerivationKit.Compilation.Simd;

namespace DerivationKit.Compilation.Fusion;

/// <summary>A region at fixed sizes. Its lanes are divided into panels of 1 or 2 vectors, and these into slabs that stay in cache; the last
/// panel, if it is not full, is copied to scratch and filled up with zeros.</summary>
internal sealed unsafe class RegionStep<T> : Step<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly RegionLayout layout;
    private readonly PanelWork<T>[] work;
    private readonly TotalWork<T>[] totals;
    private readonly Workspace<T> space;
    private readonly int panelLanes;
    private readonly int slabPanels;

    public RegionStep(
        Region region, Sizes sizes, LaneWidth width, Func<Value, Place> sourceOf, IReadOnlyDictionary<Value, Place> targets)
    {
        ImmutableArray<RegionWork> items = RegionSchedule.Of(region);
        var weights = items.OfType<RegionWork.Multiply>().Where(item => !item.IsGram).ToDictionary(
            item => item.Product, item => Weights<T>.Of(item.Product, region, sourceOf));
        bool arePacked = weights.Values.Sum(w => w.Bytes) > Weights<T>.UnpackedBytes;
        HashSet<Value> copied = arePacked ? [.. weights.Select(w => w.Value.LaneFactor.Value)] : [];
        layout = RegionLayout.Of(region, items, sizes, sourceOf, targets, copied);
        int lanes = LaneWidths.Count<T>(width), vectors = layout.LaneCount > lanes ? 2 : 1;
        panelLanes = lanes * vectors;
        slabPanels = arePacked ? Workspace<T>.PanelsPerSlab(layout, panelLanes) : 1;
        space = new(layout, panelLanes, slabPanels);
        work = [.. items.Select(item => Fix(item))];
        totals = [.. region.Values.Where(value => region.RoleOf(value) == Role.Total).Select(value => new TotalWork<T>((Value.Reduction)value, layout, targets[value]))];

        PanelWork<T> Fix(RegionWork item) => item switch
        {
            RegionWork.Compute x => new StageWork<T>(x.Stage, StageEmitter<T>.Emit(x.Stage, region, layout, width, vectors), layout),
            RegionWork.Multiply { IsGram: true } x => new GramWork<T>(x.Product, layout, width, vectors, targets[x.Product]),
            RegionWork.Multiply x => new ProductWork<T>(x.Product, weights[x.Product], arePacked, layout, width, vectors),
            _ => throw new InvalidOperationException("a region multiplies or computes"),
        };
    }

    public override void Run(in Frame<T> frame)
    {
        foreach (PanelWork<T> item in work)
        {
            item.Begin(frame);
        }

        foreach (TotalWork<T> total in totals)
        {
            total.Begin(space);
        }

        int full = layout.LaneCount / panelLanes;
        for (int panel = 0; panel < full; panel += slabPanels)
        {
            RunSlab(frame, panel, int.Min(slabPanels, full - panel), panelLanes);
        }

        if (layout.LaneCount % panelLanes is var rest and > 0)
        {
            RunSlab(frame, full, 1, rest);
        }

        End(frame);
    }

    private void RunSlab(in Frame<T> frame, int panel, int panels, int lanes)
    {
        space.Open(frame, panel, panels, lanes);
        foreach (PanelWork<T> item in work)
        {
            item.Run(space, panels, lanes);
        }

        space.Close(frame, panel, panels, lanes);
        if (lanes < panelLanes)
        {
            foreach (TotalWork<T> total in totals)
            {
                total.AddRest(space, lanes);
            }
        }
    }

    private void End(in Frame<T> frame)
    {
        foreach (PanelWork<T> item in work)
        {
            item.End(frame);
        }

        foreach (TotalWork<T> total in totals)
        {
            total.End(frame, space);
        }
    }
}
