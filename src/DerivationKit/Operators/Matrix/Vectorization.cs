using System.Collections.Immutable;
using DerivationKit.Compilation;
using DerivationKit.Kernel;

namespace DerivationKit.Operators;

/// <summary>vec(A)[(j,i)] = A[i,j]: the columns below one another. Shapes: (m,n) to a vector (n*m).</summary>
internal sealed class Vectorization : Operator
{
    public override string Name => "vec";

    public override int Arity => 1;

    public override string Source => "Petersen, Pedersen 2012, section 10.2.2; Magnus, Neudecker 2019, chapter 2";

    public override Shape InferShape(ImmutableArray<Shape> arguments) => Shape.Vector(arguments[0].Columns * arguments[0].Rows);

    public override Definition Meaning(ImmutableArray<Shape> arguments)
    {
        Meaning at = new(this, arguments);
        (MultiIndex column, MultiIndex row) = at.Row.Split(arguments[0].Columns);
        return at.Define(at.Argument(0, row, column));
    }

    /// <summary>The array whose vec is G.</summary>
    public override Expr Pullback(Apply at, int argument, Expr cotangent) => Matrix(cotangent, at.Arguments[0].Shape);

    /// <summary>The array of that shape whose vec is g: kron(vec(eye(n))',eye(m))*kron(eye(n),g).</summary>
    public static Expr Matrix(Expr g, Shape shape) => shape switch
    {
        { IsColumn: true } => g,
        { Rows.IsOne: true } => g.T,
        _ => Expr.Kron(Expr.Vec(Expr.Eye(shape.Columns)).T, Expr.Eye(shape.Rows)) * Expr.Kron(Expr.Eye(shape.Columns), g),
    };

    internal override Value Lower(ProgramBuilder program, Apply at, ImmutableArray<Value> arguments)
    {
        Shape shape = arguments[0].Shape;
        ImmutableArray<Index> i = new MultiIndex("i", shape.Rows).Indices, j = new MultiIndex("j", shape.Columns).Indices;
        return program.Contract(at.Shape, [.. j, .. i], [[.. i, .. j]], arguments);
    }
}
