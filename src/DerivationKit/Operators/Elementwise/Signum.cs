using DerivationKit.Compilation;
using DerivationKit.Kernel;
using static DerivationKit.Operators.Meaning;

namespace DerivationKit.Operators;

/// <summary>sign(A)[i,j] = A[i,j]/|A[i,j]|, which is 1 or -1. Shapes: any, kept. Domain: every entry not 0.</summary>
internal sealed class Signum : Elementwise
{
    public override string Name => "sign";

    public override string Source => "definition; Bracewell 2000, chapter 4";

    public override string Domain => "every entry not 0";

    /// <summary>zeros.</summary>
    public override Expr Pullback(Apply at, int argument, Expr cotangent) => Expr.Zeros(at.Shape);

    protected override ScalarCode Code => ScalarCode.Of(NumericFunction.Sign, ScalarCode.X);

    protected override Term Entry(Term x) => Product(x, Raised(Raised(x, 2), new(-1, 2)));
}
