using System.Collections.Immutable;
using DerivationKit.Compilation;
using DerivationKit.Kernel;
using static DerivationKit.Operators.Meaning;

namespace DerivationKit.Operators;

/// <summary>N[i,j] minus the logarithm of the sum of the weights over the slice of (i,j), also where a mask is 0. Shapes: kept.</summary>
internal abstract class LogSoftmaxOver(Slices slices, bool masked = false) : SoftmaxFamily(slices, masked)
{
    public override string Source => "Goodfellow, Bengio, Courville 2016, section 6.2.2.3";

    public sealed override Definition Meaning(ImmutableArray<Shape> arguments)
    {
        Meaning at = new(this, arguments);
        return at.Define(Total(at.Argument(0), Negative(Log(SumOfWeights(at, arguments[0], at.Row, at.Column)))));
    }

    /// <summary>G - S .* (rowsum(G)*ones(n)') for rows, where S is the softmax, and likewise for the other slices; towards the mask
    /// the same without G, with the softmax without its factor M.</summary>
    public override Expr Pullback(Apply at, int argument, Expr cotangent) => argument == 0
        ? cotangent - Slices.Scale(Slices.Sum(cotangent), Softmax(at))
        : -Slices.Scale(Slices.Sum(cotangent), Unmasked(at));

    internal override Value Lower(ProgramBuilder program, Apply at, ImmutableArray<Value> arguments)
    {
        Value logits = Logits(program, arguments);
        if (!IsMasked)
        {
            return program.LogSoftmax(Slices, logits);
        }

        Value sum = program.Spread(Slices, program.LogSumExp(Slices, logits), at.Shape);
        Value sign = program.Spread(Slices, program.Sum(Slices, Signed(program, logits, arguments)), at.Shape);
        return program.Map(at.Shape, ScalarCode.X - ScalarCode.Y - Logarithm(new ScalarCode.Operand(2)), arguments[0], sum, sign);
    }
}
