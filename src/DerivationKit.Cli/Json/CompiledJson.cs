using System.Collections.Immutable;
using DerivationKit.Cli.Commands;
using DerivationKit.Compilation;
using DerivationKit.Language;

namespace DerivationKit.Cli.Json;

/// <summary>A program and its plan; Json.md documents the shape.</summary>
internal sealed record CompiledJson(
    ImmutableArray<CompiledExpressionJson> Expressions, ImmutableArray<string> Inputs, ImmutableArray<InstructionJson> Program, PlanJson? Plan)
{
    /// <summary>The JSON form.</summary>
    public static CompiledJson Of(Compiled compiled) => new(
        [.. compiled.Expressions.Select((expression, i) => CompiledExpressionJson.Of(compiled, i))],
        [.. compiled.Program.Inputs.Select(Text.Declare)],
        [.. compiled.Program.Instructions.Select(value =>
            new InstructionJson(compiled.Program.NameOf(value), $"{value.Shape}", value.Print(compiled.Program.NameOf)))],
        compiled.Plan is { } plan ? PlanJson.Of(plan) : null);
}

/// <summary>One of the expressions, the form that was compiled, the value that holds it, and if the form is another one the verdict on it.</summary>
internal sealed record CompiledExpressionJson(string Expression, string Form, string Value, DecisionJson? Decision)
{
    /// <summary>The JSON form of an expression by its position.</summary>
    public static CompiledExpressionJson Of(Compiled compiled, int i) => new(
        Text.Print(compiled.Expressions[i]),
        Text.Print(compiled.Forms[i]?.Form ?? compiled.Expressions[i]),
        compiled.Program.NameOf(compiled.Program.Results[i]),
        compiled.Forms[i] is { } form ? DecisionJson.Of(form.Decision) : null);
}

/// <summary>One instruction.</summary>
internal sealed record InstructionJson(string Value, string Shape, string Instruction);

/// <summary>How a program runs at given sizes.</summary>
internal sealed record PlanJson(
    ImmutableSortedDictionary<string, int> Sizes, string Type, string Layout, int? VectorLanes, int? StraightLineOperations,
    double Flops, ImmutableSortedDictionary<string, double> Evaluations, long InputBytes, long OutputBytes, double Intensity,
    long RegisterBytes, long ScratchBytes, ImmutableArray<StepJson> Steps)
{
    /// <summary>The JSON form.</summary>
    public static PlanJson Of(ExecutionPlan plan) => new(
        plan.Sizes, plan.NumberType, JsonText.NameOf(plan.Layout), plan.VectorLanes, plan.StraightLineOperations,
        plan.Cost.Flops, plan.Cost.Evaluations, plan.InputBytes, plan.OutputBytes, Math.Round(plan.Intensity, 3),
        plan.RegisterBytes, plan.ScratchBytes, [.. plan.Steps.Select(StepJson.Of)]);
}

/// <summary>A step: a region, or an instruction.</summary>
internal sealed record StepJson(string Kind, RegionJson? Region, PlainJson? Instruction, double Flops, ImmutableSortedDictionary<string, double> Evaluations)
{
    /// <summary>The JSON form.</summary>
    public static StepJson Of(PlanStep step) => new(
        step is PlanStep.Region ? "region" : "instruction",
        step is PlanStep.Region region ? RegionJson.Of(region) : null,
        step is PlanStep.Instruction plain ? new(plain.Value, plain.Computation, plain.Rows, plain.Columns, plain.Target, plain.IsDoneOnce) : null,
        step.Cost.Flops,
        step.Cost.Evaluations);
}

/// <summary>An instruction of its own.</summary>
internal sealed record PlainJson(string Value, string Computation, int Rows, int Columns, string Target, bool Once);

/// <summary>Instructions that are computed together.</summary>
internal sealed record RegionJson(
    string Axis, string Lane, int Lanes, int PanelLanes, int PanelsPerSlab, int Parts, int Threads, bool WeightsPacked, long ScratchBytes,
    ImmutableArray<WorkJson> Work, ImmutableArray<SlotJson> Slots)
{
    /// <summary>The JSON form.</summary>
    public static RegionJson Of(PlanStep.Region r) => new(
        r.Axis, JsonText.NameOf(r.Lane), r.Lanes, r.PanelLanes, r.PanelsPerSlab, r.Parts, r.Threads, r.ArePacked, r.ScratchBytes,
        [.. r.Work.Select(WorkJson.Of)],
        [.. r.Slots.Select(s => new SlotJson(s.Value, JsonText.NameOf(s.Kind), s.Columns, s.Source, s.Target, s.Buffer, s.BufferBytes))]);
}

/// <summary>A product, with its rows and depth, or a stage, with its loops.</summary>
internal sealed record WorkJson(
    string Kind, ImmutableArray<LoopJson> Loops, int? Rows, int? Depth, double Flops, ImmutableSortedDictionary<string, double> Evaluations)
{
    /// <summary>The JSON form.</summary>
    public static WorkJson Of(PlanWork work) => work switch
    {
        PlanWork.Product x => new("product", [new(null, [new(x.Value, x.Computation, x.SumsOverLanes)])], x.Rows, x.Depth, x.Cost.Flops, x.Cost.Evaluations),
        PlanWork.Stage x => new(
            "stage",
            [.. x.Loops.Select(loop => new LoopJson(loop.Columns, [.. loop.Values.Select(v => new ComputedJson(v.Name, v.Computation, v.SumsOverLanes))]))],
            null, null, x.Cost.Flops, x.Cost.Evaluations),
        _ => throw new ArgumentOutOfRangeException(nameof(work)),
    };
}

/// <summary>A loop over columns and what it computes in each; a product has one without columns.</summary>
internal sealed record LoopJson(int? Columns, ImmutableArray<ComputedJson> Values);

/// <summary>A value and how it is computed.</summary>
internal sealed record ComputedJson(string Value, string Computation, bool SumsOverLanes);

/// <summary>Numbers that are read from memory or written to it.</summary>
internal sealed record SlotJson(string Value, string Kind, int Columns, string? Source, string? Target, int? Buffer, long BufferBytes);
