using System.Collections.Immutable;
using DerivationKit.Compilation;
using DerivationKit.Kernel;
using static DerivationKit.Operators.Meaning;

namespace DerivationKit.Operators;

/// <summary>inner(A, B) = sum_k sum_l A[k,l] B[k,l]: x'*y of vectors, tr(A'*B) of matrices. Shapes: equal, to a scalar.</summary>
internal sealed class InnerProduct : Operator
{
    public override string Name => "inner";

    public override int Arity => 2;

    public override string Source => "Magnus, Neudecker 2019, chapter 1";

    public override Shape InferShape(ImmutableArray<Shape> arguments) =>
        arguments[0].IsAsLargeAs(arguments[1]) ? Shape.Scalar : throw ShapeErrors.NotEqual(Name, arguments[0], arguments[1]);

    public override Definition Meaning(ImmutableArray<Shape> arguments)
    {
        Meaning at = new(this, arguments);
        return at.Define(Slices.All.Sum(arguments[0], at.Row, at.Row, (k, l) => Product(at.Argument(0, k, l), at.Argument(1, k, l))));
    }

    /// <summary>g*B and g*A.</summary>
    public override Expr Pullback(Apply at, int argument, Expr cotangent) => cotangent * at.Arguments[1 - argument];

    internal override Value Lower(ProgramBuilder program, Apply at, ImmutableArray<Value> arguments) =>
        program.Sum(Slices.All, program.Map(arguments[0].Shape, ScalarCode.X * ScalarCode.Y, arguments));
}
