namespace DerivationKit.Compilation.Fusion;

/// <summary>Divides the instructions of a program into regions and single instructions, in an order in which they can run.</summary>
internal sealed class RegionPlanner(Program program, Sizes sizes)
{
    // Two vectors of eight numbers, about what a panel has.
    private const int PanelLanes = 16;

    private readonly List<Value> pending = [.. program.Instructions];
    private readonly HashSet<Value> known = [];

    /// <summary>What runs one after the other: a region, or an instruction of its own.</summary>
    public IEnumerable<(Region? Region, Value? Single)> Run()
    {
        while (pending.Count > 0)
        {
            Value first = pending.Find(IsAloneAndReady) ?? pending[0];
            if (Best(first) is { } region)
            {
                Finish(region.Values);
                yield return (region, null);
            }
            else
            {
                Finish([first]);
                yield return (null, first);
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
        return new[] { (LaneSide.Rows, shape.Rows), (LaneSide.Columns, shape.Columns) }
            .Where(candidate => !candidate.Item2.IsOne && sizes.Of(candidate.Item2) > 1)
            .Select(candidate => Grow(candidate.Item1, candidate.Item2))
            .Where(region => region.Contains(first))
            .MaxBy(region => (region.Values.Sum(value => Weight(region.RoleOf(value))) * int.Min(sizes.Of(region.Axis), PanelLanes), sizes.Of(region.Axis)));
    }

    private Region Grow(LaneSide side, Axis axis)
    {
        var region = new Region(side, axis);
        foreach (Value value in pending)
        {
            region.TryAdd(value, IsKnown);
        }

        return region;
    }

    private static int Weight(Role role) => role is Role.Product or Role.Gram ? 4 : 1;
}
