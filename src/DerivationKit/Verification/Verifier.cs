using System.Collections.Immutable;
using DerivationKit.Accepting;
using DerivationKit.Certificates;
using DerivationKit.Kernel;
using DerivationKit.Language;
using DerivationKit.Proving;
using DerivationKit.Refuting;

namespace DerivationKit;

/// <summary>Decides claims: proof and refutation are tried independently, and a verdict stands only if the layers agree.</summary>
/// <remarks>A claim is proved if the kernel replays a proof, no sampled instance contradicts it, and some instance shows that both sides are
/// defined somewhere. What is not proved for all dimensions may be at small sizes; else it was tested. As far as the options' budget of work allows, the samples hold all sizes in {1,2}
/// of up to three dimensions, and pairwise different sizes above 1.</remarks>
public static class Verifier
{
    private const int StepsAgainstARefutation = 200;

    /// <summary>Proves, refutes, tests, or leaves the claim undecided. The same claim gets the same verdict every time.</summary>
    public static Verdict Decide(Claim claim) => Decide(claim, RefuterOptions.Default);

    /// <summary>The same with other bounds for the search for a counterexample.</summary>
    public static Verdict Decide(Claim claim, RefuterOptions options)
    {
        SearchResult search = Refuter.Search(claim, options);
        // A counterexample settles the claim; a short attempt at a proof still has to fail.
        Attempt attempt = search is SearchResult.Refuted ? Prover.Prove(claim, StepsAgainstARefutation) : Prover.Prove(claim);
        return (attempt, search) switch
        {
            (_, SearchResult.Inconsistent i) => new Verdict.InternalError(i.Evidence),
            // Where a condition fails, the theorem says nothing, but the claim does.
            (Attempt.Succeeded s, SearchResult.Refuted r) when !ConditionCheck.Hold(s.Theorem.Conditions, claim, r.Counterexample.Instance) =>
                new Verdict.Refuted(r.Counterexample),
            (Attempt.Succeeded s, SearchResult.Refuted r) => new Verdict.InternalError(
                $"the kernel replayed a proof of {s.Steps} {(s.Steps == 1 ? "step" : "steps")}, but the sides differ at {Describe(r.Counterexample)}"),
            (Attempt.Succeeded { Theorem.Conditions.IsEmpty: true } s, SearchResult.Agreed) when Unfolded(claim, options) is { } c => new Verdict.InternalError(
                $"the kernel replayed a proof of {s.Steps} steps, but with what the equations define put in, the sides differ at {c.Instance}"),
            (Attempt.Failed, SearchResult.Agreed) when Unfolded(claim, options) is { } c => new Verdict.Undecided(
                $"it is false with what the given equations define put in, at {c.Instance}, but no instance at which all variables are rational shows that"),
            (Attempt.Succeeded s, SearchResult.Agreed a) => Proved(claim, s, a, options),
            (Attempt.Succeeded, SearchResult.NoInstance n) => new Verdict.Undecided(
                Contradiction.Of(claim, options) ?? $"a proof was found, but no instance at which both sides could be evaluated, so the claim may be empty: {n.Reason}"),
            (_, SearchResult.Refuted r) => new Verdict.Refuted(r.Counterexample),
            (Attempt.Failed f, SearchResult.Agreed a) => Unproved(claim, f.Reason, a, options),
            (Attempt.Failed f, SearchResult.NoInstance n) => new Verdict.Undecided($"{f.Reason}; {Contradiction.Of(claim, options) ?? $"the sides could be compared nowhere: {n.Reason}"}"),
            _ => throw new InvalidOperationException("an outcome that the verifier does not know"),
        };
    }

    // What an equation defines may be irrational nearly everywhere, so that few instances speak about the claim; put in, it need not be a number of its own.
    private static Counterexample? Unfolded(Claim claim, RefuterOptions options)
    {
        try
        {
            return EquationSolver.Unfolded(claim) is { } unfolded && Refuter.Search(unfolded, options) is SearchResult.Refuted found ? found.Counterexample : null;
        }
        catch (Exception e) when (e is ExpressionTooDeepException or ShapeException)
        {
            return null;
        }
    }

    // A theorem whose conditions hold nowhere would prove anything.
    private static Verdict Proved(Claim claim, Attempt.Succeeded proof, SearchResult.Agreed agreed, RefuterOptions options)
    {
        ImmutableArray<Condition> conditions = proof.Theorem.Conditions;
        string[] printed = [.. conditions.Select(ConditionText.Print).Distinct()];
        if (agreed.Witnesses.FirstOrDefault(w => ConditionCheck.Hold(conditions, claim, w)) is not { } witness)
        {
            return Tested($"a proof was found, but no instance at which its conditions hold: {string.Join(", ", printed)}", agreed, options);
        }

        var certificate = Certificate.Of(claim, proof.Proof, proof.Theorem, witness);
        (Acceptance? accepted, string? evidence) = AcceptancePolicy.Of(claim, certificate, agreed);
        return (accepted, evidence) switch
        {
            ({ } all, _) => new Verdict.ProvedAllDimensions([.. printed], proof.Steps, proof.PeakTerms, certificate, all),
            (_, { } disagreement) => new Verdict.InternalError(disagreement),
            _ => Tested("a proof was found, but it is too long for the second checker", agreed, options),
        };
    }

    private static Verdict Unproved(Claim claim, string reason, SearchResult.Agreed agreed, RefuterOptions options) =>
        SmallSizes.Prove(claim, reason, agreed) ?? Tested(reason, agreed, options);

    // A search that its budget ended has not looked where the sides would most likely differ.
    private static Verdict Tested(string reason, SearchResult.Agreed agreed, RefuterOptions options) => agreed.IsCut
        ? new Verdict.Undecided($"{reason}; the search for a counterexample used up its budget after {agreed.Instances} instances, at which the sides agree")
        : new Verdict.Tested(agreed.Instances, SizesOf(agreed), agreed.Log2Bound, options.Seed, reason);

    private static ImmutableArray<ImmutableSortedDictionary<string, int>> SizesOf(SearchResult.Agreed agreed) =>
        [.. agreed.Witnesses.Select(w => w.Sizes).DistinctBy(sizes => string.Join(',', sizes.Values)).OrderBy(sizes => sizes.Values, SizesText.Order)];

    private static string Describe(Counterexample c) =>
        $"row {c.Row}, column {c.Column} for sizes {string.Join(", ", c.Instance.Sizes.Select(s => $"{s.Key} = {s.Value}"))}";
}
