namespace DerivationKit.FSharp.Tests

open DerivationKit
open DerivationKit.FSharp
open Xunit

/// Functions over expressions by pattern matching; a forgotten case would not compile here.
type PatternTests() =

    let z = Expr.matrix "Z" "n" "d"
    let s = Expr.scalar "s"

    let rec names expr =
        match expr with
        | Expr (Constant _) -> Set.empty
        | Expr (Variable v) -> Set.singleton v.Name
        | Expr (Apply (_, arguments)) -> arguments |> List.map names |> Set.unionMany
        | Expr (Derivative (_, body, x, arguments)) -> Set.remove x.Name (names body) + Set.unionMany (List.map names arguments)

    /// (A')' = A, wherever it stands.
    let rec untransposed expr =
        match expr with
        | Expr (Apply (Operator "transpose", [ Expr (Apply (Operator "transpose", [ a ])) ])) -> untransposed a
        | Expr (Apply (operator, arguments)) -> Expr.apply operator (List.map untransposed arguments)
        | Expr (Constant _ | Variable _ | Derivative _) -> expr

    [<Fact>]
    member _.``every kind of node is seen``() =
        let f = Expr.sum (2 * z .* z) / s

        Assert.Equal<Set<string>>(set [ "Z"; "s" ], names f)
        Assert.Equal<Set<string>>(set [ "Z"; "s" ], names (f |> Expr.gradient z))

        match Expr.fraction 3 6 with
        | Expr (Constant half) -> Assert.Equal(Rational(1I, 2I), half)
        | other -> Assert.Fail $"{other}"

        match Expr.labels "C" "n" "k" with
        | Expr (Variable v) -> Assert.Equal<Property>([ Property.OneHotRows ], v.Properties)
        | other -> Assert.Fail $"{other}"

        match f |> Expr.jvp z z with
        | Expr (Derivative (kind, body, x, [ point; direction ])) ->
            Assert.Equal(DerivativeKind.Directional, kind)
            Assert.Equal<Expr list>([ f; z; z; z ], [ body; x; point; direction ])
        | other -> Assert.Fail $"{other}"

    [<Fact>]
    member _.``patterns nest``() =
        Assert.Equal(Expr.sum (z * z.T), untransposed (Expr.sum (z.T.T * z.T.T.T)))

    [<Fact>]
    member _.``pipelines read from the loss on``() =
        let loss = z .* z |> Expr.sum |> Expr.pow (Rational(1I, 2I))
        Assert.Equal("grad(sum(Z .* Z)^(1/2), Z)", loss |> Expr.gradient z |> Print.text)
        Assert.Equal("sum(W .* W)^(1/2)", loss |> Expr.substitute z (Expr.matrix "W" "n" "d") |> Print.text)

    [<Fact>]
    member _.``operators and modules build the same objects``() =
        Assert.Equal(Expr.hadamard z z, z .* z)
        Assert.Equal(Expr.hadamardDivide z z, z ./ z)
        Assert.Equal(Expr.hadamardPower (Rational(2I, 1I)) z, z .** 2)
        Assert.Equal(Expr.transpose z, z.T)
        Assert.Equal(Expr.exp z, exp z)
        Assert.Equal(Expr.log z, log z)
        Assert.Equal(Expr.sqrt z, sqrt z)
        Assert.Equal(Expr.pow (Rational(3I, 1I)) s, s ** 3)
        Assert.Equal(Expr.fraction 0 1 + s + s, List.sum [ s; s ])

    // .** binds like **, tighter than .* and -
    [<Fact>]
    member _.``powers bind tightest``() =
        Assert.Equal((z .* (z .** 2)) - z, z .* z .** 2 - z)

    [<Fact>]
    member _.``a derivative needs a variable``() =
        let failure = Assert.Throws<System.ArgumentException>(fun () -> s |> Expr.gradient (2 * s) |> ignore)
        Assert.Contains("a variable is needed here, not 2*s", failure.Message)
