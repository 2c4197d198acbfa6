using System.Collections.Immutable;
using DerivationKit.Kernel;
using DerivationKit.Language;
using DerivationKit.Operators;

namespace DerivationKit.Compilation;

/// <summary>Lowers expressions, each shared subexpression once, and makes the instructions that operators lower to. Equal instructions are
/// made once, and those that a cheaper one replaces are not made: see <see cref="Product"/> and <see cref="Map"/>.</summary>
internal sealed class ProgramBuilder
{
    private readonly ImmutableArray<Variable> inputs;
    private readonly Dictionary<Expr, Value> lowered = [];
    private readonly Dictionary<string, Value> interned = [];
    private readonly Dictionary<Value, string> names = [];
    private readonly List<Value> instructions = [];

    public ProgramBuilder(ImmutableArray<Variable> inputs)
    {
        this.inputs = inputs;
        for (int i = 0; i < inputs.Length; i++)
        {
            var input = new Value.Input(inputs[i], i);
            names.Add(input, $"<{i}>");
            lowered.Add(inputs[i], input);
        }
    }

    /// <exception cref="CompilationException">The expression contains a derivative.</exception>
    public static void RefuseDerivatives(Expr expression) => RefuseDerivatives(expression.PostOrder());

    /// <summary>The value of an expression: always an instruction, a copy if the expression is an input.</summary>
    /// <exception cref="CompilationException">A free variable is not among the inputs, a derivative is left, or an operator has no
    /// lowering.</exception>
    public Value Lower(Expr expression)
    {
        ImmutableArray<Expr> nodes = expression.PostOrder();
        RefuseDerivatives(nodes);
        foreach (Expr node in nodes.Where(node => !lowered.ContainsKey(node)))
        {
            lowered.Add(node, LowerNode(node));
        }

        Value result = lowered[expression];
        return result is Value.Input ? Map(result.Shape, ScalarCode.X, result) : result;
    }

    /// <summary>The instructions that values need, operands first.</summary>
    public ImmutableArray<Value> InstructionsFor(ImmutableArray<Value> results)
    {
        HashSet<Value> needed = [.. results];
        foreach (Value value in Enumerable.Reverse(instructions).Where(needed.Contains))
        {
            needed.UnionWith(value.Operands);
        }

        return [.. instructions.Where(needed.Contains)];
    }

    /// <summary>The same arithmetic at every entry of the shape; operands have that shape or are scalars. Constants become part of the
    /// code, and a value that is spread over rows or columns is read where it lies.</summary>
    public Value Map(Shape shape, ScalarCode code, params ImmutableArray<Value> operands)
    {
        if (code is ScalarCode.Binary { Operation: Arithmetic.Divide, Left: ScalarCode.Operand { Position: 0 }, Right: ScalarCode.Operand { Position: 1 } }
            && Reciprocal(shape, operands[1]) is { } reciprocal)
        {
            return Map(shape, ScalarCode.X * ScalarCode.Y, operands[0], reciprocal);
        }

        if (code is ScalarCode.Power { Body: ScalarCode.Operand, Exponent: { IsZero: false } exponent } && SquareOf(operands[0]) is { } square
            && exponent / 2 is { IsInteger: true } half)
        {
            return half.IsOne ? square : Map(shape, new ScalarCode.Power(ScalarCode.X, half), square);
        }

        operands = [.. operands.Select(operand => operand is Value.Elementwise { Code: ScalarCode.Operand, Reads: [{ Reading: Reading.Scalar } filled] } ? filled.Value : operand)];
        if (SharedSlices(shape, operands) is { } slices)
        {
            Value vector = Map(slices.Reduced(shape), code, [.. operands.Select(operand => operand is Value.Spread spread ? spread.Operands[0] : operand)]);
            return Spread(slices, vector, shape);
        }

        List<Read> read = [];
        ImmutableArray<ScalarCode> leaves = [.. operands.Select(Leaf)];
        return Append(new Value.Elementwise(shape, code.Substitute(leaves), [.. read]));

        ScalarCode Leaf(Value operand)
        {
            if (operand is Value.Elementwise { Operands: [] } constant)
            {
                return constant.Code;
            }

            Read entry = operand is Value.Spread spread && operand.Shape.IsAsLargeAs(shape)
                ? spread.Read
                : new(operand, operand.Shape.IsAsLargeAs(shape) ? Reading.Entry : Reading.Scalar);
            int position = read.IndexOf(entry);
            if (position < 0)
            {
                position = read.Count;
                read.Add(entry);
            }

            return new ScalarCode.Operand(position);
        }
    }

