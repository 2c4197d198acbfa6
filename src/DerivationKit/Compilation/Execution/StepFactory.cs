using System.Collections.Immutable;
using System.Numerics;
using DerivationKit.Kernel;

namespace DerivationKit.Compilation;

/// <summary>Fixes the instructions of a program to one instance: shapes become places, exact constants floating-point numbers.</summary>
internal sealed class StepFactory<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Program program;
    private readonly Sizes sizes;
    private readonly Dictionary<Value, Place> places = [];

    public StepFactory(Program program, Sizes sizes)
    {
        (this.program, this.sizes) = (program, sizes);
        Inputs = [.. program.Inputs.Select((input, position) => sizes.Place(Storage.Input, position, input.Shape))];
        foreach (Value value in program.Instructions)
        {
            Storage storage = value == program.Result ? Storage.Output : Storage.Register;
            places.Add(value, sizes.Place(storage, places.Count, value.Shape));
        }
    }

    /// <summary>The places of the inputs.</summary>
    public ImmutableArray<Place> Inputs { get; }

    /// <summary>The place of the result.</summary>
    public Place Output => places[program.Result];

    /// <summary>One register for each instruction; that of the result is empty, since the caller's output takes its place.</summary>
    public T[][] Registers() =>
        [.. program.Instructions.Select(value => value == program.Result ? Array.Empty<T>() : new T[places[value].Length])];

    /// <summary>One step for each instruction, in order.</summary>
    public Step<T>[] Steps() => [.. program.Instructions.Select(Step)];

    private Place PlaceOf(Value value) => value is Value.Input input ? Inputs[input.Position] : places[value];

    private Step<T> Step(Value value)
    {
        Place result = places[value];
        Place[] operands = [.. value.Operands.Select(PlaceOf)];
        return value switch
        {
            Value.Elementwise x => new ElementwiseStep<T>(Node(x.Code, x), result),
            Value.Product x => new ProductStep<T>(operands[0], x.Left.Transposed, operands[1], x.Right.Transposed, result),
            Value.Reduction { Kind: ReductionKind.Sum } x => new SumStep<T>(x.Slices, operands[0], result),
            Value.Reduction x => new LogSumExpStep<T>(x.Slices, operands[0], result),
            Value.Normalization x => new SoftmaxStep<T>(x.Kind == NormalizationKind.LogSoftmax, x.Slices, operands[0], result),
            Value.Transpose => new TransposeStep<T>(operands[0], result),
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
    }

    private ScalarNode<T> Node(ScalarCode code, Value.Elementwise at) => code switch
    {
        ScalarCode.Operand x when at.Operands[x.Position].Shape.IsAsLargeAs(at.Shape) => new ScalarNode<T>.Entries(PlaceOf(at.Operands[x.Position])),
        ScalarCode.Operand x => new ScalarNode<T>.Broadcast(PlaceOf(at.Operands[x.Position])),
        ScalarCode.Number x => new ScalarNode<T>.Constant(T.CreateSaturating(x.Value.ToDouble())),
        ScalarCode.Size x => new ScalarNode<T>.Constant(T.CreateSaturating(sizes.Of(x.Dimension))),
        ScalarCode.Negation x => new ScalarNode<T>.Negation(Node(x.Body, at)),
        ScalarCode.Function x => new ScalarNode<T>.Function(x.Name, Node(x.Body, at)),
        ScalarCode.Power x => new ScalarNode<T>.Power(Node(x.Body, at), new(x.Exponent)),
        ScalarCode.SizePower x => new ScalarNode<T>.Power(Node(x.Body, at), new(sizes.Of(x.Exponent))),
        ScalarCode.Binary x => new ScalarNode<T>.Binary(x.Operation, Node(x.Left, at), Node(x.Right, at)),
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
