using System.Collections.Immutable;
using System.Numerics;
using DerivationKit.Kernel;
using DerivationKit.Operators;

namespace DerivationKit.Compilation;

/// <summary>Makes plain steps, whose operands and results lie row after row: shapes become places, exact constants floating-point
/// numbers.</summary>
internal sealed class StepFactory<T>(Sizes sizes)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The step of an instruction.</summary>
    public Step<T> Step(Value value, Place[] operands, Place result) => value switch
    {
        Value.Elementwise x => new ElementwiseStep<T>(Node(x.Code, x, operands), result),
        Value.Spread x => new SpreadStep<T>(x.Slices == Slices.Rows, operands[0], result),
        Value.Product x => new ProductStep<T>(operands[0], x.Left.Transposed, operands[1], x.Right.Transposed, result),
        Value.Reduction x => new ReductionStep<T>(x.Kind, x.Slices, operands[0], result),
        Value.Diagonal => new DiagonalStep<T>(operands[0], result),
        Value.DiagonalMatrix => new DiagonalMatrixStep<T>(operands[0], result),
        Value.Inverse => new InverseStep<T>(operands[0], result),
        Value.Determinant x => new DeterminantStep<T>(x.IsLogarithm, operands[0], result),
        Value.MatrixExponential => new MatrixExponentialStep<T>(operands, result),
        Value.Identity => new IdentityStep<T>(result),
        Value.LowerTriangle => new LowerTriangleStep<T>(result),
        Value.Contraction x => Contraction(x, operands, result),
        _ => throw new InvalidOperationException($"{value.GetType().Name} is not an instruction"),
    };

    private ScalarNode<T> Node(ScalarCode code, Value.Elementwise at, Place[] operands) => code switch
    {
        ScalarCode.Operand x => at.Reads[x.Position].Reading switch
        {
            Reading.Entry => new ScalarNode<T>.Entries(operands[x.Position]),
            Reading.PerRow => new ScalarNode<T>.PerRow(operands[x.Position], sizes.Of(at.Shape.Columns)),
            Reading.PerColumn => new ScalarNode<T>.PerColumn(operands[x.Position]),
            _ => new ScalarNode<T>.Broadcast(operands[x.Position]),
        },
        ScalarCode.Number x => new ScalarNode<T>.Constant(x.Value.To<T>()),
        ScalarCode.Size x => new ScalarNode<T>.Constant(((Rational)sizes.Of(x.Dimension)).To<T>()),
        ScalarCode.Negation x => new ScalarNode<T>.Negation(Node(x.Body, at, operands)),
        ScalarCode.Function x => new ScalarNode<T>.Function(x.Name, Node(x.Body, at, operands)),
        ScalarCode.Power x => new ScalarNode<T>.Power(Node(x.Body, at, operands), new(x.Exponent)),
        ScalarCode.SizePower x => new ScalarNode<T>.Power(Node(x.Body, at, operands), new(sizes.Of(x.Exponent))),
        ScalarCode.Binary x => new ScalarNode<T>.Binary(x.Operation, Node(x.Left, at, operands), Node(x.Right, at, operands)),
        _ => throw new InvalidOperationException($"{code.GetType().Name} is not scalar code"),
    };

    private ContractionStep<T> Contraction(Value.Contraction at, Place[] operands, Place result)
    {
        ImmutableArray<Index> loops = [.. at.Result.Union(at.Slots.SelectMany(slot => slot))];
        return new(
            operands,
            result,
            [.. loops.Select(index => sizes.Of(index.Dimension))],
            [.. loops.Select(index => Strides(index, at))]);
    }

    // How far one step of the index moves in each operand and in the result; an index that stands twice moves along a diagonal.
    private int[] Strides(Index index, Value.Contraction at) =>
        [.. at.Slots.Select(slot => Stride(index, slot)), Stride(index, at.Result)];

    // The last index of a slot moves by 1, each other one past all that follow it.
    private int Stride(Index index, ImmutableArray<Index> slot)
    {
        (int sum, int step) = (0, 1);
        foreach (Index other in slot.Reverse())
        {
            sum += other == index ? step : 0;
            step *= sizes.Of(other.Dimension);
        }

        return sum;
    }
}
