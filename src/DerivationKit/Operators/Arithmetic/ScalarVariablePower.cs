using System.Collections.Immutable;

namespace DerivationKit.Operators;

/// <summary>a^b = exp(b log a) with an exponent that is an expression. Shapes: two scalars. Domain: a positive.</summary>
internal sealed class ScalarVariablePower : VariablePower
{
    public override string Name => "power";

    public override Notation Notation => new(Fixity.Exponent, "^", "", 40);

    public override Shape InferShape(ImmutableArray<Shape> arguments) => (arguments[0].IsScalar, arguments[1].IsScalar) switch
    {
        (true, true) => Shape.Scalar,
        (false, _) => throw ShapeErrors.Needs("^", "a scalar", arguments[0], "did you mean .^ ?"),
        _ => throw ShapeErrors.Needs("^", "a scalar exponent", arguments[1], "did you mean .^ ?"),
    };
}
