using DerivationKit.Compilation;
using DerivationKit.Kernel;
using static DerivationKit.Operators.Meaning;

namespace DerivationKit.Operators;

/// <summary>sin(A)[i,j] = sin A[i,j]. Shapes: any, kept.</summary>
internal sealed class Sine : Elementwise
{
    public override string Name => "sin";

    public override Notation Notation => Notation.Function(Name, "\\sin");

    public override string Source => "NIST Handbook of Mathematical Functions 2010, sections 4.14, 4.20";

    public override string Characterization => "sin(x) is the sum of (-1)^k*x^(2*k + 1)/(2*k + 1)! over k = 0, 1, 2, ...";

    /// <summary>G .* cos(A).</summary>
    public override Expr Pullback(Apply at, int argument, Expr cotangent) => Times(cotangent, Expr.Cos(at.Arguments[0]));

    protected override ScalarCode Code => ScalarCode.Of(NumericFunction.Sin, ScalarCode.X);

    protected override Term Entry(Term x) => Of(ScalarFunction.Sin, x);
}
