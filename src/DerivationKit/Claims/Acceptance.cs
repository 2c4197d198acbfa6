using DerivationKit.Transfer;

namespace DerivationKit;

/// <summary>What else agreed with a proof before it was reported. Had one of these disagreed, the verdict would be an internal error.</summary>
/// <param name="Steps">How many steps a second checker, which shares no code with the kernel, replayed from the text of the certificate, not counting those inside functions; those
/// of all cases together.</param>
/// <param name="EvaluatedSteps">How many of them were evaluated before and after, by enclosures at exact instances.</param>
/// <param name="SmallSizes">How many choices of sizes 1 and 2 the claim allows.</param>
/// <param name="ComparedSizes">At how many of these the sides were compared; at the others no instance was found at which both are defined, or
/// the budget ended before.</param>
/// <param name="Transfer">What the second method says, by which exact proofs at small sizes carry over to all.</param>
public sealed record Acceptance(int Steps, int EvaluatedSteps, int SmallSizes, int ComparedSizes, TransferResult Transfer);
