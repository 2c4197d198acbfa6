using DerivationKit.Compilation;
using DerivationKit.Kernel;
using static DerivationKit.Operators.Meaning;

namespace DerivationKit.Operators;

/// <summary>abs(A)[i,j] = |A[i,j]| = (A[i,j]^2)^(1/2). Shapes: any, kept.</summary>
internal sealed class AbsoluteValue : Elementwise
{
    public override string Name => "abs";

    public override string Source => "definition; NIST Handbook of Mathematical Functions 2010, section 1.9";

    public override string SmoothDomain => "every entry not 0";

    /// <summary>G .* sign(A).</summary>
    public override Expr Pullback(Apply at, int argument, Expr cotangent) => Times(cotangent, Expr.Sign(at.Arguments[0]));

    protected override ScalarCode Code => ScalarCode.Of(NumericFunction.Abs, ScalarCode.X);

    protected override Term Entry(Term x) => Magnitude(x);
}
