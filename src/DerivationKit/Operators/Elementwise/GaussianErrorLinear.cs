using DerivationKit.Compilation;
using DerivationKit.Kernel;
using static DerivationKit.Operators.Meaning;

namespace DerivationKit.Operators;

/// <summary>gelu(A)[i,j] = A[i,j] (1 + erf(A[i,j]/2^(1/2)))/2: each entry times the probability that a standard normal number is smaller.
/// Shapes: any, kept.</summary>
internal sealed class GaussianErrorLinear : Elementwise
{
    private static readonly Rational Half = new(1, 2);

    public override string Name => "gelu";

    public override string Source => "Hendrycks, Gimpel 2016, section 2";

    /// <summary>G .* (P + A .* D), with the normal probability P = (1 + erf(A/2^(1/2)))/2 and density D = exp(-A.^2/2)/(2*pi)^(1/2).</summary>
    public override Expr Pullback(Apply at, int argument, Expr cotangent)
    {
        Expr x = at.Arguments[0];
        Expr probability = (Ones(at) + Expr.Erf(x / Expr.Sqrt(Expr.Constant(2)))) / 2;
        Expr density = Expr.Exp(-Square(x) / 2) / Expr.Sqrt(2 * Expr.Pi);
        return Times(cotangent, probability + Times(x, density));
    }

    protected override ScalarCode Code => ScalarCode.Of(NumericFunction.Gelu, ScalarCode.X);

    protected override Term Entry(Term x) =>
        Product(new Number(Half), x, Total(new Number(1), Of(ScalarFunction.Erf, Product(Raised(new Number(2), -Half), x))));
}
