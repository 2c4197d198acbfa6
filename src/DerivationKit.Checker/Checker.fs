namespace DerivationKit.Checker

open System
open System.Collections.Generic
open System.Collections.Immutable
open System.IO

/// <summary>A condition on which a proof rests beyond the givens.</summary>
/// <param name="kind">What is said of the node, such as "NonZero".</param>
/// <param name="node">The hash of the node.</param>
[<Sealed>]
type CheckedCondition internal (kind: string, node: string) =
    /// <summary>What is said of the node, such as "NonZero".</summary>
    member _.Kind = kind

    /// <summary>The hash of the node.</summary>
    member _.Node = node

/// <summary>What came of checking a certificate.</summary>
type Verdict =
    /// <summary>The file proves its statement.</summary>
    /// <param name="ClaimHash">The hash of the claim.</param>
    /// <param name="Conditions">What the proof rests on, as written in the file.</param>
    /// <param name="Rules">The rules that the proof uses, sorted by name.</param>
    | Accepted of ClaimHash: string * Conditions: ImmutableArray<CheckedCondition> * Rules: ImmutableArray<string>
    /// <summary>The file proves nothing.</summary>
    /// <param name="Line">The line at which checking ended, counted from 1.</param>
    /// <param name="Reason">Why, in a sentence.</param>
    | Rejected of Line: int * Reason: string
    /// <summary>Checking was given up: it takes more work than a file may ask for.</summary>
    | TooMuchWork

/// Proves statements by replaying proofs; the line is that of the step which is applied.
type private Replaying(used: HashSet<string>, atLine: int -> unit) =
    let rec times c term = match term with Add terms -> Add(List.map (times c) terms) | _ -> Multiply [ Number c; term ]

    let validate (s: Statement) =
        let distinct names = (List.distinct names).Length = names.Length
        need (distinct (List.map fst s.Tensors) && distinct [ for i in s.Free -> i.Name ]) "a variable or a free index is listed twice"
        need (s.Free |> List.forall (fun i -> Terms.isName i.Name)) "a free index has no proper name"
        for name, dims in s.Tensors do
            need (Terms.isName name && not (Array.contains "1" dims)) $"{name} is not a name, or has an axis that cannot be indexed"

    let rec isPlain term =
        Work.Spend 1
        (match term with Number _ | Size _ | Entry _ | Add _ | Multiply _ | Power _ | Function _ -> true | _ -> false) && List.forall isPlain (Terms.children term)

    let rec entries term = match term with Entry(tensor, (_ :: _ as at)) -> [ tensor, at ] | _ -> List.collect entries (Terms.children term)

    // A statement about single entries, whose number is about them, too: every tensor with indices is met at one list of free indices, and each
    // given about one is a given about that entry. All other entries may then be taken to be like these, of which the sign is one of two.
    let isOfEntries (s: Statement) parts (given: (Claimed * Term) list) =
        let met = List.collect entries parts |> List.distinct
        let at = dict (List.distinctBy fst met)
        let isSame (_, term) =
            let own = entries term
            not (List.exists (fun (tensor, _) -> at.ContainsKey tensor) own)
            || (isPlain term && own |> List.forall (fun (tensor, indices) -> at.ContainsKey tensor && at[tensor] = indices))
        List.forall isPlain parts && met.Length = at.Count
        && met |> List.forall (fun (_, indices) -> List.forall (fun i -> List.contains i s.Free) indices)
        && given |> List.forall (fun (kind, term) -> isSame (kind, term) && (kind <> Semidefinite || not (List.exists (fun (tensor, _) -> at.ContainsKey tensor) (entries term))))

    /// The conditions of a proved statement.
    let rec prove (s: Statement) proof : (Claimed * Poly) list =
        Work.Spend 1000
        validate s
        let variables, declared = List.map fst s.Tensors, Map.ofList s.Tensors
        let elaboration = Elaboration()
        let left, right = elaboration.Elaborate(s.Left, variables, Some s.Free), elaboration.Elaborate(s.Right, variables, Some s.Free)
        let given = [ for kind, term in s.Given -> kind, elaboration.Elaborate(term, variables, None) ]
        let read = Reading.free declared
        let required = Conditions(read, given)
        for obligation in elaboration.Obligations do required.Require obligation
        for term in List.map snd given @ [ left; right ] do required.Require(None, term)
        let conditions, signs = required.Settle()
        let nonNegative = [ for kind, term in given do if kind = NonNegative || kind = Positive then term ]
        match proof with
        | Steps steps ->
            // Without derivatives, which would take more for granted than that the formula is defined. A proper name is none of those that bound indices get.
            let matrices = Dictionary<Tensor, Poly>(HashIdentity.Reference)
            let elaborated m =
                need (m.Parameters |> List.forall (fun p -> Terms.isName p.Name)) "an index of a matrix has no proper name"
                let own = Elaboration()
                let entry = own.Elaborate(m.Entry, variables, Some m.Parameters)
                need (Seq.isEmpty own.Obligations) "a matrix is named by a derivative"
                Reading.over declared entry m.Parameters
            let matrix m =
                if not (matrices.ContainsKey m) then matrices[m] <- elaborated m
                matrices[m]
            let granted =
                { Signs = signs
                  Equations = [| for kind, term in given do if kind = Zero then read term |]
                  NonNegative = [| for term in nonNegative -> read term |]
                  Read = matrix }
            let apply state step = atLine step.Line; RuleTable.apply used state step
            let _, rest = Array.fold apply (granted, Reading.over declared (Add [ left; Multiply [ Number(Q.Of -1); right ] ]) s.Free) steps
            need (rest.Terms.Length = 0) $"{rest.Terms.Length} terms are left"
            conditions
        | Cases(subject, above, below, weights) ->
            let assuming number branch = prove { s with Given = s.Given @ [ NonNegative, number ] } branch
            let parts = subject :: left :: right :: List.map snd elaboration.Obligations
            need ((read subject).Params.Length = 0 || isOfEntries s parts given) "the statement is not about single entries"
            match below with
            | Some below -> assuming subject above @ assuming (times (Q.Of -1) subject) below
            | None ->
                // What is left of the number without the weighted givens is not negative of itself. It may follow from what the statement needs to be
                // defined, which granting the number must not drop.
                need (weights.Length = nonNegative.Length && weights |> List.forall (fun w -> w.Sign >= 0)) "not one weight for each given"
                let rest = Add(subject :: [ for (w: Q), term in List.zip weights nonNegative do if not w.IsZero then times -w term ])
                need (signs.Is(NonNegative, read rest)) "the number does not follow from the givens"
                conditions @ assuming subject above

    /// The conditions of the statement, compared with those that are written by what they mean.
    member _.Check(certificate: Certificate) =
        let found = prove certificate.Statement certificate.Proof
        atLine certificate.ConditionsLine
        let read = Reading.free (Map.ofList certificate.Statement.Tensors)
        let found = set [ for kind, p in found -> kind, p.Key ]
        let written = set [ for kind, term, _ in certificate.Conditions -> kind, (read term).Key ]
        need (found = written) "the proof rests on other conditions than those that are written"

