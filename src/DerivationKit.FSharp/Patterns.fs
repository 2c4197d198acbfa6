namespace DerivationKit.FSharp

/// Complete active patterns over the closed C# hierarchies, so that the compiler checks a match for missing cases.
[<AutoOpen>]
module Patterns =
    do ()
