using System.Collections.Immutable;
using DerivationKit.Kernel;
using DerivationKit.Operators;

namespace DerivationKit.Compilation;

/// <summary>A value of a program, given by the instruction that computes it. The list of instructions is closed: operators lower to them,
/// and back ends and emitters know nothing else.</summary>
internal abstract class Value
{
    private Value(Shape shape, ImmutableArray<Value> operands) => (Shape, Operands) = (shape, operands);

    /// <summary>Rows and columns.</summary>
    public Shape Shape { get; }

    /// <summary>The values that it is computed from.</summary>
    public ImmutableArray<Value> Operands { get; }

    /// <summary>The instruction as text, with the operands written as given.</summary>
    public abstract string Print(Func<Value, string> name);

    /// <summary>The same instruction with other operands of the same shapes.</summary>
    public abstract Value With(ImmutableArray<Value> operands);

    /// <summary>A variable that the caller supplies.</summary>
    public sealed class Input(Variable variable, int position) : Value(variable.Shape, [])
    {
        public Variable Variable { get; } = variable;

        public int Position { get; } = position;

        public override Value With(ImmutableArray<Value> operands) => this;

        public override string Print(Func<Value, string> name) => Variable.Name;
    }

    /// <summary>The same arithmetic at every entry; without operands it fills.</summary>
    public sealed class Elementwise(Shape shape, ScalarCode code, ImmutableArray<Read> reads) : Value(shape, [.. reads.Select(read => read.Value)])
    {
        public ScalarCode Code { get; } = code;

        /// <summary>The operands, and how each is read.</summary>
        public ImmutableArray<Read> Reads { get; } = reads;

        public override Value With(ImmutableArray<Value> operands) => new Elementwise(
            Shape, Code, [.. Reads.Zip(operands, (read, operand) => read with { Value = operand })]);

        public override string Print(Func<Value, string> name) => $"map {Code.Print(position => name(Operands[position]) + Suffix(position))}";

        private string Suffix(int position) => Reads[position].Reading switch
        {
            Reading.PerRow => "[row]",
            Reading.PerColumn => "[column]",
            _ => "",
        };
    }

    /// <summary>The value of each slice throughout the slice: v·1' for rows, 1·v' for columns.</summary>
    public sealed class Spread(Shape shape, Slices slices, Value operand) : Value(shape, [operand])
    {
        public Slices Slices { get; } = slices;

        /// <summary>Which entry of the operand stands at a place.</summary>
        public Read Read { get; } = new(operand, slices == Slices.Rows ? Reading.PerRow : Reading.PerColumn);

        public override Value With(ImmutableArray<Value> operands) => new Spread(Shape, Slices, operands[0]);

        public override string Print(Func<Value, string> name) => $"spread {Word(Slices)} {name(Operands[0])}";
    }

    /// <summary>The matrix product of two values, each transposed or not.</summary>
    public sealed class Product(Factor left, Factor right) : Value(new(left.Shape.Rows, right.Shape.Columns), [left.Value, right.Value])
    {
        public Factor Left { get; } = left;

        public Factor Right { get; } = right;

        public override Value With(ImmutableArray<Value> operands) => new Product(Left with { Value = operands[0] }, Right with { Value = operands[1] });

        public override string Print(Func<Value, string> name) => $"product {Left.Print(name)} {Right.Print(name)}";
    }

    /// <summary>One number for each slice.</summary>
    public sealed class Reduction(ReductionKind kind, Slices slices, Value operand) : Value(slices.Reduced(operand.Shape), [operand])
    {
        public ReductionKind Kind { get; } = kind;

        public Slices Slices { get; } = slices;

        public override Value With(ImmutableArray<Value> operands) => new Reduction(Kind, Slices, operands[0]);

        public override string Print(Func<Value, string> name) => $"{Word(Kind)} {Word(Slices)} {name(Operands[0])}";
    }

    /// <summary>A'.</summary>
    public sealed class Transpose(Value operand) : Value(operand.Shape.Transposed, [operand])
    {
        public override Value With(ImmutableArray<Value> operands) => new Transpose(operands[0]);

        public override string Print(Func<Value, string> name) => $"transpose {name(Operands[0])}";
    }

    /// <summary>The square matrix with a vector on its diagonal.</summary>
    public sealed class DiagonalMatrix(Value operand) : Value(new(operand.Shape.Rows, operand.Shape.Rows), [operand])
    {
        public override Value With(ImmutableArray<Value> operands) => new DiagonalMatrix(operands[0]);

        public override string Print(Func<Value, string> name) => $"diagonal-matrix {name(Operands[0])}";
    }

