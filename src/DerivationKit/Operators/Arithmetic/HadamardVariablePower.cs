using System.Collections.Immutable;

namespace DerivationKit.Operators;

/// <summary>(A .^ B)[i,j] = A[i,j]^B[i,j] = exp(B[i,j] log A[i,j]), or A[i,j]^b with a scalar b. Shapes: equal, or anything to a scalar.
/// Domain: every entry of A positive.</summary>
internal sealed class HadamardVariablePower : VariablePower
{
    public override string Name => "hadamard_power";

    public override Notation Notation => new(Fixity.Exponent, ".^", "\\circ ", 40);

    public override Shape InferShape(ImmutableArray<Shape> arguments) =>
        arguments[0].IsAsLargeAs(arguments[1]) || arguments[1].IsScalar
            ? arguments[0]
            : throw ShapeErrors.NotEqual(".^", arguments[0], arguments[1], "a scalar base is filled into an array with ones(...)");
}
