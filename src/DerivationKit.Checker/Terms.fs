namespace DerivationKit.Checker

open System

/// What a function does with its body. The names are those of the keys.
type internal Kind =
    | Base
    | Exp
    | Log
    | Sin
    | Cos
    | Arcsin
    | Arctan
    | Erf
    | Inverse
    | Determinant
    | MatrixExp

/// What a condition says of a term.
type internal Claimed =
    | NonZero
    | NonNegative
    | Positive
    | Zero
    | Semidefinite

/// How keys and certificates write them.
module internal Names =
    let kinds = [ Base, "Base"; Exp, "Exp"; Log, "Log"; Sin, "Sin"; Cos, "Cos"; Arcsin, "Arcsin"; Arctan, "Arctan"; Erf, "Erf"
                  Inverse, "Inverse"; Determinant, "Determinant"; MatrixExp, "MatrixExp" ]

    let claims = [ NonZero, "NonZero"; NonNegative, "NonNegative"; Positive, "Positive"; Zero, "Zero"; Semidefinite, "Semidefinite" ]
    let ofKind = let names = dict kinds in fun (kind: Kind) -> names[kind]
    let ofClaim = let names = dict claims in fun (claim: Claimed) -> names[claim]

type internal Index = { Name: string; Dim: string }

/// A formula over entries, as the nodes of a certificate give it.
[<ReferenceEquality>]
type internal Term =
    | Number of Q
    | Size of string
    | Entry of string * Index list
    | Delta of Index * Index
    | AtLeast of Index * Index
    | Add of Term list
    | Multiply of Term list
    | Sum of Index * Term
    | Function of Kind * Term
    | Power of Term * Q
    | InverseOf of Tensor * rows: Index list * columns: Index list
    | DeterminantOf of Tensor
    | ExponentialOf of Tensor * Index list
    | Apply of Definition * Tensor list * Index list
    | Derivative of string * Term * point: Tensor * direction: Tensor

/// A tensor, or a matrix, by the formula of its entry.
and [<ReferenceEquality>] internal Tensor = { Parameters: Index list; Entry: Term }

and [<ReferenceEquality>] internal Definition = { Formals: string list; Result: Index list; Body: Term }

module internal Terms =
    /// Letters, digits, underscores and primes, and no digit first.
    let isName (text: string) =
        text <> "" && not (Char.IsDigit text[0]) && text |> Seq.forall (fun c -> Char.IsLetterOrDigit c || Char.IsSurrogate c || c = '_' || c = '′')

    /// The size of a dimension of a fixed size.
    let fixedSize (dim: string) = match Int32.TryParse dim with true, n when Char.IsAsciiDigit dim[0] -> Some n | _ -> None

    let children term =
        match term with
        | Add terms | Multiply terms -> terms
        | Sum(_, t) | Function(_, t) | Power(t, _) -> [ t ]
        | InverseOf(m, _, _) | DeterminantOf m | ExponentialOf(m, _) -> [ m.Entry ]
        | _ -> []

    /// The indices that occur free in a term without operators, in the order in which they are met.
    let freeIndices term =
        let free = ResizeArray<Index>()
        let meet bound indices = for i in indices do if not (Set.contains i.Name bound || free.Contains i) then free.Add i

        let rec visit bound term =
            Work.Spend 1
            match term with
            | Entry(_, indices) -> meet bound indices
            | Delta(i, j) | AtLeast(i, j) -> meet bound [ i; j ]
            | Sum(i, t) -> visit (Set.add i.Name bound) t
            | InverseOf(m, rows, columns) -> meet bound (rows @ columns); inside bound m
            | ExponentialOf(m, indices) -> meet bound indices; inside bound m
            | DeterminantOf m -> inside bound m
            | _ -> List.iter (visit bound) (children term)

        and inside bound m = visit (Set.union bound (set [ for p in m.Parameters -> p.Name ])) m.Entry
        visit Set.empty term
        List.ofSeq free
