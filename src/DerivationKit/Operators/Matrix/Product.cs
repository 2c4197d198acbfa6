using System.Collections.Immutable;
using DerivationKit.Compilation;
using DerivationKit.Kernel;
using static DerivationKit.Operators.Meaning;

namespace DerivationKit.Operators;

/// <summary>A*B: the matrix product sum_p A[i,p] B[p,j]; if one factor is a scalar it scales the other. Shapes: (m,p), (p,n) to (m,n);
/// a scalar and anything, in either order.</summary>
internal sealed class Product : Operator
{
    public override string Name => "mul";

    public override int Arity => 2;

    public override Notation Notation => new(Fixity.Infix, "*", " ", 20);

    public override string Source => "definition; pullback Giles 2008, section 2.2.2";

    public override Shape InferShape(ImmutableArray<Shape> arguments)
    {
        (Shape left, Shape right) = (arguments[0], arguments[1]);
        return (left.IsScalar, right.IsScalar) switch
        {
            (true, _) => right,
            (_, true) => left,
            _ when left.Columns.IsAsLongAs(right.Rows) => new(left.Rows, right.Columns),
            _ => throw new ShapeException($"* needs as many columns on the left as rows on the right, not {left} and {right}; "
                + "did you mean .* or a transpose '?"),
        };
    }

    public override Definition Meaning(ImmutableArray<Shape> arguments)
    {
        Meaning at = new(this, arguments);
        if (arguments[0].IsScalar || arguments[1].IsScalar)
        {
            return at.Define(Product(at.Argument(0), at.Argument(1)));
        }

        MultiIndex inner = new("p", arguments[0].Columns);
        return at.Define(Sum(inner, Product(at.Argument(0, at.Row, inner), at.Argument(1, inner, at.Column))));
    }

    /// <summary>G*B' and A'*G; past a scalar factor s, s*G; towards a scalar factor of an array, sum(G .* other).</summary>
    public override Expr Pullback(Apply at, int argument, Expr cotangent)
    {
        (Expr factor, Expr other) = (at.Arguments[argument], at.Arguments[1 - argument]);
        return factor switch
        {
            _ when other.Shape.IsScalar => other * cotangent,
            { Shape.IsScalar: true } => Expr.Sum(Expr.Hadamard(cotangent, other)),
            _ when cotangent.Shape.IsScalar => cotangent * other.T,
            _ => argument == 0 ? cotangent * other.T : other.T * cotangent,
        };
    }

    internal override Value Lower(ProgramBuilder program, Apply at, ImmutableArray<Value> arguments) =>
        arguments.Any(argument => argument.Shape.IsScalar)
            ? program.Map(at.Shape, ScalarCode.X * ScalarCode.Y, arguments)
            : program.Product(arguments[0], arguments[1]);
}
