using System.Collections.Immutable;
using DerivationKit.Compilation;
using DerivationKit.Kernel;
using static DerivationKit.Operators.Meaning;

namespace DerivationKit.Operators;

/// <summary>norm1(A) = sum_k sum_l |A[k,l]|, over all entries also of a matrix. Shapes: any to a scalar.</summary>
internal sealed class Norm1 : Operator
{
    public override string Name => "norm1";

    public override int Arity => 1;

    public override Notation Notation => Notation.Function(Name, "\\operatorname{norm}_{1}");

    public override string Source => "Golub, Van Loan 2013, section 2.2";

    public override string SmoothDomain => "every entry not 0";

    public override Shape InferShape(ImmutableArray<Shape> arguments) => Shape.Scalar;

    public override Definition Meaning(ImmutableArray<Shape> arguments)
    {
        Meaning at = new(this, arguments);
        return at.Define(Slices.All.Sum(arguments[0], at.Row, at.Row, (k, l) => Magnitude(at.Argument(0, k, l))));
    }

    /// <summary>g*sign(A).</summary>
    public override Expr Pullback(Apply at, int argument, Expr cotangent) => cotangent * Expr.Sign(at.Arguments[0]);

    internal override Value Lower(ProgramBuilder program, Apply at, ImmutableArray<Value> arguments) =>
        program.Sum(Slices.All, program.Map(arguments[0].Shape, ScalarCode.Of(NumericFunction.Abs, ScalarCode.X), arguments));
}
