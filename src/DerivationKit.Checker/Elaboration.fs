namespace DerivationKit.Checker

/// What names mean while a term is elaborated: indices, and tensors, which are variables or formulas with the meaning of their own names.
type internal Scope =
    { Indices: Map<string, Index>
      Tensors: Map<string, Meaning>
      IsOpen: bool }

and internal Meaning =
    | Variable of string
    | Formula of Tensor * Scope

/// Replaces operators by their definitions, and derivatives by what they are; collects what has to be defined, or to hold, besides.
type internal Elaboration() =
    let obligations = ResizeArray<Claimed option * Term>()
    let mutable fresh = 0
    let mutable size = 0

    let count () =
        Work.Spend 1
        size <- size + 1
        need (size <= 200_000) "the statement unfolds to more than 200000 nodes"

    let name () = fresh <- fresh + 1; "~" + string fresh
    let renew (i: Index) = { i with Name = name () }
    let number n = Number(Q.Of(n: int))
    let minus t = Multiply [ number -1; t ]
    let total indices t = List.foldBack (fun i body -> Sum(i, body)) indices t

    let look (scope: Scope) (i: Index) =
        match Map.tryFind i.Name scope.Indices with
        | Some found -> need (found.Dim = i.Dim) $"index {i.Name} runs through another dimension"; found
        | None -> need (scope.IsOpen && Terms.isName i.Name) $"index {i.Name} is not bound"; i

    let bind (parameters: Index list) (indices: Index list) scope =
        need (parameters.Length = indices.Length && (List.distinctBy _.Name parameters).Length = parameters.Length) "a tensor is met at another number of indices"
        need (List.forall2 (fun (p: Index) (i: Index) -> p.Dim = i.Dim) parameters indices) "a tensor is met at an index of another dimension"
        { scope with Indices = List.fold2 (fun known (p: Index) i -> Map.add p.Name i known) scope.Indices parameters indices }

    // Powers and sums that are not negative by their form alone.
    let rec isSquares term =
        Work.Spend 1
        match term with
        | Power(_, q) -> q.Sign > 0 && q.IsEven
        | Number c -> c.Sign >= 0
        | Size _ -> true
        | Sum _ | Add _ | Multiply _ -> Terms.children term |> List.forall isSquares
        | _ -> false

    let rec elaborate scope term : Term =
        count ()
        let here = elaborate scope
        let look' = List.map (look scope)

        match term with
        | Number _ | Size _ -> term
        | Entry(tensor, indices) ->
            let indices = look' indices
            match Map.tryFind tensor scope.Tensors with
            | Some(Variable variable) -> Entry(variable, indices)
            | Some(Formula(formula, meaning)) -> instantiate formula meaning indices
            | None -> refuse $"{tensor} is not declared"
        | Delta(i, j) -> Delta(look scope i, look scope j)
        | AtLeast(i, j) -> AtLeast(look scope i, look scope j)
        | Add terms -> Add(List.map here terms)
        | Multiply factors -> Multiply(List.map here factors)
        | Sum(i, body) ->
            let own = renew i
            Sum(own, elaborate (bind [ i ] [ own ] scope) body)
        | Function(kind, t) -> Function(kind, here t)
        | Power(t, q) -> Power(here t, q)
        | InverseOf(m, rows, columns) -> InverseOf(matrix scope m (columns @ rows), look' rows, look' columns)
        | DeterminantOf m ->
            let rows = List.take (m.Parameters.Length / 2) m.Parameters
            DeterminantOf(matrix scope m (rows @ rows))
        | ExponentialOf(m, indices) ->
            need (not indices.IsEmpty && indices.Length % 2 = 0 && (List.distinctBy _.Dim indices).Length = 1) "the indices of a matrix exponential are no pairs"
            ExponentialOf(matrix scope m [ indices.Head; indices.Head ], look' indices)
        | Apply(definition, arguments, indices) ->
            need (definition.Formals.Length = arguments.Length && (List.distinct definition.Formals).Length = arguments.Length) "an operator is not applied to one tensor for each formal"
            let tensors = List.zip definition.Formals [ for a in arguments -> Formula(a, scope) ]
            elaborate (bind definition.Result (look' indices) { Indices = Map.empty; Tensors = Map.ofList tensors; IsOpen = false }) definition.Body
        | Derivative(variable, body, point, direction) -> remove scope variable body point direction

    and instantiate tensor scope indices = elaborate (bind tensor.Parameters indices scope) tensor.Entry

    // The dimensions of a matrix are those of the indices; its rows have those of its columns, in some order.
    and matrix scope m (indices: Index list) =
        let dims = [ for p in m.Parameters -> p.Dim ]
        let half = dims.Length / 2
        need (half > 0 && dims = [ for i in indices -> i.Dim ] && List.sort (List.take half dims) = List.sort (List.skip half dims)) "a matrix is not square"
        let own = List.map renew m.Parameters
        { Parameters = own; Entry = instantiate m scope own }

    // d/dt body(point + t·direction) at t = 0. The variable is a tensor of its own while the body is differentiated. What derivatives inside
    // the body need has to hold around the point, so that it is differentiated, too: that finds the roots that must not be of 0.
    and remove scope variable body point direction =
        let first = obligations.Count
        let own = name ()
        obligations.Add(None, elaborate { scope with Tensors = Map.add variable (Variable own) scope.Tensors } body)
        let mutable result = None
        for o in first .. obligations.Count - 1 do
            result <- differentiate own (instantiate direction scope) (snd obligations[o])
        let put = substitute own (instantiate point scope)
        for o in first .. obligations.Count - 1 do
            let kind, term = obligations[o]
            obligations[o] <- kind, put term
        for tensor in [ point; direction ] do
            obligations.Add(None, instantiate tensor scope (List.map renew tensor.Parameters))
        put (defaultArg result (Add []))

    and substitute variable value term : Term =
        count ()
        let here = substitute variable value
        let inside m = { m with Entry = here m.Entry }

        match term with
        | Entry(tensor, indices) when tensor = variable -> value indices
        | Add terms -> Add(List.map here terms)
        | Multiply factors -> Multiply(List.map here factors)
        | Sum(i, t) -> Sum(i, here t)
        | Function(kind, t) -> Function(kind, here t)
        | Power(t, q) -> Power(here t, q)
        | InverseOf(m, rows, columns) -> InverseOf(inside m, rows, columns)
        | DeterminantOf m -> DeterminantOf(inside m)
        | ExponentialOf(m, indices) -> ExponentialOf(inside m, indices)
        | _ -> term

    // The directional derivative; none for 0.
    and differentiate variable (direction: Index list -> Term) term : Term option =
        count ()
        let d = differentiate variable direction

        // sum_pq DB(p,q) outer(p,q) over indices of its own, since the outer term may hold the names of the matrix's.
        let through m inner outer =
            let own = List.map renew m.Parameters
            let entry = total m.Parameters (Multiply(List.map2 (fun i j -> Delta(i, j)) m.Parameters own @ [ inner ]))
            total own (Multiply [ entry; outer (List.splitAt (own.Length / 2) own) ])

        match term with
        | Entry(tensor, indices) -> if tensor = variable then Some(direction indices) else None
        | Add terms ->
            match List.choose d terms with
            | [] -> None
            | some -> Some(Add some)
        | Multiply factors ->
            let each o f = d f |> Option.map (fun f' -> Multiply(List.updateAt o f' factors))
            match List.mapi each factors |> List.choose id with
            | [] -> None
            | some -> Some(Add some)
        | Sum(i, t) -> d t |> Option.map (fun t' -> Sum(i, t'))
        | Function(kind, t) -> d t |> Option.map (fun t' -> Multiply [ outer kind t term; t' ])
        // (u^r)^n = u^(rn) all around the point, 0 included, for sums u of squares.
        | Power(Power(u, r), n) when n.IsInteger && n.Sign > 0 && r.Sign > 0 && isSquares u -> d (Power(u, r * n))
        | Power(_, q) when q.IsZero -> None
        | Power(t, q) ->
            d t
            |> Option.map (fun t' ->
                if not q.IsInteger then obligations.Add(Some Positive, t)
                Multiply [ Number q; Power(t, q - Exact.one); t' ])
        // D inv(B) = -inv(B) DB inv(B).
        | InverseOf(m, rows, columns) ->
            d m.Entry |> Option.map (fun b -> through m b (fun (p, q) -> Multiply [ number -1; InverseOf(m, rows, p); InverseOf(m, q, columns) ]))
        // D det(B) = det(B) tr(inv(B) DB), where B is invertible.
        | DeterminantOf m ->
            d m.Entry
            |> Option.map (fun b ->
                obligations.Add(Some NonZero, term)
                let rows, columns = List.splitAt (m.Parameters.Length / 2) m.Parameters
                Multiply [ term; total m.Parameters (Multiply [ InverseOf(m, columns, rows); b ]) ])
        // D exp(sB) is the integral of exp(uB) DB exp((s-u)B): one pair after the other is split in two that share its time.
        | ExponentialOf(m, indices) ->
            let split (p, q) r = ExponentialOf(m, List.insertManyAt (2 * r + 1) (p @ q) indices)
            d m.Entry |> Option.map (fun b -> through m b (fun pq -> Add [ for r in 0 .. indices.Length / 2 - 1 -> split pq r ]))
        | _ -> None

    // f'(x) for f(x).
    and outer kind x f =
        let square = Power(x, Q.Of 2)
        match kind with
        | Exp -> f
        | Log -> Power(x, Q.Of -1)
        | Sin -> Function(Cos, x)
        | Cos -> minus (Function(Sin, x))
        | Arcsin ->
            let inside = Add [ number 1; minus square ]
            obligations.Add(Some Positive, inside)
            Power(inside, Q.Of(-1, 2))
        | Arctan -> Power(Add [ number 1; square ], Q.Of -1)
        | Erf ->
            let pi = Multiply [ number 4; Function(Arctan, number 1) ]
            Multiply [ number 2; Power(pi, Q.Of(-1, 2)); Function(Exp, minus square) ]
        | _ -> refuse "a function without a derivative"

    /// What must be defined, and of what kind it must be, because a derivative or a product with 0 dropped it.
    member _.Obligations = List.ofSeq obligations

    /// A side of a statement, whose free indices are given, or a fact about all values of its own free indices.
    member _.Elaborate(term, variables: string seq, free: Index list option) =
        let names = defaultArg free []
        elaborate { Indices = Map.ofList [ for i in names -> i.Name, i ]; Tensors = Map.ofSeq [ for v in variables -> v, Variable v ]; IsOpen = free.IsNone } term
