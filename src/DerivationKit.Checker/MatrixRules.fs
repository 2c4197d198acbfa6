namespace DerivationKit.Checker

open DerivationKit.Checker.Polynomials
open DerivationKit.Checker.Shapes
open DerivationKit.Checker.Sites

/// Laws of inverses, determinants and exponentials. Each is stated for a matrix over its row, its column and outer parameters; where the
/// inverse of a matrix occurs, it has one.
module internal MatrixRules =
    let private rowColumn r c = Array.map (fun s -> if s = row then r elif s = column then c else s)
    let private entry a r c = single (at (Array.append [| r; c |] (Array.skip 2 a.Slots)) a)
    let private outerOf body = later 2 (body.Params.Length - 2)
    let private over2 kind body = fn kind body (Array.append [| row; column |] (outerOf body))

    // The inverse or the determinant of another matrix over the same outer parameters.
    let private alike kind body = if kind = Determinant then fn kind body (outerOf body) else over2 kind body

    // The entry of L·R; the columns of L are indexed as the first parameter of R.
    let private product left right = mono one [| (bodyOf right).Params[0] |] [ entry left row 0; entry right 0 column ]

    let private matrix (site: Site) =
        let a, kind, axes, body = site.Closure [ Inverse; Determinant ]
        need (axes = 1) "rows and columns take several indices"
        a, kind, body

    // The value of the closure, over its body's parameters; that of a determinant is free of the row and the column.
    let private becomes (site: Site) (value: Mono list) =
        let a = site.Factor.Atom
        let pars = (bodyOf a).Params
        let hidden = pars.Length - a.Slots.Length
        let result = close Base (poly pars value)
        need (result.Slots |> Array.forall (fun s -> ordinal s >= hidden)) "the value depends on the row or the column"
        [ site.With(pow (mapAtom (fun s -> a.Slots[ordinal s - hidden]) result) site.Factor.Exp :: site.Others) ]

    // exp of the sum of terms over the row or the column, whichever occurs.
    let private expSum (pars: string[]) terms =
        let summed t = mono t.C (Array.append t.Bound [| pars[0] |]) [ for f in t.Factors -> mapFactor (fun s -> if s = row || s = column then t.Bound.Length else s) f ]
        single (close Exp (poly pars (List.map summed terms)))

    // Whether a part of a matrix is defined where the whole is: each power is, or the whole holds it at all values of its own indices, or at the same.
    let private isDefined (site: Site) whole part =
        let isOwn s = isBound s || ordinal s < 2
        let met = [ for t in whole.Terms do yield! t.Factors ]
        let covers all some =
            let own = Array.filter isOwn all
            (Array.distinct own).Length = own.Length && Array.forall2 (fun a s -> isOwn a || a = s) all some
        let isMet f =
            let slots = f.Atom.Slots |> Array.map (fun s -> if isBound s then s else part.Slots[ordinal s])
            met |> List.exists (fun g -> g.Exp = f.Exp && g.Atom.Head = f.Atom.Head && covers g.Atom.Slots slots)
        (bodyOf part).Terms |> Array.forall (fun t -> t.Factors |> Array.forall (fun f -> site.Granted.Signs.IsDefined f || isMet f))

    // The two matrices that the step names, over (row, inner, outer) and (inner, column, outer), or a column and a row without an inner index;
    // the inner steps turn the whole less their product, and less the unit matrix where asked for, into 0.
    let private factors (site: Site) body units =
        let left, right = site.Matrix 0, site.Matrix 1
        let n, outer = body.Params[0], Array.skip 2 body.Params
        let k = left.Params[1 .. left.Params.Length - outer.Length - 1]
        need (k.Length < 2 && left.Params = Array.concat [ [| n |]; k; outer ] && right.Params = Array.concat [ k; [| n |]; outer ]) "the matrices have other rows and columns"
        let isColumn = k.Length = 0
        let u = fn Base left (Array.append (if isColumn then [| row |] else [| row; column |]) (outerOf body))
        let v = fn Base right (Array.append (if isColumn then [| column |] else [| row; column |]) (outerOf body))
        need (isDefined site body u && isDefined site body v) "a matrix may be undefined"
        let whole = if isColumn then term one [ single u; single v ] else product u v
        let rest = poly body.Params [ yield! body.Terms; scale minusOne whole; yield! units ]
        need ((site.Run rest site.Step.Inner).Terms.Length = 0) "the matrix is not known to be that product"
        u, v, k

    // sum_j B(i,j) V(j,k) - δ(i,k), or sum_j V(k,j) B(j,i) - δ(i,k), over (i, k, outer), for V = inv(B). Where a delta holds a bound index,
    // the other one takes its place.
    let private cancellation v axes body isLeft =
        let i, k, outer = later 0 axes, later axes axes, later (2 * axes) (body.Params.Length - 2 * axes)
        let rows, columns = Array.take axes body.Params, Array.sub body.Params axes axes
        let rec substituted t =
            match t.Factors |> Array.tryFind (fun f -> f.Atom.Head = unitFactor.Atom.Head && Array.exists isBound f.Atom.Slots) with
            | None -> t
            | Some d ->
                let from = Array.find isBound d.Atom.Slots
                let into = Array.find ((<>) from) d.Atom.Slots
                let kept s = if isBound s && s > from then s - 1 else s
                let rest = [ for f in t.Factors do if f.Atom.AKey <> d.Atom.AKey then mapFactor (fun s -> kept (if s = from then into else s)) f ]
                substituted (mono t.C (Array.removeAt from t.Bound) rest)
        let summed t =
            let j = Array.init axes (fun o -> t.Bound.Length + o)
            let pars = if isLeft then Array.concat [ i; j; outer ] else Array.concat [ j; i; outer ]
            let inverse = single (at (Array.append (if isLeft then Array.append j k else Array.append k j) outer) v)
            let factors = t.Factors |> Array.map (mapFactor (fun s -> if isBound s then s else pars[ordinal s]))
            substituted (mono t.C (Array.append t.Bound (if isLeft then columns else rows)) (Array.append factors [| inverse |]))
        let free = if isLeft then rows else columns
        let unit = term minusOne [ for a, b in Array.zip i k -> single (atom DeltaOf [| a; b |]) ]
        poly (Array.concat [ free; free; Array.skip (2 * axes) body.Params ]) [ yield! Array.map summed body.Terms; unit ]

    let private cancel (site: Site) =
        let v, _, axes, body = site.Closure [ Inverse ]
        let isLeft = site.Data 0 = 0
        let law = cancellation v axes body isLeft
        let free = Array.init axes (fun o -> site.SlotAt(1 + o, Some law.Params[o]))
        let other = Array.sub v.Slots (if isLeft then axes else 0) axes
        solve site { Sum = law; At = Array.concat [ free; other; outerSlots v ]; First = 1 + axes } []

    let private factor (site: Site) =
        let _, kind, body = matrix site
        let p, q, k = factors site body []
        need (k = [| body.Params[0] |]) "the factors are not square"
        let p, q = alike kind (bodyOf p), alike kind (bodyOf q)
        becomes site [ (if kind = Inverse then product q p else term one [ single p; single q ]) ]

    let private unnest (site: Site) =
        let a, kind, body = matrix site
        match nested [ Inverse; MatrixExp ] a with
        | Some({ What = Closure(inside, _, b) } as inner) ->
            let value =
                match kind, inside with
                | Inverse, Inverse -> single (fn Base b inner.Slots)
                | Inverse, _ -> single (fn MatrixExp (negative b) inner.Slots)
                | _, Inverse -> pow (fn Determinant b (outerSlots inner)) minusOne
                | _ -> expSum body.Params (List.ofArray (over body.Params (fun s -> inner.Slots[ordinal s]) b).Terms)
            becomes site [ term one [ value ] ]
        | _ -> refuse "the matrix is no inverse or exponential"

    let private onDiagonal (site: Site) =
        let a, kind, _, body = site.Closure [ Inverse; Determinant; MatrixExp ]
        need ((innerSlots a).Length <= 2) "more than one exponential"
        match diagonal a with
        | None -> refuse "the matrix is not diagonal"
        | Some f when kind = Inverse -> becomes site [ term one [ unitFactor; pow f minusOne ] ]
        | Some f when kind = MatrixExp -> becomes site [ term one [ unitFactor; single (fn Exp (bodyOf f) f.Slots) ] ]
        | Some f ->
            let log power = term one [ single (close Log (poly body.Params [ term one [ pow f power ] ])) ]
            if site.Granted.Signs.IsPositive f then
                becomes site [ term one [ expSum body.Params [ log one ] ] ]
            else
                // An integer power is one of the square times the determinant itself, or 1.
                let q = site.Factor.Exp
                let half = Q.Of((q / Q.Of 2).Floor, System.Numerics.BigInteger.One)
                need (q.IsInteger && not half.IsZero && site.Granted.Signs.IsNonZero f) "the diagonal is not known to be positive"
                let squares = expSum body.Params [ scale half (log (Q.Of 2)) ]
                [ site.With(mapFactor (fun s -> a.Slots[ordinal s - 2]) squares :: pow a (q - Q.Of 2 * half) :: site.Others) ]

    let private scaled (site: Site) =
        let _, kind, body = matrix site
        let signs = site.Granted.Signs
        let taken, rest =
            if site.Step.Data.Length = 0 then
                let c = site.Step.Number
                need (not c.IsZero) "there is no such factor"
                single (fn Base (number [||] c) [||]), poly body.Params (Array.map (scale (one / c)) body.Terms)
            else
                let a = pointed site body
                pow a site.Step.Number, divide a site.Step.Number (signs.IsPositive a) body
        let a, e, slots = taken.Atom, taken.Exp, taken.Atom.Slots
        let own = slots |> Array.filter (fun s -> ordinal s < 2) |> Array.distinct
        let positive = signs.IsPositive a
        need (own.Length < 2 && not (Array.exists isBound slots)) "the factor is no function of the row or of the column alone"
        need (positive || e.IsInteger) "the factor is not known to be positive"
        let size = if own.Length = 0 then Terms.fixedSize body.Params[0] else None
        let isUnit = match rest with OneAtom a -> a.AKey = unitFactor.Atom.AKey | _ -> false
        need (positive || kind = Inverse || size.IsSome || not e.IsOne || not isUnit) "nothing is left of the matrix"
        let scale' =
            match kind, size with
            // The inverse of diag(a)·P is inv(P)·diag(1/a).
            | Inverse, _ -> pow (at (rowColumn column row slots) a) -e
            | _, Some n -> pow a (e * Q.Of n)
            | _ when positive -> expSum body.Params (List.map (scale e) (logarithm body.Params a))
            | _ -> pow (alike kind (poly body.Params [ term one [ unitFactor; single a ] ])) e
        becomes site [ term one [ scale'; single (alike kind rest) ] ]

    let private exchange (site: Site) =
        let _, kind, body = matrix site
        let unit = term one [ unitFactor ]
        let u, v, k = factors site body [ scale minusOne unit ]
        if k.Length = 1 then
            let m = k[0]
            let exchanged = alike kind (poly (Array.append [| m; m |] (Array.skip 2 body.Params)) [ unit; product v u ])
            becomes site (if kind = Determinant then [ term one [ single exchanged ] ]
                          else [ unit; mono minusOne [| m; m |] [ entry u row 0; entry exchanged 0 1; entry v 1 column ] ])
        else
            let met a = single (at (Array.append [| 0 |] (outerOf body)) a)
            let number = close Base (poly body.Params [ term one []; mono one [| body.Params[0] |] [ met v; met u ] ])
            becomes site (if kind = Determinant then [ term one [ single number ] ] else [ unit; term minusOne [ single u; single v; pow number minusOne ] ])

    // (P⊗Q)(inv(P)⊗inv(Q)) = 1⊗1; P⊗Q = (P⊗1)(1⊗Q), of which the first has the matrix P along its diagonal as often as Q has rows.
    let private kroneckered (site: Site) =
        let a, kind, axes, body = site.Closure [ Inverse; Determinant ]
        match kronecker false (site.Data 0) a with
        | None -> refuse "the matrix is no product over rows of their own"
        | Some(p, q) ->
            let own, outer = Array.take (2 * axes) body.Params, Array.skip (2 * axes) body.Params
            let raised part (other: KroneckerPart) =
                let power a n =
                    let number = fn Base a (later 2 outer.Length)
                    let multiple = poly (Array.append [| n; n |] outer) [ term one [ unitFactor; single number ] ]
                    poly outer [ term one [ single (fn Determinant multiple (identity outer.Length)) ] ]
                let dims = Array.take other.Rows.Length other.Whole.Params
                single (fn Base (Array.fold power (poly outer [ term one [ single (determinantOf part) ] ]) dims) (identity outer.Length))
            let inverse part =
                let slots = Array.concat [ [| for o in part.Columns -> par (o - axes) |]; [| for o in part.Rows -> par (o + axes) |]; later (2 * axes) outer.Length ]
                single (atom (Closure(Inverse, part.Rows.Length, part.Whole)) slots)
            let value =
                if kind = Inverse then poly (Array.concat [ Array.skip axes own; Array.take axes own; outer ]) [ term one [ inverse p; inverse q ] ]
                else poly outer [ term one [ raised p q; raised q p ] ]
            [ site.With(pow (mapAtom (fun s -> a.Slots[ordinal s]) (close Base value)) site.Factor.Exp :: site.Others) ]

    // Cramer's rule: inv(B)(i,j) det(B) is the derivative of det(B) in the entry (j,i).
    let private leibniz (site: Site) =
        let _, kind, body = matrix site
        match Terms.fixedSize body.Params[0] with
        | Some n when n <= 4 ->
            let rec permutations items = match items with [] -> [ [] ] | _ -> [ for x in items do for rest in permutations (List.except [ x ] items) -> x :: rest ]
            let isReversed (p: int list) (i, j) = i < j && p[j] < p[i]
            let sign p = if (List.allPairs [ 0 .. n - 1 ] [ 0 .. n - 1 ] |> List.filter (isReversed p)).Length % 2 = 0 then one else minusOne
            // The bound index k has the value k: it is a sum of one term, whether B occurs or not.
            let entries (p: int list) left =
                [ for k in 0 .. n - 1 do
                      single (atom (UnitOf k) [| k |])
                      if k <> left then single (fn Base body (Array.append [| k; p[k] |] (outerOf body))) ]
            let bound = Array.create n body.Params[0]
            let reciprocal = pow (fn Determinant body (outerOf body)) minusOne
            becomes site [ for p in permutations [ 0 .. n - 1 ] do
                               if kind = Determinant then mono (sign p) bound (entries p -1)
                               else for l in 0 .. n - 1 do
                                        mono (sign p) bound (entries p l @ [ single (atom (UnitOf p[l]) [| row |]); single (atom (UnitOf l) [| column |]); reciprocal ]) ]
        | _ -> refuse "no matrix of a small fixed size"

    // An exponential at the first power: its atom, body, pairs of rows and columns, and outer slots.
    let private exponential (site: Site) place =
        let f = site.At place
        match f.Atom.What with
        | Closure(MatrixExp, _, body) when f.Exp.IsOne -> f.Atom, body, Array.chunkBySize 2 (innerSlots f.Atom) |> Array.map (fun p -> p[0], p[1]), outerSlots f.Atom
        | _ -> refuse "no matrix exponential"

    let private withPairs a (pairs: (Slot * Slot) seq) =
        single (at (Array.append [| for r, c in pairs do yield! [ r; c ] |] (outerSlots a)) a)

    let private incidence (site: Site) s = site.Term.Factors |> Array.sumBy (fun f -> f.Atom.Slots |> Array.filter ((=) s) |> Array.length)

    // exp(uB)·exp(vB) = exp((u + v)B): the sum over k is the integral of exp(sB)(a,b) times the length s of the times u from 0 to s. The same
    // holds of each other pair with its own time; all times add up to 1, and so do the lengths.
    let private join (site: Site) =
        let e, _, pairs, _ = exponential site site.Step.Factor
        let k = site.BoundAt 0
        match Array.tryFindIndex (fun (_, c) -> c = k) pairs, Array.tryFindIndex (fun (r, _) -> r = k) pairs with
        | Some into, Some from when into <> from && incidence site k = 2 ->
            let others = [ for o in 0 .. pairs.Length - 1 do if o <> into && o <> from then pairs[o] ]
            let joined = fst pairs[into], snd pairs[from]
            let splitAt o = withPairs e (joined :: List.removeAt o others @ [ fst others[o], k; k, snd others[o] ])
            site.Drop(site.Term.C, withPairs e (joined :: others) :: site.Others, [ k ])
            :: [ for o in 0 .. others.Length - 1 -> scale minusOne (site.With(splitAt o :: site.Others)) ]
        | _ -> refuse "the index does not join two pairs"

    // A matrix over (row, column, slots) from a body over (row, column, some of these slots).
    let private placed body transposed (outer: Slot[]) (slots: Slot[]) =
        let slot s = par (2 + System.Array.IndexOf(slots, s))
        fn Base body (Array.append (if transposed then [| column; row |] else [| row; column |]) (Array.map slot outer))

    // Where XY = YX, the binomial theorem holds for X + Y, and the product of the two series is the series of the sum.
    let private addExponents (site: Site) =
        let x, xBody, xPairs, xOuter = exponential site site.Step.Factor
        let y, yBody, yPairs, yOuter = exponential site (site.Data 1)
        let k = site.BoundAt 0
        need (site.Data 1 <> site.Step.Factor && xPairs.Length = 1 && yPairs.Length = 1) "not two exponentials"
        let i, j = System.Array.IndexOf(x.Slots[..1], k), System.Array.IndexOf(y.Slots[..1], k)
        need (i >= 0 && j >= 0 && incidence site k = 2) "the index does not join them alone"
        let outer = Array.append xOuter yOuter |> Array.distinct
        let pars = Array.append [| xBody.Params[0]; xBody.Params[0] |] (Array.map site.DimOf outer)
        let left, right = placed xBody (i = 0) xOuter outer, placed yBody (j = 1) yOuter outer
        let times c x y = mono c [| pars[0] |] [ mapFactor (fun s -> if s = column then 0 else s) (single x); mapFactor (fun s -> if s = row then 0 else s) (single y) ]
        let commutator = poly pars [ times one left right; times minusOne right left ]
        need ((site.Run commutator site.Step.Inner).Terms.Length = 0) "the matrices are not known to commute"
        let sum = poly pars [ term one [ single left ]; term one [ single right ] ]
        let product = fn MatrixExp sum (Array.append [| x.Slots[1 - i]; y.Slots[1 - j] |] outer)
        [ site.Drop(site.Term.C, single product :: site.Without [ site.Step.Factor; site.Data 1 ], [ k ]) ]

    // f·1 commutes with everything, and exp(s f·1) = exp(s f)·1; the times add up to 1.
    let private shift (site: Site) =
        let e, body, _, outer = exponential site site.Step.Factor
        let isUnit f = f.Atom.AKey = unitFactor.Atom.AKey
        let isMultiple t = Array.exists isUnit t.Factors && t.Factors |> Array.forall (fun f -> isUnit f || f.Atom.Slots |> Array.forall (fun s -> isBound s || ordinal s > 1))
        let units, others = Array.partition isMultiple body.Terms
        need (units.Length > 0) "no multiple of the unit matrix"
        let number = close Exp (poly body.Params [ for t in units -> mono t.C t.Bound (Array.filter (isUnit >> not) t.Factors) ])
        [ site.With(single (mapAtom (fun s -> outer[ordinal s - 2]) number) :: single (fn MatrixExp (poly body.Params others) e.Slots) :: site.Others) ]

    // R·B = N·R gives R·exp(sB) = exp(sN)·R at every time s, where with several pairs N is B itself: R·E - E'·R over (k, b, the further rows and
    // columns, the outer slots) is 0, and solved for the term that leads.
    let private intertwine (site: Site) =
        let e, body, pairs, _ = exponential site site.Step.Factor
        let r, n = site.Matrix 0, site.Matrix 1
        need (r.Params.Length = body.Params.Length && Array.tail r.Params = Array.tail body.Params) "the matrices have other rows and columns"
        need (n.Params = Array.concat [ [| r.Params[0]; r.Params[0] |]; Array.skip 2 body.Params ]) "the matrices have other rows and columns"
        need (pairs.Length = 1 || n.Key = body.Key) "there are more pairs than one"
        let left, right = over2 Base r, over2 Base n
        need (isDefined site body left && isDefined site body right) "a matrix may be undefined"
        let rest = poly r.Params [ product left (over2 Base body); scale minusOne (product right left) ]
        need ((site.Run rest site.Step.Inner).Terms.Length = 0) "the matrices are not known to intertwine"
        let further = later 2 (e.Slots.Length - 2)
        let outer = Array.skip (2 * pairs.Length - 2) further
        let before = mono one [| r.Params[1] |] [ single (at (Array.append [| 0; column |] further) e) ]
        let after = mono minusOne [| r.Params[0] |] [ single (fn MatrixExp n (Array.append [| row; 0 |] further)) ]
        let pars = Array.concat [ r.Params[..1]; Array.create (2 * pairs.Length - 2) body.Params[0]; Array.skip 2 body.Params ]
        let law = poly pars [ for t in r.Terms do
                                  splice before t (Array.append [| row; 0 |] outer)
                                  splice after t (Array.append [| 0; column |] outer) ]
        let slots = Array.append [| site.SlotAt(0, Some r.Params[0]); site.SlotAt(1, Some r.Params[1]) |] (Array.skip 2 e.Slots)
        solve site { Sum = law; At = slots; First = 2 } []

    let rules = [
        rule "cancel-inverse" "sum_j B(i,j) V(j,k) = δ(i,k) = sum_j V(k,j) B(j,i) for V = inv(B), solved for one term of the sum" cancel
        rule "factor-matrix" "inv(M) = inv(Q)·inv(P) and det(M) = det(P)·det(Q) for square P and Q that are defined where M is, if the inner steps turn M - P·Q into 0" factor
        rule "unnest-inverse" "inv(inv(B)) = B and det(inv(B)) = 1/det(B); inv(exp(B)) = exp(-B) and det(exp(B)) = exp(tr(B))" unnest
        rule "diagonal-matrix" "inv(B)(i,j) = δ(i,j)/f(i) and exp(B)(i,j) = δ(i,j) exp(f(i)) for B(i,j) = δ(i,j) f(i), and det(B) = exp(sum_i log f(i)) if f > 0; det(B)^2 = exp(sum_i log f(i)^2) if f is not 0" onDiagonal
        rule "scale-matrix" "inv(a(i)·P)(i,j) = inv(P)(i,j)/a(j) and det(a(i)·P) = exp(sum_i log a(i))·det(P) for a > 0, a^n·det(P) for a scalar a and a fixed size n, else det(a(i)·1)·det(P) where the power of a is an integer; likewise with a(j)" scaled
        rule "exchange-product" "det(1 + U·V) = det(1 + V·U) and inv(1 + U·V) = 1 - U·inv(1 + V·U)·V for U and V that are defined where M is, if the inner steps turn M - 1 - U·V into 0; for a column u and a row v' the inner one is the number 1 + v'·u" exchange
        rule "kronecker" "inv(P⊗Q) = inv(P)⊗inv(Q), and det(P⊗Q) = det(P)^q·det(Q)^p for p rows of P and q of Q; a^n is det(a·1) over n" kroneckered
        rule "leibniz" "det(B) = sum_σ sgn(σ) prod_k B(k,σ(k)) over the permutations σ, and inv(B)(i,j) = sum_σ sgn(σ) sum_l [i=σ(l)] [j=l] prod_k B(k,σ(k))/det(B) over k other than l, for a fixed size of at most 4" leibniz
        rule "join-times" "sum_k E(a,k; k,b; ...) + ... + sum_k E(a,b; ...; c,k; k,d; ...) = E(a,b; ...), where each pair is split in turn" join
        rule "add-exponents" "exp(X)·exp(Y) = exp(X + Y) if the inner steps turn X·Y - Y·X into 0" addExponents
        rule "shift-exponent" "E(a,b; ...) of f·1 + P is exp(f) times that of P, for a number f" shift
        rule "intertwine" "sum_l R(k,l) E(l,b; ...) = sum_l E'(k,l; ...) R(l,b), solved for one term of a sum, for E of B and E' of N, R and N being defined where B is, if the inner steps turn R·B - N·R into 0; N = B unless E has one pair" intertwine ]
