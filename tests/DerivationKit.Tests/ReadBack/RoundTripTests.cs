using System.Collections.Immutable;
using DerivationKit.Kernel;
using DerivationKit.Language;
using DerivationKit.Proving;
using DerivationKit.ReadBack;

namespace DerivationKit.Tests.ReadBack;

// Expression -> index normal form -> expression, for random expressions of products, entrywise products, transposes, diagonals, sums.
public class RoundTripTests
{
    private const int Depth = 4;
    private static readonly ImmutableArray<Axis> Axes = [Dimension.Named("m"), Dimension.Named("n"), Dimension.Named("k")];

    [Fact]
    public void Expressions_of_the_matrix_calculus_survive()
    {
        Random random = new(20_240_607);
        for (int i = 0; i < 250; i++)
        {
            Expr expression = Draw(random, new(Pick(random, [.. Axes, Axis.One]), Pick(random, [.. Axes, Axis.One])), Depth);
            Expr? form = MatrixForm.Of(expression);
            Assert.True(form is not null, Text.Print(expression));
            Assert.Equal(expression.Shape, form.Shape);
            Assert.True(Prover.Prove(Claim.Equal(expression, form)) is Attempt.Succeeded, $"{Text.Print(expression)} -> {Text.Print(form)}");
        }
    }

    private static T Pick<T>(Random random, ImmutableArray<T> items) => items[random.Next(items.Length)];

    private static Expr Draw(Random random, Shape shape, int depth)
    {
        if (depth == 0)
        {
            return Leaf(random, shape);
        }

        Expr Next(Axis rows, Axis columns) => Draw(random, new(rows, columns), depth - 1);
        (Axis rows, Axis columns) = (shape.Rows, shape.Columns);
        Axis other = Pick(random, Axes);
        return random.Next(8) switch
        {
            0 => Next(rows, columns) + Next(rows, columns),
            1 => Next(rows, columns) - Next(rows, columns),
            2 => Next(rows, other) * Next(other, columns),
            3 => Next(columns, rows).T,
            4 => Next(Axis.One, Axis.One) * Next(rows, columns),
            5 when shape.IsScalar => Expr.Sum(Next(other, Pick(random, Axes))),
            6 when shape.IsScalar => Expr.Trace(Next(other, other)),
            5 when columns.IsOne => Expr.RowSum(Next(rows, other)),
            6 when columns.IsOne => Expr.Diag(Next(rows, rows)),
            5 when rows == columns => Expr.Diag(Next(rows, Axis.One)),
            _ when shape.IsScalar => Next(Axis.One, other) * Next(other, Axis.One),
            _ => Expr.Hadamard(Next(rows, columns), Next(rows, columns)),
        };
    }

    // Square shapes have two variables, so that a transpose is not lost.
    private static Expr Leaf(Random random, Shape shape) => shape.IsScalar
        ? random.Next(3) == 0 ? Expr.Constant(random.Next(1, 4)) : Expr.Variable("s", shape)
        : random.Next(6) == 0 && shape.IsSquare ? Expr.Eye(shape.Rows)
        : random.Next(6) == 0 ? Expr.Ones(shape)
        : Expr.Variable($"{(random.Next(2) == 0 ? "A" : "B")}_{shape.Rows}_{shape.Columns}", shape);
}
