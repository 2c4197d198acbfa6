using System.Collections.Immutable;
using DerivationKit.Kernel;
using static DerivationKit.Operators.Meaning;

namespace DerivationKit.Operators;

/// <summary>softmax_rows(N)[i,j] = exp(N[i,j]) / sum_l exp(N[i,l]). Shapes: (m,n) to (m,n).</summary>
internal sealed class SoftmaxRows : Operator
{
    public override string Name => "softmax_rows";

    public override string Source => "Goodfellow, Bengio, Courville 2016, section 6.2.2.3";

    public override Shape InferShape(ImmutableArray<Shape> arguments) => arguments[0];

    public override Definition Meaning(ImmutableArray<Shape> arguments)
    {
        Meaning at = new(this, arguments);
        Kernel.Index other = new("l", arguments[0].Columns);
        return at.Define(Product(
            Exp(at.Argument(0)), Reciprocal(Sum(other, Exp(at.Argument(0, at.Row, other))))));
    }

    /// <summary>S .* (G - rowsum(S .* G)*1').</summary>
    public override Expr Pullback(Apply at, int argument, Expr cotangent) => throw new ShapeException("unfinished");
}
