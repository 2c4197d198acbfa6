using System.Collections.Immutable;
using DerivationKit.Compilation;
using DerivationKit.Kernel;

namespace DerivationKit.Operators;

/// <summary>inv(A), with A*inv(A) = eye(n) = inv(A)*A. Shapes: (n,n), kept; of a scalar 1/a. Domain: det(A) is not 0.</summary>
internal sealed class Inverse : Operator
{
    public override string Name => "inv";

    public override int Arity => 1;

    public override string Source => "definition; pullback Giles 2008, section 2.2.3; Petersen, Pedersen 2012, eqs. 40, 59";

    public override string Characterization => "A*inv(A) = eye(n)";

    public override string Domain => "det(A) not 0";

    public override Shape InferShape(ImmutableArray<Shape> arguments) =>
        arguments[0].IsSquare ? arguments[0].Transposed : throw ShapeErrors.Needs(Name, "a square matrix", arguments[0]);

    public override Definition Meaning(ImmutableArray<Shape> arguments)
    {
        Meaning at = new(this, arguments);
        return at.Define(at.Inverse());
    }

    /// <summary>-inv(A)'*G*inv(A)'.</summary>
    public override Expr Pullback(Apply at, int argument, Expr cotangent)
    {
        Expr transposed = Expr.Inv(at.Arguments[0]).T;
        return -(transposed * cotangent * transposed);
    }

    internal override Value Lower(ProgramBuilder program, Apply at, ImmutableArray<Value> arguments) => program.Inverse(arguments[0]);
}
