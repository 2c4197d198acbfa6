using System.Collections.Immutable;
using System.CommandLine;
using DerivationKit.Attention;
using DerivationKit.Cli.Json;
using DerivationKit.Cli.Output;
using DerivationKit.Differentiation;
using DerivationKit.Flows;
using DerivationKit.Language;

namespace DerivationKit.Cli.Commands;

/// <summary>derive flow: the gradient flow of an energy, with what holds along it.</summary>
internal static class FlowCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Argument<string> energy = new("energy") { Description = "A scalar, such as a loss" };
        Option<string[]> wrt = new("--wrt", "-w") { Description = "A variable that moves; may be repeated", HelpName = "variable", Required = true };
        Option<string[]> variables = CommonOptions.Variables();
        Option<string[]> abbreviations = CommonOptions.Abbreviations();
        Option<string[]> given = CommonOptions.Given();
        Option<bool> latex = new("--latex") { Description = "Write formulas in LaTeX" };
        Option<bool> json = CommonOptions.Json();
        Command command = new("flow", "Derive the gradient flow of an energy, its energy identity, an Euler step, and its reading as attention")
        {
            energy, wrt, variables, abbreviations, given, latex, json,
        };
        command.SetAction(parsed =>
        {
            string text = parsed.GetValue(energy)!;
            Scope scope = CommonOptions.ScopeOf(
                "the energy", text, parsed.GetValue(variables)!, parsed.GetValue(abbreviations)!, parsed.GetValue(given)!, terminal);
            Expr read = CommonOptions.Reading("the energy", () => scope.ParseExpression(text));
            Variable[] moving = [.. parsed.GetValue(wrt)!.Select(name => CommonOptions.WithRespectTo(scope, name)).Distinct()];
            return (int)Run(read, moving, scope.Given, parsed.GetValue(latex), parsed.GetValue(json), terminal);
        });
        return command;
    }

    private static ExitCode Run(Expr energy, Variable[] moving, ImmutableArray<Fact> given, bool latex, bool json, Terminal terminal)
    {
        if (!energy.Shape.IsScalar)
        {
            throw new InputException($"the energy has to be a scalar, not {energy.Shape}; sum(...) makes a scalar.");
        }

        VerifiedFlow flow = Verify(energy, moving, given);
        if (json)
        {
            terminal.Out.WriteLine(JsonText.Write(FlowJson.Of(flow)));
        }
        else
        {
            new FlowReport(terminal.Out, latex).Write(flow);
        }

        return flow.Decisions.Select(d => ExitCodes.Of(d.Verdict)).Max();
    }

    private static VerifiedFlow Verify(Expr energy, Variable[] moving, ImmutableArray<Fact> given)
    {
        try
        {
            var flow = GradientFlow.Of(energy, moving);
            return new(flow, [.. flow.Variables.Select(v => Verify(flow, v, given))], Decision.Of(flow.EnergyIdentity().Assuming(given)));
        }
        catch (Exception e) when (e is ShapeException or DifferentiationException or ExpressionTooDeepException)
        {
            throw new InputException($"the energy, {e.Message}.");
        }
    }

    private static VerifiedVelocity Verify(GradientFlow flow, Variable v, ImmutableArray<Fact> given) => new(
        v,
        flow.Velocity(v),
        Decision.Of(flow.FieldClaim(v).Assuming(given)),
        flow.EulerStep(v, flow.StepSize),
        flow.Attention(v),
        Decision.Of(flow.AttentionClaim(v).Assuming(given)));
}

/// <summary>A flow and the verdicts on what is said of it.</summary>
internal sealed record VerifiedFlow(GradientFlow Flow, ImmutableArray<VerifiedVelocity> Velocities, Decision EnergyIdentity)
{
    /// <summary>Every verdict.</summary>
    public IEnumerable<Decision> Decisions =>
        Velocities.SelectMany(v => v.Attention.Heads.IsEmpty ? new[] { v.Field } : [v.Field, v.Reading]).Append(EnergyIdentity);
}

/// <summary>What is said of one moving variable.</summary>
internal sealed record VerifiedVelocity(
    Variable Variable, Expr Velocity, Decision Field, Expr EulerStep, AttentionField Attention, Decision Reading);
