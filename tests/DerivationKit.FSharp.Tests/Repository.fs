namespace DerivationKit.FSharp.Tests

open System
open System.IO

/// Files of the checkout that the tests run from.
module Repository =

    let rec private rootOf (folder: string) =
        match File.Exists(Path.Combine(folder, "DerivationKit.sln")), Path.GetDirectoryName folder |> Option.ofObj with
        | true, _ -> folder
        | false, Some parent -> rootOf parent
        | false, None -> failwith "The tests run from inside a checkout."

    let root = rootOf (AppContext.BaseDirectory.TrimEnd Path.DirectorySeparatorChar)

    let read (path: string) = File.ReadAllText(Path.Combine(root, path))
