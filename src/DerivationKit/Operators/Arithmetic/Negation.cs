using DerivationKit.Compilation;
using DerivationKit.Kernel;
using static DerivationKit.Operators.Meaning;

namespace DerivationKit.Operators;

/// <summary>-A, entry by entry. Shapes: any, kept.</summary>
internal sealed class Negation : Elementwise
{
    public override string Name => "neg";

    public override Notation Notation => new(Fixity.Prefix, "-", "-", 30);

    public override string Source => "Petersen, Pedersen 2012, eq. 34";

    /// <summary>-G.</summary>
    public override Expr Pullback(Apply at, int argument, Expr cotangent) => -cotangent;

    protected override ScalarCode Code => -ScalarCode.X;

    protected override Term Entry(Term x) => Negative(x);
}
