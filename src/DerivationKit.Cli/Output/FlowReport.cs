using DerivationKit.Attention;
using DerivationKit.Cli.Commands;
using DerivationKit.Language;

namespace DerivationKit.Cli.Output;

/// <summary>Writes a gradient flow for people.</summary>
internal sealed class FlowReport(TextWriter output, bool latex)
{
    private readonly Func<Expr, string> print = latex ? Latex.Print : Text.Print;

    /// <summary>The energy, each velocity with its Euler step and its reading as attention, and the energy identity.</summary>
    public void Write(VerifiedFlow flow)
    {
        Line("energy", $"E = {print(flow.Flow.Energy)}");
        foreach (VerifiedVelocity v in flow.Velocities)
        {
            string name = print(v.Variable);
            output.WriteLine();
            Line("flow", $"{Rate(name)} = {print(v.Velocity)}");
            Line("", Basis(v.Field.Verdict, latex ? $"equals -\\nabla_{{{name}}} E" : $"equals -grad(E, {name})"));
            Line("Euler step", $"{name} {(latex ? "\\leftarrow" : "<-")} {print(v.EulerStep)}");
            Write(v.Attention, v.Reading.Verdict);
        }

        output.WriteLine();
        Line("identity", $"{Rate("E")} = -{string.Join(" - ", flow.Velocities.Select(v => Squared(Rate(print(v.Variable)))))}, the squared Frobenius norm");
        Line("", Basis(flow.EnergyIdentity.Verdict, "holds along the flow"));
    }

    private void Write(AttentionField field, Verdict reading)
    {
        if (field.Heads.IsEmpty)
        {
            Line("attention", "no term is led by a softmax");
            return;
        }

        foreach ((AttentionHead head, int i) in field.Heads.Select((h, i) => (h, i)))
        {
            Line(i == 0 ? "attention" : "", $"head {i + 1}: weights {print(head.Weights)}{(head.IsTransposed ? " (through the keys)" : "")}");
            Line("", $"        {Fed(head.Logits)}, values {print(head.Values)}");
        }

        Line("", $"rest: {print(field.Rest)}");
        Line("", Basis(reading, "heads and rest add up to the field"));
    }

    private string Rate(string name) => latex ? $"\\frac{{d{name}}}{{dt}}" : $"d{name}/dt";

    private string Squared(string rate) => latex ? $"\\left\\|{rate}\\right\\|^{{2}}" : $"|{rate}|^2";

    private string Fed(Logits logits) => logits switch
    {
        Logits.Bilinear b => $"queries {print(b.Queries)}, keys {print(b.Keys)}, scale {print(b.Scale)}",
        Logits.Other o => $"logits {print(o.Value)}",
        _ => throw new ArgumentOutOfRangeException(nameof(logits)),
    };

    private static string Basis(Verdict verdict, string what) => verdict switch
    {
        Verdict.ProvedAllDimensions { Conditions: [] } p => $"{what}: proved for all dimensions ({Words.Count(p.Steps, "step")})",
        Verdict.ProvedAllDimensions p => $"{what}: proved for all dimensions where {string.Join(" and ", p.Conditions)} ({Words.Count(p.Steps, "step")})",
        Verdict.Refuted => $"{what}: refuted",
        Verdict.ProvedAtSizes p => $"{what}: proved only at {SizesText.Print(p.Sizes)}, {p.Reason}",
        Verdict.Tested t => $"{what}: only tested, {t.Reason}",
        Verdict.Undecided u => $"{what}: undecided, {u.Reason}",
        _ => $"{what}: internal error, please report it",
    };

    private void Line(string label, string text) => new Lines(output).Write(label, text);
}
