using System.Collections.Immutable;

namespace DerivationKit.Compilation;

/// <summary>Execution plans as text. What a step does and where its numbers lie are rows of cells, which whoever prints them may draw.</summary>
internal static class PlanListing
{
    /// <summary>The columns of <see cref="Work"/>.</summary>
    public static readonly ImmutableArray<string> WorkHeaders = ["work", "value", "computed as", "columns", "flops", "functions"];

    /// <summary>The columns of <see cref="Memory"/>.</summary>
    public static readonly ImmutableArray<string> MemoryHeaders = ["value", "columns", "where it lies"];

    /// <summary>The whole plan, columns aligned.</summary>
    public static string Print(ExecutionPlan plan)
    {
        IEnumerable<string> steps = plan.Steps.SelectMany(step => (IEnumerable<string>)
        [
            $"{Heading(step, plan)}",
            .. step is PlanStep.Region region ? [.. Indented([WorkHeaders, .. Work(region)]), .. Indented([MemoryHeaders, .. Memory(region)])] : (string[])[],
        ]);
        return string.Join('\n', [.. Totals(plan).Select(total => $"{total.Label}: {total.Text}"), .. steps]);
    }

    /// <summary>What holds for the whole plan, with labels.</summary>
    public static IEnumerable<(string Label, string Text)> Totals(ExecutionPlan plan) =>
    [
        ("sizes", plan.Sizes.IsEmpty ? "none" : string.Join(", ", plan.Sizes.Select(size => $"{size.Key} = {size.Value}"))),
        ("numbers", $"{plan.NumberType}, {Order(plan.Layout)}, {(plan.VectorLanes is { } lanes ? $"{lanes} in a vector" : "plain loops")}"),
        ("flops", plan.Cost.EvaluationCount == 0 ? Number(plan.Cost.Flops) : $"{Number(plan.Cost.Flops)}, and {Functions(plan.Cost)}"),
        ("bytes", $"{Number(plan.InputBytes)} of inputs, {Number(plan.OutputBytes)} of results; {plan.Intensity:0.##} flops a byte"),
        ("memory", $"{Number(plan.RegisterBytes)} bytes of registers, {Number(plan.ScratchBytes)} of scratch"),
    ];

    /// <summary>What kind of step it is.</summary>
    public static string Heading(PlanStep step, ExecutionPlan plan) => step switch
    {
        PlanStep.Region r when plan.StraightLineOperations is { } operations =>
            $"straight-line code along {Axis(r)}: {operations} vector operations, all between in registers of the processor",
        PlanStep.Region r => $"region along {Axis(r)}, {Count(r.Panels, "panel")} of {Count(r.PanelLanes, "lane")}{Division(r)}",
        PlanStep.Instruction i => $"instruction {i.Value} = {i.Computation}: {i.Rows}×{i.Columns} to {i.Target}, {Count(i.Cost.Flops, "flop")}{Also(i)}",
        _ => throw new ArgumentOutOfRangeException(nameof(step)),
    };

    /// <summary>A row for each value that a region computes; operations stand at the end of a product or a loop.</summary>
    public static IEnumerable<ImmutableArray<string>> Work(PlanStep.Region region)
    {
        foreach (PlanWork work in region.Work)
        {
            if (work is PlanWork.Product x)
            {
                yield return [x.SumsOverLanes ? "product over lanes" : "product", x.Value, x.Computation, $"{x.Rows} of depth {x.Depth}", Number(x.Cost.Flops), ""];
            }
            else
            {
                foreach (ImmutableArray<string> row in ((PlanWork.Stage)work).Loops.SelectMany((loop, i) => Loop(loop, i == 0)))
                {
                    yield return row;
                }
            }
        }
    }

    /// <summary>A row for each slot of a region.</summary>
    public static IEnumerable<ImmutableArray<string>> Memory(PlanStep.Region region) =>
        region.Slots.Select(slot => (ImmutableArray<string>)[slot.Value, $"{slot.Columns}", Where(slot)]);

    /// <summary>A count with commas between thousands.</summary>
    public static string Number(double number) => $"{number:#,0}";

    private static IEnumerable<ImmutableArray<string>> Loop(PlanLoop loop, bool isFirst) => loop.Values.Select((value, i) => (ImmutableArray<string>)
    [
        i > 0 ? "" : isFirst ? "stage" : "then",
        value.Name,
        value.SumsOverLanes ? $"{value.Computation}, over all lanes" : value.Computation,
        i > 0 ? "" : $"{loop.Columns}",
        i > 0 ? "" : Number(loop.Cost.Flops),
        i > 0 ? "" : Functions(loop.Cost),
    ]);

    private static string Where(PlanSlot slot) => slot switch
    {
        { Kind: PlanSlotKind.Total } => "running totals in scratch",
        { Buffer: { } buffer, Source: { } source } => $"{source}, copied by panels to {Buffer(buffer)}",
        { Buffer: { } buffer, Target: { } target } => $"{Buffer(buffer)}, copied by panels to {target}",
        { Buffer: { } buffer } => Buffer(buffer),
        { Source: { } source } => $"{source}, read where it lies",
        { Target: { } target } => $"{target}, written where it lies",
        _ => "nowhere",
    };

    private static string Buffer(int buffer) => $"buffer {buffer}";

    private static string Order(MatrixLayout layout) => layout == MatrixLayout.RowMajor ? "row-major" : "column-major";

    private static string Axis(PlanStep.Region region) => $"{region.Axis}: {region.Lanes} lanes" + region.Lane switch
    {
        PlanLane.Row => ", each a row",
        PlanLane.Column => ", each a column",
        _ => "",
    };

    private static string Division(PlanStep.Region r) =>
        $", {r.PanelsPerSlab} at a time" + (r.ArePacked ? ", weights packed" : "") + (r.Threads > 1 ? $", {r.Threads} threads" : "");

    private static string Also(PlanStep.Instruction step) =>
        (step.Cost.EvaluationCount > 0 ? $", {Functions(step.Cost)}" : "") + (step.IsDoneOnce ? ", once" : "");

    private static string Functions(PlanCost cost) => string.Join(", ", cost.Evaluations.Select(e => $"{Number(e.Value)} {e.Key}"));

    private static string Count(double number, string thing) => $"{Number(number)} {thing}{(number == 1 ? "" : "s")}";

    private static IEnumerable<string> Indented(ImmutableArray<ImmutableArray<string>> rows)
    {
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))];
        return rows.Select(row => "  " + string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }
}
