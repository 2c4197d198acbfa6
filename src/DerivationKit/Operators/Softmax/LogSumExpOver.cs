using System.Collections.Immutable;
using DerivationKit.Compilation;
using DerivationKit.Kernel;
using static DerivationKit.Operators.Meaning;

namespace DerivationKit.Operators;

/// <summary>The logarithm of the sum of the weights over each slice. Shapes: to a scalar, or to a column with one entry for each slice.</summary>
internal abstract class LogSumExpOver(Slices slices, bool masked = false) : SoftmaxFamily(slices, masked)
{
    public override string Source => "Boyd, Vandenberghe 2004, section 3.1.5; Blanchard, Higham, Higham 2021, eq. 1.1";

    public sealed override Definition Meaning(ImmutableArray<Shape> arguments)
    {
        Meaning at = new(this, arguments);
        return at.Define(Log(SumOfWeights(at, arguments[0], at.Row, at.Row)));
    }

    /// <summary>S .* (g*ones(n)') for rows, where S is the softmax, and likewise for the other slices; towards the mask the same with the
    /// softmax without its factor M.</summary>
    public override Expr Pullback(Apply at, int argument, Expr cotangent) =>
        Slices.Scale(cotangent, argument == 0 ? Softmax(at) : Unmasked(at));

    internal override Value Lower(ProgramBuilder program, Apply at, ImmutableArray<Value> arguments)
    {
        Value logits = Logits(program, arguments);
        Value sum = program.LogSumExp(Slices, logits);
        return IsMasked
            ? program.Map(sum.Shape, ScalarCode.X + Logarithm(ScalarCode.Y), sum, program.Sum(Slices, Signed(program, logits, arguments)))
            : sum;
    }

    protected sealed override Shape ResultOf(Shape shape) => Slices.Reduced(shape);
}
