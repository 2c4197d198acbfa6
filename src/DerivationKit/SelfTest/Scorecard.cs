using System.Collections.Immutable;

namespace DerivationKit.SelfTest;

/// <summary>What an attack on the kit by mutants came to. It holds no times: equal seeds give equal scorecards.</summary>
/// <param name="Requested">How many mutants were asked for.</param>
/// <param name="Seed">Where the random draws began.</param>
/// <param name="Misfits">How many mutations were discarded because they did not fit where they were tried.</param>
/// <param name="Duplicates">How many mutants were discarded because they were drawn before.</param>
/// <param name="All">All mutants.</param>
/// <param name="ByBase">Those of each base claim, by its name.</param>
/// <param name="ByKind">Those with a mutation of each kind; a mutant with two counts under both.</param>
/// <param name="Smallest">Of how many refuted mutants an independent search found no counterexample with smaller sizes.</param>
/// <param name="Sampled">Of how many that was tried.</param>
/// <param name="Findings">The mutants that somebody should look at, alarms first.</param>
internal sealed record Scorecard(
    int Requested,
    ulong Seed,
    int Misfits,
    int Duplicates,
    Tally All,
    ImmutableSortedDictionary<string, Tally> ByBase,
    ImmutableSortedDictionary<MutationKind, Tally> ByKind,
    int Smallest,
    int Sampled,
    ImmutableArray<Judgement> Findings)
{
    /// <summary>Whether there is no false proof, no false refutation and no disagreement of layers.</summary>
    public bool IsClean => !Findings.Any(finding => finding.IsAlarm);

    /// <summary>How many mutants are known to be false.</summary>
    public int KnownFalse => All[Outcome.Refuted] + All[Outcome.Missed] + All[Outcome.FalseProof];

    /// <summary>With 95 % confidence, no more than this share of false claims like these is proved, if none of these was: the rule of three, for
    /// independent ones. Mutants of one claim are not.</summary>
    /// <remarks>Source: Hanley and Lippman-Hand, If nothing goes wrong, is everything all right? (JAMA 1983).</remarks>
    public double? UpperBound => All[Outcome.FalseProof] == 0 && KnownFalse > 0 ? 3.0 / KnownFalse : null;
}
