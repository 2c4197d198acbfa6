using System.Collections.Immutable;
using DerivationKit.Compilation;
using DerivationKit.Kernel;

namespace DerivationKit.Operators;

/// <summary>The sum of the entries of each slice. Shapes: any to a scalar, or to a column with one entry for each row or column.</summary>
internal abstract class Reduction(Slices slices) : Operator
{
    public sealed override int Arity => 1;

    public override string Source => "definition; pullback Petersen, Pedersen 2012, eq. 35";

    public sealed override Shape InferShape(ImmutableArray<Shape> arguments) => slices.Reduced(arguments[0]);

    public sealed override Definition Meaning(ImmutableArray<Shape> arguments)
    {
        Meaning at = new(this, arguments);
        Term sum = slices.Sum(arguments[0], at.Row, at.Row, (row, column) => at.Argument(0, row, column));
        return at.Define(Weigh(sum, arguments[0]));
    }

    /// <summary>The cotangent of each slice, throughout the slice.</summary>
    public override Expr Pullback(Apply at, int argument, Expr cotangent) => slices.Spread(cotangent, at.Arguments[0].Shape);

    internal override Value Lower(ProgramBuilder program, Apply at, ImmutableArray<Value> arguments) => program.Sum(slices, arguments[0]);

    /// <summary>What becomes of the sum; nothing, unless it is a mean.</summary>
    protected virtual Term Weigh(Term sum, Shape shape) => sum;
}
