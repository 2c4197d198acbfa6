using System.Collections.Immutable;
using DerivationKit.Compilation;
using DerivationKit.Kernel;
using static DerivationKit.Operators.Meaning;

namespace DerivationKit.Operators;

/// <summary>norm2(A) = (sum_k sum_l A[k,l]^2)^(1/2): Euclid's norm of a vector, Frobenius' of a matrix, never the spectral norm. Shapes: any
/// to a scalar.</summary>
internal sealed class Norm2 : Operator
{
    private static readonly Rational Half = new(1, 2);

    public override string Name => "norm2";

    public override int Arity => 1;

    public override Notation Notation => Notation.Function(Name, "\\operatorname{norm}_{2}");

    public override string Source => "Golub, Van Loan 2013, sections 2.2, 2.3";

    public override string SmoothDomain => "an entry not 0";

    public override Shape InferShape(ImmutableArray<Shape> arguments) => Shape.Scalar;

    public override Definition Meaning(ImmutableArray<Shape> arguments)
    {
        Meaning at = new(this, arguments);
        return at.Define(Raised(Slices.All.Sum(arguments[0], at.Row, at.Row, (k, l) => Raised(at.Argument(0, k, l), 2)), Half));
    }

    /// <summary>g*A/norm2(A).</summary>
    public override Expr Pullback(Apply at, int argument, Expr cotangent) => cotangent * at.Arguments[0] / at;

    internal override Value Lower(ProgramBuilder program, Apply at, ImmutableArray<Value> arguments)
    {
        Value squares = program.Map(arguments[0].Shape, ScalarCode.X * ScalarCode.X, arguments);
        return program.Map(at.Shape, new ScalarCode.Power(ScalarCode.X, Half), program.Sum(Slices.All, squares));
    }
}
