namespace DerivationKit.Checker

open DerivationKit.Checker.Polynomials

/// Reads terms without operators as polynomials. Nothing is multiplied out: a sum that is multiplied becomes a closure.
module internal Reading =
    let private number pars c = [| mono c [||] [] |] |> poly pars

    let rec private read (declared: Map<string, string[]>) (pars: string[]) (slots: Map<string, Slot>) term : Poly =
        Work.Spend 1
        let here = read declared pars slots
        let slotOf (i: Index) = (let slot = slots[i.Name] in need (pars[ordinal slot] = i.Dim) $"{i.Name} runs through another dimension"; slot)
        let slotsOf indices = [| for i in indices -> slotOf i |]
        let factor f = poly pars [ mono Exact.one [||] [ f ] ]

        let pair what i j =
            need (i.Dim = j.Dim) "two indices of different dimensions are compared"
            factor (single (atom what (slotsOf [ i; j ])))

        let matrix kind m before =
            let free = Terms.freeIndices (DeterminantOf m)
            factor (single (atom (Closure(kind, m.Parameters.Length / 2, over declared m.Entry (m.Parameters @ free))) (slotsOf (before @ free))))

        let closed kind t =
            let free = Terms.freeIndices t
            atom (Closure(kind, 1, over declared t free)) (slotsOf free)

        match term with
        | Number c -> number pars c
        | Size dim ->
            match Terms.fixedSize dim with
            | Some n -> number pars (Q.Of n)
            | None -> factor (single (atom (SizeOf dim) [||]))
        | Entry(tensor, indices) ->
            match Map.tryFind tensor declared with
            | Some dims when dims = [| for i in indices -> i.Dim |] -> factor (single (atom (Cell(tensor, dims)) (slotsOf indices)))
            | _ -> refuse $"{tensor} is not declared, or not indexed by its dimensions"
        | Delta(i, j) -> pair DeltaOf i j
        | AtLeast(i, j) -> pair AtLeastOf i j
        | Add terms -> poly pars (terms |> Seq.collect (fun t -> (here t).Terms))
        | Multiply factors ->
            let parts = [ for f in factors -> here f ]
            let part p = if p.Terms.Length = 1 then p.Terms[0] else mono Exact.one [||] [ single (close Base p) ]
            match parts |> List.tryFind (fun p -> p.Terms.Length = 0) with
            | Some zero -> zero
            | None -> poly pars [ List.fold (fun t p -> splice t (part p) (identity pars.Length)) (mono Exact.one [||] []) parts ]
        | Sum(i, t) ->
            let holder = par pars.Length
            let body = read declared (Array.append pars [| i.Dim |]) (Map.add i.Name holder slots) t
            let bind t = mono t.C (Array.append t.Bound [| i.Dim |]) [ for f in t.Factors -> mapFactor (fun s -> if s = holder then t.Bound.Length else s) f ]
            poly pars (Array.map bind body.Terms)
        | Function(kind, t) -> factor (single (closed kind t))
        | Power(_, q) when q.IsZero -> number pars Exact.one
        | Power(t, q) -> if q.IsOne then here t else factor (pow (closed Base t) q)
        | InverseOf(m, rows, columns) -> matrix Inverse m (rows @ columns)
        | DeterminantOf m -> matrix Determinant m []
        | ExponentialOf(m, indices) -> matrix MatrixExp m indices
        | Apply _ | Derivative _ -> refuse "an operator or a derivative is left"

    /// The polynomial over the given indices as parameters.
    and over declared term (indices: Index list) =
        need ((List.distinctBy _.Name indices).Length = indices.Length) "one index runs through two dimensions"
        read declared [| for i in indices -> i.Dim |] (Map.ofList (indices |> List.mapi (fun o i -> i.Name, par o))) term

    /// The polynomial over the free indices.
    let free declared term = over declared term (Terms.freeIndices term)
