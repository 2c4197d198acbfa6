using System.Collections.Immutable;
using DerivationKit.Compilation;
using DerivationKit.Kernel;
using static DerivationKit.Operators.Meaning;

namespace DerivationKit.Operators;

/// <summary>A - B, entry by entry. Shapes: equal. A scalar is not subtracted from an array.</summary>
internal sealed class Subtraction : Operator
{
    public override string Name => "sub";

    public override int Arity => 2;

    public override Notation Notation => new(Fixity.Infix, "-", "-", 10);

    public override string Source => "Petersen, Pedersen 2012, eqs. 34, 35";

    public override Shape InferShape(ImmutableArray<Shape> arguments) =>
        arguments[0].IsAsLargeAs(arguments[1]) ? arguments[0] : throw ShapeErrors.NotEqual("-", arguments[0], arguments[1]);

    public override Definition Meaning(ImmutableArray<Shape> arguments)
    {
        Meaning at = new(this, arguments);
        return at.Define(Total(at.Argument(0), Negative(at.Argument(1))));
    }

    /// <summary>G and -G.</summary>
    public override Expr Pullback(Apply at, int argument, Expr cotangent) => argument == 0 ? cotangent : -cotangent;

    internal override Value Lower(ProgramBuilder program, Apply at, ImmutableArray<Value> arguments) =>
        program.Map(at.Shape, ScalarCode.X - ScalarCode.Y, arguments);
}
