namespace DerivationKit.Checker

open System

/// An index inside a polynomial: o is the index o that the monomial binds, -1-o the parameter o of the polynomial.
type internal Slot = int

[<ReferenceEquality>]
type internal Poly = { Params: string[]; Terms: Mono[]; Key: string }

/// A coefficient times a product of powers, summed over indices of the bound dimensions. The key is that of the monomial alone.
and [<ReferenceEquality>] internal Mono = { C: Q; Bound: string[]; Factors: Factor[]; MKey: string }

and [<ReferenceEquality>] internal Factor = { Atom: Atom; Exp: Q }

/// A real number that depends on the indices in its slots: what it is without them, and with them.
and [<ReferenceEquality>] internal Atom = { What: What; Slots: Slot[]; Head: string; AKey: string }

and [<ReferenceEquality>] internal What =
    | Cell of tensor: string * dims: string[]
    | DeltaOf
    | AtLeastOf
    | UnitOf of int
    | SizeOf of string
    | Closure of Kind * axes: int * Poly

module internal Polynomials =
    let par (o: int) : Slot = -1 - o
    let isBound (s: Slot) = s >= 0
    let ordinal (s: Slot) = if s >= 0 then s else -1 - s
    let join (separator: string) (parts: string seq) = String.Join(separator, parts)
    let slotText s = (if isBound s then "b" else "p") + (ordinal s).ToString("D2", Globalization.CultureInfo.InvariantCulture)
    let ordered x y = String.CompareOrdinal(x, y)
    let private sorted key items = Array.sortWith (fun x y -> ordered (key x) (key y)) items

    let own kind axes = match kind with Inverse | Determinant | MatrixExp -> 2 * axes | _ -> 0

    let private keyed what (head: string) (slots: Slot[]) =
        let slots = match what, slots with DeltaOf, [| i; j |] when ordered (slotText i) (slotText j) > 0 -> [| j; i |] | _ -> slots
        Work.Spend head.Length
        { What = what; Slots = slots; Head = head; AKey = head + "(" + join "," (Array.map slotText slots) + ")" }

    /// The atom at slots; a delta is the same both ways.
    let atom what (slots: Slot[]) =
        let head =
            match what with
            | Cell(tensor, _) -> tensor
            | DeltaOf -> "#delta"
            | AtLeastOf -> "#at-least"
            | UnitOf value -> "#unit:" + string value
            | SizeOf dim -> "#size:" + dim
            | Closure(kind, axes, body) ->
                let several = if axes = 1 then "" else string axes
                let count = if kind = MatrixExp then string slots.Length else ""
                "#" + Names.ofKind kind + several + count + "<" + body.Key + ">"

        keyed what head slots

    /// The same at other slots; an exponential over another number of pairs has another head.
    let at (slots: Slot[]) a =
        if slots = a.Slots then a
        elif slots.Length = a.Slots.Length then keyed a.What a.Head slots
        else atom a.What slots

    let mapAtom f a = at (Array.map f a.Slots) a
    let mapFactor f x = { x with Atom = mapAtom f x.Atom }
    let isIndicator a = match a.What with DeltaOf | AtLeastOf | UnitOf _ -> true | _ -> false
    let factorKey f = if f.Exp.IsOne then f.Atom.AKey else f.Atom.AKey + "^" + f.Exp.ToString()
    let pow a q = { Atom = a; Exp = q }
    let single a = pow a Exact.one
    let holds s f = Array.contains s f.Atom.Slots

    /// The value of a polynomial that is plainly a number.
    let constant p =
        match p.Terms with
        | [||] -> Some Exact.zero
        | [| t |] when t.Bound.Length = 0 && t.Factors.Length = 0 -> Some t.C
        | _ -> None

    /// The only atom that a polynomial consists of.
    let (|OneAtom|_|) p =
        match p.Terms with
        | [| { C = c; Bound = [||]; Factors = [| f |] } |] when c.IsOne && f.Exp.IsOne -> Some f.Atom
        | _ -> None

    // What a power of an atom is where no rule is needed for it: a number times simpler powers.
    let private plain f =
        let whole = Exact.one, []
        match f.Atom.What with
        | _ when f.Exp.IsZero -> Some whole
        | DeltaOf | AtLeastOf | UnitOf _ ->
            need (f.Exp.Sign > 0) "a negative power of what is 0 or 1"
            match f.Atom.Slots with
            | [| i; j |] when i = j -> Some whole
            | _ when not f.Exp.IsOne -> Some(Exact.one, [ single f.Atom ])
            | _ -> None
        | Closure((Exp | Cos), _, body) -> if body.Terms.Length = 0 then Some whole else None
        | Closure(Base, _, body) ->
            match constant body, body with
            | Some c, _ ->
                let floor = Q.Of(f.Exp.Floor, Numerics.BigInteger.One)
                match Exact.tryPower c f.Exp with
                | Some value -> Some(value, [])
                | None when floor.IsZero || c.Sign <= 0 -> None
                | None -> Exact.tryPower c floor |> Option.map (fun value -> value, [ pow f.Atom (f.Exp - floor) ])
            | None, OneAtom a -> Some(Exact.one, [ pow (mapAtom (fun s -> f.Atom.Slots[ordinal s]) a) f.Exp ])
            | _ -> None
        | Closure(kind, axes, body) when own kind axes = 0 && f.Exp.Sign > 0 ->
            match constant body with
            | Some c when (if kind = Log then c.IsOne else c.IsZero) -> Some(Exact.zero, [])
            | _ -> None
        | _ -> None

    /// A coefficient times a product of powers. Powers of one atom are merged, which is sound where all of them are defined.
    let mono c bound (factors: Factor seq) =
        let rec settle c merged todo =
            match todo with
            | [] -> c, merged
            | f :: rest ->
                match plain f, Map.tryFind f.Atom.AKey merged with
                | Some(value, simpler), _ -> settle (c * value) merged (simpler @ rest)
                | None, Some same when not (isIndicator f.Atom) ->
                    settle c (Map.remove f.Atom.AKey merged) (pow f.Atom (f.Exp + same.Exp) :: rest)
                | None, _ -> settle c (Map.add f.Atom.AKey f merged) rest

        let c, merged = settle c Map.empty (List.ofSeq factors)
        let factors = merged |> Map.toArray |> Array.map snd
        let key = "[" + join "," bound + "]" + join " " (Array.map factorKey factors)
        Work.Spend key.Length
        { C = c; Bound = bound; Factors = factors; MKey = key }

    /// The sum of terms: like ones are merged, and sorted by their keys.
    let poly pars (terms: Mono seq) =
        let merge merged t =
            match merged with
            | last :: rest when last.MKey = t.MKey -> { last with C = last.C + t.C } :: rest
            | _ -> t :: merged
        let terms = Seq.toArray terms |> sorted _.MKey |> Array.fold merge [] |> List.filter (fun t -> not t.C.IsZero) |> List.rev |> Array.ofList
        let key = join "," pars + "|" + join " + " (terms |> Array.map (fun t -> t.C.ToString() + " " + t.MKey))
        Work.Spend key.Length
        { Params = pars; Terms = terms; Key = key }

    let scale c t = { t with C = c * t.C }
    let number pars c = poly pars [ mono c [||] [] ]
    let negative p = poly p.Params (Array.map (scale (Q.Of -1)) p.Terms)

    /// The product of a term and a term of another polynomial, whose parameters stand for the slots.
    let splice host part (slots: Slot[]) =
        let shift s = if isBound s then s + host.Bound.Length else slots[ordinal s]
        mono (host.C * part.C) (Array.append host.Bound part.Bound) (Seq.append host.Factors (Seq.map (mapFactor shift) part.Factors))

    let identity count : Slot[] = Array.init count par

    /// The same formula over other parameters.
    let over pars rename p =
        poly pars [ for t in p.Terms -> mono t.C t.Bound [ for f in t.Factors -> mapFactor (fun s -> if isBound s then s else rename s) f ] ]

    /// The parameters that occur, in order.
    let used p : Slot[] =
        p.Terms |> Array.collect _.Factors |> Array.collect _.Atom.Slots |> Array.filter (isBound >> not) |> Array.distinct |> Array.sortDescending

    /// A function of a polynomial over those parameters alone that occur in it.
    let close kind p =
        let used = used p
        let body = over [| for s in used -> p.Params[ordinal s] |] (fun s -> par (Array.IndexOf(used, s))) p
        atom (Closure(kind, 1, body)) used
