using System.Collections.Immutable;
using DerivationKit.Kernel;
using static DerivationKit.Operators.Meaning;

namespace DerivationKit.Operators;

/// <summary>What softmax, logsoftmax and logsumexp have in common: the slices, the shapes they refuse, and sum exp over a slice.</summary>
internal abstract class SoftmaxFamily(Slices slices) : Operator
{
    public sealed override int Arity => 1;

    protected Slices Slices => slices;

    public sealed override Shape InferShape(ImmutableArray<Shape> arguments)
    {
        Shape shape = arguments[0];
        bool fits = slices switch
        {
            Slices.Rows => !shape.Columns.IsOne,
            Slices.Columns => !shape.Rows.IsOne,
            _ => shape.IsColumn && !shape.IsScalar,
        };
        return fits ? ResultOf(shape) : throw Refuse(shape);
    }

    /// <summary>The shape of the result, for a shape that fits.</summary>
    protected virtual Shape ResultOf(Shape shape) => shape;

    /// <summary>sum exp over the slice that contains the given row and column.</summary>
    protected Term SumExp(Meaning at, Shape shape, MultiIndex row, MultiIndex column) =>
        slices.Sum(shape, row, column, (k, l) => Exp(at.Argument(0, k, l)));

    private ShapeException Refuse(Shape shape)
    {
        string stem = Name.Split('_')[0];
        return slices switch
        {
            Slices.Rows => ShapeErrors.Needs(Name, "a matrix or a row", shape, $"for a vector there is {stem}"),
            Slices.Columns => ShapeErrors.Needs(Name, "a matrix or a vector", shape, $"for a row there is {stem}_rows"),
            _ => ShapeErrors.Needs(Name, "a vector", shape, $"name the axis of an array: {stem}_rows or {stem}_cols"),
        };
    }
}
