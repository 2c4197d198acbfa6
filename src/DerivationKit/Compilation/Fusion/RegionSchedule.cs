using System.Collections.Immutable;

namespace DerivationKit.Compilation.Fusion;

/// <summary>What a region does for each block of lanes, in order: stages between products.</summary>
internal sealed class RegionSchedule
{
    private readonly Region region;
    private readonly List<Value> remaining;
    private readonly HashSet<Value> computed = [];
    private readonly List<RegionWork> work = [];
    private readonly Func<Value, bool> isKept;

    // Where a loop stands in a stage, and what it runs through.
    private sealed record Position(int Level, Axis Across);

    private RegionSchedule(Region region, Func<Value, bool> isKept) =>
        (this.region, this.isKept, remaining) = (region, isKept, [.. region.Values.Where(value => region.RoleOf(value) != Role.Alias)]);

    /// <summary>The work of a region.</summary>
    /// <param name="region">The region.</param>
    /// <param name="isKept">Which of its values are needed outside.</param>
    public static ImmutableArray<RegionWork> Of(Region region, Func<Value, bool> isKept)
    {
        var schedule = new RegionSchedule(region, isKept);
        while (schedule.remaining.Count > 0)
        {
            schedule.Take(Role.Product);
            schedule.TakeStage();
            schedule.Take(Role.Gram);
        }

        return [.. schedule.work];
    }

    // Arithmetic on what comes from outside alone waits for the stage that uses it: computed earlier, it would have to be kept.
    private List<Value> Late(List<Value> taken)
    {
        return [.. taken.Where(value => region.RoleOf(value) == Role.Map && !value.Operands.Any(region.Contains) && Users(value) is [_, ..] users && users.All(IsLater))];

        bool IsLater(Value user) => !taken.Contains(user) && region.RoleOf(user) is Role.Map or Role.Reduction or Role.Total;
    }

    private List<Value> Users(Value value) => [.. region.Values.Where(user => user.Operands.Contains(value))];

    /// <summary>A value without the transposes of vectors around it.</summary>
    public static Value Resolve(Region region, Value value) =>
        region.Contains(value) && region.RoleOf(value) == Role.Alias ? Resolve(region, value.Operands[0]) : value;

    private bool IsReady(Value value) => value.Operands.All(IsThere);

    private bool IsThere(Value operand) => Resolve(region, operand) is var value && (!region.Contains(value) || computed.Contains(value));

    private void Take(Role role)
    {
        foreach (Value value in remaining.Where(value => region.RoleOf(value) == role && IsReady(value)).ToList())
        {
            Combination combination = role == Role.Product ? Combined(value) : Combination.Of(value);
            work.Add(new RegionWork.Multiply((Value.Product)value, role == Role.Gram, combination));
            Finish(combination.Result);
            foreach (Value inner in combination.Inner)
            {
                Finish(inner);
            }
        }
    }

    // A product that is needed for nothing else than a multiple of it, or its sum with something that is there already.
    private Combination Combined(Value product)
    {
        var combination = Combination.Of(product);
        while (OnlyUser(combination.Result) is Value.Elementwise user
            && combination.In(user, value => remaining.Contains(value) && OnlyUser(value) == user) is { } more
            && (more.Addend is not { } addend || IsThere(addend)))
        {
            combination = more;
        }

        return combination;
    }

    // The only instruction that needs a value.
    private Value? OnlyUser(Value value) => !isKept(value) && Users(value) is [var user] ? user : null;

    private void TakeStage()
    {
        List<Value> taken = [];
        foreach (Value value in remaining.ToList())
        {
            if (region.RoleOf(value) is Role.Map or Role.Reduction or Role.Total && IsReady(value))
            {
                taken.Add(value);
                Finish(value);
            }
        }

        foreach (Value late in Late(taken))
        {
            taken.Remove(late);
            remaining.Insert(0, late);
            computed.Remove(late);
        }

        if (taken.Count > 0)
        {
            work.Add(new RegionWork.Compute(Loops(taken)));
        }
    }

    private void Finish(Value value)
    {
        remaining.Remove(value);
        computed.Add(value);
    }

    // A value joins the first loop of its width after all that it needs: within the loop that computes an operand of the same width, after
    // the loop that ends a reduction. At each level single columns come first, so that their results serve the loops beside them.
    private Stage Loops(List<Value> taken)
    {
        Dictionary<Value, int> levels = [];
        foreach (Value value in taken)
        {
            int level = 0;
            foreach (Value operand in value.Operands.Select(operand => Resolve(region, operand)).Where(levels.ContainsKey))
            {
                level = int.Max(level, levels[operand] + (region.RoleOf(operand) == Role.Reduction ? 1 : 0));
            }

            levels.Add(value, level);
        }

        foreach (Value value in Enumerable.Reverse(taken).Where(value => region.RoleOf(value) == Role.Map && !value.Operands.Any(region.Contains)))
        {
            IEnumerable<Value> users = taken.Where(user => user.Operands.Any(operand => Resolve(region, operand) == value));
            int first = users.Aggregate(int.MaxValue, (first, user) => int.Min(first, levels[user]));
            levels[value] = first == int.MaxValue ? levels[value] : first;
        }

        return new([.. taken
            .GroupBy(value => new Position(levels[value], Across(value)))
            .OrderBy(group => group.Key.Level)
            .ThenBy(group => group.Key.Across.IsOne ? 0 : 1)
            .Select(group => new StageLoop(group.Key.Across, [.. group]))]);
    }

    // The columns that a value is computed in; a reduction runs through those of its operand.
    private Axis Across(Value value) => region.RoleOf(value) == Role.Map
        ? region.AcrossOf(value.Shape)
        : region.AcrossOf(value.Operands[0].Shape);
}

/// <summary>One thing that a region does for each block of lanes.</summary>
internal abstract record RegionWork
{
    private RegionWork()
    {
    }

    /// <summary>A matrix product: of lanes and weights, or one that sums over the lanes.</summary>
    /// <param name="Product">The product.</param>
    /// <param name="IsGram">Whether it sums over the lanes.</param>
    /// <param name="With">What is computed together with it.</param>
    public sealed record Multiply(Value.Product Product, bool IsGram, Combination With) : RegionWork;

    /// <summary>Arithmetic within lanes.</summary>
    public sealed record Compute(Stage Stage) : RegionWork;
}