    /// <summary>The matrix product; transposes of its factors become part of it. A diagonal matrix scales rows or columns, ones sum or
    /// spread, and a product with a vector is taken from the vector's side.</summary>
    public Value Product(Value left, Value right)
    {
        var shape = new Shape(left.Shape.Rows, right.Shape.Columns);
        return (left, right) switch
        {
            _ when left.Shape.IsScalar || right.Shape.IsScalar => Map(shape, ScalarCode.X * ScalarCode.Y, left, right),
            (Value.DiagonalMatrix x, _) => Map(shape, ScalarCode.X * ScalarCode.Y, Spread(Slices.Rows, x.Operands[0], shape), right),
            (_, Value.DiagonalMatrix x) => Map(shape, ScalarCode.X * ScalarCode.Y, left, Spread(Slices.Columns, x.Operands[0], shape)),
            _ when IsOnes(right) && right.Shape.IsColumn && !left.Shape.Columns.IsOne => Sum(Slices.Rows, left),
            _ when IsOnes(right) && left.Shape.IsColumn => Spread(Slices.Rows, left, shape),
            _ when IsOnes(left) && right.Shape.Rows.IsOne => Spread(Slices.Columns, Transpose(right), shape),
            _ when IsOnes(left) && left.Shape.Rows.IsOne => Transpose(Sum(Slices.Columns, right)),
            (Value.Product x, _) when right.Shape.IsColumn || (!left.Shape.Rows.IsOne && IsKnownSquare(x.Right, right)) => Product(x.Left.Whole(this), Product(x.Right.Whole(this), right)),
            (_, Value.Product x) when left.Shape.Rows.IsOne && !right.Shape.IsColumn => Product(Product(left, x.Left.Whole(this)), x.Right.Whole(this)),
            _ => Append(new Value.Product(Factor.Of(left), Factor.Of(right))),
        };
    }

    /// <summary>A'.</summary>
    public Value Transpose(Value operand) => operand switch
    {
        Value.Transpose transpose => transpose.Operands[0],
        Value.Elementwise { Operands: [] } constant => Map(operand.Shape.Transposed, constant.Code),
        { Shape.IsScalar: true } => operand,
        _ => Append(new Value.Transpose(operand)),
    };

    /// <summary>The sum of each slice.</summary>
    public Value Sum(Slices slices, Value operand) => Append(new Value.Reduction(ReductionKind.Sum, slices, operand));

    /// <summary>log sum exp of each slice: m + log sum_e exp(x_e − m) with its shift m.</summary>
    public Value LogSumExp(Slices slices, Value operand)
    {
        (Value shift, _, Value sum) = ShiftedExponentials(slices, operand);
        return Map(shift.Shape, ScalarCode.X + ScalarCode.Of(NumericFunction.Log, ScalarCode.Y), shift, sum);
    }

    /// <summary>The softmax of each slice: exp(x_e − m)/sum with its shift m.</summary>
    public Value Softmax(Slices slices, Value operand)
    {
        (_, Value exponentials, Value sum) = ShiftedExponentials(slices, operand);
        return Map(operand.Shape, ScalarCode.X / ScalarCode.Y, exponentials, Spread(slices, sum, operand.Shape));
    }

    /// <summary>The logarithm of the softmax of each slice: x_e − m − log sum with its shift m.</summary>
    public Value LogSoftmax(Slices slices, Value operand)
    {
        (Value shift, _, Value sum) = ShiftedExponentials(slices, operand);
        Value logarithm = Map(sum.Shape, ScalarCode.Of(NumericFunction.Log, ScalarCode.X), sum);
        return Map(
            operand.Shape,
            ScalarCode.X - ScalarCode.Y - new ScalarCode.Operand(2),
            operand,
            Spread(slices, shift, operand.Shape),
            Spread(slices, logarithm, operand.Shape));
    }

