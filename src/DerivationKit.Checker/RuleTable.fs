namespace DerivationKit.Checker

open System.Security.Cryptography
open System.Text

/// SHA-256 of lines, in lower-case hexadecimal digits.
module internal Digest =
    let ofLines (lines: string seq) =
        System.Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(System.String.Join('\n', lines))))

/// Every law, by its name.
module internal RuleTable =
    let private domain =
        "domain", "what occurs in P is defined: for Q at different indices, Q > 0 at all of them in log Q and in Q^q for a q < 0 that is no integer, Q >= 0 for such a q > 0, Q is not 0 for an integer q < 0"

    let private rules = ScalarRules.rules @ MatrixRules.rules
    let private rewriting = dict [ for rule in rules -> rule.Name, rule.Rewrite ]
    let private clearingByName = dict [ for name, _, apply in RootRules.rules -> name, apply ]

    /// The hash of names and laws, in the order of their names.
    let hash =
        let laws = [ for rule in rules -> rule.Name, rule.Law ] @ [ for name, law, _ in RootRules.rules -> name, law ] @ [ domain ]
        Digest.ofLines [ for name, law in List.sortWith (fun (x, _) (y, _) -> System.String.CompareOrdinal(x, y)) laws -> name + ": " + law ]

    let rec private site granted (used: System.Collections.Generic.HashSet<string>) (p: Poly) (step: Step) =
        Work.Spend 100
        need (step.Term >= 0 && step.Term < p.Terms.Length) "there is no such term"
        used.Add step.Rule |> ignore
        { Granted = granted; Whole = p; Term = p.Terms[step.Term]; Step = step
          Run = Array.fold (rewrite granted used); AtRoot = fun p steps -> snd (Array.fold (apply used) (granted, p) steps) }

    and private rewrite granted used (p: Poly) (step: Step) : Poly =
        match rewriting.TryGetValue step.Rule with
        | true, law ->
            let rewritten = law (site granted used p step)
            Polynomials.poly p.Params [ yield! Array.removeAt step.Term p.Terms; yield! rewritten ]
        | _ -> refuse $"there is no rule {step.Rule} that keeps a value"

    /// A polynomial that is 0 only if the first one is, and what may be taken for granted from there on.
    and apply (used: System.Collections.Generic.HashSet<string>) (granted: Granted, p: Poly) (step: Step) =
        match clearingByName.TryGetValue step.Rule with
        | true, law -> granted, law (site granted used p step)
        | _ when step.Rule = fst domain ->
            used.Add step.Rule |> ignore
            { granted with Signs = granted.Signs.Where p }, p
        | _ -> granted, rewrite granted used p step
