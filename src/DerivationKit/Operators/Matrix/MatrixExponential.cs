using System.Collections.Immutable;
using DerivationKit.Compilation;
using DerivationKit.Kernel;

namespace DerivationKit.Operators;

/// <summary>expm(A) = sum over k of A^k/k!, the exponential of the matrix, not of its entries. Shapes: (n,n), kept; of a scalar exp(a).</summary>
internal sealed class MatrixExponential : Operator
{
    public override string Name => "expm";

    public override int Arity => 1;

    public override string Source => "definition; Higham 2008, Functions of Matrices, section 10.1; pullback by section 3.2 and eq. 10.15";

    public override string Characterization => "expm(A) is the sum of A^k/k! over k = 0, 1, 2, ..., and expm(A)[i,p,q,j] its derivative by A[p,q]";

    public override Shape InferShape(ImmutableArray<Shape> arguments) =>
        arguments[0].IsSquare ? arguments[0] : throw ShapeErrors.Needs(Name, "a square matrix", arguments[0]);

    public override Definition Meaning(ImmutableArray<Shape> arguments)
    {
        Meaning at = new(this, arguments);
        return at.Define(at.Exponential(at.Row, at.Column));
    }

    /// <summary>expm_frechet(A', G): the derivative at A' along G, since the derivative at A' is the adjoint of that at A.</summary>
    public override Expr Pullback(Apply at, int argument, Expr cotangent) => at.Shape.IsScalar ? cotangent * at : Expr.ExpmFrechet(at.Arguments[0].T, cotangent);

    internal override Value Lower(ProgramBuilder program, Apply at, ImmutableArray<Value> arguments) => program.MatrixExponential(arguments[0], null);
}
