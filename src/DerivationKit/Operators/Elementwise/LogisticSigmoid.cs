using DerivationKit.Compilation;
using DerivationKit.Kernel;
using static DerivationKit.Operators.Meaning;

namespace DerivationKit.Operators;

/// <summary>sigmoid(A)[i,j] = 1/(1 + e^-A[i,j]). Shapes: any, kept.</summary>
internal sealed class LogisticSigmoid : Elementwise
{
    public override string Name => "sigmoid";

    public override Notation Notation => Notation.Function(Name, "\\sigma");

    public override string Source => "Goodfellow, Bengio, Courville 2016, section 3.10";

    /// <summary>G .* S .* (1 - S), where S is the result.</summary>
    public override Expr Pullback(Apply at, int argument, Expr cotangent) => Times(Times(cotangent, at), Ones(at) - at);

    protected override ScalarCode Code => ScalarCode.Of(NumericFunction.Sigmoid, ScalarCode.X);

    protected override Term Entry(Term x) => Reciprocal(Total(new Number(1), Exp(Negative(x))));
}
