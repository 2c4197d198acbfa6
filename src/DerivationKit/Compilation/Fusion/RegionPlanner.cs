using System.Collections.Immutable;

namespace DerivationKit.Compilation.Fusion;

/// <summary>What runs by itself: a region, or a single instruction.</summary>
internal sealed record ProgramPart(Region? Region, Value? Single);

/// <summary>A region that is a whole program.</summary>
/// <param name="Region">The region.</param>
/// <param name="Work">Its work.</param>
/// <param name="Targets">The places of its results.</param>
/// <param name="Layout">Its slots.</param>
internal sealed record WholeRegion(Region Region, ImmutableArray<RegionWork> Work, Dictionary<Value, Place> Targets, RegionLayout Layout);

/// <summary>Divides the instructions of a program into regions and single instructions, in an order in which they can run.</summary>
internal sealed class RegionPlanner(Program program, Sizes sizes)
{
    // Two vectors of eight numbers, about what a panel has.
    private const int PanelLanes = 16;

    private const int SmallShare = 16;

    private readonly List<Value> pending = [.. program.Instructions];
    private readonly HashSet<Value> known = [];

    /// <summary>What runs one after the other.</summary>
    public IEnumerable<ProgramPart> Run()
    {
        while (pending.Count > 0)
        {
            Value first = pending.Find(IsAloneAndReady) ?? pending[0];
            if (Best(first) is { } region)
            {
                Finish(region.Values);
                yield return new(region, null);
            }
            else
            {
                Finish([first]);
                yield return new(null, first);
            }
        }
    }

    // What no region takes in comes as soon as it can, so that no region has to end because it waits for that.
    private bool IsAloneAndReady(Value value) =>
        value is not (Value.Elementwise { Operands: not [], Shape.IsScalar: false } or Value.Spread or Value.Product or Value.Reduction) && value.Operands.All(IsKnown);

    private bool IsKnown(Value value) => value is Value.Input || known.Contains(value);

    private void Finish(IReadOnlyCollection<Value> values)
    {
        known.UnionWith(values);
        pending.RemoveAll(known.Contains);
    }

    // The region that takes in the most, of those that begin with an instruction, for each lane that it fills of a panel.
    private Region? Best(Value first)
    {
        Shape shape = first is Value.Reduction ? first.Operands[0].Shape : first.Shape;
        Region? rows = Grow(first, LaneSide.Rows, shape.Rows);
        Region? columns = Grow(first, LaneSide.Columns, shape.Columns);
        return rows is null || (columns is not null && IsBetter(columns, rows)) ? columns : rows;
    }

    private bool IsBetter(Region one, Region other)
    {
        double most = Math.Max(MostFlops(one), MostFlops(other));
        (int gain, int otherGain) = (Gain(one, most), Gain(other, most));
        return gain > otherGain || (gain == otherGain && sizes.Of(one.Axis) > sizes.Of(other.Axis));
    }

    private int Gain(Region region, double most) => region.Values.Sum(value => Weight(value, most)) * int.Min(sizes.Of(region.Axis), PanelLanes);

    private double MostFlops(Region region) => region.Values.OfType<Value.Product>().Aggregate(0.0, (most, product) => Math.Max(most, RegionCost.Of(product, sizes)));

    // A product with next to no operations is no reason for an axis, unless all are so small that one region may be the whole program.
    private int Weight(Value value, double most) => value is not Value.Product product ? 1
        : most <= RegionCost.MostStraightLineFlops || RegionCost.Of(product, sizes) > most / SmallShare ? 4
        : 0;

    // Nothing along an axis of length 1, or if the first instruction cannot be computed along it.
    private Region? Grow(Value first, LaneSide side, Axis axis)
    {
        if (axis.IsOne || sizes.Of(axis) == 1)
        {
            return null;
        }

        var region = new Region(side, axis);
        foreach (Value value in pending.Where(value => !HasBetterLanes(value, region)))
        {
            region.TryAdd(value, IsKnown);
        }

        return region.Contains(first) ? region : null;
    }

    // The product of a product of what is known, with an axis of its own that is longer: many rows of X*(W*V) do not wait on the few lanes of W*V.
    private bool HasBetterLanes(Value value, Region region) =>
        value is Value.Product product
        && product.Operands.Any(factor => factor is Value.Product && region.Contains(factor) && factor.Operands.All(IsKnown))
        && int.Max(sizes.Of(product.Shape.Rows), sizes.Of(product.Shape.Columns)) > sizes.Of(region.Axis)
        && RegionCost.Of(product, sizes) > RegionCost.MostStraightLineFlops;
}
