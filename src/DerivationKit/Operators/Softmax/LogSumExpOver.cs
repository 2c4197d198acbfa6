using System.Collections.Immutable;
using DerivationKit.Compilation;
using DerivationKit.Kernel;
using static DerivationKit.Operators.Meaning;

namespace DerivationKit.Operators;

/// <summary>The logarithm of the sum of exp over each slice. Shapes: to a scalar, or to a column with one entry for each slice.</summary>
internal abstract class LogSumExpOver(Slices slices) : SoftmaxFamily(slices)
{
    public override string Source => "Boyd, Vandenberghe 2004, section 3.1.5; Blanchard, Higham, Higham 2021, eq. 1.1";

    public sealed override Definition Meaning(ImmutableArray<Shape> arguments)
    {
        Meaning at = new(this, arguments);
        return at.Define(Log(SumExp(at, arguments[0], at.Row, at.Row)));
    }

    /// <summary>S .* (g*ones(n)') for rows, where S is the softmax, and likewise for the other slices.</summary>
    public override Expr Pullback(Apply at, int argument, Expr cotangent) => Slices.Scale(cotangent, Softmax(at.Arguments[0]));

    internal override Value Lower(ProgramBuilder program, Apply at, ImmutableArray<Value> arguments) =>
        program.LogSumExp(Slices, arguments[0]);

    protected sealed override Shape ResultOf(Shape shape) => Slices.Reduced(shape);

    /// <summary>The softmax over the same slices.</summary>
    protected abstract Expr Softmax(Expr x);
}
