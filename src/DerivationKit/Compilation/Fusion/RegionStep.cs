using System.Collections.Immutable;
using System.Numerics;
using DerivationKit.Compilation.Kernels;
using DerivationKit.Compilation.Parallel;
using DerivationKit.Compilation.Simd;

namespace DerivationKit.Compilation.Fusion;

/// <summary>A region at fixed sizes. Its lanes are divided into panels of 1 or 2 vectors, and these into slabs that stay in cache; the last
/// panel, if it is not full, is copied to scratch and filled up with zeros.</summary>
internal sealed unsafe class RegionStep<T> : Step<T>, IDividedWork
    where T : unmanaged, IFloatingPointIeee754<T>
{
    // A thread that is held up leaves less to wait for if it has several parts; but each has scratch of its own, which takes a few slabs to come into cache.
    private const int MostPartsPerThread = 4;
    private const int LeastSlabsPerPart = 4;

    private readonly Region region;
    private readonly ImmutableArray<RegionWork> items;
    private readonly RegionLayout layout;
    private readonly WeightBuffer<T>[] weights;
    private readonly TotalWork<T>[] totals;
    private readonly RegionPart<T>[] parts;
    private readonly int threads;
    private readonly int laneCount;
    private readonly int panelLanes;
    private readonly int slabPanels;

    // The memory of the present run, for all parts.
    private Frame<T> current;

    public RegionStep(
        Region region, Sizes sizes, LaneWidth width, int threads, Func<Value, Place> sourceOf, IReadOnlyDictionary<Value, Place> targets)
    {
        this.region = region;
        items = RegionSchedule.Of(region, targets.ContainsKey);
        ImmutableArray<Weights> factors = Weights.Of(items, region, sourceOf);
        bool arePacked = factors.Sum(factor => factor.Length) * sizeof(T) > WeightBuffer<T>.UnpackedBytes;
        layout = RegionLayout.Of(region, items, sizes, sourceOf, targets, isCopied: arePacked);
        bool isStreamed = !layout.IsFlat && layout.OutsideLength * sizeof(T) > Workspace<T>.SecondLevelBytes;
        layout = isStreamed && !arePacked ? RegionLayout.Of(region, items, sizes, sourceOf, targets, isCopied: true) : layout;
        laneCount = layout.LaneCount;
        int lanes = LaneWidths.Count<T>(width), vectors = laneCount > lanes ? 2 : 1;
        panelLanes = lanes * vectors;
        weights = [.. factors.Select(factor => new WeightBuffer<T>(factor, MicroKernels<T>.Blocks(factor.Rows, width, vectors), arePacked))];
        totals = [.. region.Totals.Select(total => new TotalWork<T>(total, layout, targets[total]))];
        PanelWork<T>?[] shared = [.. items.Select(Shared)];
        slabPanels = Workspace<T>.PanelsPerSlab(layout, panelLanes, arePacked || isStreamed);
        this.threads = threads > 1 && RegionCost.Operations(items, layout) < Team.LeastOperations ? 1 : threads;
        parts = new RegionPart<T>[this.threads == 1 ? 1 : CountParts()];
        for (int i = 0; i < parts.Length; i++)
        {
            parts[i] = Part();
        }

        int CountParts()
        {
            long slabsPerThread = laneCount / ((long)panelLanes * slabPanels * threads);
            return threads * (int)long.Clamp(slabsPerThread / LeastSlabsPerPart, 1, MostPartsPerThread);
        }

        PanelWork<T>? Shared(RegionWork item) => item switch
        {
            RegionWork.Compute x => new StageWork<T>(x.Stage, StageCache<T>.Get(x.Stage, region, layout, width, vectors), layout),
            RegionWork.Multiply { IsGram: false } x => new ProductWork<T>(x, Array.Find(weights, factor => factor.Weights.Product == x.Product)!, layout, width, vectors),
            _ => null,
        };

        RegionPart<T> Part() => new(
            new(layout, panelLanes, slabPanels),
            [.. items.Zip(shared, (item, work) => work ?? Gram((RegionWork.Multiply)item))],
            totals,
            slabPanels);

        PanelWork<T> Gram(RegionWork.Multiply gram) => new GramWork<T>(gram, layout, width, vectors, targets[gram.Product]);
    }

    public override void Run(in Frame<T> frame)
    {
        foreach (WeightBuffer<T> factor in weights)
        {
            factor.Begin(frame);
        }

        current = frame;
        Team.Shared.Run(this, parts.Length, threads);
        for (int i = 0; i < parts[0].Work.Length; i++)
        {
            EndGram(frame, i);
        }

        foreach (TotalWork<T> total in totals)
        {
            total.End(frame, parts);
        }
    }

    /// <summary>What it does, in which memory.</summary>
    public PlanStep.Region Describe(Func<Value, string> nameOf, Func<Place, string> nameOfPlace) =>
        new RegionDescription(region, layout, nameOf, nameOfPlace).Of(
            items, panelLanes, slabPanels, parts.Length, threads, weights.Any(factor => factor.IsPacked), sizeof(T),
            parts.Sum(part => part.Bytes) + weights.Sum(factor => factor.PackedBytes));

    /// <inheritdoc/>
    public void Run(int part)
    {
        int full = laneCount / panelLanes;
        int from = (int)((long)full * part / parts.Length), to = (int)((long)full * (part + 1) / parts.Length);
        parts[part].Run(current, from, to, part == parts.Length - 1 ? laneCount % panelLanes : 0);
    }

    private void EndGram(in Frame<T> frame, int item)
    {
        if (parts[0].Work[item] is GramWork<T> gram)
        {
            for (int part = 1; part < parts.Length; part++)
            {
                gram.Add((GramWork<T>)parts[part].Work[item]);
            }

            gram.End(frame);
        }
    }
}
