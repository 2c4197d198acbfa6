using System.Collections.Immutable;
using DerivationKit.Compilation;
using DerivationKit.Differentiation;
using DerivationKit.Kernel;
using static DerivationKit.Operators.Meaning;

namespace DerivationKit.Operators;

/// <summary>expm_frechet(A, E) = jvp(expm(A), A, E), the derivative of expm at A along E: the integral of expm(s*A)*E*expm((1-s)*A) over s from
/// 0 to 1. Shapes: (n,n) twice, kept; of scalars e*exp(a).</summary>
internal sealed class ExponentialDerivative : Operator
{
    public override string Name => "expm_frechet";

    public override int Arity => 2;

    public override string Source => "definition; Higham 2008, Functions of Matrices, eq. 10.15; adjoint by section 3.2";

    public override Shape InferShape(ImmutableArray<Shape> arguments) => arguments[0].IsSquare && arguments[1] == arguments[0]
        ? arguments[0]
        : throw ShapeErrors.Needs(Name, "two square matrices of one size", arguments[arguments[0].IsSquare ? 1 : 0]);

    public override Definition Meaning(ImmutableArray<Shape> arguments)
    {
        Meaning at = new(this, arguments);
        (MultiIndex p, MultiIndex q) = (new("p", arguments[1].Rows), new("q", arguments[1].Columns));
        return at.Define(Sum(p, Sum(q, Product(at.Exponential(at.Row, p, q, at.Column), at.Argument(1, p, q)))));
    }

    /// <summary>expm_frechet(A', G) in E; in A no operator says it, unless A and E are scalars.</summary>
    public override Expr Pullback(Apply at, int argument, Expr cotangent) =>
        at.Shape.IsScalar ? Expr.Exp(at.Arguments[0]) * (argument == 1 ? cotangent : cotangent * at.Arguments[1])
        : argument == 1 ? Expr.ExpmFrechet(at.Arguments[0].T, cotangent)
        : throw new DifferentiationException("the second derivative of expm has no matrix form that the kit can write");

    internal override Value Lower(ProgramBuilder program, Apply at, ImmutableArray<Value> arguments) => program.MatrixExponential(arguments[0], arguments[1]);
}
