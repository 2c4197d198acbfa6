using DerivationKit.Compilation;
using DerivationKit.Kernel;
using static DerivationKit.Operators.Meaning;

namespace DerivationKit.Operators;

/// <summary>exp(A)[i,j] = e^A[i,j], never the matrix exponential. Shapes: any, kept.</summary>
internal sealed class Exponential : Elementwise
{
    public override string Name => "exp";

    public override Notation Notation => Notation.Function(Name, "\\exp");

    public override string Source => "NIST Handbook of Mathematical Functions 2010, section 4.7";

    public override string Characterization => "exp(x) is the sum of x^k/k! over k = 0, 1, 2, ...";

    /// <summary>G .* exp(A).</summary>
    public override Expr Pullback(Apply at, int argument, Expr cotangent) => Times(cotangent, at);

    protected override ScalarCode Code => ScalarCode.Of(NumericFunction.Exp, ScalarCode.X);

    protected override Term Entry(Term x) => Exp(x);
}
