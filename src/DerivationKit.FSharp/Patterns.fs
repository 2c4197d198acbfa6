namespace DerivationKit.FSharp

open DerivationKit
open DerivationKit.Operators

/// An exact fraction.
type Rational = DerivationKit.Kernel.Rational

/// The size of an axis: a name, or a fixed number.
type Dimension = DerivationKit.Kernel.Dimension

/// What a declaration may state about a variable.
type Property = DerivationKit.Property

/// Rows and columns of an expression, such as <c>Shape.Matrix("n", "d")</c>.
type Shape = DerivationKit.Shape

/// What an expression is: one of four kinds. A match that forgets one is reported by the compiler.
type View =
    /// An exact constant.
    | Constant of value: Rational
    /// A variable: its name, shape and properties.
    | Variable of variable: DerivationKit.Variable
    /// An operator applied to arguments.
    | Apply of operator: Operator * arguments: Expr list
    /// A derivative of the body in the variable that it binds, at a point; a directional one has the direction after the point.
    | Derivative of kind: DerivativeKind * body: Expr * variable: DerivationKit.Variable * arguments: Expr list

/// Total patterns over the core's closed types.
[<AutoOpen>]
module Patterns =

    /// Looks into an expression: <c>match f with Expr (Apply (Operator "sum", [ a ])) -> ...</c>
    let (|Expr|) (expr: Expr) : View =
        match expr with
        | :? DerivationKit.Constant as c -> Constant c.Value
        | :? DerivationKit.Variable as v -> Variable v
        | :? DerivationKit.Apply as a -> Apply(a.Operator, List.ofSeq a.Arguments)
        | :? DerivationKit.Derivative as d -> Derivative(d.DerivativeKind, d.Body, d.BoundVariable, List.ofSeq d.Arguments)
        | other -> invalidArg (nameof expr) $"{other.GetType()} is not a kind of expression"

    /// An operator's name, by which the operator can always be written as a function.
    let (|Operator|) (operator: Operator) : string = operator.Name

/// Arguments as the core wants them: here an expression has to be a variable, a dimension is a name or digits, sizes are pairs, and arrays are
/// memory.
module internal Binding =

    let variable (x: Expr) : DerivationKit.Variable =
        match x with
        | Expr (Variable v) -> v
        | other -> invalidArg (nameof x) $"a variable is needed here, not {other}"

    let dimension (text: string) : Dimension =
        match System.Int32.TryParse text with
        | true, size -> Dimension.Of size
        | _ -> Dimension.Named text

    let axis (text: string) : DerivationKit.Axis = DerivationKit.Axis.op_Implicit (dimension text)

    let matrix (rows: string) (columns: string) : Shape = Shape.Matrix(axis rows, axis columns)

    // Unlike a dictionary made by dict, the core refuses two sizes for one dimension.
    let sizes (sizes: (string * int) list) = sizes |> List.map System.Collections.Generic.KeyValuePair

    let memories (arrays: 'T array list) : System.ReadOnlyMemory<'T> array = arrays |> List.map System.ReadOnlyMemory |> Array.ofList
