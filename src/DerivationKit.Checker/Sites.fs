namespace DerivationKit.Checker

open DerivationKit.Checker.Polynomials

/// One line of a proof: a rule, the place, the choices that the rule needs, and steps inside.
type internal Step =
    { Rule: string; Term: int; Factor: int; Data: int[]; Number: Q; Matrices: Tensor[]; Inner: Step[]; Line: int }

/// What may be taken for granted: signs, polynomials that are 0, and those that are not negative, for all values of their parameters.
type internal Granted =
    { Signs: Signs
      Equations: Poly[]
      NonNegative: Poly[]
      /// The matrix that a step names, over its indices.
      Read: Tensor -> Poly }

/// Where a step is applied. All laws replace one term by terms of the same value wherever it is defined.
type internal Site =
    { Granted: Granted
      Whole: Poly
      Term: Mono
      Step: Step
      Run: Poly -> Step[] -> Poly
      /// What is left of the claim that a polynomial is 0.
      AtRoot: Poly -> Step[] -> Poly }

    member s.At place = need (place >= 0 && place < s.Term.Factors.Length) "there is no such factor"; s.Term.Factors[place]
    member s.Factor = s.At s.Step.Factor
    member s.Data place = need (place >= 0 && place < s.Step.Data.Length) "the step lacks data"; s.Step.Data[place]
    member s.DataFrom first = need (first <= s.Step.Data.Length) "the step lacks data"; Array.skip first s.Step.Data
    member s.Matrix place = need (place < s.Step.Matrices.Length) "the step lacks a matrix"; s.Granted.Read s.Step.Matrices[place]
    member s.DimOf slot = (if isBound slot then s.Term.Bound else s.Whole.Params)[ordinal slot]
    member s.BoundAt place = (let o = s.Data place in need (o >= 0 && o < s.Term.Bound.Length) "there is no such bound index"; o)

    member s.SlotAt(place, dim: string option) =
        let slot = s.Data place
        need (ordinal slot >= 0 && ordinal slot < (if isBound slot then s.Term.Bound else s.Whole.Params).Length) "there is no such index"
        need (dim.IsNone || dim.Value = s.DimOf slot) "an index of another dimension"
        slot

    /// The factor's atom, which must be a closure of one of the kinds: atom, kind, axes, body.
    member s.Closure kinds =
        match s.Factor.Atom.What with
        | Closure(kind, axes, body) when List.contains kind kinds -> s.Factor.Atom, kind, axes, body
        | _ -> refuse "a factor of another kind"

    member s.Without places = [ for o in 0 .. s.Term.Factors.Length - 1 do if not (List.contains o places) then s.Term.Factors[o] ]
    member s.Others = s.Without [ s.Step.Factor ]
    member s.With factors = mono s.Term.C s.Term.Bound factors

    /// The term with a polynomial over the slots in the place of the factor's atom.
    member s.Put(value, slots) =
        if s.Factor.Exp.IsOne then [ for t in value.Terms -> splice (s.With s.Others) t slots ]
        else [ s.With(pow (atom (Closure(Base, 1, value)) slots) s.Factor.Exp :: s.Others) ]

    /// The term over fewer bound indices; those removed must not occur.
    member s.Drop(c, factors, removed: int list) =
        let kept = [| for o in 0 .. s.Term.Bound.Length - 1 do if not (List.contains o removed) then o |]
        let place slot = if not (isBound slot) then slot else (let o = System.Array.IndexOf(kept, slot) in need (o >= 0) "an index that is removed still occurs"; o)
        mono c [| for o in kept -> s.Term.Bound[o] |] (List.map (mapFactor place) factors)

/// A law by which a proof may go on.
type internal Rule = { Name: string; Law: string; Rewrite: Site -> Mono list }

