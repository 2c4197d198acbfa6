namespace DerivationKit.FSharp

open DerivationKit
open DerivationKit.Refuting

/// The answer to a claim.
type Outcome =
    /// Holds for all dimensions: the kernel replayed a proof, and no sampled instance contradicts it.
    | Proved of proof: Verdict.ProvedAllDimensions
    /// Does not hold: at the counterexample both sides are defined and differ.
    | Refuted of counterexample: Counterexample
    /// Holds exactly at some sizes; a proof for all dimensions was not found.
    | ProvedAtSizes of proof: Verdict.ProvedAtSizes
    /// Neither proved nor refuted, but compared at exact instances: evidence, not a proof.
    | Tested of evidence: Verdict.Tested
    /// Neither proved nor refuted, and not compared as far as it was to be.
    | Undecided of reason: string
    /// Two layers of the kit disagree.
    | InternalError of evidence: string

/// Decides claims.
[<RequireQualifiedAccess>]
module Verify =

    /// The outcome that a verdict stands for.
    let ofVerdict (verdict: Verdict) : Outcome =
        match verdict with
        | :? Verdict.ProvedAllDimensions as p -> Proved p
        | :? Verdict.Refuted as r -> Refuted r.Counterexample
        | :? Verdict.ProvedAtSizes as s -> ProvedAtSizes s
        | :? Verdict.Tested as t -> Tested t
        | :? Verdict.Undecided as u -> Undecided u.Reason
        | :? Verdict.InternalError as e -> InternalError e.Evidence
        | other -> invalidArg (nameof verdict) $"{other.GetType()} is not a kind of verdict"

    /// Proves, refutes, or leaves the claim undecided. The same claim gets the same outcome every time.
    let decide (claim: Claim) : Outcome = Verifier.Decide claim |> ofVerdict

    /// The same with other bounds for the search for a counterexample.
    let decideWith (options: RefuterOptions) (claim: Claim) : Outcome = Verifier.Decide(claim, options) |> ofVerdict
