using System.Collections.Immutable;
using DerivationKit.Compilation;
using DerivationKit.Kernel;

namespace DerivationKit.Operators;

/// <summary>x^n with the size n of a dimension, the product of n factors x: the determinant of x*eye(n). Shapes: scalar.</summary>
internal sealed class SizePower : Operator
{
    private readonly Dimension dimension;

    /// <exception cref="ArgumentException">The exponent is a fixed size or a product of dimensions.</exception>
    public SizePower(Axis axis)
    {
        dimension = axis.Factors is [{ Size: null } named]
            ? named
            : throw new ArgumentException($"size_pow needs the name of a dimension, not {axis}");
        Parameters = [new Parameter.Size(axis)];
    }

    public override string Name => "size_pow";

    public override int Arity => 1;

    public override ImmutableArray<Parameter> Parameters { get; }

    public override Notation Notation => new(Fixity.Exponent, "^", "", 40);

    public override string Source => "definition; Petersen, Pedersen 2012, eq. 19";

    public override string SmoothDomain => "everywhere; by this form where x is not 0";

    public override Shape InferShape(ImmutableArray<Shape> arguments) =>
        arguments[0].IsScalar ? Shape.Scalar : throw ShapeErrors.Needs("^", "a scalar", arguments[0], "did you mean .^ ?");

    public override Definition Meaning(ImmutableArray<Shape> arguments)
    {
        Meaning at = new(this, arguments);
        Index k = new("k", dimension), l = new("l", dimension);
        return at.Define(new Kernel.Determinant(new([k, l], Operators.Meaning.Product(new Delta(k, l), at.Argument(0)))));
    }

    /// <summary>n*g*x^n/x.</summary>
    public override Expr Pullback(Apply at, int argument, Expr cotangent) => Expr.Size(dimension) * cotangent * at / at.Arguments[0];

    internal override Value Lower(ProgramBuilder program, Apply at, ImmutableArray<Value> arguments) =>
        program.Map(at.Shape, new ScalarCode.SizePower(ScalarCode.X, dimension), arguments);
}
