using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Operators;

/// <summary>x^p with a constant rational p. Shapes: scalar. Domain: every x for p = 0, 1, 2, ...; x not 0 for a negative integer p;
/// otherwise x positive, and 0 too if p is positive.</summary>
internal sealed class ScalarPower(Rational exponent) : ConstantPower(exponent)
{
    public override string Name => "pow";

    public override Notation Notation => new(Fixity.Exponent, "^", "", 40);

    public override Shape InferShape(ImmutableArray<Shape> arguments) =>
        arguments[0].IsScalar ? arguments[0] : throw ShapeErrors.Needs("^", "a scalar", arguments[0], "did you mean .^ ?");

    protected override Expr Raise(Expr x, Rational power) => Expr.Pow(x, power);
}
