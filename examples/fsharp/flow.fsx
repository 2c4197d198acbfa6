// From a loss on paper to its gradient flow, a proof that the flow is right, and a trajectory along which the loss falls.
// dotnet build src/DerivationKit.FSharp, then: dotnet fsi examples/fsharp/flow.fsx
#nowarn "211" // one of the two folders is enough
#I "../../src/DerivationKit.FSharp/bin/Debug/net10.0"
#I "../../src/DerivationKit.FSharp/bin/Release/net10.0"
#r "DerivationKit.Kernel.dll"
#r "DerivationKit.dll"
#r "DerivationKit.FSharp.dll"
#r "MathNet.Numerics.dll"

open System.Threading
open DerivationKit.Flows
open DerivationKit.FSharp
open MathNet.Numerics.LinearAlgebra

// Multinomial regression: n samples with d features, k classes, one label for each sample.
let z = Expr.matrix "Z" "n" "d"
let theta = Expr.matrix "θ" "k" "d"
let c = Expr.labels "C" "n" "k"
let loss = -Expr.sum (c .* Expr.logSoftmaxRows (z * theta.T))

let flow = loss |> Flow.ofEnergy [ z ]
printfn $"loss: {loss}"
printfn $"flow: Z' = {flow |> Flow.velocity z}"

let isProved =
    match flow |> Flow.fieldClaim z |> Verify.decide with
    | Proved _ -> printfn "verdict: proved for all dimensions"; true
    | Refuted example -> printfn $"verdict: refuted at {example.Instance}"; false
    | ProvedAtSizes proof -> printfn $"verdict: proved at some sizes, {proof.Reason}"; false
    | Tested evidence -> printfn $"verdict: tested, {evidence.Reason}"; false
    | Undecided reason -> printfn $"verdict: undecided, {reason}"; false
    | InternalError evidence -> printfn $"verdict: internal error, {evidence}"; false

// The same functions serve all sizes.
let energy: Matrix<float> -> Matrix<float> -> Matrix<float> -> float = loss |> Compile.function3 theta c z

let euler: Matrix<float> -> Matrix<float> -> Matrix<float> -> Matrix<float> =
    flow |> Flow.eulerStep z (Expr.fraction 1 4) |> Compile.function3 theta c z

// Three classes at the corners of a triangle, and four samples, each nearer to the corner of another class than its own.
let matrix (rows: float list list) = Matrix<float>.Build.DenseOfArray(array2D rows)
let corners = matrix [ [ 2.0; 0.0 ]; [ -1.0; 2.0 ]; [ -1.0; -2.0 ] ]
let labels = matrix [ [ 1.0; 0.0; 0.0 ]; [ 0.0; 1.0; 0.0 ]; [ 0.0; 0.0; 1.0 ]; [ 1.0; 0.0; 0.0 ] ]
let samples = matrix [ [ -1.0; 1.0 ]; [ 0.0; -1.0 ]; [ 1.0; 0.0 ]; [ -1.0; -1.0 ] ]

samples
|> Seq.unfold (fun at -> Some(energy corners labels at, euler corners labels at))
|> Seq.take 11
|> Seq.iteri (printfn "step %2d: loss %.6f")

// The same in single precision: ten steps over arrays at fixed sizes, by two threads if there were more samples.
let sizes = [ "n", 4; "k", 3; "d", 2 ]
let rows (m: Matrix<float>) = m.Map(float32).ToRowMajorArray()
let standing = [ rows corners; rows labels ]
let descend = flow |> Flow.bind sizes Integrator.Euler [ theta; c ] |> Compile.withThreads 2 |> Flow.run
let last = rows samples |> descend CancellationToken.None standing 0.25f 10
let lossAt = loss |> Compile.arrays sizes [ theta; c; z ]
printfn "step 10 in single precision: loss %.4f" (standing @ [ last ] |> lossAt |> Array.exactlyOne)

exit (if isProved then 0 else 1)
