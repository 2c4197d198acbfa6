namespace DerivationKit.FSharp

open System.Collections.Immutable
open DerivationKit
open DerivationKit.Language

/// The names that a text may use.
[<RequireQualifiedAccess>]
module Scope =

    /// A scope of variables that exist already; expressions contribute those that occur free in them.
    let ofExprs (exprs: Expr list) : Scope =
        Scope.Of(exprs |> Seq.collect _.FreeVariables() |> Seq.distinct |> ImmutableArray.CreateRange)

    /// The declared variables, in order.
    let variables (scope: Scope) : Expr list = [ for v in scope.Variables -> v ]

    /// The declared variable of that name.
    let tryFind (name: string) (scope: Scope) : Expr option =
        scope.Variables |> Seq.tryFind (fun v -> v.Name = name) |> Option.map (fun v -> v)

/// Reads the language of the kit. An Error holds the message, the line and a caret below the place.
[<RequireQualifiedAccess>]
module Parse =

    let private attempt (read: unit -> 'a) : Result<'a, string> =
        try
            Ok(read ())
        with :? SyntaxException as error ->
            Error(error.ToString())

    /// Declarations such as "Z: matrix(n,d); C: matrix(n,k) onehot_rows; let S = softmax_rows(Z)".
    let scope (declarations: string) : Result<Scope, string> = attempt (fun () -> Scope.Parse declarations)

    /// An expression over the names of a scope.
    let expression (scope: Scope) (text: string) : Result<Expr, string> = attempt (fun () -> scope.ParseExpression text)

    /// A claim left == right over the names of a scope.
    let claim (scope: Scope) (text: string) : Result<Claim, string> = attempt (fun () -> scope.ParseClaim text)

/// Writes expressions.
[<RequireQualifiedAccess>]
module Print =

    /// The text of an expression, which a scope of its variables reads back.
    let text (f: Expr) : string = Text.Print f

    /// The LaTeX of an expression.
    let latex (f: Expr) : string = Latex.Print f

/// Claims that two expressions are equal.
[<RequireQualifiedAccess>]
module Claim =

    /// The claim left = right; also <c>=.=</c>.
    let equal (left: Expr) (right: Expr) : Claim = Claim.Equal(left, right)

    /// Both sides.
    let sides (claim: Claim) : Expr * Expr = claim.Left, claim.Right

    /// The text of a claim.
    let text (claim: Claim) : string = Text.Print claim

    /// The LaTeX of a claim.
    let latex (claim: Claim) : string = Latex.Print claim
