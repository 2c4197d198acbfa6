using System.Collections.Immutable;
using DerivationKit.Language;

namespace DerivationKit.SelfTest;

/// <summary>What a verdict on a mutant is worth.</summary>
internal enum Outcome
{
    /// <summary>Proved, and independent instances agree.</summary>
    Proved,

    /// <summary>Proved, but no independent instance could be evaluated.</summary>
    Unchecked,

    /// <summary>Refuted, and the counterexample is confirmed.</summary>
    Refuted,

    /// <summary>Undecided, and independent instances do not contradict the claim.</summary>
    Undecided,

    /// <summary>Undecided, though an independent instance contradicts the claim.</summary>
    Missed,

    /// <summary>Two layers of the kit disagree, or an exception was thrown.</summary>
    InternalError,

    /// <summary>Proved, though an independent instance contradicts the claim.</summary>
    FalseProof,

    /// <summary>Refuted by a counterexample that is not confirmed.</summary>
    FalseRefutation,
}

/// <summary>What the verdict on one mutant is worth. The formulas themselves are kept only in the evidence: there are many mutants.</summary>
/// <param name="Base">The name of the claim that the mutant was made from.</param>
/// <param name="Number">Its number among the mutants of that claim.</param>
/// <param name="Kinds">The kinds of its mutations.</param>
/// <param name="Outcome">What the verdict is worth.</param>
/// <param name="Evidence">What somebody needs who looks into it; empty where all is well.</param>
/// <param name="IsSmallest">For some of the refuted mutants, whether no counterexample with smaller sizes was found.</param>
internal sealed record Judgement(
    string Base, int Number, ImmutableArray<MutationKind> Kinds, Outcome Outcome, string Evidence = "", bool? IsSmallest = null)
{
    private const int SmallestEvery = 8;

    /// <summary>Whether the kit has to be repaired.</summary>
    public bool IsAlarm => Outcome is Outcome.FalseProof or Outcome.FalseRefutation or Outcome.InternalError;

    /// <summary>Decides a mutant and looks into the verdict. It never throws.</summary>
    public static Judgement Of(Mutant mutant, Func<Claim, Verdict> decide, GroundTruth truth)
    {
        try
        {
            return Of(mutant, decide(mutant.Claim), truth);
        }
        catch (Exception e)
        {
            return On(mutant, Outcome.InternalError, $"unexpected {e.GetType().Name}: {e.Message}");
        }
    }

    private static Judgement Of(Mutant mutant, Verdict verdict, GroundTruth truth) => verdict switch
    {
        Verdict.Refuted r when GroundTruth.Confirms(mutant.Claim, r.Counterexample) =>
            On(mutant, Outcome.Refuted) with { IsSmallest = mutant.Number % SmallestEvery == 0 ? truth.IsSmallest(mutant.Claim, r.Counterexample) : null },
        Verdict.Refuted r => On(mutant, Outcome.FalseRefutation, $"refuted at {r.Counterexample.Instance}"),
        Verdict.InternalError e => On(mutant, Outcome.InternalError, e.Evidence),
        _ => Unrefuted(mutant, verdict, truth.Disprove(mutant.Claim)),
    };

    private static Judgement Unrefuted(Mutant mutant, Verdict verdict, (Disproof? Disproof, int Agreeing) looked) => looked switch
    {
        ({ } d, _) => On(mutant, IsProved(verdict, d.Instance) ? Outcome.FalseProof : Outcome.Missed, $"{d.Left} on the left and {d.Right} on the right at {d.Instance}"),
        (_, 0) when verdict is Verdict.ProvedAllDimensions => On(mutant, Outcome.Unchecked),
        _ => On(mutant, verdict is Verdict.ProvedAllDimensions ? Outcome.Proved : Outcome.Undecided),
    };

    private static bool IsProved(Verdict verdict, Instance at) => verdict is Verdict.ProvedAllDimensions
        || (verdict is Verdict.ProvedAtSizes p && p.Sizes.Any(sizes => sizes.Values.SequenceEqual(at.Sizes.Values)));

    private static Judgement On(Mutant mutant, Outcome outcome) => new(mutant.Base, mutant.Number, mutant.Kinds, outcome);

    private static Judgement On(Mutant mutant, Outcome outcome, string evidence) => On(mutant, outcome) with { Evidence = $"{Replay(mutant.Claim)}: {evidence}" };

    // With the variables that are bound, so that the text can be read back under these declarations.
    private static string Replay(Claim claim)
    {
        IEnumerable<Variable> bound = claim.Left.PostOrder().Concat(claim.Right.PostOrder()).OfType<Derivative>().Select(d => d.BoundVariable);
        IEnumerable<string> declarations = claim.Variables.Concat(bound).DistinctBy(v => v.Name).Select(Text.Declare);
        return $"{Text.Print(claim)} for all {string.Join("; ", declarations)}{string.Concat(claim.Given.Select(fact => $", given {fact}"))}";
    }
}