    /// <summary>The matrix with a vector on its diagonal; a scalar is that matrix.</summary>
    public Value DiagonalMatrix(Value vector) => vector.Shape.IsScalar ? vector : Append(new Value.DiagonalMatrix(vector));

    /// <summary>The diagonal of a square matrix; that of L·R are the row sums of L ⊙ R', and the column sums of L' ⊙ R, without the entries beside it.</summary>
    public Value Diagonal(Value matrix) => matrix switch
    {
        Value.Product { Left: { Transposed: true, Value: var left }, Right: var right } => Sum(Slices.Columns, Map(left.Shape, ScalarCode.X * ScalarCode.Y, left, right.Whole(this))),
        Value.Product { Left.Value: var left, Right: var right } => Sum(Slices.Rows, Map(left.Shape, ScalarCode.X * ScalarCode.Y, left, Transpose(right.Whole(this)))),
        _ => Append(new Value.Diagonal(matrix)),
    };

    /// <summary>The inverse of a square matrix; the reciprocal of a scalar.</summary>
    public Value Inverse(Value matrix) => Append(new Value.Inverse(matrix));

    /// <summary>The determinant of a square matrix, or the logarithm of its absolute value.</summary>
    public Value Determinant(Value matrix, bool isLogarithm) => Append(new Value.Determinant(matrix, isLogarithm));

    /// <summary>The exponential of a square matrix, or its derivative along a direction.</summary>
    public Value MatrixExponential(Value matrix, Value? direction) => Append(new Value.MatrixExponential(direction is null ? [matrix] : [matrix, direction]));

    /// <summary>The identity matrix.</summary>
    public Value Identity(Axis size) => Append(new Value.Identity(size));

    /// <summary>The square matrix of ones on and below the diagonal.</summary>
    public Value LowerTriangle(Axis size) => Append(new Value.LowerTriangle(size));

    /// <summary>The value of each slice throughout the slice; a scalar stays one, since elementwise instructions fill it in.</summary>
    public Value Spread(Slices slices, Value values, Shape shape) =>
        values.Shape.IsScalar || values.Shape.IsAsLargeAs(shape) ? values : Append(new Value.Spread(shape, slices, values));

    /// <summary>The sum of products over all indices that the result does not have.</summary>
    /// <param name="shape">The shape of the result.</param>
    /// <param name="result">The indices of the result, one for each factor of its rows and columns.</param>
    /// <param name="slots">The indices of each operand, likewise.</param>
    /// <param name="operands">The factors.</param>
    public Value Contract(
        Shape shape, ImmutableArray<Index> result, ImmutableArray<ImmutableArray<Index>> slots, ImmutableArray<Value> operands) =>
        Append(new Value.Contraction(shape, slots, result, operands));

    // The maximum of each slice, or 0 where it is infinite; exp(x_e − m); and their sum. No argument of exp is positive, and the
    // largest exponential is 1: Blanchard, Higham, Higham 2021, IMA Journal of Numerical Analysis 41(4), algorithm 3.1.
    private (Value Shift, Value Exponentials, Value Sum) ShiftedExponentials(Slices slices, Value operand)
    {
        Value maximum = Append(new Value.Reduction(ReductionKind.Max, slices, operand));
        Value shift = Map(maximum.Shape, ScalarCode.Of(NumericFunction.FiniteOrZero, ScalarCode.X), maximum);
        ScalarCode shifted = ScalarCode.Of(NumericFunction.Exp, ScalarCode.X - ScalarCode.Y);
        Value exponentials = Map(operand.Shape, shifted, operand, Spread(slices, shift, operand.Shape));
        return (shift, exponentials, Sum(slices, exponentials));
    }

