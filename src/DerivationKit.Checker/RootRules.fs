namespace DerivationKit.Checker

open DerivationKit.Checker.Polynomials
open DerivationKit.Checker.Sites
open DerivationKit.Checker.Shapes

/// Laws by which a polynomial is 0 where another one is. They keep that claim, not the value: they are for the root of a proof alone.
module internal RootRules =
    /// What a step names, over so many indices: one over the number, or the inverse of the matrix, is defined wherever the givens hold.
    let private named (site: Site) kind indices power =
        let value = site.Matrix 0
        let a = fn kind value (Array.init value.Params.Length par)
        need (value.Params.Length = indices && site.Granted.Signs.IsDefined(pow a power)) "its inverse is not known to be defined"
        a

    /// P = 0 where a^k·P = 0 for an a free of bound indices that divides somewhere in P or is positive, or is named and known not to be 0, or where a^k is drawn
    /// out of every term.
    let private clear (site: Site) =
        let f = if site.Step.Matrices.Length = 0 then site.Factor else pow (named site Base 0 minusOne) minusOne
        let holds t = let left = present f.Atom t - f.Exp in left.IsInteger && left.Sign >= 0
        need (not (Array.exists isBound f.Atom.Slots)) "the factor depends on an index of a sum"
        need (f.Exp.Sign < 0 || site.Granted.Signs.IsPositive f.Atom || Array.forall holds site.Whole.Terms) "the factor neither divides, nor is positive, nor is in every term"
        poly site.Whole.Params [ for t in site.Whole.Terms -> mono t.C t.Bound [ yield! t.Factors; pow f.Atom -f.Exp ] ]

    /// P = sum_i Q(i) is 0 where Q(i) = 0 for all i: the index i of each term becomes the last parameter, and n·c gives c.
    let private clearSum (site: Site) =
        let dim = site.Term.Bound[site.BoundAt site.Step.Term]
        let opened o t =
            let here = { site with Term = t }
            if site.Data o = -1 then sized dim minusOne t else
            let i = here.BoundAt o
            need (t.Bound[i] = dim) "an index of another dimension"
            let place s = if s = i then par site.Whole.Params.Length else s
            here.Drop(t.C, [ for f in t.Factors -> mapFactor place f ], [ i ])
        poly (Array.append site.Whole.Params [| dim |]) (Array.mapi opened site.Whole.Terms)

    /// sum_i M(k,i) P(i) = 0 for all k, or with M(i,k), where inv(M) occurs in P and is the same for all i, or is known to be defined: then P = 0.
    let private clearInverse (site: Site) =
        let v, _, axes, body = if site.Step.Matrices.Length = 0 then site.Closure [ Inverse ] else (let v = named site Inverse 2 one in v, Inverse, 1, bodyOf v)
        let rows = Array.take axes body.Params
        let indices = Array.init axes (fun o -> site.Data o)
        let exists (o, dim) = o >= 0 && o < site.Whole.Params.Length && site.Whole.Params[o] = dim
        need (rows = Array.sub body.Params axes axes && (Array.distinct indices).Length = axes && Array.forall exists (Array.zip indices rows)) "there are no such indices"
        let k = Array.map par indices
        let outer = outerSlots v
        need (outer |> Array.forall (fun s -> not (isBound s) && not (Array.contains s k))) "the matrix is not the same throughout"
        let multiplied t =
            let inner = Array.init axes (fun o -> t.Bound.Length + o)
            let place s = match System.Array.IndexOf(k, s) with -1 -> s | o -> inner[o]
            let m = atom (Closure(Base, 1, body)) (Array.append (if site.Data axes = 0 then Array.append k inner else Array.append inner k) outer)
            mono t.C (Array.append t.Bound rows) (Array.append (Array.map (mapFactor place) t.Factors) [| single m |])
        poly site.Whole.Params (Array.map multiplied site.Whole.Terms)

    /// P + R = 0 where P = 0 and R, the terms that the data name, is 0.
    let private clearTerms (site: Site) =
        let chosen, others = Array.indexed site.Whole.Terms |> Array.partition (fun (o, _) -> Array.contains o site.Step.Data)
        let left = site.AtRoot (poly site.Whole.Params (Array.map snd chosen)) site.Step.Inner
        need (left.Terms.Length = 0) "the terms are not known to add up to 0"
        poly site.Whole.Params (Array.map snd others)

    let rules =
        [ "clear", "P = 0 if a^k P = 0, where a divides somewhere in P or is positive, or a is named and known not to be 0, or P = a^-k Q for the Q that is left", clear
          "clear-inverse", "P = 0 if sum_i M(k,i) P(i) = 0 for all k, where inv(M) occurs in P or is known to be defined; likewise with M(i,k)", clearInverse
          "clear-sum", "P = 0 if Q(i) = 0 for all i, where P = sum_i Q(i); of n·c, c is the term of Q", clearSum
          "clear-terms", "P + R = 0 if P = 0 and the inner steps, each as for a whole claim, turn R into 0", clearTerms ]
