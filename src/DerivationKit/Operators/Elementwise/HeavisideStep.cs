using DerivationKit.Compilation;
using DerivationKit.Kernel;
using static DerivationKit.Operators.Meaning;

namespace DerivationKit.Operators;

/// <summary>step(A)[i,j] = (1 + sign(A[i,j]))/2, which is 1 or 0. Shapes: any, kept. Domain: every entry not 0.</summary>
internal sealed class HeavisideStep : Elementwise
{
    public override string Name => "step";

    public override string Source => "NIST Handbook of Mathematical Functions 2010, section 1.16";

    public override string Domain => "every entry not 0";

    /// <summary>zeros.</summary>
    public override Expr Pullback(Apply at, int argument, Expr cotangent) => Expr.Zeros(at.Shape);

    protected override ScalarCode Code => ScalarCode.Of(NumericFunction.Step, ScalarCode.X);

    protected override Term Entry(Term x) =>
        Product(new Number(new(1, 2)), Total(new Number(1), Product(x, Raised(Raised(x, 2), new(-1, 2)))));
}
