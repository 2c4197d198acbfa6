using DerivationKit.Compilation;
using DerivationKit.Kernel;
using static DerivationKit.Operators.Meaning;

namespace DerivationKit.Operators;

/// <summary>cos(A)[i,j] = cos A[i,j]. Shapes: any, kept.</summary>
internal sealed class Cosine : Elementwise
{
    public override string Name => "cos";

    public override Notation Notation => Notation.Function(Name, "\\cos");

    public override string Source => "NIST Handbook of Mathematical Functions 2010, sections 4.14, 4.20";

    public override string Characterization => "cos(x) is the sum of (-1)^k*x^(2*k)/(2*k)! over k = 0, 1, 2, ...";

    /// <summary>-(G .* sin(A)).</summary>
    public override Expr Pullback(Apply at, int argument, Expr cotangent) => -Times(cotangent, Expr.Sin(at.Arguments[0]));

    protected override ScalarCode Code => ScalarCode.Of(NumericFunction.Cos, ScalarCode.X);

    protected override Term Entry(Term x) => Of(ScalarFunction.Cos, x);
}