module internal Sites =
    let rule name law rewrite = { Name = name; Law = law; Rewrite = rewrite }
    let fn kind body slots = atom (Closure(kind, 1, body)) slots
    let isPermutation count (places: int[]) = Array.sort places = [| 0 .. count - 1 |]
    let one = Exact.one
    let minusOne = Q.Of -1
    let term c factors = mono c [||] factors

    /// The term times a power of the size of a dimension, which is not 0.
    let sized dim (power: Q) t =
        match Terms.fixedSize dim with
        | Some n -> mono (if power.Sign > 0 then t.C * Q.Of n else t.C / Q.Of n) t.Bound t.Factors
        | None -> mono t.C t.Bound [ yield! t.Factors; pow (atom (SizeOf dim) [||]) power ]

    let bodyOf a = match a.What with Closure(_, _, body) -> body | _ -> refuse "no closure"

    /// A law sum = 0 at the slots that its parameters stand for; the step's data go on at First: which term leads, and the bound index of the
    /// site's term for each bound index of that one.
    type Equation = { Sum: Poly; At: Slot[]; First: int }

    let lead (site: Site) e =
        let o = site.Data e.First
        need (o >= 0 && o < e.Sum.Terms.Length) "there is no such term"
        e.Sum.Terms[o], Array.removeAt o e.Sum.Terms

    let present a (t: Mono) = match t.Factors |> Array.tryFind (fun f -> f.Atom.AKey = a.AKey) with Some f -> f.Exp | None -> Exact.zero

    /// sum T·r = -U·r/c where c·sum T + U = 0 and no index of T's sums occurs in r; with P = c·sum T + U instead, P·r/c more.
    let solve (site: Site) e (sum: Factor list) =
        let lead, others = lead site e
        let map = [| for o in 0 .. lead.Bound.Length - 1 -> site.BoundAt(e.First + 1 + o) |]
        need ((Array.distinct map).Length = map.Length && Array.forall2 (fun o dim -> site.Term.Bound[o] = dim) map lead.Bound) "the sums are others"
        need (not (e.At |> Array.exists (fun s -> isBound s && Array.contains s map))) "an index that is removed still occurs"
        let image = mono lead.C site.Term.Bound [ for f in lead.Factors -> mapFactor (fun s -> if isBound s then map[s] else e.At[ordinal s]) f ]
        need (not image.C.IsZero) "the leading term is 0 here"
        let c = site.Term.C / image.C

        // Each power of the image is there, and as far from 0 at least, or is one of what is not 0.
        let left (a: Atom) =
            let exp, taken = present a site.Term, present a image
            let whole = exp.IsInteger && taken.IsInteger
            let rest = exp - taken
            let isThere = taken.IsZero || rest.IsZero || (rest.Sign = exp.Sign && taken.Sign = exp.Sign)
            need (isThere || site.Granted.Signs.IsPositive a || (whole && site.Granted.Signs.IsNonZero a)) "a factor is not there in full, and may be 0"
            if rest.IsZero then None else Some(pow a rest)

        let atoms = Seq.append site.Term.Factors image.Factors |> Seq.map _.Atom |> Seq.distinctBy _.AKey
        let rest = atoms |> Seq.choose left |> List.ofSeq
        let removed = List.ofArray map
        let host = site.Drop(-c, rest, removed)
        let kept = [| for o in 0 .. site.Term.Bound.Length - 1 do if not (Array.contains o map) then o |]
        let slots = e.At |> Array.map (fun s -> if isBound s then System.Array.IndexOf(kept, s) else s)
        [ if not sum.IsEmpty then yield site.Drop(c, rest @ sum, removed)
          for t in others do yield splice host t slots ]

    /// The factor that the data point at: which factor, and of which term.
    let pointed (site: Site) body =
        let o = if site.Step.Data.Length > 1 then site.Data 1 else 0
        need (o >= 0 && o < body.Terms.Length && site.Data 0 >= 0 && site.Data 0 < body.Terms[o].Factors.Length) "there is no such factor"
        body.Terms[o].Factors[site.Data 0].Atom

    /// Each term divided by a^e: by what is not 0, or by a power that the term holds.
    let divide a (e: Q) invertible body =
        let divided t =
            let have = present a t
            let left = have - e
            need (not e.IsZero && (invertible || (have.Sign = e.Sign && (left.IsZero || left.Sign = have.Sign)))) "a term lacks the factor"
            mono t.C t.Bound (Array.append (t.Factors |> Array.filter (fun f -> f.Atom.AKey <> a.AKey)) [| pow a left |])
        poly body.Params (Array.map divided body.Terms)

    /// a^k over parameters of its own.
    let alone (pars: string[]) a k = poly [| for s in a.Slots -> pars[ordinal s] |] [ term one [ pow (at (identity a.Slots.Length) a) k ] ]

    /// The logarithm of a positive atom; that of exp(M) is M.
    let logarithm pars a =
        match a.What with
        | Closure(Exp, _, body) -> [ for t in body.Terms -> splice (term one []) t a.Slots ]
        | Closure(Base, _, body) -> [ term one [ single (fn Log body a.Slots) ] ]
        | _ -> [ term one [ single (fn Log (alone pars a one) a.Slots) ] ]