    /// <summary>The diagonal of a square matrix, as a vector.</summary>
    public sealed class Diagonal(Value operand) : Value(Shape.Vector(operand.Shape.Rows), [operand])
    {
        public override Value With(ImmutableArray<Value> operands) => new Diagonal(operands[0]);

        public override string Print(Func<Value, string> name) => $"diagonal {name(Operands[0])}";
    }

    /// <summary>The inverse of a square matrix.</summary>
    public sealed class Inverse(Value operand) : Value(operand.Shape, [operand])
    {
        public override Value With(ImmutableArray<Value> operands) => new Inverse(operands[0]);

        public override string Print(Func<Value, string> name) => $"inverse {name(Operands[0])}";
    }

    /// <summary>The determinant of a square matrix, or the logarithm of its absolute value.</summary>
    public sealed class Determinant(Value operand, bool isLogarithm) : Value(Shape.Scalar, [operand])
    {
        public bool IsLogarithm { get; } = isLogarithm;

        public override Value With(ImmutableArray<Value> operands) => new Determinant(operands[0], IsLogarithm);

        public override string Print(Func<Value, string> name) => $"{(IsLogarithm ? "log-" : "")}determinant {name(Operands[0])}";
    }

    /// <summary>The exponential of a square matrix, or its derivative along a second one.</summary>
    public sealed class MatrixExponential(ImmutableArray<Value> operands) : Value(operands[0].Shape, operands)
    {
        public override Value With(ImmutableArray<Value> operands) => new MatrixExponential(operands);

        public override string Print(Func<Value, string> name) => $"matrix-exponential {string.Join(" ", Operands.Select(name))}";
    }

    /// <summary>The identity matrix.</summary>
    public sealed class Identity(Axis size) : Value(new(size, size), [])
    {
        public override Value With(ImmutableArray<Value> operands) => this;

        public override string Print(Func<Value, string> name) => $"identity {Shape.Rows}";
    }

    /// <summary>The square matrix of ones on and below the diagonal.</summary>
    public sealed class LowerTriangle(Axis size) : Value(new(size, size), [])
    {
        public override Value With(ImmutableArray<Value> operands) => this;

        public override string Print(Func<Value, string> name) => $"lower-triangle {Shape.Rows}";
    }

    /// <summary>The entry at the result's indices is the sum over all other indices of the product of the operands' entries. An axis has one
    /// index for each factor of its dimension.</summary>
    public sealed class Contraction(
        Shape shape, ImmutableArray<ImmutableArray<Index>> slots, ImmutableArray<Index> result, ImmutableArray<Value> operands)
        : Value(shape, operands)
    {
        /// <summary>The indices of each operand, those of the rows first.</summary>
        public ImmutableArray<ImmutableArray<Index>> Slots { get; } = slots;

        /// <summary>The indices of the result, those of the rows first.</summary>
        public ImmutableArray<Index> Result { get; } = result;

        public override Value With(ImmutableArray<Value> operands) => new Contraction(Shape, Slots, Result, operands);

        public override string Print(Func<Value, string> name)
        {
            IEnumerable<string> factors = Operands.Zip(Slots, (operand, slot) => $"{name(operand)}[{string.Join(",", slot)}]");
            return $"contract {string.Join(" ", factors)} -> [{string.Join(",", Result)}]";
        }
    }

    private static string Word(Enum member) => member.ToString().ToLowerInvariant();
}

/// <summary>An operand and how it is read.</summary>
internal sealed record Read(Value Value, Reading Reading);

/// <summary>Which entry of an operand an elementwise instruction reads for the entry of its result in some row and column.</summary>
internal enum Reading
{
    /// <summary>The entry at the same place.</summary>
    Entry,

    /// <summary>The entry of a vector that belongs to the row.</summary>
    PerRow,

    /// <summary>The entry of a vector that belongs to the column.</summary>
    PerColumn,

    /// <summary>The only entry of a scalar.</summary>
    Scalar,
}

/// <summary>One side of a matrix product.</summary>
/// <param name="Value">The value.</param>
/// <param name="Transposed">Whether it is read transposed.</param>
internal sealed record Factor(Value Value, bool Transposed)
{
    /// <summary>Reads a transpose as its operand.</summary>
    public static Factor Of(Value value) => value is Value.Transpose transpose ? new(transpose.Operands[0], true) : new(value, false);

    public Shape Shape => Transposed ? Value.Shape.Transposed : Value.Shape;

    /// <summary>The factor as a value of its own.</summary>
    public Value Whole(ProgramBuilder program) => Transposed ? program.Transpose(Value) : Value;

    public string Print(Func<Value, string> name) => Transposed ? name(Value) + "'" : name(Value);
}
