using DerivationKit.Kernel;

namespace DerivationKit.Operators;

/// <summary>(A .^ p)[i,j] = A[i,j]^p with a constant rational p. Shapes: any, kept. Domain: every entry for p = 0, 1, 2, ...; entries
/// that are not 0 for a negative integer p; otherwise positive entries, and 0 too if p is positive.</summary>
internal sealed class HadamardPower(Rational exponent) : ConstantPower(exponent)
{
    public override string Name => "hadamard_pow";

    public override Notation Notation => new(Fixity.Exponent, ".^", "\\circ ", 40);

    protected override Expr Raise(Expr x, Rational power) => Expr.HadamardPower(x, power);
}
