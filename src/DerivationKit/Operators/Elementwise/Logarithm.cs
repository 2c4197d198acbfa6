using DerivationKit.Compilation;
using DerivationKit.Kernel;
using static DerivationKit.Operators.Meaning;

namespace DerivationKit.Operators;

/// <summary>log(A)[i,j] = ln A[i,j], never the matrix logarithm. Shapes: any, kept. Domain: every entry positive.</summary>
internal sealed class Logarithm : Elementwise
{
    public override string Name => "log";

    public override Notation Notation => Notation.Function(Name, "\\log");

    public override string Source => "NIST Handbook of Mathematical Functions 2010, section 4.7";

    public override string Characterization => "exp(log(x)) = x";

    public override string Domain => "every entry positive";

    /// <summary>G ./ A.</summary>
    public override Expr Pullback(Apply at, int argument, Expr cotangent) => Over(cotangent, at.Arguments[0]);

    protected override ScalarCode Code => ScalarCode.Of(NumericFunction.Log, ScalarCode.X);

    protected override Term Entry(Term x) => Log(x);
}
