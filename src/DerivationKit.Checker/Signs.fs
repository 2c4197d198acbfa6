namespace DerivationKit.Checker

open DerivationKit.Checker.Polynomials

/// A matrix taken apart into P⊗Q: which parameters of the whole are the row and the column of a part, and the part over these and the outer ones.
type internal KroneckerPart = { Rows: int[]; Columns: int[]; Whole: Poly }

/// The shapes of matrices that several laws need.
module internal Shapes =
    let row, column = par 0, par 1
    let unitFactor = single (atom DeltaOf [| row; column |])

    /// Kind, axes, body, and the slots of rows and columns and those that are left, of a closure.
    let (|Fn|_|) a = match a.What with Closure(kind, axes, body) -> Some(kind, axes, body) | _ -> None

    let outerCount kind axes body = body.Params.Length - own kind axes
    let outerSlots a = match a with Fn(kind, axes, body) -> Array.skip (a.Slots.Length - outerCount kind axes body) a.Slots | _ -> [||]
    let innerSlots a = match a with Fn(kind, axes, body) -> Array.take (a.Slots.Length - outerCount kind axes body) a.Slots | _ -> [||]
    let later first count : Slot[] = Array.init count (fun o -> par (first + o))

    /// The matrix of an inverse or a determinant where it is itself an inverse or an exponential of a matrix, or the transpose of one.
    let nested kinds a =
        match a with
        | Fn(_, 1, OneAtom(Fn(kind, 1, _) as inner)) when
            List.contains kind kinds && (innerSlots inner).Length = 2
            && Array.forall2 (=) (Array.map (fun s -> ordinal s < 2) inner.Slots) (Array.init inner.Slots.Length (fun o -> o < 2))
            && inner.Slots[0] <> inner.Slots[1] -> Some inner
        | _ -> None

    /// f(i) for the matrix δ(i,j) f(i), over the parameters of the body.
    let diagonal a =
        match a with
        | Fn(kind, 1, body) when own kind 1 = 2 && body.Terms |> Array.forall (fun t -> t.Factors |> Array.exists (fun f -> f.Atom.AKey = unitFactor.Atom.AKey)) ->
            let entry t =
                let others = t.Factors |> Array.filter (fun f -> f.Atom.AKey <> unitFactor.Atom.AKey)
                mono t.C t.Bound (Array.map (mapFactor (fun s -> if s = column then row else s)) others)
            Some(atom (Closure(Base, 1, poly body.Params (Array.map entry body.Terms))) [| row; row; yield! later 2 (body.Params.Length - 2) |])
        | _ -> None

    // The factors of a term that hang together with a parameter through rows, columns and bound indices; and the others.
    let private cut count first t =
        let inside s = isBound s || ordinal s < count
        let rec grow reached =
            let met = t.Factors |> Array.filter (fun f -> f.Atom.Slots |> Array.exists (fun s -> Set.contains s reached))
            let more = met |> Seq.collect _.Atom.Slots |> Seq.filter inside |> Set.ofSeq |> Set.union reached
            if more = reached then reached else grow more

        let reached = grow (Set.singleton first)
        let half c within =
            let bound = [| for o in 0 .. t.Bound.Length - 1 do if reached.Contains o = within then o |]
            let factors = t.Factors |> Array.filter (fun f -> Array.exists reached.Contains f.Atom.Slots = within)
            mono c [| for o in bound -> t.Bound[o] |] [ for f in factors -> mapFactor (fun s -> if isBound s then System.Array.IndexOf(bound, s) else s) f ]

        [| for s in Set.toArray reached |> Array.rev do if not (isBound s) then ordinal s |], half Exact.one true, half t.C false

    /// P and Q of a matrix P⊗Q over rows of several indices, the given one of them being P's.
    let kronecker anyOrder first a =
        match a with
        | Fn(kind, axes, body) when axes > 1 && first >= 0 && first < axes && body.Terms.Length > 0 ->
            let count = own kind axes
            let cuts = body.Terms |> Array.map (cut count (par first))
            let mine, part, _ = cuts[0]
            let over (kept: int[]) terms =
                let place s = par (if ordinal s < count then System.Array.IndexOf(kept, ordinal s) else ordinal s - count + kept.Length)
                { Rows = Array.filter (fun o -> o < axes) kept
                  Columns = Array.filter (fun o -> o >= axes) kept
                  Whole = poly body.Params terms |> over (Array.append [| for o in kept -> body.Params[o] |] (Array.skip count body.Params)) place }
            let isSquare p =
                let dims places = places |> Array.map (fun o -> body.Params[o]) |> Array.sort
                p.Rows.Length > 0 && dims p.Rows = dims p.Columns
            let p = over mine [ part ]
            let q = over (Array.except mine [| 0 .. count - 1 |]) [ for _, _, others in cuts -> others ]
            let apart = cuts |> Array.forall (fun (_, other, _) -> other.MKey = part.MKey) && isSquare p && isSquare q
            if apart && (anyOrder || kind = Inverse || p.Columns = Array.map ((+) axes) p.Rows) then Some(p, q) else None
        | _ -> None

    /// The determinant of a part, over the outer parameters.
    let determinantOf p = atom (Closure(Determinant, p.Rows.Length, p.Whole)) (identity (p.Whole.Params.Length - 2 * p.Rows.Length))

