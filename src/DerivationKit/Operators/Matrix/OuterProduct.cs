using System.Collections.Immutable;
using DerivationKit.Compilation;
using DerivationKit.Kernel;
using static DerivationKit.Operators.Meaning;

namespace DerivationKit.Operators;

/// <summary>outer(x, y)[i,j] = x[i] y[j], the product x*y'. Shapes: vectors (m) and (n) to a matrix (m,n).</summary>
internal sealed class OuterProduct : Operator
{
    public override string Name => "outer";

    public override int Arity => 2;

    public override string Source => "Golub, Van Loan 2013, section 1.1";

    public override Shape InferShape(ImmutableArray<Shape> arguments) =>
        arguments.All(shape => shape.IsColumn)
            ? new(arguments[0].Rows, arguments[1].Rows)
            : throw ShapeErrors.Needs(Name, "two vectors", arguments.First(shape => !shape.IsColumn));

    public override Definition Meaning(ImmutableArray<Shape> arguments)
    {
        Meaning at = new(this, arguments);
        return at.Define(Product(at.Argument(0), at.Argument(1, at.Column, at.Column)));
    }

    /// <summary>G*y and G'*x.</summary>
    public override Expr Pullback(Apply at, int argument, Expr cotangent) =>
        argument == 0 ? cotangent * at.Arguments[1] : cotangent.T * at.Arguments[0];

    internal override Value Lower(ProgramBuilder program, Apply at, ImmutableArray<Value> arguments) =>
        program.Product(arguments[0], program.Transpose(arguments[1]));
}
