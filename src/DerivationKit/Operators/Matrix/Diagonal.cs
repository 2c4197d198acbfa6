using System.Collections.Immutable;
using DerivationKit.Compilation;
using DerivationKit.Kernel;
using static DerivationKit.Operators.Meaning;

namespace DerivationKit.Operators;

/// <summary>diag(x)[i,j] = x[i] δ[i,j] of a vector; diag(A)[i] = A[i,i] of a matrix. Shapes: (n) to (n,n), (n,n) to (n).</summary>
internal sealed class Diagonal : Operator
{
    public override string Name => "diag";

    public override int Arity => 1;

    public override string Source => "Magnus, Neudecker 2019, chapter 1";

    public override Shape InferShape(ImmutableArray<Shape> arguments)
    {
        Shape shape = arguments[0];
        return shape switch
        {
            { IsColumn: true } => new(shape.Rows, shape.Rows),
            { IsSquare: true } => Shape.Vector(shape.Rows),
            { Rows.IsOne: true } => throw ShapeErrors.Needs("diag", "a vector or a square matrix", shape, "transpose the row with '"),
            _ => throw ShapeErrors.Needs("diag", "a vector or a square matrix", shape),
        };
    }

    public override Definition Meaning(ImmutableArray<Shape> arguments)
    {
        Meaning at = new(this, arguments);
        return at.Define(
            arguments[0].IsColumn
                ? Product(at.Argument(0), Delta(at.Row, at.Column))
                : at.Argument(0, at.Row, at.Row));
    }

    /// <summary>diag(G), either way: each of the two maps is the other's adjoint.</summary>
    public override Expr Pullback(Apply at, int argument, Expr cotangent) => Expr.Diag(cotangent);

    internal override Value Lower(ProgramBuilder program, Apply at, ImmutableArray<Value> arguments) =>
        arguments[0].Shape.IsColumn ? program.DiagonalMatrix(arguments[0]) : program.Diagonal(arguments[0]);
}
