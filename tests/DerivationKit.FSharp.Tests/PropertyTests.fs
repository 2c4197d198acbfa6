namespace DerivationKit.FSharp.Tests

open DerivationKit.Testing

/// The attribute serves F# test classes as it serves C# ones.
type PropertyTests() =

    [<DerivationProperty>]
    member _.``reversing twice changes nothing``(xs: int list) = List.rev (List.rev xs) = xs

    [<DerivationProperty>]
    member _.``mapping keeps the length``(xs: int list, f: int -> int) =
        List.length (List.map f xs) = List.length xs
