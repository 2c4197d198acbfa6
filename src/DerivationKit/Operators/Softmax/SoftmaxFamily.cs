using System.Collections.Immutable;
using DerivationKit.Compilation;
using DerivationKit.Kernel;
using static DerivationKit.Operators.Meaning;

namespace DerivationKit.Operators;

/// <summary>What softmax, logsoftmax and logsumexp have in common: the slices, the shapes they refuse, and the weights exp N[i,j], or
/// M[i,j] exp N[i,j] with a mask M, that they sum over each slice.</summary>
internal abstract class SoftmaxFamily(Slices slices, bool masked) : Operator
{
    private const string Suffix = "_masked";

    public sealed override int Arity => masked ? 2 : 1;

    public sealed override Notation Notation => Notation.Function(masked ? Name[..^Suffix.Length] : Name);

    protected Slices Slices => slices;

    protected bool IsMasked => masked;

    public sealed override Shape InferShape(ImmutableArray<Shape> arguments)
    {
        Shape shape = arguments[0];
        if (masked && !arguments[1].IsAsLargeAs(shape))
        {
            throw ShapeErrors.NotEqual(
                Notation.Symbol, shape, arguments[1], "an axis is named, as in softmax_rows, and a mask has the shape of what it masks");
        }

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

    /// <summary>exp N[i,j], times M[i,j] if there is a mask.</summary>
    protected Term Weight(Meaning at, MultiIndex row, MultiIndex column) => masked
        ? Product(at.Argument(1, row, column), Exp(at.Argument(0, row, column)))
        : Exp(at.Argument(0, row, column));

    /// <summary>The sum of the weights over the slice that contains the given row and column.</summary>
    protected Term SumOfWeights(Meaning at, Shape shape, MultiIndex row, MultiIndex column) =>
        slices.Sum(shape, row, column, (k, l) => Weight(at, k, l));

    /// <summary>The softmax of the same arguments over the same slices.</summary>
    protected Expr Softmax(Apply at) => Expr.Apply(
        (slices, masked) switch
        {
            (Slices.Rows, false) => new SoftmaxRows(),
            (Slices.Rows, true) => new SoftmaxRowsMasked(),
            (Slices.Columns, false) => new SoftmaxCols(),
            (Slices.Columns, true) => new SoftmaxColsMasked(),
            (_, false) => new Softmax(),
            _ => new SoftmaxMasked(),
        },
        at.Arguments);

    /// <summary>exp(N) over the sum of the weights of each slice: what the softmax is the mask's multiple of.</summary>
    protected Expr Unmasked(Apply at) => Expr.Exp(Expr.Apply(
        slices switch
        {
            Slices.Rows => new LogSoftmaxRowsMasked(),
            Slices.Columns => new LogSoftmaxColsMasked(),
            _ => new LogSoftmaxMasked(),
        },
        at.Arguments));

    /// <summary>The logarithms N + log|M| of the weights without their signs; where M is 0 they are -inf, which has the softmax 0.</summary>
    protected Value Logits(ProgramBuilder program, ImmutableArray<Value> arguments) => masked
        ? program.Map(arguments[0].Shape, ScalarCode.X + Logarithm(ScalarCode.Of(NumericFunction.Abs, ScalarCode.Y)), arguments)
        : arguments[0];

    /// <summary>The softmax of the logits with the signs of the mask.</summary>
    protected Value Signed(ProgramBuilder program, Value logits, ImmutableArray<Value> arguments) => program.Map(
        logits.Shape,
        new ScalarCode.Binary(Arithmetic.CopySign, ScalarCode.X, ScalarCode.Y),
        program.Softmax(slices, logits),
        arguments[1]);

    /// <summary>log x.</summary>
    protected static ScalarCode Logarithm(ScalarCode x) => ScalarCode.Of(NumericFunction.Log, x);

    private ShapeException Refuse(Shape shape)
    {
        string stem = Name.Split('_')[0];
        return slices switch
        {
            Slices.Rows => ShapeErrors.Needs(Notation.Symbol, "a matrix or a row", shape, $"for a vector there is {stem}"),
            Slices.Columns => ShapeErrors.Needs(Notation.Symbol, "a matrix or a vector", shape, $"for a row there is {stem}_rows"),
            _ => ShapeErrors.Needs(Notation.Symbol, "a vector", shape, $"name the axis of an array: {stem}_rows or {stem}_cols"),
        };
    }
}
