using System.Collections.Immutable;
using DerivationKit.Compilation;
using DerivationKit.Kernel;
using static DerivationKit.Operators.Meaning;

namespace DerivationKit.Operators;

/// <summary>(A .* B)[i,j] = A[i,j] B[i,j]. Shapes: equal. A scalar scales an array with *, not with .*.</summary>
internal sealed class HadamardProduct : Operator
{
    public override string Name => "hadamard";

    public override int Arity => 2;

    public override Notation Notation => new(Fixity.Infix, ".*", "\\odot", 20);

    public override string Source => "Petersen, Pedersen 2012, eq. 38";

    public override Shape InferShape(ImmutableArray<Shape> arguments) =>
        arguments[0].IsAsLargeAs(arguments[1])
            ? arguments[0]
            : throw ShapeErrors.NotEqual(".*", arguments[0], arguments[1], "a scalar scales an array with *");

    public override Definition Meaning(ImmutableArray<Shape> arguments)
    {
        Meaning at = new(this, arguments);
        return at.Define(Product(at.Argument(0), at.Argument(1)));
    }

    /// <summary>G .* B and G .* A.</summary>
    public override Expr Pullback(Apply at, int argument, Expr cotangent) => Expr.Hadamard(cotangent, at.Arguments[1 - argument]);

    internal override Value Lower(ProgramBuilder program, Apply at, ImmutableArray<Value> arguments) =>
        program.Map(at.Shape, ScalarCode.X * ScalarCode.Y, arguments);
}
