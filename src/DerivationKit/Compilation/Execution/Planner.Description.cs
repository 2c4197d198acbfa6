using System.Collections.Immutable;
using DerivationKit.Compilation.Fusion;
using DerivationKit.Compilation.Simd;

namespace DerivationKit.Compilation;

/// <content>What is planned, described.</content>
internal sealed unsafe partial class Planner<T>
{
    private readonly List<Func<PlanStep>> descriptions = [];

    /// <summary>The description of the plan. A planner describes or plans, once.</summary>
    public ExecutionPlan Describe()
    {
        int? operations = null;
        ImmutableArray<PlanStep> described;
        if (TryWhole() is { } whole && TryEmit(whole) is not null)
        {
            int vectors = VectorsOf(whole.Layout);
            operations = RegionCost.VectorOperations(whole.Work, whole.Layout, vectors);
            described = [DescribeTiny(whole, vectors)];
        }
        else
        {
            AddAll();
            described = [.. descriptions.Select(describe => describe())];
        }

        return new(
            sizes.ByName, layout, typeof(T) == typeof(float) ? "float" : typeof(T) == typeof(double) ? "double" : typeof(T).Name,
            width is { } lanes ? LaneWidths.Count<T>(lanes) : null, operations, described,
            InputsUsed().Sum(place => (long)place.Length) * sizeof(T),
            Outputs.Sum(place => (long)place.Length) * sizeof(T),
            registers.Sum(length => (long)Execution<T>.Padded(length)) * sizeof(T));
    }

    // What has no place outside is in registers of the processor.
    private PlanStep.Region DescribeTiny(WholeRegion whole, int vectors)
    {
        PlanStep.Region described = new RegionDescription(whole.Region, whole.Layout, program.NameOf, NameOf).Of(
            whole.Work, vectors * LaneWidths.Count<T>(width!.Value), 1, 1, 1, false, sizeof(T), 0);
        IEnumerable<PlanSlot> outside = described.Slots.Where(slot => (slot.Source ?? slot.Target) is not null);
        return described with { Slots = [.. outside.Select(slot => slot with { Buffer = null, BufferBytes = 0 })] };
    }

    private int VectorsOf(RegionLayout laid) =>
        (laid.LaneCount + LaneWidths.Count<T>(width!.Value) - 1) / LaneWidths.Count<T>(width.Value);

    private PlanStep.Instruction Describe(Value value, string computation, Place target, bool isDoneOnce, PlanCost cost) =>
        new(program.NameOf(value), computation, target.Rows, target.Columns, NameOf(target), isDoneOnce, cost);

    private IEnumerable<Place> InputsUsed() =>
        program.Instructions.SelectMany(value => value.Operands).OfType<Value.Input>().Distinct().Select(input => Inputs[input.Position]);

    private string NameOf(Place place) => place.Storage switch
    {
        Storage.Input => $"input {program.Inputs[place.Position].Name}",
        Storage.Register => $"register {place.Position}",
        _ => Outputs.Length == 1 ? "output" : $"output {place.Position + 1}",
    };
}
