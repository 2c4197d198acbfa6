using DerivationKit.Cli.Refutations;
using DerivationKit.Refuting;

namespace DerivationKit.Cli;

/// <summary>How claims are decided.</summary>
/// <param name="Required">What every verdict has to reach; none where it is for the proof files to say.</param>
/// <param name="Seed">Where the random draws begin.</param>
/// <param name="Database">The counterexamples of earlier runs; none where they are not wanted.</param>
internal sealed record Deciding(Level? Required, ulong Seed, RefutationDatabase? Database)
{
    /// <summary>As without any options.</summary>
    public static Deciding Usual { get; } = new(null, RefuterOptions.Default.Seed, null);

    /// <summary>What a verdict on a single claim has to reach.</summary>
    public Level Level => Required ?? Level.AllDimensions;

    /// <summary>Decides a claim, with what is known of it, and keeps a counterexample.</summary>
    public Verdict Decide(Claim claim)
    {
        Verdict verdict = Verifier.Decide(claim, RefuterOptions.Default with { Seed = Seed, Known = Database?.For(claim) ?? [] });
        if (verdict is Verdict.Refuted refuted)
        {
            Database?.Save(claim, refuted.Counterexample.Instance, Seed);
        }

        return verdict;
    }
}
