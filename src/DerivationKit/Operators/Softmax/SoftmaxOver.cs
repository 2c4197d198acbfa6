using System.Collections.Immutable;
using DerivationKit.Compilation;
using DerivationKit.Kernel;
using static DerivationKit.Operators.Meaning;

namespace DerivationKit.Operators;

/// <summary>exp(N[i,j]) divided by the sum of exp over the slice of (i,j). Shapes: kept.</summary>
internal abstract class SoftmaxOver(Slices slices) : SoftmaxFamily(slices)
{
    public override string Source => "Goodfellow, Bengio, Courville 2016, section 6.2.2.3; Blanchard, Higham, Higham 2021, eq. 1.2";

    public sealed override Definition Meaning(ImmutableArray<Shape> arguments)
    {
        Meaning at = new(this, arguments);
        return at.Define(Product(
            Exp(at.Argument(0)),
            Reciprocal(SumExp(at, arguments[0], at.Row, at.Column))));
    }

    /// <summary>S .* (G - rowsum(S .* G)*ones(n)') for rows, and likewise for the other slices.</summary>
    public override Expr Pullback(Apply at, int argument, Expr cotangent) =>
        Expr.Hadamard(at, cotangent - Slices.Spread(Slices.Sum(Expr.Hadamard(at, cotangent)), at.Shape));

    internal override Value Lower(ProgramBuilder program, Apply at, ImmutableArray<Value> arguments) =>
        program.Softmax(Slices, arguments[0]);
}
