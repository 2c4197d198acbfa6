using System.Collections.Immutable;
using DerivationKit.Compilation;
using DerivationKit.Kernel;
using static DerivationKit.Operators.Meaning;

namespace DerivationKit.Operators;

/// <summary>mean(A) = 1/(m*n) sum_k sum_l A[k,l], over all entries. Shapes: any to a scalar.</summary>
internal sealed class Mean() : Reduction(Slices.All)
{
    public override string Name => "mean";

    /// <summary>g/(m*n) in every entry.</summary>
    public override Expr Pullback(Apply at, int argument, Expr cotangent)
    {
        Shape shape = at.Arguments[0].Shape;
        return shape.IsScalar
            ? cotangent
            : base.Pullback(at, argument, cotangent / Expr.Size(shape.Rows * shape.Columns));
    }

    internal override Value Lower(ProgramBuilder program, Apply at, ImmutableArray<Value> arguments) =>
        program.Map(
            at.Shape,
            arguments[0].Shape.Dimensions.Aggregate(ScalarCode.X, (sum, n) => sum / new ScalarCode.Size(n)),
            base.Lower(program, at, arguments));

    protected override Term Weigh(Term sum, Shape shape) =>
        Product([sum, .. shape.Dimensions.Select(n => Reciprocal(new Size(n)))]);
}