    // 1/x of a divisor that several entries share: a scalar, or one number for each row or column.
    private Value? Reciprocal(Shape shape, Value divisor)
    {
        Value shared = divisor is Value.Spread spread ? spread.Operands[0] : divisor;
        if (shared.Shape.IsAsLargeAs(shape) || shared is Value.Elementwise { Operands: [] } || (divisor is not Value.Spread && !divisor.Shape.IsScalar))
        {
            return null;
        }

        Value reciprocal = Map(shared.Shape, new ScalarCode.Power(ScalarCode.X, -1), shared);
        return divisor is Value.Spread x ? Spread(x.Slices, reciprocal, shape) : reciprocal;
    }

    // The slices throughout which a map has one value each, since its operands do: it is computed once for each slice.
    private static Slices? SharedSlices(Shape shape, ImmutableArray<Value> operands)
    {
        Value.Spread[] spread = [.. operands.OfType<Value.Spread>().Where(operand => operand.Shape.IsAsLargeAs(shape))];
        return spread is [{ Slices: var slices }, ..] && Array.TrueForAll(spread, other => other.Slices == slices)
            && operands.All(operand => operand is Value.Spread or Value.Elementwise { Operands: [] } || operand.Shape.IsScalar) ? slices : null;
    }

    // What a root was taken of, where that is a sum of squares: for no other number, and neither for NaN, the square of the root is something else.
    private static Value? SquareOf(Value root) =>
        root is Value.Elementwise { Code: ScalarCode.Power { Body: ScalarCode.Operand, Exponent: var exponent }, Operands: [var square] }
        && exponent == new Rational(1, 2) && square.Shape.IsAsLargeAs(root.Shape) && IsSumOfSquares(square) ? square : null;

    private static bool IsSumOfSquares(Value value) => value switch
    {
        Value.Reduction { Kind: ReductionKind.Sum, Operands: [Value.Elementwise { Code: ScalarCode.Power x }] } => (x.Exponent / 2).IsInteger,
        Value.Reduction { Kind: ReductionKind.Sum, Operands: [Value.Elementwise { Code: ScalarCode.Binary { Operation: Arithmetic.Multiply } x }] } => x.Left == x.Right,
        Value.Product x => x.Shape.IsScalar && x.Left.Value == x.Right.Value,
        _ => false,
    };

    private static bool IsOnes(Value value) => value is Value.Elementwise { Operands: [], Code: ScalarCode.Number { Value.IsOne: true } };

    // Whether the product of both is an instruction already, no wider than its left factor: then taking it first costs nothing, whatever the sizes.
    private bool IsKnownSquare(Factor left, Value right) =>
        right.Shape.Rows == right.Shape.Columns && interned.ContainsKey(Key(new Value.Product(left, Factor.Of(right))));

    private Value Append(Value instruction)
    {
        string key = Key(instruction);
        if (interned.TryGetValue(key, out Value? known))
        {
            return known;
        }

        interned.Add(key, instruction);
        names.Add(instruction, $"%{names.Count}");
        instructions.Add(instruction);
        return instruction;
    }

    private string Key(Value instruction) => $"{instruction.Shape} {instruction.Print(operand => names[operand])}";

    private static void RefuseDerivatives(ImmutableArray<Expr> nodes)
    {
        if (nodes.OfType<Derivative>().FirstOrDefault() is { } derivative)
        {
            throw new CompilationException(
                $"a derivative in {derivative.BoundVariable.Name} cannot be compiled: compile ClosedForm.Of(expression), its closed form, or a gradient by Compile.Gradient");
        }
    }

    private Value LowerNode(Expr node) => node switch
    {
        Constant constant => Map(Shape.Scalar, new ScalarCode.Number(constant.Value)),
        Apply apply => apply.Operator.Lower(this, apply, [.. apply.Arguments.Select(argument => lowered[argument])]),
        Variable variable => throw new CompilationException(NotAnInput(variable)),
        _ => throw new CompilationException($"{node.Kind} has no lowering"),
    };

    private string NotAnInput(Variable variable) =>
        inputs.FirstOrDefault(input => input.Name == variable.Name) is { } namesake
            ? $"{Text.Declare(variable)} in the expression is not the input {Text.Declare(namesake)}"
            : $"the expression depends on {Text.Declare(variable)}, which is not among the inputs";
}
