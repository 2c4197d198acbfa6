using DerivationKit.Compilation;
using DerivationKit.Kernel;
using static DerivationKit.Operators.Meaning;

namespace DerivationKit.Operators;

/// <summary>erf(A)[i,j] = 2/pi^(1/2) times the integral of e^(-t^2) over t from 0 to A[i,j]. Shapes: any, kept.</summary>
internal sealed class ErrorFunction : Elementwise
{
    public override string Name => "erf";

    public override string Source => "NIST Handbook of Mathematical Functions 2010, sections 7.2, 7.10";

    public override string Characterization => "erf(x) is 1/sqrt(arctan(1)) times the integral of exp(-t^2) from 0 to x";

    /// <summary>2/pi^(1/2)*(G .* exp(-A.^2)), with pi = 4 arctan 1.</summary>
    public override Expr Pullback(Apply at, int argument, Expr cotangent) => 2 / Expr.Sqrt(Expr.Pi) * Times(cotangent, Expr.Exp(-Square(at.Arguments[0])));

    protected override ScalarCode Code => ScalarCode.Of(NumericFunction.Erf, ScalarCode.X);

    protected override Term Entry(Term x) => Of(ScalarFunction.Erf, x);
}
