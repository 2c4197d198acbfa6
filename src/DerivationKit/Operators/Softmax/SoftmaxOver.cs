using System.Collections.Immutable;
using DerivationKit.Compilation;
using DerivationKit.Kernel;
using static DerivationKit.Operators.Meaning;

namespace DerivationKit.Operators;

/// <summary>The weight of (i,j) divided by the sum of the weights over its slice. Shapes: kept.</summary>
internal abstract class SoftmaxOver(Slices slices, bool masked = false) : SoftmaxFamily(slices, masked)
{
    public override string Source => "Goodfellow, Bengio, Courville 2016, section 6.2.2.3; Blanchard, Higham, Higham 2021, eq. 1.2";

    public sealed override Definition Meaning(ImmutableArray<Shape> arguments)
    {
        Meaning at = new(this, arguments);
        return at.Define(Product(Weight(at, at.Row, at.Column), Reciprocal(SumOfWeights(at, arguments[0], at.Row, at.Column))));
    }

    /// <summary>S .* (G - rowsum(S .* G)*ones(n)') for rows, and likewise for the other slices; towards the mask the same with the
    /// softmax without its factor M in front.</summary>
    public override Expr Pullback(Apply at, int argument, Expr cotangent) => Expr.Hadamard(
        argument == 0 ? at : Unmasked(at),
        cotangent - Slices.Spread(Slices.Sum(Expr.Hadamard(at, cotangent)), at.Shape));

    internal override Value Lower(ProgramBuilder program, Apply at, ImmutableArray<Value> arguments)
    {
        Value logits = Logits(program, arguments);
        if (!IsMasked)
        {
            return program.Softmax(Slices, logits);
        }

        Value signed = Signed(program, logits, arguments);
        Value total = program.Spread(Slices, program.Sum(Slices, signed), at.Shape);
        return program.Map(at.Shape, ScalarCode.X / ScalarCode.Y, signed, total);
    }
}
