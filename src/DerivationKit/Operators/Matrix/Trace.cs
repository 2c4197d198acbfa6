using System.Collections.Immutable;
using DerivationKit.Compilation;
using DerivationKit.Kernel;
using static DerivationKit.Operators.Meaning;

namespace DerivationKit.Operators;

/// <summary>tr(A) = sum_k A[k,k]. Shapes: (n,n) to a scalar; a scalar is its own trace.</summary>
internal sealed class Trace : Operator
{
    public override string Name => "tr";

    public override int Arity => 1;

    public override string Source => "Petersen, Pedersen 2012, eqs. 36, 99";

    public override Shape InferShape(ImmutableArray<Shape> arguments) =>
        arguments[0].IsSquare ? Shape.Scalar : throw ShapeErrors.Needs("tr", "a square matrix", arguments[0]);

    public override Definition Meaning(ImmutableArray<Shape> arguments)
    {
        Meaning at = new(this, arguments);
        MultiIndex k = new("k", arguments[0].Rows);
        return at.Define(Sum(k, at.Argument(0, k, k)));
    }

    /// <summary>g*eye(n).</summary>
    public override Expr Pullback(Apply at, int argument, Expr cotangent)
    {
        Shape shape = at.Arguments[0].Shape;
        return shape.IsScalar ? cotangent : cotangent * Expr.Eye(shape.Rows);
    }

    internal override Value Lower(ProgramBuilder program, Apply at, ImmutableArray<Value> arguments) =>
        program.Sum(Slices.All, program.Diagonal(arguments[0]));
}
