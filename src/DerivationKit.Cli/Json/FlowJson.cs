using System.Collections.Immutable;
using DerivationKit.Attention;
using DerivationKit.Cli.Commands;
using DerivationKit.Language;

namespace DerivationKit.Cli.Json;

/// <summary>A gradient flow and the verdicts on what is said of it; Json.md documents the shape.</summary>
internal sealed record FlowJson(string Energy, ImmutableArray<VelocityJson> Velocities, DecisionJson EnergyIdentity)
{
    /// <summary>The JSON form of a flow.</summary>
    public static FlowJson Of(VerifiedFlow flow) =>
        new(Text.Print(flow.Flow.Energy), [.. flow.Velocities.Select(VelocityJson.Of)], DecisionJson.Of(flow.EnergyIdentity));
}

/// <summary>One moving variable.</summary>
internal sealed record VelocityJson(
    string Variable,
    string Velocity,
    string Latex,
    string EulerStep,
    ImmutableArray<HeadJson> Heads,
    string Rest,
    DecisionJson Field,
    DecisionJson Reading)
{
    /// <summary>The JSON form of a velocity.</summary>
    public static VelocityJson Of(VerifiedVelocity v) => new(
        v.Variable.Name,
        Text.Print(v.Velocity),
        DerivationKit.Language.Latex.Print(v.Velocity),
        Text.Print(v.EulerStep),
        [.. v.Attention.Heads.Select(HeadJson.Of)],
        Text.Print(v.Attention.Rest),
        DecisionJson.Of(v.Field),
        DecisionJson.Of(v.Reading));
}

/// <summary>One attention head; queries, keys and scale where the logits are a product, else the logits.</summary>
internal sealed record HeadJson(string Weights, bool Transposed, string? Queries, string? Keys, string? Scale, string? Logits, string Values)
{
    /// <summary>The JSON form of a head.</summary>
    public static HeadJson Of(AttentionHead head) => head.Logits switch
    {
        Logits.Bilinear b => new(
            Text.Print(head.Weights), head.IsTransposed, Text.Print(b.Queries), Text.Print(b.Keys), Text.Print(b.Scale), null, Text.Print(head.Values)),
        Logits.Other o => new(Text.Print(head.Weights), head.IsTransposed, null, null, null, Text.Print(o.Value), Text.Print(head.Values)),
        _ => throw new ArgumentOutOfRangeException(nameof(head)),
    };
}
