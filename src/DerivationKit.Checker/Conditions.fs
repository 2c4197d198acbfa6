namespace DerivationKit.Checker

/// The conditions under which terms are defined.
type internal Conditions(read: Term -> Poly, givens: (Claimed * Term) list) =
    let found = System.Collections.Generic.Dictionary<string, Claimed * Term * Poly>()

    // What a condition says. A product is not 0 where no factor is, nor is the determinant of a product of square matrices; an even power is
    // positive where its base is not 0, and a root where its radicand is. Where a matrix is a multiple of 1, its determinant is not 0.
    let rec unscaled term = match term with Multiply [ Number c; t ] when not c.IsZero -> unscaled t | _ -> term
    let (|Unit|_|) term = match unscaled term with Delta(i, j) when i <> j -> Some [ i; j ] | _ -> None

    let rec parts kind term =
        match kind, term with
        | (Positive | NonNegative), Multiply [ Number c; t ] when c.Sign > 0 -> parts kind t
        | NonZero, Multiply factors -> List.collect (parts kind) factors
        | (NonZero | Positive), Power(t, q) when not q.IsZero -> parts (if not q.IsInteger then Positive elif q.IsEven then NonZero else kind) t
        | NonZero, DeterminantOf { Parameters = [ i; j ]; Entry = Sum(q, Multiply [ x; y ]) } when
            q.Dim = i.Dim && not (List.contains j (Terms.freeIndices x)) && not (List.contains i (Terms.freeIndices y)) ->
            parts kind (DeterminantOf { Parameters = [ i; q ]; Entry = x }) @ parts kind (DeterminantOf { Parameters = [ q; j ]; Entry = y })
        | Zero, Add [ Unit at; t ] | Zero, Add [ t; Unit at ] -> (kind, term) :: parts NonZero (DeterminantOf { Parameters = at; Entry = unscaled t })
        | _ -> [ kind, term ]

    // A positive determinant is also not 0, nor is that of a factor.
    let facts kind term =
        let more = match kind, term with Positive, DeterminantOf _ -> parts NonZero term | _ -> []
        [ for kind, t in parts kind term @ more -> kind, Signs.Subject(read t) ]

    let add kind term =
        for kind, t in parts kind term do
            let p = read t
            found.TryAdd(p.Key + " " + Names.ofClaim kind, (kind, t, p)) |> ignore

    // Whether there is an inverse does not depend on the order of the columns: they are numbered as the rows are.
    let inOrder m =
        let rows, columns = List.splitAt (m.Parameters.Length / 2) m.Parameters
        let take (columns: Index list) (row: Index) =
            let o = columns |> List.findIndex (fun c -> c.Dim = row.Dim)
            columns[o], List.removeAt o columns
        { m with Parameters = rows @ fst (List.mapFold take columns rows) }

    let rec visit term =
        Work.Spend 1
        match term with
        | Function(Log, t) -> add Positive t
        | Function(Arcsin, t) -> add NonNegative (Add [ Number(Q.Of 1); Multiply [ Number(Q.Of -1); Power(t, Q.Of 2) ] ])
        | Power(t, q) when not q.IsInteger -> add (if q.Sign > 0 then NonNegative else Positive) t
        | Power(t, q) when q.Sign < 0 -> add NonZero t
        | InverseOf(m, _, _) -> add NonZero (DeterminantOf(inOrder m))
        | _ -> ()
        List.iter visit (Terms.children term)

    /// What a term needs to be defined, and what is required of it besides.
    member _.Require(kind: Claimed option, term) =
        kind |> Option.iter (fun kind -> add kind term)
        visit term

    /// The conditions that follow neither from the givens nor from signs. One after the other is dropped where the givens and those that are
    /// still there imply it, never by itself: so all of them follow from those that are left. With them, all that may be taken for granted.
    member _.Settle() =
        let given = List.collect (fun (kind, t) -> facts kind t) givens
        let all = [ for entry in found do entry.Key, entry.Value ] |> List.sortWith (fun (x, _) (y, _) -> System.String.CompareOrdinal(x, y))
        let all = [ for _, (kind, t, p) in all -> (kind, p), facts kind t ]
        let follows others ((kind, p), _) = Signs(given @ List.collect snd others).Is(kind, p)
        let rec settle kept rest =
            match rest with
            | [] -> List.rev kept
            | c :: later -> if follows (kept @ later) c then settle kept later else settle (c :: kept) later
        [ for (kind, p), _ in settle [] all -> kind, p ], Signs(given @ List.collect snd all)
