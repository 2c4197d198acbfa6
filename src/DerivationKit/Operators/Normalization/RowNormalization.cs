using System.Collections.Immutable;
using DerivationKit.Compilation;
using DerivationKit.Kernel;
using static DerivationKit.Operators.Meaning;

namespace DerivationKit.Operators;

/// <summary>Each row, with its mean subtracted if it is centred, divided by the root of the mean of its squares, to which a scalar eps may
/// be added: Y[i,j] = C[i,j] (1/n sum_l C[i,l]^2 + eps)^(-1/2). Shapes: (m,n), kept; eps is a scalar.</summary>
internal abstract class RowNormalization(string symbol, bool centred, bool hasEpsilon) : Operator
{
    public sealed override int Arity => hasEpsilon ? 2 : 1;

    public sealed override Notation Notation => Notation.Function(symbol);

    public sealed override Shape InferShape(ImmutableArray<Shape> arguments) =>
        arguments[0].Columns.IsOne ? throw ShapeErrors.Needs(symbol, "a matrix or a row", arguments[0])
        : hasEpsilon && !arguments[1].IsScalar ? throw ShapeErrors.Needs(symbol, "a scalar eps", arguments[1])
        : arguments[0];

    public sealed override Definition Meaning(ImmutableArray<Shape> arguments)
    {
        Meaning at = new(this, arguments);
        (MultiIndex k, MultiIndex l) = (new("k", arguments[0].Columns), new("l", arguments[0].Columns));
        Term share = Product([.. arguments[0].Columns.Factors.Select(n => Reciprocal(new Size(n)))]);
        Term spread = Product(share, Sum(l, Raised(Entry(l), 2)));
        return at.Define(Product(Entry(at.Column), Raised(hasEpsilon ? Total(spread, at.Argument(1)) : spread, new(-1, 2))));

        Term Entry(MultiIndex column) => centred
            ? Total(at.Argument(0, at.Row, column), Negative(Product(share, Sum(k, at.Argument(0, at.Row, k)))))
            : at.Argument(0, at.Row, column);
    }

    /// <summary>R .* (G - M(G) - Y .* M(G .* Y)) towards the array, where M is the mean of each row, kept only where Y is centred for the
    /// first, and R = (M(C.^2) + eps).^(-1/2); towards eps -sum(G .* Y .* R.^2)/2.</summary>
    public sealed override Expr Pullback(Apply at, int argument, Expr cotangent)
    {
        Expr spread = Spread(at);
        if (argument == 1)
        {
            return -Expr.Sum(Expr.HadamardDivide(Expr.Hadamard(cotangent, at), OverRow(spread, at))) / 2;
        }

        Expr inner = (centred ? Centred(cotangent) : cotangent) - Expr.Hadamard(at, OverRow(Mean(Expr.Hadamard(cotangent, at)), at));
        return Expr.Hadamard(OverRow(Raise(spread), at), inner);
    }

    internal sealed override Value Lower(ProgramBuilder program, Apply at, ImmutableArray<Value> arguments)
    {
        Expr entries = centred ? Centred(at.Arguments[0]) : at.Arguments[0];
        return program.Lower(Expr.Hadamard(OverRow(Raise(Spread(at)), at), entries));
    }

    // The mean of the squares of each row, with eps: what the root is taken of.
    private Expr Spread(Apply at)
    {
        Expr squares = Mean(Expr.HadamardPower(centred ? Centred(at.Arguments[0]) : at.Arguments[0], 2));
        return !hasEpsilon ? squares
            : squares.Shape.IsScalar ? squares + at.Arguments[1]
            : squares + (at.Arguments[1] * Expr.Ones(squares.Shape));
    }

    private static Expr Mean(Expr array) => Expr.RowSum(array) / Expr.Size(array.Shape.Columns);

    private static Expr Centred(Expr array) => array - OverRow(Mean(array), array);

    private static Expr OverRow(Expr values, Expr array) => Slices.Rows.Spread(values, array.Shape);

    private static Expr Raise(Expr spread) =>
        spread.Shape.IsScalar ? Expr.Pow(spread, new Rational(-1, 2)) : Expr.HadamardPower(spread, new Rational(-1, 2));
}
