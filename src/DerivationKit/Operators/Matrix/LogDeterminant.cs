using System.Collections.Immutable;
using DerivationKit.Compilation;
using DerivationKit.Kernel;
using static DerivationKit.Operators.Meaning;

namespace DerivationKit.Operators;

/// <summary>logdet(A) = log |det A| = log(det(A)^2)/2. Shapes: (n,n) to a scalar; of a scalar log |a|. Domain: det(A) is not 0.</summary>
internal sealed class LogDeterminant : Operator
{
    public override string Name => "logdet";

    public override int Arity => 1;

    public override Notation Notation => Notation.Function(Name, "\\log\\lvert\\det\\rvert");

    public override string Source => "definition; Petersen, Pedersen 2012, eqs. 43, 57";

    public override string Domain => "det(A) not 0";

    public override Shape InferShape(ImmutableArray<Shape> arguments) =>
        arguments[0].IsSquare ? Shape.Scalar : throw ShapeErrors.Needs(Name, "a square matrix", arguments[0]);

    public override Definition Meaning(ImmutableArray<Shape> arguments)
    {
        Meaning at = new(this, arguments);
        return at.Define(Product(new Number(new(1, 2)), Log(new Power(at.Determinant(), 2))));
    }

    /// <summary>g*inv(A)'.</summary>
    public override Expr Pullback(Apply at, int argument, Expr cotangent)
    {
        Expr a = at.Arguments[0];
        return a.Shape.IsScalar ? cotangent / a : cotangent * Expr.Inv(a).T;
    }

    internal override Value Lower(ProgramBuilder program, Apply at, ImmutableArray<Value> arguments) =>
        program.Determinant(arguments[0], isLogarithm: true);
}