/// Decides signs by structure. What it affirms holds wherever the parts are defined; what it denies is merely unknown.
type internal Signs(facts: (Claimed * string) seq) =
    let known = System.Collections.Generic.HashSet<struct (Claimed * string)>(seq { for kind, subject in facts -> struct (kind, subject) })
    let half = Q.Of(1, 2)

    let knowsOf kind subject =
        known.Contains(struct (kind, subject)) || ((kind = NonNegative || kind = NonZero) && known.Contains(struct (Positive, subject)))

    let knows kind a = knowsOf kind (match a.What with Closure(Base, _, body) -> body.Key | _ -> a.Head)

    // All ways to exchange bound indices of one dimension in pairs, besides those that are exchanged already.
    let rec mirrors (t: Mono) from (mirror: Map<Slot, Slot>) =
        seq {
            if from = t.Bound.Length then
                if not mirror.IsEmpty then mirror
            else
                if not (mirror.ContainsKey from) then
                    for other in from + 1 .. t.Bound.Length - 1 do
                        if t.Bound[other] = t.Bound[from] && not (mirror.ContainsKey other) then
                            yield! mirrors t (from + 1) (mirror.Add(from, other).Add(other, from))
                yield! mirrors t (from + 1) mirror
        }

    /// Of what a condition speaks: of an atom, at all its indices, where the polynomial is one at different indices; else of the polynomial.
    static member Subject p =
        match p with
        | OneAtom a when Array.distinct a.Slots = a.Slots ->
            match a.What with
            | Cell _ -> a.Head
            | Closure(kind, _, _) when kind <> Base -> a.Head
            | _ -> p.Key
        | _ -> p.Key

    /// What a power or a logarithm asks of its body.
    static member Asked f =
        match f.Atom.What with
        | Closure(Log, _, _) -> Some Positive
        | Closure(Base, _, _) when f.Exp.IsInteger -> if f.Exp.Sign < 0 then Some NonZero else None
        | Closure(Base, _, _) -> Some(if f.Exp.Sign < 0 then Positive else NonNegative)
        | _ -> None

    /// The same, and what a polynomial asks that is known to be defined: a body at different indices is met at all of its values.
    member _.Where(isDefined: Poly) =
        let rec asked p =
            [ for t in p.Terms do
                for f in t.Factors do
                    match f.Atom.What with
                    | Closure(_, _, body) when Array.distinct f.Atom.Slots = f.Atom.Slots ->
                        yield! asked body
                        for kind in Option.toList (Signs.Asked f) do kind, Signs.Subject body
                    | _ -> () ]
        Signs(Seq.append facts (asked isDefined))

    /// Whether the polynomial is of the kind. Every size is at least 1, so that a sum over an index has a term.
    member s.Is(kind, p) : bool =
        Work.Spend 10
        knowsOf kind (Signs.Subject p)
        || match kind with
           | NonNegative -> Array.forall s.IsNonNegativeTerm p.Terms || Array.exists (s.IsNonNegativeBy p) p.Terms
           | Positive -> Array.forall s.IsNonNegativeTerm p.Terms && Array.exists s.IsPositiveTerm p.Terms
           | NonZero -> s.Is(Positive, p) || s.Is(Positive, negative p) || (p.Terms.Length = 1 && s.IsNonZeroProduct p.Terms[0])
           | Zero | Semidefinite -> false

    member s.IsPositive a : bool =
        knows Positive a
        || match a.What with
           | SizeOf _ | Closure(Exp, _, _) -> true
           | Closure(Determinant, 1, body) ->
               // det(exp(B)) = exp(tr(B)); a definite matrix is a semidefinite one that is regular.
               (Shapes.nested [ MatrixExp ] a).IsSome
               || (s.IsSemidefinite(body, Shapes.row, Shapes.column) && (Array.exists (s.IsDefinite body) body.Terms || knows NonZero a))
           | Closure((Base | Arctan | Erf | Arcsin), _, body) -> s.Is(Positive, body)
           | _ -> false

    member s.IsNonZero a : bool =
        s.IsPositive a
        || knows NonZero a
        || match a.What with
           | Closure(Determinant, _, _) -> s.IsInvertible a
           | Closure(Base, _, body) -> s.Is(NonZero, body)
           | _ -> false

    member s.IsNonNegative f : bool =
        not f.Exp.IsInteger || f.Exp.IsEven || knows NonNegative f.Atom
        || match f.Atom.What, f.Atom.Slots with
           | (DeltaOf | AtLeastOf | UnitOf _), _ -> true
           | _, [| i; j |] when i = j && knows Semidefinite f.Atom -> true
           | Closure((Base | Arctan | Erf | Arcsin), _, body), _ -> s.Is(NonNegative, body)
           | _ -> s.IsPositive f.Atom

    /// Whether a power is certainly defined, whatever its indices.
    member s.IsDefined f : bool =
        Work.Spend 1
        match f.Atom.What with
        | Closure((Log | Arcsin), _, _) -> false
        | Closure(Inverse, axes, body) when axes > 1 || not (s.IsNonZero(atom (Closure(Determinant, 1, body)) (Shapes.outerSlots f.Atom))) -> false
        | Closure(_, _, body) when body.Terms |> Array.exists (fun t -> not (Array.forall s.IsDefined t.Factors)) -> false
        | _ when not f.Exp.IsInteger -> s.IsPositive f.Atom
        | _ -> f.Exp.Sign > 0 || s.IsNonZero f.Atom

    // The determinant of an inverse, of a diagonal or of a product over rows of their own, none of which is 0; or of a multiple of such a matrix, or
    // of the opposite of what is known.
    member private s.IsInvertible a =
        (Shapes.nested [ Inverse ] a).IsSome
        || (match a.What with Closure(kind, axes, body) -> knows NonZero (atom (Closure(kind, axes, negative body)) a.Slots) | _ -> false)
        || (match Shapes.diagonal a with Some entry -> s.IsNonZero entry | None -> false)
        || s.IsMultiple a
        || (match Shapes.kronecker true 0 a with
            | Some(p, q) -> s.IsNonZero(Shapes.determinantOf p) && s.IsNonZero(Shapes.determinantOf q)
            | None -> false)

    // Rows or columns are scaled by factors that are not 0: such a factor holds no index of the row beside one of the column.
    member private s.IsMultiple a =
        match a.What with
        | Closure(Determinant, axes, ({ Terms = [| t |] } as body)) when t.Bound.Length = 0 ->
            let matrix, others = t.Factors |> Array.partition (fun f -> Seq.forall (fun o -> holds (par o) f) (seq { 0 .. 2 * axes - 1 }))
            let scales f = not (Seq.exists (fun o -> holds (par o) f) (seq { 0 .. axes - 1 }) && Seq.exists (fun o -> holds (par o) f) (seq { axes .. 2 * axes - 1 }))
            matrix.Length > 0 && (others.Length > 0 || not t.C.IsOne)
            && others |> Array.forall (fun f -> scales f && s.IsNonZero f.Atom)
            && s.IsNonZero(atom (Closure(Determinant, axes, poly body.Params [ mono Exact.one [||] matrix ])) a.Slots)
        | _ -> false

    member private s.IsSemidefinite(p, i, j) = p.Terms |> Array.forall (fun t -> t.C.Sign > 0 && s.IsForm(t, [ i; j ]))

    // The inverse of M is semidefinite as M is: v'·inv(M)·v = w'·M'·w for w = inv(M)·v.
    member private s.IsSemidefiniteAtom a i j =
        (a.Slots |> Array.filter (fun x -> x = i || x = j)).Length = 2 && Array.contains i a.Slots && Array.contains j a.Slots
        && match a.What with
           | DeltaOf -> true
           | _ when a.Slots.Length = 2 && knows Semidefinite a -> true
           | Closure(Base, _, body) -> s.IsSemidefinite(body, par (System.Array.IndexOf(a.Slots, i)), par (System.Array.IndexOf(a.Slots, j)))
           | Closure(Inverse, 1, body) -> not (Array.exists (fun x -> x = i || x = j) (Shapes.outerSlots a)) && s.IsSemidefinite(body, Shapes.row, Shapes.column)
           | _ -> false

    // An entrywise product of semidefinite matrices is regular where all of them are (Schur).
    member private s.IsDefinite body t =
        let isRegular a =
            holds Shapes.row (single a) && holds Shapes.column (single a)
            && match a.What with
               | DeltaOf -> true
               | Closure(Inverse, 1, _) -> Array.contains Shapes.row a.Slots[..1] && Array.contains Shapes.column a.Slots[..1]
               | Cell _ when a.Slots.Length = 2 ->
                   let matrix = poly body.Params[..1] [ mono Exact.one [||] [ single (at [| Shapes.row; Shapes.column |] a) ] ]
                   knows NonZero (atom (Closure(Determinant, 1, matrix)) [||])
               | _ -> false
        t.Bound.Length = 0
        && t.Factors |> Array.exists (fun f -> holds Shapes.row f && isRegular f.Atom)
        && t.Factors |> Array.forall (fun f -> if holds Shapes.row f || holds Shapes.column f then isRegular f.Atom else s.IsPositive f.Atom)

    member private s.IsNonZeroProduct t = t.Bound.Length = 0 && t.Factors |> Array.forall (fun f -> s.IsNonZero f.Atom)

    // Masks and units that each hold a bound index of their own are all 1 at some values of these.
    member private s.IsPositiveTerm t =
        let isOwn f index = t.Factors |> Array.forall (fun g -> not (isIndicator g.Atom) || g.Atom.AKey = f.Atom.AKey || not (holds index g))
        let isOnce f = match f.Atom.What with AtLeastOf | UnitOf _ -> f.Atom.Slots |> Array.exists (fun x -> isBound x && isOwn f x) | _ -> false
        t.C.Sign > 0 && t.Factors |> Array.forall (fun f -> s.IsPositive f.Atom || (f.Exp.IsEven && s.IsNonZero f.Atom) || isOnce f)

    member private s.IsNonNegativeTerm t = t.C.Sign > 0 && (Array.forall s.IsNonNegative t.Factors || s.IsForm(t, []))

    // c|R| + c R and c|R| - c R are not negative for c > 0, where |R| is (R²)^(1/2).
    member private s.IsNonNegativeBy p absolute =
        let radicand =
            match absolute with
            | { Bound = [||]; Factors = [| { Atom = root; Exp = q } |] } when q = half && absolute.C.Sign > 0 ->
                match root.What with
                | Closure(Base, _, { Terms = [| { C = c; Bound = [||]; Factors = [| square |] } |] }) when c.IsOne && square.Exp = Q.Of 2 ->
                    let place s = root.Slots[ordinal s]
                    match square.Atom.What with
                    | Closure(Base, _, r) -> [ for t in r.Terms -> splice (mono Exact.one [||] []) t (Array.map place square.Atom.Slots) ]
                    | _ -> [ mono Exact.one [||] [ single (mapAtom place square.Atom) ] ]
                | _ -> []
            | _ -> []
        let rest = p.Terms |> Array.filter (fun t -> t.MKey <> absolute.MKey)
        let holdsFor c = (poly p.Params [ yield! rest; for t in radicand -> scale c t ]).Terms |> Array.forall s.IsNonNegativeTerm
        not radicand.IsEmpty && (holdsFor absolute.C || holdsFor -absolute.C)

    /// Whether the term is a quadratic form h'·M·h of a semidefinite M or a square (sum h)², times what is not negative; with two ends,
    /// whether it is a semidefinite matrix over them. A mirror exchanges bound indices in pairs. It maps each factor that holds one of them onto
    /// another factor, which belongs to the other half, except for matrices M(i,j) whose indices it exchanges. No other factor holds indices
    /// of both halves: so M is the entrywise product of these matrices and of matrices 1, and h is a function of the indices of one half.
    member private s.IsForm(t: Mono, ends) =
        let start = match ends with [ i; j ] -> Map.ofList [ i, j; j, i ] | _ -> Map.empty
        t.Bound.Length <= 6 && mirrors t 0 start |> Seq.exists (s.IsMirror t)

    member private s.IsMirror t mirror =
        Work.Spend 100
        let keys = set [ for f in t.Factors -> factorKey f ]
        let mutable half = Map.map (fun k _ -> k) mirror
        let mutable images = Set.empty
        let join i j =
            let a, b = half[i], half[j]
            half <- Map.map (fun _ h -> if h = a then b else h) half
        let exchanged f =
            let moved = f.Atom.Slots |> Array.filter mirror.ContainsKey |> Array.distinct
            match moved with
            | [||] -> s.IsNonNegative f
            | [| i; j |] when mirror[i] = j && f.Exp.IsInteger && f.Exp.Sign > 0 && s.IsSemidefiniteAtom f.Atom i j -> true
            | _ ->
                let image = mapFactor (fun x -> defaultArg (mirror.TryFind x) x) f
                let either =
                    match image.Atom.Slots with
                    | [| i; j |] when s.IsSemidefiniteAtom image.Atom i j -> [ image; pow (at [| j; i |] image.Atom) f.Exp ]
                    | _ -> [ image ]
                match either |> List.map factorKey |> List.tryFind (fun key -> key <> factorKey f && keys.Contains key) with
                | Some key when not (images.Contains key) ->
                    images <- images.Add key
                    for x in moved do join moved[0] x
                    true
                | _ -> false
        Array.forall exchanged t.Factors && mirror |> Map.forall (fun i j -> half[i] <> half[j])
