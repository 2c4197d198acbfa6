using DerivationKit.Compilation;
using DerivationKit.Kernel;
using static DerivationKit.Operators.Meaning;

namespace DerivationKit.Operators;

/// <summary>min(A, B)[i,j] = (A[i,j] + B[i,j] - |A[i,j] - B[i,j]|)/2, the smaller of the two entries. Shapes: equal.</summary>
internal sealed class Minimum : Pairwise
{
    public override string Name => "min";

    public override Notation Notation => Notation.Function(Name, "\\min");

    public override string Source => "definition; Clarke 1990, section 2.3";

    public override string SmoothDomain => "no entry of A equal to that of B";

    /// <summary>G .* step(B - A) and G .* step(A - B).</summary>
    public override Expr Pullback(Apply at, int argument, Expr cotangent) =>
        Elementwise.Times(cotangent, Expr.Step(at.Arguments[1 - argument] - at.Arguments[argument]));

    protected override ScalarCode Code => new ScalarCode.Binary(Arithmetic.Min, ScalarCode.X, ScalarCode.Y);

    protected override Term Entry(Term a, Term b) =>
        Product(new Number(new(1, 2)), Total(a, b, Negative(Magnitude(Total(a, Negative(b))))));
}
