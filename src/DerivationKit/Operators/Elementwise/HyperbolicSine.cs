using DerivationKit.Compilation;
using DerivationKit.Kernel;
using static DerivationKit.Operators.Meaning;

namespace DerivationKit.Operators;

/// <summary>sinh(A)[i,j] = (e^A[i,j] - e^-A[i,j])/2. Shapes: any, kept.</summary>
internal sealed class HyperbolicSine : Elementwise
{
    public override string Name => "sinh";

    public override Notation Notation => Notation.Function(Name, "\\sinh");

    public override string Source => "NIST Handbook of Mathematical Functions 2010, sections 4.28, 4.34";

    /// <summary>G .* cosh(A).</summary>
    public override Expr Pullback(Apply at, int argument, Expr cotangent) => Times(cotangent, Expr.Cosh(at.Arguments[0]));

    protected override ScalarCode Code => ScalarCode.Of(NumericFunction.Sinh, ScalarCode.X);

    protected override Term Entry(Term x) => Product(new Number(new(1, 2)), Total(Exp(x), Negative(Exp(Negative(x)))));
}
