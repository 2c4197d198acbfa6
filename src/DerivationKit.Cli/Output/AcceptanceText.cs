using System.Collections.Immutable;
using DerivationKit.Transfer;

namespace DerivationKit.Cli.Output;

/// <summary>What else agreed with a proof, in words.</summary>
internal static class AcceptanceText
{
    /// <summary>The second checker, the evaluations, and the small sizes; a line for each.</summary>
    public static ImmutableArray<string> Checks(Acceptance acceptance) =>
    [
        "a second checker replayed the certificate",
        $"{Part(acceptance.EvaluatedSteps, acceptance.Steps, "outermost step")} evaluated before and after, at exact instances",
        .. acceptance.SmallSizes > 1 ? [$"both sides compared at {Part(acceptance.ComparedSizes, acceptance.SmallSizes, "choice")} of sizes 1 and 2"] : ImmutableArray<string>.Empty,
    ];

    /// <summary>What transfer from small dimensions says.</summary>
    public static string Transfer(Acceptance acceptance) => acceptance.Transfer switch
    {
        TransferResult.Agrees { Bounds.IsEmpty: true } => "agrees: both sides are equal as formulas over their entries",
        TransferResult.Agrees a => $"agrees by {a.Theorem}: exact at {Words.Count(a.Boxes, "choice")} of sizes up to {string.Join(", ", a.Bounds.Select(b => $"{b.Key} = {b.Value}"))}",
        TransferResult.NoTransfer none => $"does not apply: {none.Reason}",
        _ => throw new ArgumentOutOfRangeException(nameof(acceptance)),
    };

    private static string Part(int part, int all, string thing) => part == all ? $"{(all == 1 ? "the" : "all")} {Words.Count(all, thing)}" : $"{part} of {Words.Count(all, thing)}";
}
