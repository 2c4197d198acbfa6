using DerivationKit.Certificates;

namespace DerivationKit.Cli.Refutations;

/// <summary>A claim and an instance at which its sides are said to differ. It is data: whoever uses it evaluates the claim anew.</summary>
/// <param name="Claim">The claim, as text.</param>
/// <param name="Seed">The seed of the search that found it; 0 where that is not known.</param>
/// <param name="Instance">Sizes and exact inputs.</param>
internal sealed record Refutation(ClaimText Claim, ulong Seed, Instance Instance);
