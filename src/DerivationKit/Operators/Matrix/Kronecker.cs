using System.Collections.Immutable;
using DerivationKit.Compilation;
using DerivationKit.Kernel;
using static DerivationKit.Operators.Meaning;

namespace DerivationKit.Operators;

/// <summary>kron(A,B)[(i,k),(j,l)] = A[i,j] B[k,l]: B in every block, times the entry of A. Shapes: (m,n), (p,q) to (m*p,n*q).</summary>
internal sealed class Kronecker : Operator
{
    public override string Name => "kron";

    public override int Arity => 2;

    public override string Source => "Petersen, Pedersen 2012, section 10.2.1; Magnus, Neudecker 2019, chapter 2";

    public override Shape InferShape(ImmutableArray<Shape> arguments) =>
        new(arguments[0].Rows * arguments[1].Rows, arguments[0].Columns * arguments[1].Columns);

    public override Definition Meaning(ImmutableArray<Shape> arguments)
    {
        Meaning at = new(this, arguments);
        (MultiIndex i, MultiIndex k) = at.Row.Split(arguments[0].Rows);
        (MultiIndex j, MultiIndex l) = at.Column.Split(arguments[0].Columns);
        return at.Define(Product(at.Argument(0, i, j), at.Argument(1, k, l)));
    }

    /// <summary>The sum of the blocks of G .* kron(ones(m,n),B), or over the blocks of G .* kron(A,ones(p,q)): sums of rows and columns
    /// that belong together are products with kron(eye(m),ones(p)') and its like.</summary>
    public override Expr Pullback(Apply at, int argument, Expr cotangent)
    {
        (Expr factor, Expr other) = (at.Arguments[argument], at.Arguments[1 - argument]);
        if (other.Shape.IsScalar)
        {
            return other * cotangent;
        }

        if (factor.Shape.IsScalar)
        {
            return Expr.Sum(Expr.Hadamard(cotangent, other));
        }

        Expr weighed = Expr.Hadamard(cotangent, InOrder(Expr.Ones(factor.Shape), other));
        Expr rows = other.Shape.Rows.IsOne ? weighed : Summing(factor.Shape.Rows, Expr.Ones(other.Shape.Rows).T) * weighed;
        return other.Shape.Columns.IsOne ? rows : rows * Summing(factor.Shape.Columns, Expr.Ones(other.Shape.Columns));

        Expr Summing(Axis kept, Expr ones) => kept.IsOne ? ones : InOrder(Expr.Eye(kept), ones);

        Expr InOrder(Expr one, Expr two) => argument == 0 ? Expr.Kron(one, two) : Expr.Kron(two, one);
    }

    internal override Value Lower(ProgramBuilder program, Apply at, ImmutableArray<Value> arguments)
    {
        (Shape left, Shape right) = (arguments[0].Shape, arguments[1].Shape);
        ImmutableArray<Index> i = Indices("i", left.Rows), j = Indices("j", left.Columns);
        ImmutableArray<Index> k = Indices("k", right.Rows), l = Indices("l", right.Columns);
        return program.Contract(at.Shape, [.. i, .. k, .. j, .. l], [[.. i, .. j], [.. k, .. l]], arguments);

        static ImmutableArray<Index> Indices(string name, Axis axis) => new MultiIndex(name, axis).Indices;
    }
}
