using System.Collections.Immutable;
using DerivationKit.Cli.Commands;
using DerivationKit.Compilation;
using DerivationKit.Language;

namespace DerivationKit.Cli.Output;

/// <summary>Writes a program and its plan, for people.</summary>
internal sealed class CompiledReport(Terminal terminal)
{
    private readonly Lines lines = new(terminal.Out);

    /// <summary>The closed forms and whether they are proved, the program, and the plan.</summary>
    public void Write(Compiled compiled)
    {
        foreach (Simplified form in compiled.Forms.OfType<Simplified>())
        {
            lines.Write("form", Text.Print(form.Form));
            lines.Write("of", Text.Print(form.Decision.Claim.Left));
            lines.WriteProof(form.Decision.Verdict, "this is equal to the expression");
            terminal.Out.WriteLine();
        }

        terminal.Out.WriteLine(Visible.Of(compiled.Program.ToString()));
        if (!compiled.MissingSizes.IsEmpty)
        {
            terminal.Out.WriteLine();
            lines.Write("sizes", $"open; for the plan add {string.Join(" ", compiled.MissingSizes.Select(name => $"--size {name}=..."))}");
        }

        if (compiled.Plan is { } plan)
        {
            Write(plan);
        }
    }

    private void Write(ExecutionPlan plan)
    {
        terminal.Out.WriteLine();
        foreach ((string label, string text) in PlanListing.Totals(plan))
        {
            lines.Write(label, text);
        }

        foreach (PlanStep step in plan.Steps)
        {
            terminal.Out.WriteLine();
            terminal.Out.WriteLine(Visible.Of(PlanListing.Heading(step, plan)));
            if (step is PlanStep.Region region)
            {
                Write(PlanListing.WorkHeaders, PlanListing.Work(region));
                terminal.Out.WriteLine();
                Write(PlanListing.MemoryHeaders, PlanListing.Memory(region));
            }
        }
    }

    private void Write(ImmutableArray<string> headers, IEnumerable<ImmutableArray<string>> rows) =>
        new Table(headers, [.. rows.Select(cells => (cells, Tone.Plain))]).Write(terminal);
}
