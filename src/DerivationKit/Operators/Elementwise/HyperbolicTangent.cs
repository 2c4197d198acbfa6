using DerivationKit.Compilation;
using DerivationKit.Kernel;
using static DerivationKit.Operators.Meaning;

namespace DerivationKit.Operators;

/// <summary>tanh(A)[i,j] = (e^A[i,j] - e^-A[i,j])/(e^A[i,j] + e^-A[i,j]). Shapes: any, kept.</summary>
internal sealed class HyperbolicTangent : Elementwise
{
    public override string Name => "tanh";

    public override Notation Notation => Notation.Function(Name, "\\tanh");

    public override string Source => "NIST Handbook of Mathematical Functions 2010, sections 4.28, 4.34";

    /// <summary>G .* (1 - T.^2), where T is the result.</summary>
    public override Expr Pullback(Apply at, int argument, Expr cotangent) => Times(cotangent, Ones(at) - Square(at));

    protected override ScalarCode Code => ScalarCode.Of(NumericFunction.Tanh, ScalarCode.X);

    protected override Term Entry(Term x) => Product(Total(Exp(x), Negative(Exp(Negative(x)))), Reciprocal(Total(Exp(x), Exp(Negative(x)))));
}
