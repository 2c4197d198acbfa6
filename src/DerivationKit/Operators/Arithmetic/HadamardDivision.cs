using System.Collections.Immutable;
using DerivationKit.Compilation;
using DerivationKit.Kernel;
using static DerivationKit.Operators.Meaning;

namespace DerivationKit.Operators;

/// <summary>(A ./ B)[i,j] = A[i,j] / B[i,j]; a scalar numerator stands above every entry. Shapes: equal, or a scalar by anything.
/// Domain: no entry of B is 0.</summary>
internal sealed class HadamardDivision : Operator
{
    public override string Name => "hadamard_div";

    public override int Arity => 2;

    public override Notation Notation => new(Fixity.Infix, "./", "\\oslash", 20);

    public override string Source => "definition; quotient rule";

    public override string Domain => "every entry of B not 0";

    public override Shape InferShape(ImmutableArray<Shape> arguments) =>
        arguments[0].IsAsLargeAs(arguments[1]) || arguments[0].IsScalar
            ? arguments[1]
            : throw ShapeErrors.NotEqual("./", arguments[0], arguments[1], "a scalar divides an array with /");

    public override Definition Meaning(ImmutableArray<Shape> arguments)
    {
        Meaning at = new(this, arguments);
        return at.Define(Product(at.Argument(0), Reciprocal(at.Argument(1))));
    }

    /// <summary>G ./ B, summed for a scalar numerator; towards the divisor -(G .* A) ./ B.^2.</summary>
    public override Expr Pullback(Apply at, int argument, Expr cotangent)
    {
        (Expr numerator, Expr divisor) = (at.Arguments[0], at.Arguments[1]);
        bool fills = !numerator.Shape.IsAsLargeAs(divisor.Shape);
        if (argument == 0)
        {
            Expr quotient = Expr.HadamardDivide(cotangent, divisor);
            return fills ? Expr.Sum(quotient) : quotient;
        }

        Expr product = fills ? numerator * cotangent : Expr.Hadamard(cotangent, numerator);
        return -Expr.HadamardDivide(product, Expr.HadamardPower(divisor, 2));
    }

    internal override Value Lower(ProgramBuilder program, Apply at, ImmutableArray<Value> arguments) =>
        program.Map(at.Shape, ScalarCode.X / ScalarCode.Y, arguments);
}
