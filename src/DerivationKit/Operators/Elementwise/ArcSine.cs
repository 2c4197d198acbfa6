using DerivationKit.Compilation;
using DerivationKit.Kernel;
using static DerivationKit.Operators.Meaning;

namespace DerivationKit.Operators;

/// <summary>arcsin(A)[i,j] is the angle in [-pi/2, pi/2] whose sine is A[i,j]. Shapes: any, kept. Domain: every entry between -1 and
/// 1.</summary>
internal sealed class ArcSine : Elementwise
{
    public override string Name => "arcsin";

    public override Notation Notation => Notation.Function(Name, "\\arcsin");

    public override string Source => "NIST Handbook of Mathematical Functions 2010, sections 4.23, 4.24";

    public override string Characterization => "arcsin(x) is the integral of 1/sqrt(1 - t^2) from 0 to x";

    public override string Domain => "every entry between -1 and 1";

    public override string SmoothDomain => "every entry strictly between -1 and 1";

    /// <summary>G ./ (1 - A.^2).^(1/2).</summary>
    public override Expr Pullback(Apply at, int argument, Expr cotangent) => Over(cotangent, Expr.Sqrt(Ones(at) - Square(at.Arguments[0])));

    protected override ScalarCode Code => ScalarCode.Of(NumericFunction.Arcsin, ScalarCode.X);

    protected override Term Entry(Term x) => Of(ScalarFunction.Arcsin, x);
}
