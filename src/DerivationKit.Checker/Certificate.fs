namespace DerivationKit.Checker

open System.IO
open System.Text
open System.Text.Json

/// Steps, or a proof for each sign of a number; one alone where the number, less weighted givens, is not negative.
type internal Proof =
    | Steps of Step[]
    | Cases of subject: Term * above: Proof * below: Proof option * weights: Q list

type internal Statement =
    { Tensors: (string * string[]) list
      Free: Index list
      Left: Term
      Right: Term
      Given: (Claimed * Term) list }

/// What a file says. The conditions are written with the hashes of their nodes.
type internal Certificate =
    { Claim: string
      Statement: Statement
      Proof: Proof
      Conditions: (Claimed * Term * string) list
      ConditionsLine: int }

/// One line, read strictly: fields are known and occur once, and each has its type.
type internal Line(text: string, names: Map<string, string list>) =
    let fields =
        use document = JsonDocument.Parse(text, JsonDocumentOptions(AllowDuplicateProperties = false, MaxDepth = 8))
        need (document.RootElement.ValueKind = JsonValueKind.Object) "not one JSON object"
        [ for f in document.RootElement.EnumerateObject() -> f.Name, f.Value.Clone() ]

    let kind = match fields with (name, _) :: _ -> name | [] -> refuse "the line is empty"
    let known = match names.TryFind kind with Some known -> known | None -> refuse $"unknown kind of line, {kind}"
    do for name, _ in fields do need (List.contains name known) $"unknown field {name}"

    let field name = match List.tryFind (fun (n, _) -> n = name) fields with Some(_, value) -> value | None -> refuse $"{name} is missing"

    static member Text(value: JsonElement) : string =
        need (value.ValueKind = JsonValueKind.String) "no text"
        match value.GetString() with
        | null -> refuse "no text"
        | text -> text

    static member Int(value: JsonElement) =
        need (value.ValueKind = JsonValueKind.Number) "no number"
        match value.TryGetInt32() with
        | true, n -> n
        | _ -> refuse "no whole number"

    static member Items(value: JsonElement) = need (value.ValueKind = JsonValueKind.Array) "no list"; List.ofSeq (value.EnumerateArray())

    /// A name of a dimension, or a positive number.
    static member Dim(value: JsonElement) =
        let text = Line.Text value
        let isSize = text <> "" && text[0] <> '0' && Seq.forall System.Char.IsAsciiDigit text && (Terms.fixedSize text).IsSome
        need (isSize || Terms.isName text) $"'{text}' is no dimension"
        text

    member _.Kind = kind
    member _.Has name = List.exists (fun (n, _) -> n = name) fields
    member _.Field name = field name
    member _.Text name = Line.Text(field name)
    member l.TextOr name = if l.Has name then l.Text name else ""
    member _.Items name = Line.Items(field name)
    member l.ItemsOr name = if l.Has name then l.Items name else []
    member l.Ints name = l.ItemsOr name |> List.map Line.Int

    member _.Int(name, least, bound) =
        let n = Line.Int(field name)
        need (n >= least && n < bound) $"{name} is out of range"
        n

    /// Numbers that refer to what comes before.
    member l.Places(name, bound) =
        let places = l.Ints name
        need (places |> List.forall (fun p -> p >= 0 && p < bound)) $"{name} refers to what does not come before"
        places

    /// Pairs of a name and dimensions.
    member l.Tensors name =
        [ for item in l.Items name ->
              match Line.Items item with
              | [ name; dims ] -> Line.Text name, [| for dim in Line.Items dims -> Line.Dim dim |]
              | _ -> refuse "no tensor" ]

