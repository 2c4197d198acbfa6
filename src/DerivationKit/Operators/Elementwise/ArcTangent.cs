using DerivationKit.Compilation;
using DerivationKit.Kernel;
using static DerivationKit.Operators.Meaning;

namespace DerivationKit.Operators;

/// <summary>arctan(A)[i,j] is the angle in (-pi/2, pi/2) whose tangent is A[i,j]. Shapes: any, kept.</summary>
internal sealed class ArcTangent : Elementwise
{
    public override string Name => "arctan";

    public override Notation Notation => Notation.Function(Name, "\\arctan");

    public override string Source => "NIST Handbook of Mathematical Functions 2010, sections 4.23, 4.24";

    public override string Characterization => "arctan(x) is the integral of 1/(1 + t^2) from 0 to x";

    /// <summary>G ./ (1 + A.^2).</summary>
    public override Expr Pullback(Apply at, int argument, Expr cotangent) => Over(cotangent, Ones(at) + Square(at.Arguments[0]));

    protected override ScalarCode Code => ScalarCode.Of(NumericFunction.Arctan, ScalarCode.X);

    protected override Term Entry(Term x) => Of(ScalarFunction.Arctan, x);
}
