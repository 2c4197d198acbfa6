using DerivationKit.Compilation;
using DerivationKit.Kernel;
using static DerivationKit.Operators.Meaning;

namespace DerivationKit.Operators;

/// <summary>relu(A)[i,j] = (A[i,j] + |A[i,j]|)/2, the larger of A[i,j] and 0. Shapes: any, kept.</summary>
internal sealed class RectifiedLinear : Elementwise
{
    public override string Name => "relu";

    public override string Source => "Glorot, Bordes, Bengio 2011; Goodfellow, Bengio, Courville 2016, section 6.3.1";

    public override string SmoothDomain => "every entry not 0";

    /// <summary>G .* step(A).</summary>
    public override Expr Pullback(Apply at, int argument, Expr cotangent) => Times(cotangent, Expr.Step(at.Arguments[0]));

    protected override ScalarCode Code => ScalarCode.Of(NumericFunction.Relu, ScalarCode.X);

    protected override Term Entry(Term x) => Product(new Number(new(1, 2)), Total(x, Magnitude(x)));
}
