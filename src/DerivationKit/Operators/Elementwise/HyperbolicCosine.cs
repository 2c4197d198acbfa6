using DerivationKit.Compilation;
using DerivationKit.Kernel;
using static DerivationKit.Operators.Meaning;

namespace DerivationKit.Operators;

/// <summary>cosh(A)[i,j] = (e^A[i,j] + e^-A[i,j])/2. Shapes: any, kept.</summary>
internal sealed class HyperbolicCosine : Elementwise
{
    public override string Name => "cosh";

    public override Notation Notation => Notation.Function(Name, "\\cosh");

    public override string Source => "NIST Handbook of Mathematical Functions 2010, sections 4.28, 4.34";

    /// <summary>G .* sinh(A).</summary>
    public override Expr Pullback(Apply at, int argument, Expr cotangent) => Times(cotangent, Expr.Sinh(at.Arguments[0]));

    protected override ScalarCode Code => ScalarCode.Of(NumericFunction.Cosh, ScalarCode.X);

    protected override Term Entry(Term x) => Product(new Number(new(1, 2)), Total(Exp(x), Exp(Negative(x))));
}
