using System.Collections.Immutable;
using DerivationKit.Compilation;
using DerivationKit.Kernel;
using static DerivationKit.Operators.Meaning;

namespace DerivationKit.Operators;

/// <summary>N[i,j] minus the logarithm of the sum of exp over the slice of (i,j). Shapes: kept.</summary>
internal abstract class LogSoftmaxOver(Slices slices) : SoftmaxFamily(slices)
{
    public override string Source => "Goodfellow, Bengio, Courville 2016, section 6.2.2.3";

    public sealed override Definition Meaning(ImmutableArray<Shape> arguments)
    {
        Meaning at = new(this, arguments);
        return at.Define(Total(
            at.Argument(0),
            Negative(Log(SumExp(at, arguments[0], at.Row, at.Column)))));
    }

    /// <summary>G - S .* (rowsum(G)*ones(n)') for rows, where S is the softmax, and likewise for the other slices.</summary>
    public override Expr Pullback(Apply at, int argument, Expr cotangent) =>
        cotangent - Slices.Scale(Slices.Sum(cotangent), Softmax(at.Arguments[0]));

    internal override Value Lower(ProgramBuilder program, Apply at, ImmutableArray<Value> arguments) =>
        program.LogSoftmax(Slices, arguments[0]);

    /// <summary>The softmax over the same slices.</summary>
    protected abstract Expr Softmax(Expr x);
}
