using System.Collections.Immutable;
using DerivationKit.Compilation;
using DerivationKit.Kernel;

namespace DerivationKit.Operators;

/// <summary>det(A). Shapes: (n,n) to a scalar; a scalar is its own determinant. Its derivative is known where det(A) is not 0.</summary>
internal sealed class Determinant : Operator
{
    public override string Name => "det";

    public override int Arity => 1;

    public override Notation Notation => Notation.Function(Name, "\\det");

    public override string Source => "definition; Petersen, Pedersen 2012, eqs. 41, 49; Magnus, Neudecker 2019, theorem 8.1";

    public override string Characterization => "det(A) is the sum of sign(p)*A[1,p(1)]*...*A[n,p(n)] over the permutations p of 1, ..., n";

    public override string SmoothDomain => "everywhere; by this form where det(A) is not 0";

    public override Shape InferShape(ImmutableArray<Shape> arguments) =>
        arguments[0].IsSquare ? Shape.Scalar : throw ShapeErrors.Needs(Name, "a square matrix", arguments[0]);

    public override Definition Meaning(ImmutableArray<Shape> arguments)
    {
        Meaning at = new(this, arguments);
        return at.Define(at.Determinant());
    }

    /// <summary>g*det(A)*inv(A)'.</summary>
    public override Expr Pullback(Apply at, int argument, Expr cotangent)
    {
        Expr a = at.Arguments[0];
        return a.Shape.IsScalar ? cotangent : cotangent * Expr.Det(a) * Expr.Inv(a).T;
    }

    internal override Value Lower(ProgramBuilder program, Apply at, ImmutableArray<Value> arguments) =>
        program.Determinant(arguments[0], isLogarithm: false);
}
