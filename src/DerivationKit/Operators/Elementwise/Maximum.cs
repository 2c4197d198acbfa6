using DerivationKit.Compilation;
using DerivationKit.Kernel;
using static DerivationKit.Operators.Meaning;

namespace DerivationKit.Operators;

/// <summary>max(A, B)[i,j] = (A[i,j] + B[i,j] + |A[i,j] - B[i,j]|)/2, the larger of the two entries. Shapes: equal.</summary>
internal sealed class Maximum : Pairwise
{
    public override string Name => "max";

    public override Notation Notation => Notation.Function(Name, "\\max");

    public override string Source => "definition; Clarke 1990, section 2.3";

    public override string SmoothDomain => "no entry of A equal to that of B";

    /// <summary>G .* step(A - B) and G .* step(B - A).</summary>
    public override Expr Pullback(Apply at, int argument, Expr cotangent) =>
        Elementwise.Times(cotangent, Expr.Step(at.Arguments[argument] - at.Arguments[1 - argument]));

    protected override ScalarCode Code => new ScalarCode.Binary(Arithmetic.Max, ScalarCode.X, ScalarCode.Y);

    protected override Term Entry(Term a, Term b) =>
        Product(new Number(new(1, 2)), Total(a, b, Magnitude(Total(a, Negative(b)))));
}
