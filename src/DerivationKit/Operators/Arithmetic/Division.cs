using System.Collections.Immutable;
using DerivationKit.Compilation;
using DerivationKit.Kernel;
using static DerivationKit.Operators.Meaning;

namespace DerivationKit.Operators;

/// <summary>(A/s)[i,j] = A[i,j] / s. Shapes: anything by a scalar. Domain: s is not 0.</summary>
internal sealed class Division : Operator
{
    public override string Name => "div";

    public override int Arity => 2;

    public override Notation Notation => new(Fixity.Infix, "/", "/", 20);

    public override string Source => "definition; quotient rule";

    public override string Domain => "B not 0";

    public override Shape InferShape(ImmutableArray<Shape> arguments) =>
        arguments[1].IsScalar
            ? arguments[0]
            : throw new ShapeException($"/ needs a scalar divisor, not {arguments[0]} by {arguments[1]}; did you mean ./ ?");

    public override Definition Meaning(ImmutableArray<Shape> arguments)
    {
        Meaning at = new(this, arguments);
        return at.Define(Product(at.Argument(0), Reciprocal(at.Argument(1))));
    }

    /// <summary>G/s, and towards the divisor -sum(G .* A)/s^2.</summary>
    public override Expr Pullback(Apply at, int argument, Expr cotangent)
    {
        (Expr numerator, Expr divisor) = (at.Arguments[0], at.Arguments[1]);
        if (argument == 0)
        {
            return cotangent / divisor;
        }

        Expr inner = numerator.Shape.IsScalar ? cotangent * numerator : Expr.Sum(Expr.Hadamard(cotangent, numerator));
        return -(inner / Expr.Pow(divisor, 2));
    }

    internal override Value Lower(ProgramBuilder program, Apply at, ImmutableArray<Value> arguments) =>
        program.Map(at.Shape, ScalarCode.X / ScalarCode.Y, arguments);
}
