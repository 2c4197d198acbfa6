namespace DerivationKit.Checker

open DerivationKit.Checker.Polynomials
open DerivationKit.Checker.Sites

/// Laws of sums and deltas, of powers, functions and orders, of equations and cases, and of dimensions of a fixed size.
module internal ScalarRules =
    // sum_i δ(i,j) f(i) has one term; δ(i,j) f(i) = δ(i,j) f(j) since both are 0 unless i = j.
    let private ends (site: Site) from =
        match site.Factor.Atom with
        | { What = DeltaOf; Slots = [| i; j |] } when from = i || from = j ->
            let other = if from = i then j else i
            need (site.DimOf from = site.DimOf other) "a delta of different dimensions"
            from, other
        | _ -> refuse "the factor is no delta of the index"

    let private move from into = mapFactor (fun s -> if s = from then into else s)

    let private rename (site: Site) =
        let count = site.Term.Bound.Length
        let places = Array.init count site.Data
        need (isPermutation count places) "the places are no permutation"
        let bound = Array.init count (fun place -> site.Term.Bound[System.Array.IndexOf(places, place)])
        [ mono site.Term.C bound [ for f in site.Term.Factors -> mapFactor (fun s -> if isBound s then places[s] else s) f ] ]

    let private substitute (site: Site) =
        let from, into = ends site (site.BoundAt 0)
        [ site.Drop(site.Term.C, List.map (move from into) site.Others, [ from ]) ]

    let private identify (site: Site) =
        let slots = site.Factor.Atom.Slots
        need (slots.Length = 2) "the factor is no delta"
        let from, into = ends site (if site.Data 0 = 0 then slots[0] else slots[1])
        [ site.With(site.Factor :: List.map (move from into) site.Others) ]

    let private cardinality (site: Site) =
        let o = site.BoundAt 0
        [ sized site.Term.Bound[o] one (site.Drop(site.Term.C, List.ofArray site.Term.Factors, [ o ])) ]

    let private all = List.map fst Names.kinds
    let private replace (site: Site) a = [ site.With(pow a site.Factor.Exp :: site.Others) ]

    let private within (site: Site) =
        let a, kind, axes, body = site.Closure all
        replace site (atom (Closure(kind, axes, site.Run body site.Step.Inner)) a.Slots)

    // The rows and columns stay in front, and are numbered alike: as they are or, for all of them, exchanged.
    let private permute (site: Site) =
        let a, kind, axes, body = site.Closure all
        let own, count = own kind axes, body.Params.Length
        let half = own / 2
        let old = Array.init count site.Data
        let inner, outer = Shapes.innerSlots a, Shapes.outerSlots a
        need (isPermutation count old) "the places are no permutation"
        for o in 0 .. half - 1 do
            need (old[o] < own && old[o + half] = (old[o] + half) % own && (old[o] < half) = (old[0] < half)) "row and column are not reordered alike"
        let pairs = site.DataFrom count
        let front =
            if kind <> MatrixExp then [| for o in 0 .. inner.Length - 1 -> inner[old[o]] |]
            else
                let pairs = if pairs.Length = 0 then [| 0 .. inner.Length / 2 - 1 |] else pairs
                need (isPermutation (inner.Length / 2) pairs) "the pairs are others"
                [| for p in pairs do for o in old[..1] -> inner[2 * p + o] |]
        let body = over [| for o in old -> body.Params[o] |] (fun s -> par (System.Array.IndexOf(old, ordinal s))) body
        replace site (atom (Closure(kind, axes, body)) (Array.append front [| for o in Array.skip own old -> outer[o - own] |]))

    let private tidy (site: Site) =
        let a, kind, axes, body = site.Closure all
        let own, used, outer = own kind axes, used body, Shapes.outerSlots a
        let dims = Array.skip own body.Params
        need ((Array.distinct (Array.zip outer dims)).Length = (Array.distinct outer).Length) "one index, two dimensions"
        let slots = [| for o in 0 .. outer.Length - 1 do if Array.contains (par (own + o)) used then outer[o] |] |> Array.distinct
        let place s = if ordinal s < own then s else par (own + System.Array.IndexOf(slots, outer[ordinal s - own]))
        let pars = Array.append body.Params[.. own - 1] [| for s in slots -> dims[System.Array.IndexOf(outer, s)] |]
        replace site (atom (Closure(kind, axes, over pars place body)) (Array.append (Shapes.innerSlots a) slots))

    let private expand (site: Site) =
        let a, _, _, body = site.Closure [ Base ]
        need ((site.Factor.Exp - one).Sign >= 0) "the exponent is below 1"
        let rest = site.With(pow a (site.Factor.Exp - one) :: site.Others)
        [ for t in body.Terms -> splice rest t a.Slots ]

    // Of positive numbers, so that each power is one; log P is defined only for P > 0.
    let private splitExp (site: Site) =
        let a, _, _, body = site.Closure [ Exp ]
        let part t =
            match poly body.Params [ { t with C = one } ] with
            | OneAtom { What = Closure(Log, _, p); Slots = slots } -> fn Base p (Array.map (fun s -> a.Slots[ordinal s]) slots)
            | m -> fn Exp m a.Slots
        [ site.With([ for t in body.Terms -> pow (part t) (t.C * site.Factor.Exp) ] @ site.Others) ]

    let private cancelExponents (site: Site) =
        let places = List.ofArray (Array.distinct site.Step.Data)
        let factors = [ for o in places -> site.At o ]
        let slots = factors |> Seq.collect (fun f -> f.Atom.Slots) |> Seq.distinct |> Array.ofSeq
        let exponents f =
            match f.Atom.What with
            | Closure(Exp, _, body) -> [ for t in body.Terms -> splice (term f.Exp []) t [| for s in f.Atom.Slots -> par (System.Array.IndexOf(slots, s)) |] ]
            | _ -> refuse "the factor is no exponential"
        need (not factors.IsEmpty) "there is no exponential"
        let sum = poly (Array.map site.DimOf slots) (List.collect exponents factors)
        need ((site.AtRoot sum site.Step.Inner).Terms.Length = 0) "the exponents are not known to add up to 0"
        [ site.With(site.Without places) ]

    let private solveAgain (site: Site) =
        let result = site.Run (poly site.Whole.Params [ site.Term ]) site.Step.Inner
        let again, rest = result.Terms |> Array.partition (fun t -> t.MKey = site.Term.MKey)
        let left = one - (again |> Array.fold (fun sum t -> sum + t.C) Exact.zero) / site.Term.C
        need (not left.IsZero) "the term comes back as it was"
        [ for t in rest -> scale (one / left) t ]

    let private isSimple (site: Site) kind = kind = Base && site.Factor.Exp.IsInteger

    // Where the root of S·T with S > 0, or its logarithm, is defined, T >= 0; where S = 0, T has to be so of itself.
    let private isRootDefined (site: Site) kind rest =
        isSimple site kind || kind = Log || site.Factor.Exp.Sign < 0 || site.Granted.Signs.Is(NonNegative, rest)

    let private drawn (site: Site) a kind rest taken (e: Q) logarithm =
        if kind = Base then
            [ site.With(pow (mapAtom (fun s -> a.Slots[ordinal s]) taken) (e * site.Factor.Exp) :: pow (fn Base rest a.Slots) site.Factor.Exp :: site.Others) ]
        else
            let remaining = term one [ single (fn Log rest (identity a.Slots.Length)) ]
            site.Put(poly rest.Params (remaining :: List.map (scale e) logarithm), a.Slots)

    let private extract square (site: Site) =
        let a, kind, _, body = site.Closure [ Base; Log ]
        let taken, e = pointed site body, site.Step.Number
        need (not (Array.exists isBound taken.Slots)) "the factor depends on an index of the sum"
        let signs = site.Granted.Signs
        let some test = body.Terms |> Array.exists (fun t -> test (present taken t))
        let positive = signs.IsPositive taken
        let direct = not square && (positive || (isSimple site kind && (e.IsInteger || some (fun have -> have = e))))
        if square then need e.IsEven "the power is not even"
        // A power that is no integer is defined where its base is not negative.
        elif not direct then need (signs.IsNonNegative(single taken) || some (fun have -> not have.IsInteger)) "the factor may be negative"
        // What is inverted somewhere in the sum is not 0.
        let invertible = direct && (positive || (e.IsInteger && some (fun have -> have.Sign < 0)))
        let rest = divide taken e invertible body
        need (direct || isRootDefined site kind rest) "what is left may be negative where the factor is 0"
        let atom, e = if square then fn Base (alone body.Params taken (Q.Of 2)) taken.Slots, e / Q.Of 2 else taken, e
        drawn site a kind rest atom e (if kind = Log then logarithm body.Params atom else [])

    let private extractNumber (site: Site) =
        let a, kind, _, body = site.Closure [ Base; Log ]
        let c, k = site.Step.Number, site.Data 0
        need (not c.IsZero && k <> 0 && body.Terms.Length > 0 && (isSimple site kind || c.Sign > 0)) "no such factor, or not a positive one"
        let rest = poly body.Params (Array.map (scale (one / Exact.power c (System.Numerics.BigInteger k))) body.Terms)
        let number = fn Base (number [||] c) [||]
        drawn site a kind rest number (Q.Of k) [ term one [ single (fn Log (bodyOf number) [||]) ] ]

    let private lower (site: Site) =
        let a, _, _, body = site.Closure [ Base ]
        let q = site.Factor.Exp
        need (q.Sign < 0 && not q.IsInteger && body.Terms.Length = 1 && body.Terms[0].Bound.Length = 0) "not such a power"
        let p = body.Terms[0]
        [ splice (site.With(pow a (q + one) :: site.Others)) (term (one / p.C) [ for f in p.Factors -> pow f.Atom -f.Exp ]) a.Slots ]

    let private separate (site: Site) =
        let a, kind, _, body = site.Closure [ Base; Log ]
        need (body.Terms.Length = 1 && site.Step.Data.Length > 0) "not a product of sums"
        let inner = { site with Whole = body; Term = body.Terms[0] }
        let chosen = [ for o in 0 .. site.Step.Data.Length - 1 -> inner.BoundAt o ]
        let mine, others = inner.Term.Factors |> List.ofArray |> List.partition (fun f -> List.exists (fun o -> holds o f) chosen)
        let s = poly body.Params [ inner.Drop(one, mine, List.except chosen [ 0 .. inner.Term.Bound.Length - 1 ]) ]
        let t = poly body.Params [ inner.Drop(inner.Term.C, others, chosen) ]
        need (isSimple site kind || site.Granted.Signs.Is(NonNegative, s)) "the factor may be negative"
        need (isRootDefined site kind t) "what is left may be negative where the factor is 0"
        let sum = fn Base s (identity a.Slots.Length)
        drawn site a kind t sum one (if kind = Log then logarithm body.Params sum else [])

    let private parity (site: Site) =
        let a, kind, _, body = site.Closure [ Sin; Cos; Arcsin; Arctan; Erf ]
        let opposite = single (fn kind (negative body) (identity a.Slots.Length))
        site.Put(poly body.Params [ term (if kind = Cos then one else minusOne) [ opposite ] ], a.Slots)

    let private addition (site: Site) =
        let a, kind, _, body = site.Closure [ Sin; Cos ]
        let o = site.Data 0
        need (o >= 0 && o < body.Terms.Length) "there is no such term"
        let p = { body.Terms[o] with C = site.Step.Number }
        let f kind terms = single (fn kind (poly body.Params terms) (identity a.Slots.Length))
        let product c left right = term c [ f left [ p ]; f right [ yield! body.Terms; scale minusOne p ] ]
        let sum = if kind = Sin then [ product one Sin Cos; product one Cos Sin ] else [ product one Cos Cos; product minusOne Sin Sin ]
        site.Put(poly body.Params sum, a.Slots)

    let private circle (site: Site) =
        let a, kind, _, body = site.Closure [ Sin; Cos ]
        let square kind = pow (fn kind body a.Slots) (Q.Of 2)
        let other = if kind = Sin then Cos else Sin
        if site.Data 0 = 0 then
            [ for k in [ kind; other ] -> site.With(square k :: List.ofArray site.Term.Factors) ]
        else
            let q = site.Factor.Exp - Q.Of 2
            need (q.Sign >= 0) "the exponent is below 2"
            let rest = pow a q :: site.Others
            [ site.With rest; scale minusOne (site.With(square other :: rest)) ]

    // Both inverses lie between -π/2 and π/2, where the cosine is not negative.
    let private inverse (site: Site) =
        let a, kind, _, body = site.Closure [ Sin; Cos ]
        match body with
        | OneAtom { What = Closure((Arcsin | Arctan) as arc, _, p); Slots = slots } ->
            let square = poly p.Params [ term one []; term (if arc = Arctan then one else minusOne) [ pow (fn Base p (identity slots.Length)) (Q.Of 2) ] ]
            let root = pow (fn Base square slots) (Q.Of((if arc = Arctan then -1 else 1), 2))
            let value = if kind = Cos then [ root ] else single (fn Base p slots) :: (if arc = Arctan then [ root ] else [])
            site.Put(poly body.Params [ term one value ], a.Slots)
        | _ -> refuse "not one inverse function"

    let private rightAngle (site: Site) =
        let a, _, _, body = site.Closure [ Arcsin ]
        need (constant body = Some one) "not the arcsine of 1"
        site.Put(poly body.Params [ term (Q.Of 2) [ single (fn Arctan body (identity a.Slots.Length)) ] ], a.Slots)

    let private squareRoot (site: Site) =
        let a, _, _, body = site.Closure [ Base ]
        let o = site.Data 0
        need (o >= 0 && o < site.Granted.NonNegative.Length) "there is no such given"
        let r = site.Granted.NonNegative[o]
        let square = poly r.Params [ term one [ pow (fn Base r (identity r.Params.Length)) (Q.Of 2) ] ]
        need ((site.Run square site.Step.Inner).Key = body.Key) "another square"
        [ site.With(pow (fn Base r a.Slots) (Q.Of 2 * site.Factor.Exp) :: site.Others) ]

    let private order f = match f.Atom with { What = AtLeastOf; Slots = [| i; j |] } -> i, j | _ -> refuse "the factor is no order"
    let private delta i j = single (atom DeltaOf [| i; j |])

    let private antisymmetry (site: Site) =
        let (i, j), (k, l) = order site.Factor, order (site.At(site.Data 0))
        need (i = l && j = k) "not one order and its reverse"
        [ site.With(delta i j :: site.Without [ site.Step.Factor; site.Data 0 ]) ]

    let private totality (site: Site) =
        let i, j = order site.Factor
        [ site.With site.Others; site.With(delta i j :: site.Others); scale minusOne (site.With(single (atom AtLeastOf [| j; i |]) :: site.Others)) ]

    let private fold (site: Site) =
        let a, _, _, body = site.Closure [ Base ]
        solve site { Sum = body; At = a.Slots; First = 0 } [ single a ]

    let private given (site: Site) =
        let o = site.Data 0
        need (o >= 0 && o < site.Granted.Equations.Length) "there is no such equation"
        let equation = site.Run site.Granted.Equations[o] site.Step.Inner
        let slots = equation.Params |> Array.mapi (fun i dim -> site.SlotAt(1 + i, Some dim))
        let e = { Sum = equation; At = slots; First = 1 + slots.Length }
        if site.Step.Factor < 0 then solve site e []
        else
            // The equation of an atom holds in each of its powers.
            let lead, others = lead site e
            match lead with
            | { Bound = [||]; Factors = [| f |] } when f.Exp.IsOne && (mapAtom (fun s -> slots[ordinal s]) f.Atom).AKey = site.Factor.Atom.AKey ->
                let distinct = Array.distinct slots
                let solution = poly equation.Params (Array.map (scale (minusOne / lead.C)) others)
                replace site (fn Base (over (Array.map site.DimOf distinct) (fun s -> par (System.Array.IndexOf(distinct, slots[ordinal s]))) solution) distinct)
            | _ -> refuse "another atom"

    // Whether an equation is given, over the axes of a tensor, and over the others alone.
    let private isGiven (site: Site) pars terms = (let key = (poly pars terms).Key in site.Granted.Equations |> Array.exists (fun e -> e.Key = key))

    let private cell f = match f.Atom.What with Cell(_, dims) -> f.Atom, dims | _ -> refuse "the factor is no entry"

    // M² = M, or M² = 1.
    let private isTwoValued (site: Site) f isBit =
        let a, dims = cell f
        let m = at (identity dims.Length) a
        isGiven site dims [ term one [ pow m (Q.Of 2) ]; term minusOne (if isBit then [ single m ] else []) ]

    // C(j) C(k) = C(j) δ(j,k) and sum_j C(j) = 1, which real numbers solve only where one is 1 and the others are 0.
    let private isOneHot (site: Site) f axis =
        let a, dims = cell f
        let first, k = at (identity dims.Length) a, par dims.Length
        let second = at (Array.updateAt axis k first.Slots) first
        let summed = at (Array.init dims.Length (fun i -> if i = axis then 0 elif i < axis then par i else par (i - 1))) a
        isGiven site (Array.append dims [| dims[axis] |]) [ term one [ single first; single second ]; term minusOne [ single first; delta first.Slots[axis] k ] ]
        && isGiven site (Array.removeAt axis dims) [ mono one [| dims[axis] |] [ single summed ]; term minusOne [] ]

    // A function of the body, and an entry in it that the data point at.
    let private pointedEntry (site: Site) =
        let a, kind, _, body = site.Closure [ Base; Exp; Log; Sin; Cos; Arctan; Erf ]
        need (site.Data 0 >= 0 && site.Data 0 < body.Terms.Length) "there is no such term"
        let t = body.Terms[site.Data 0]
        need (site.Data 1 >= 0 && site.Data 1 < t.Factors.Length) "there is no such factor"
        a, kind, body, t.Factors[site.Data 1]

    // The law states the function in every case, so that it has to be defined in every case.
    let private defined (site: Site) a steps =
        let f = pow a site.Factor.Exp
        match a.What with
        | Closure((Base | Exp), _, _) -> ()
        | _ -> need (f.Exp.IsInteger && f.Exp.Sign > 0) "a power that may not be defined"
        let argument body = poly body.Params [ term one [ single (fn Base body (identity body.Params.Length)) ] ]
        Signs.Asked f |> Option.iter (fun kind -> need (site.Granted.Signs.Is(kind, site.Run (argument (bodyOf a)) steps)) "the function is not known to be defined in every case")
        f

    let private select (site: Site) =
        let a, kind, body, entry = pointedEntry site
        let axis = site.Data 2
        need (axis >= 0 && axis < entry.Atom.Slots.Length && isOneHot site entry axis) "no entry of one-hot rows"
        need (entry.Atom.Slots |> Array.indexed |> Array.forall (fun (i, s) -> i = axis || not (isBound s))) "the row is no parameter"
        let dim = (snd (cell entry))[axis]
        let hot = par body.Params.Length

        // Where the entry at hot is 1, C(i,k) is δ(k,hot), which makes hot of a bound k.
        let rec where t =
            let isIt f = f.Atom.Head = entry.Atom.Head && f.Exp.IsInteger && f.Exp.Sign > 0 && Array.updateAt axis entry.Atom.Slots[axis] f.Atom.Slots = entry.Atom.Slots
            match Array.tryFindIndex isIt t.Factors with
            | None -> t
            | Some o ->
                let k, rest = t.Factors[o].Atom.Slots[axis], Array.removeAt o t.Factors
                if not (isBound k) then where (mono t.C t.Bound [ yield! rest; delta k hot ])
                else where (mono t.C (Array.removeAt k t.Bound) [ for f in rest -> mapFactor (fun s -> if s = k then hot elif s > k then s - 1 else s) f ])

        let index = site.Term.Bound.Length
        let chosen = at [| for i in 0 .. entry.Atom.Slots.Length - 1 -> if i = axis then index else a.Slots[ordinal entry.Atom.Slots[i]] |] entry.Atom
        let cases = close kind (poly (Array.append body.Params [| dim |]) (Array.map where body.Terms))
        let chosenCase = mapFactor (fun s -> if s = hot then index else a.Slots[ordinal s]) (defined site cases site.Step.Inner)
        [ mono site.Term.C (Array.append site.Term.Bound [| dim |]) (single chosen :: chosenCase :: site.Others) ]

    let private decide (site: Site) =
        match site.Factor.Atom.What with
        | Cell _ ->
            need (site.Factor.Exp.Sign > 0 && isTwoValued site site.Factor true) "no positive power of an entry that is 0 or 1"
            [ site.With(single site.Factor.Atom :: site.Others) ]
        | _ ->
            let a, kind, body, entry = pointedEntry site
            let isBit = isTwoValued site entry true
            need ((isBit || isTwoValued site entry false) && not (Array.exists isBound entry.Atom.Slots)) "no entry of two values that depends on parameters alone"
            let at (value: Q) =
                let put t =
                    let q = present entry.Atom t
                    need (q.IsInteger && (q.Sign >= 0 || not value.IsZero)) "a power that is not defined in every case"
                    let c = if q.IsZero then t.C else t.C * Exact.power value q.Num
                    mono c t.Bound (t.Factors |> Array.filter (fun f -> f.Atom.AKey <> entry.Atom.AKey))
                defined site (fn kind (poly body.Params (Array.map put body.Terms)) a.Slots) [||]
            let u, v = (if isBit then Exact.zero else minusOne), one
            let low, high, m = at u, at v, single (mapAtom (fun s -> a.Slots[ordinal s]) entry.Atom)
            let scaled c factors = mono (site.Term.C * c / (v - u)) site.Term.Bound (factors @ site.Others)
            [ scaled v [ low ]; scaled minusOne [ m; low ]; scaled one [ m; high ]; scaled -u [ high ] ]

    let private unroll (site: Site) =
        let i = site.SlotAt(0, None)
        match Terms.fixedSize (site.DimOf i) with
        | Some n when n <= 16 -> [ for k in 0 .. n - 1 -> site.With(single (atom (UnitOf k) [| i |]) :: List.ofArray site.Term.Factors) ]
        | _ -> refuse "the size is not fixed, or too large"

    let private unitOf f = match f.Atom with { What = UnitOf value; Slots = [| i |] } -> value, i | _ -> refuse "the factor is no unit"

    let private meet (site: Site) =
        let (k, i), (l, j) = unitOf site.Factor, unitOf (site.At(site.Data 0))
        if site.Step.Data.Length > 1 then
            need (order (site.At(site.Data 1)) = (i, j)) "not the order of these indices"
            if k >= l then [ site.With(site.Without [ site.Data 1 ]) ] else []
        else
            need ((i = j) <> (k = l) && site.DimOf i = site.DimOf j) "no index with two values, nor two with one"
            if i = j then [] else [ site.With(delta i j :: site.Without [ site.Data 0 ]) ]

    let private singleValue (site: Site) =
        let k, i = unitOf site.Factor
        need (isBound i && (match Terms.fixedSize (site.DimOf i) with Some n -> k < n | None -> false)) "no sum that has such a term"
        [ site.Drop(site.Term.C, site.Others, [ i ]) ]

    let rules = [
        rule "rename" "bound indices may be renamed: data[o] is the new place of index o, a permutation" rename
        rule "substitute" "sum_i δ(i,j) f(i) = f(j)" substitute
        rule "identify" "δ(i,j) f(i) = δ(i,j) f(j)" identify
        rule "cardinality" "sum_i c = n·c where i runs through n and does not occur in c" cardinality
        rule "within" "f(P) = f(Q) if the inner steps turn P into Q" within
        rule "permute" "the parameters of a closure may be put in another order: data[i] is the old place of parameter i; inv(B)(i,j) = inv(B')(j,i), det B = det B', exp(sB)(i,j) = exp(sB')(j,i), whose pairs may be reordered, too" permute
        rule "tidy" "a parameter that does not occur may be dropped, and two that stand for one index may be made one, but not a matrix's row and column" tidy
        rule "expand" "(a + b)^k = (a + b)^(k-1) a + (a + b)^(k-1) b for k >= 1" expand
        rule "split-exp" "exp(a·M + b·log P) = exp(M)^a P^b; log P is defined, so P > 0" splitExp
        rule "cancel-exponents" "exp(P)^p·exp(Q)^q· ... = 1 if the inner steps, each as for a whole claim, turn p·P + q·Q + ... into 0" cancelExponents
        rule "solve" "T = R/(1-c) if the inner steps turn T into c·T + R with a number c other than 1" solveAgain
        rule "extract-atom" "(a^e P)^q = a^(eq) P^q, and log(a^e P) = e log a + log P; a > 0 unless q is an integer and a^e occurs or e is one, or a >= 0 divides all and P >= 0 if q > 0" (extract false)
        rule "extract-square" "(a^(2k) P)^q = (a^2)^(kq) P^q, and log(a^(2k) P) = k log(a^2) + log P, for integers k; P >= 0 if q > 0" (extract true)
        rule "extract-number" "(c^k P)^q = c^(kq) P^q, and log(c^k P) = k log c + log P; c > 0 unless q is an integer" extractNumber
        rule "lower" "P^q = P^(q+1)/P for a single product P and q < 0 that is no integer" lower
        rule "separate" "(S·T)^q = S^q T^q, and log(S·T) = log S + log T, for sums S and T over different indices; unless q is an integer, S >= 0, and T >= 0 if q > 0" separate
        rule "parity" "f(-P) = -f(P) for f = sin, arcsin, arctan, erf, and cos(-P) = cos(P)" parity
        rule "addition" "sin(P + Q) = sin P cos Q + cos P sin Q, and cos(P + Q) = cos P cos Q - sin P sin Q" addition
        rule "circle" "1 = f(P)^2 + g(P)^2, and f(P)^q = f(P)^(q-2) (1 - g(P)^2) for q >= 2, where f and g are sin and cos" circle
        rule "inverse" "sin(arcsin P) = P, cos(arcsin P) = (1-P^2)^(1/2), sin(arctan P) = P (1+P^2)^(-1/2), cos(arctan P) = (1+P^2)^(-1/2)" inverse
        rule "right-angle" "arcsin 1 = 2 arctan 1" rightAngle
        rule "square-root" "P^q = R^(2q) where R >= 0 is given and the inner steps turn R² into P" squareRoot
        rule "antisymmetry" "[i >= j] [j >= i] = δ(i,j)" antisymmetry
        rule "totality" "[j >= i] = 1 + δ(i,j) - [i >= j]" totality
        rule "fold" "P^q·sum T·r = P^(q+1)·r/c - P^q·U·r/c where P = c·sum T + U and the indices of T do not occur in r" fold
        rule "given" "sum T·r = -U·r/c where c·sum T + U = 0 is given and the indices of T do not occur in r, which may divide by what is not 0; T^q = (-U/c)^q for an atom T" given
        rule "select" "f(sum_j C(i,j) P(j) + U) = sum_j C(i,j) f(P(j) + U) where by the givens one C(i,j) is 1 and the others are 0; the inner steps turn P(j) + U into what is known to be in f's domain" select
        rule "decide" "f(M) = (f(u) (v - M) + f(v) (M - u))/(v - u) where by the givens the entry M is u or v, 0 or 1 or else -1 or 1; M^q = M for 0, 1 and q > 0" decide
        rule "unroll" "T = sum_k [i=k] T, written out for an index i of a fixed size" unroll
        rule "meet" "[i=k] [i=l] = 0 for k other than l, [i=k] [j=k] = [i=k] δ(i,j), and [i=k] [j=l] [i >= j] is [i=k] [j=l] or 0" meet
        rule "single" "sum_i [i=k] = 1 where i occurs nowhere else" singleValue ]
