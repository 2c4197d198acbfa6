namespace DerivationKit.FSharp.Tests

open DerivationKit
open DerivationKit.FSharp
open Xunit

/// Reading gives a Result, writing gives what reading reads.
type LanguageTests() =

    let declarations = "X: matrix(n,k); b: vector(k) positive"
    let x = Expr.matrix "X" "n" "k"

    [<Fact>]
    member _.``texts become scopes, expressions and claims``() =
        let read =
            Parse.scope declarations
            |> Result.bind (fun scope ->
                Parse.claim scope "softmax_rows(X)*log(b) == X*b"
                |> Result.map (fun claim -> scope, claim))

        match read with
        | Ok(scope, claim) ->
            let b = Expr.variable "b" (Shape.Vector "k") [ Property.Positive ]
            Assert.Equal<Expr list>([ x; b ], Scope.variables scope)
            Assert.Equal(Some b, Scope.tryFind "b" scope)
            Assert.Equal(None, Scope.tryFind "c" scope)
            Assert.Equal((Expr.softmaxRows x * log b, x * b), Claim.sides claim)
        | Error message -> Assert.Fail message

    [<Fact>]
    member _.``what is printed reads back as the same object``() =
        let f = -Expr.sum (x .* Expr.logSoftmaxRows x) / Expr.size "n"
        let scope = Scope.ofExprs [ f ]
        Assert.Equal(Ok f, Parse.expression scope (Print.text f))
        Assert.Equal("-sum(X .* logsoftmax_rows(X))/n", Print.text f)
        Assert.Equal("X .* X == X", Claim.text (x .* x =.= x))

    [<Fact>]
    member _.``a dimension is a name or a fixed size``() =
        let scope = Scope.ofExprs [ Expr.matrix "A" "n" "3"; Expr.vector "v" "1" ]
        Assert.Equal(Parse.scope "A: matrix(n,3); v: scalar" |> Result.map Scope.variables, Ok(Scope.variables scope))
        Assert.Equal("ones(3)", Print.text (Expr.ones "3"))

    // ∂²(x'*A*x) = A + A', and along v it is (A + A')*v.
    [<Fact>]
    member _.``second derivatives are those of the language``() =
        let a, x, v = Expr.matrix "A" "n" "n", Expr.vector "x" "n", Expr.vector "v" "n"
        let form = x.T * a * x
        let read = Parse.expression (Scope.ofExprs [ a; x; v ])
        Assert.Equal(read "hessian(x'*A*x, x)", Ok(Expr.hessian x form))
        Assert.Equal(read "hvp(x'*A*x, x, v)", Ok(Expr.hessianVectorProduct x v form))
        Assert.Equal("A + A'", form |> Expr.hessian x |> Diff.closedForm |> Print.text)

    [<Fact>]
    member _.``LaTeX is written for expressions and claims``() =
        Assert.Equal("X^{\\top}", Print.latex x.T)
        Assert.Equal("X^{\\top} = X^{\\top}", Claim.latex (Claim.equal x.T x.T))

    // The caret stands below the operator whose operands do not fit.
    [<Fact>]
    member _.``a mistake is an Error that shows the place``() =
        let scope = Scope.ofExprs [ x ]

        match Parse.expression scope "X*X" with
        | Error message ->
            Assert.StartsWith("line 1, column 2: ", message)
            Assert.EndsWith("    X*X\n     ^", message)
        | Ok f -> Assert.Fail $"{f}"

        Assert.True((Parse.scope "X matrix(n,k)").IsError)
        Assert.True((Parse.claim scope "X == Y").IsError)
        Assert.True((Parse.claim scope "X").IsError)
