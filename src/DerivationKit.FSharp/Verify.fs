namespace DerivationKit.FSharp

open DerivationKit
open DerivationKit.Refuting

/// The answer to a claim.
type Outcome =
    /// Holds for all dimensions: the kernel replayed a proof, and no sampled instance contradicts it.
    | Proved of proof: Verdict.ProvedAllDimensions
    /// Does not hold: at the counterexample both sides are defined and differ.
    | Refuted of counterexample: Counterexample
    /// Neither proved nor refuted.
    | Undecided of doubt: Verdict.Undecided
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
        | :? Verdict.Undecided as u -> Undecided u
        | :? Verdict.InternalError as e -> InternalError e.Evidence
        | other -> invalidArg (nameof verdict) $"{other.GetType()} is not a kind of verdict"

    /// Proves, refutes, or leaves the claim undecided. The same claim gets the same outcome every time.
    let decide (claim: Claim) : Outcome = Verifier.Decide claim |> ofVerdict

    /// The same with other bounds for the search for a counterexample.
    let decideWith (options: RefuterOptions) (claim: Claim) : Outcome = Verifier.Decide(claim, options) |> ofVerdict
