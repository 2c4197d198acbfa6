using DerivationKit.Compilation;
using DerivationKit.Kernel;
using static DerivationKit.Operators.Meaning;

namespace DerivationKit.Operators;

/// <summary>softplus(A)[i,j] = log(1 + e^A[i,j]). Shapes: any, kept.</summary>
internal sealed class Softplus : Elementwise
{
    public override string Name => "softplus";

    public override string Source => "Dugas, Bengio, Belisle, Nadeau, Garcia 2001; Goodfellow, Bengio, Courville 2016, section 3.10";

    /// <summary>G .* sigmoid(A).</summary>
    public override Expr Pullback(Apply at, int argument, Expr cotangent) => Times(cotangent, Expr.Sigmoid(at.Arguments[0]));

    protected override ScalarCode Code => ScalarCode.Of(NumericFunction.Softplus, ScalarCode.X);

    protected override Term Entry(Term x) => Log(Total(new Number(1), Exp(x)));
}