/// Reads a certificate once, from top to bottom: every number refers to a line that came before.
type internal Reader(text: TextReader) =
    static let names =
        Map.ofList [
            for fields in [ "certificate rules"; "claim variables given hash"; "index name dimension"; "node op of dimensions parameters indices arguments"
                            "definition name formals indices body"; "tensors free left right given"; "step rule term factor data number matrices inner"
                            "proof steps subject cases weights"; "conditions"; "sizes values" ] do
                let known = List.ofArray (fields.Split ' ')
                known.Head, known ]

    let mostParts, longestLine, mostLines, deepest = 1_000_000L, 10_000_000, 1_000_000, 5_000
    let indices, nodes, steps, proofs = ResizeArray<Index>(), ResizeArray<Choice<Term, Tensor>>(), ResizeArray<Step>(), ResizeArray<Proof>()
    let digests, nodeParts, stepParts, depths = ResizeArray<string>(), ResizeArray<int64>(), ResizeArray<int64>(), ResizeArray<int>()
    let definitions = System.Collections.Generic.Dictionary<string, Definition>()
    let cases = System.Collections.Generic.HashSet<int>()
    let mutable number = 0

    // A line without its LF; none at the end.
    let readLine () =
        let line = StringBuilder()
        let rec take () =
            match text.Read() with
            | -1 -> if line.Length = 0 then None else Some(line.ToString())
            | 10 -> Some(line.ToString())
            | c ->
                need (line.Length < longestLine) "the line is too long"
                line.Append(char c) |> ignore
                take ()
        number <- number + 1
        need (number <= mostLines) "there are too many lines"
        take ()

    let next () =
        match readLine () with
        | Some line -> Work.Spend line.Length; Line(line, names)
        | None -> refuse "the certificate ends too early"

    let expect kind (line: Line) = need (line.Kind = kind) $"{kind} is expected, not {line.Kind}"; line

    // Lines that refer to earlier ones more than once write large things shortly.
    let count (known: ResizeArray<int64>) places =
        let parts = 1L + List.sumBy (fun p -> known[p]) places
        need (parts <= mostParts) "written out it has too many parts"
        known.Add parts

    // The ~ of fresh names is in no name of a statement; the separators of hashes are in none at all.
    let named (name: string) = need (Terms.isName (name.Replace('~', '_'))) $"'{name}' is no name"; name

    let term place = match nodes[place] with Choice1Of2 t -> t | Choice2Of2 _ -> refuse $"node {place} is no term"
    let names' places = Polynomials.join "," [ for p: int in places -> indices[p].Name + ":" + indices[p].Dim ]

    let claimOf (value: JsonElement) =
        match Line.Items value with
        | [ kind; node ] ->
            let kind = Line.Text kind
            let place = Line.Int node
            need (place >= 0 && place < nodes.Count) "a condition refers to what does not come before"
            match Names.claims |> List.tryFind (fun (_, name) -> name.ToLowerInvariant() = kind) with
            | Some(claim, _) -> claim, term place, digests[place]
            | None -> refuse $"unknown condition {kind}"
        | _ -> refuse "no condition"

    let node (line: Line) =
        line.Int("node", nodes.Count, nodes.Count + 1) |> ignore
        let op, name = line.Text "op", line.TextOr "of"
        let dims = [ for dim in line.ItemsOr "dimensions" -> Line.Dim dim ]
        let bound, at, arguments = line.Places("parameters", indices.Count), line.Places("indices", indices.Count), line.Places("arguments", nodes.Count)
        let own, free = [ for p in bound -> indices[p] ], [ for p in at -> indices[p] ]
        let parts = [ for a in arguments -> nodes[a] ]
        let terms, tensors = List.choose (function Choice1Of2 t -> Some t | _ -> None) parts, List.choose (function Choice2Of2 m -> Some m | _ -> None) parts
        let built =
            match op, free, own, terms, tensors with
            | "number", [], [], [], [] -> Number(Exact.parse name)
            | "size", [], [], [], [] -> Size(Line.Dim(line.Field "of"))
            | "entry", _, [], [], [] -> Entry(name, free)
            | "delta", [ i; j ], [], [], [] -> Delta(i, j)
            | "at_least", [ i; j ], [], [], [] -> AtLeast(i, j)
            | "add", [], [], _, [] -> Add terms
            | "multiply", [], [], _, [] -> Multiply terms
            | "sum", [], [ i ], [ t ], [] -> Sum(i, t)
            | "function", [], [], [ t ], [] ->
                match Names.kinds |> List.tryFind (fun (kind, text) -> text.ToLowerInvariant() = name && List.contains kind [ Exp; Log; Sin; Cos; Arcsin; Arctan; Erf ]) with
                | Some(kind, _) -> Function(kind, t)
                | None -> refuse $"unknown function {name}"
            | "power", [], [], [ t ], [] -> Power(t, Exact.parse name)
            | "inverse", _, [], [], [ m ] -> (let rows, columns = List.splitAt (free.Length / 2) free in InverseOf(m, rows, columns))
            | "determinant", [], [], [], [ m ] -> DeterminantOf m
            | "matrix_exponential", _, [], [], [ m ] -> ExponentialOf(m, free)
            | "apply", _, [], [], _ ->
                match definitions.TryGetValue name with
                | true, definition -> Apply(definition, tensors, free)
                | _ -> refuse $"definition {name} does not come before"
            | "derivative", [], [], [ body ], [ point; direction ] when (match parts[0] with Choice1Of2 _ -> true | _ -> false) ->
                Derivative(named name, body, point, direction)
            | _ -> refuse $"not a node of kind {op}"
        let digest = Digest.ofLines [ op; name; Polynomials.join "," dims; names' bound; names' at; Polynomials.join "," [ for a in arguments -> digests[a] ] ]
        Choice1Of2 built, arguments, digest

    let abstraction (line: Line) =
        line.Int("node", nodes.Count, nodes.Count + 1) |> ignore
        let bound, arguments = line.Places("parameters", indices.Count), line.Places("arguments", nodes.Count)
        need (arguments.Length = 1 && (line.Ints "indices").IsEmpty && line.TextOr "of" = "" && (line.ItemsOr "dimensions").IsEmpty) "not a node of kind abstraction"
        let digest = Digest.ofLines [ "abstraction"; ""; ""; names' bound; ""; digests[arguments[0]] ]
        Choice2Of2 { Parameters = [ for p in bound -> indices[p] ]; Entry = term arguments[0] }, arguments, digest

    let definition (line: Line) =
        let formals, at, body = line.Tensors "formals", line.Places("indices", indices.Count), line.Int("body", 0, nodes.Count)
        let texts = Polynomials.join "," [ for name, dims in formals -> named name + ":" + Polynomials.join "*" dims ]
        let hash = Digest.ofLines [ "definition"; line.Text "name"; texts; names' at; digests[body] ]
        need (line.Text "definition" = hash) "the definition was changed: its hash is another one"
        definitions[hash] <- { Formals = List.map fst formals; Result = [ for p in at -> indices[p] ]; Body = term body }

    let step (line: Line) =
        let inner, matrices = line.Places("inner", steps.Count), line.Places("matrices", nodes.Count)
        line.Int("step", steps.Count, steps.Count + 1) |> ignore
        count stepParts inner
        steps.Add
            { Rule = line.Text "rule"
              Term = line.Int("term", 0, System.Int32.MaxValue)
              Factor = line.Int("factor", -1, System.Int32.MaxValue)
              Data = Array.ofList (line.Ints "data")
              Number = (match line.TextOr "number" with "" -> Exact.zero | text -> Exact.parse text)
              Matrices = [| for m in matrices -> match nodes[m] with Choice2Of2 m -> m | Choice1Of2 _ -> refuse $"node {m} is no matrix" |]
              Inner = [| for s in inner -> steps[s] |]
              Line = number }

    let proof (line: Line) =
        let earlier = line.Int("proof", proofs.Count, proofs.Count + 1)
        let own, branches = line.Places("steps", steps.Count), line.Places("cases", earlier)
        if branches.IsEmpty then
            proofs.Add(Steps [| for s in own -> steps[s] |])
        else
            need (own.IsEmpty && branches.Length <= 2 && List.forall cases.Add branches) "a proof has either steps, or one or two cases, each its own"
            let weights = [ for w in line.Items "weights" -> Exact.parse (Line.Text w) ]
            proofs.Add(Cases(term (line.Int("subject", 0, nodes.Count)), proofs[branches[0]], (if branches.Length = 2 then Some proofs[branches[1]] else None), weights))

    // A variable as the claim declares it, "X: matrix(n,d) symmetric": its name and dimensions, of which the literal 1 is none.
    let declared (variable: string) =
        match variable.Split(": ", 2) with
        | [| name; kind |] ->
            let shape = Array.head (kind.Split(' '))
            let axes = shape.Split([| '('; ','; '*'; ')' |], System.StringSplitOptions.RemoveEmptyEntries) |> Array.tail
            name, Array.filter ((<>) "1") axes
        | _ -> refuse $"'{variable}' declares no variable"

    let claim (line: Line) =
        let texts name = [ for item in line.Items name -> Line.Text item ]
        let hash = Digest.ofLines (texts "variables" @ [ for fact in texts "given" -> "given " + fact ] @ [ line.Text "claim" ])
        need (line.Text "hash" = hash) "the claim was changed: its hash is another one"
        hash, List.map declared (texts "variables")

    let statement (line: Line) =
        { Tensors = line.Tensors "tensors"
          Free = [ for p in line.Places("free", indices.Count) -> indices[p] ]
          Left = term (line.Int("left", 0, nodes.Count))
          Right = term (line.Int("right", 0, nodes.Count))
          Given = [ for item in line.Items "given" -> (let kind, t, _ = claimOf item in kind, t) ] }

    // The instance is no part of the proof: it has to be a table of numbers, and is not evaluated.
    let witness (line: Line) =
        let fields (value: JsonElement) = need (value.ValueKind = JsonValueKind.Object) "no object"; [ for f in value.EnumerateObject() -> f.Value ]
        for size in fields (line.Field "sizes") do Line.Int size |> ignore
        for value in fields (line.Field "values") do
            let rows = [ for row in Line.Items value -> [ for cell in Line.Items row -> Exact.parse (Line.Text cell) ] ]
            need (not rows.IsEmpty && rows |> List.forall (fun row -> row.Length = rows.Head.Length)) "a value is no table of numbers"

    // Indices, nodes, definitions, steps and proofs, up to a line of another kind.
    let rec collect kind =
        let line = next ()
        match line.Kind with
        | "index" ->
            line.Int("index", indices.Count, indices.Count + 1) |> ignore
            indices.Add { Name = named (line.Text "name"); Dim = Line.Dim(line.Field "dimension") }
        | "node" ->
            let built, arguments, digest = if line.Text "op" = "abstraction" then abstraction line else node line
            count nodeParts arguments
            depths.Add(1 + List.fold (fun deep a -> max deep depths[a]) 0 arguments)
            need (depths[depths.Count - 1] <= deepest) "the node is nested too deeply"
            nodes.Add built
            digests.Add digest
        | "definition" -> definition line
        | "step" -> step line
        | "proof" -> proof line
        | _ -> ()
        match line.Kind with
        | "index" | "node" | "definition" | "step" | "proof" -> collect kind
        | _ -> expect kind line

    /// The line that was read last.
    member _.Line = number

    /// The whole file.
    member _.Read() =
        let head = next () |> expect "certificate"
        need (Line.Int(head.Field "certificate") = 1) "another version of the format"
        need (head.Text "rules" = RuleTable.hash) "the proof uses other rules than those of this checker"
        let claim, variables = next () |> expect "claim" |> claim
        let statement = collect "tensors" |> statement
        for tensor, dims in statement.Tensors do
            need (List.contains (tensor, dims) variables) $"the statement is about {tensor}, of other dimensions than the claim declares"
        let conditions = [ for item in (collect "conditions").Items "conditions" -> claimOf item ]
        let conditionsLine = number
        need (proofs.Count > 0) "no proof comes before"
        next () |> expect "sizes" |> witness
        need (readLine ()).IsNone "a line after the end"
        { Claim = claim; Statement = statement; Proof = proofs[proofs.Count - 1]; Conditions = conditions; ConditionsLine = conditionsLine }