/// <summary>Checks certificates from their text alone, by an implementation of its own of every law.</summary>
[<AbstractClass; Sealed>]
type Checker =
    /// <summary>Reads a certificate, rebuilds its statement, replays its proof and compares the conditions. The text is data: no name in it is a
    /// path, and nothing in it is executed. Whether the statement is what the claim means is not checked, since the claim's language is not read, but for its
    /// declarations: the statement is about variables of the claim, of the same dimensions.</summary>
    /// <param name="text">The certificate; it is read to its end, and not closed.</param>
    /// <returns>Accepted, rejected with a reason, or given up; no input makes it throw.</returns>
    static member Check(text: TextReader) : Verdict =
        let mutable line = 0
        let reader = Reader text
        let mutable isRead = false
        Work.Start()
        try
            let certificate = reader.Read()
            isRead <- true
            let used = HashSet<string>()
            let current = ref 0
            try
                Replaying(used, fun at -> current.Value <- at).Check certificate
            finally
                line <- current.Value
            let conditions = [ for kind, _, node in certificate.Conditions -> CheckedCondition(Names.ofClaim kind, node) ]
            Accepted(certificate.Claim, ImmutableArray.CreateRange conditions, ImmutableArray.CreateRange(Seq.sortWith (fun x y -> String.CompareOrdinal(x, y)) used))
        with e ->
            let line = if isRead then line else reader.Line
            match e with
            | Refused reason -> Rejected(line, reason)
            | Exhausted -> TooMuchWork
            | :? InsufficientExecutionStackException -> Rejected(line, "the file is nested too deeply")
            | e -> Rejected(line, $"the file cannot be read: {e.Message}")
