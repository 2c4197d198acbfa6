using System.Collections.Immutable;
using DerivationKit.Kernel;
using DerivationKit.Operators;

namespace DerivationKit.Compilation;

/// <summary>Lowers expressions, each shared subexpression once, and makes the instructions that operators lower to.</summary>
internal sealed class ProgramBuilder
{
    private readonly ImmutableArray<Variable> inputs;
    private readonly Dictionary<Expr, Value> lowered = [];
    private readonly List<Value> instructions = [];

    public ProgramBuilder(ImmutableArray<Variable> inputs)
    {
        this.inputs = inputs;
        for (int i = 0; i < inputs.Length; i++)
        {
            lowered.Add(inputs[i], new Value.Input(inputs[i], i));
        }
    }

    /// <summary>The value of an expression: always an instruction, a copy if the expression is an input.</summary>
    /// <exception cref="CompilationException">A free variable is not among the inputs, a derivative is left, or an operator has no
    /// lowering.</exception>
    public Value Lower(Expr expression)
    {
        ImmutableArray<Expr> nodes = expression.PostOrder();
        if (nodes.OfType<Derivative>().FirstOrDefault() is { } derivative)
        {
            throw new CompilationException(
                $"a derivative in {derivative.BoundVariable.Name} cannot be compiled: derive its closed form first, and compile that");
        }

        foreach (Expr node in nodes.Where(node => !lowered.ContainsKey(node)))
        {
            lowered.Add(node, LowerNode(node));
        }

        Value result = lowered[expression];
        return result is Value.Input ? Map(result.Shape, ScalarCode.X, result) : result;
    }

    /// <summary>The instructions that a value needs, operands first.</summary>
    public ImmutableArray<Value> InstructionsFor(Value result)
    {
        HashSet<Value> needed = [result];
        foreach (Value value in Enumerable.Reverse(instructions).Where(needed.Contains))
        {
            needed.UnionWith(value.Operands);
        }

        return [.. instructions.Where(needed.Contains)];
    }

    /// <summary>The same arithmetic at every entry of the shape; operands have that shape or are scalars.</summary>
    public Value Map(Shape shape, ScalarCode code, params ImmutableArray<Value> operands) =>
        Append(new Value.Elementwise(shape, code, operands));

    /// <summary>The matrix product; transposes of its factors become part of it.</summary>
    public Value Product(Value left, Value right) => Append(new Value.Product(Factor.Of(left), Factor.Of(right)));

    /// <summary>A'.</summary>
    public Value Transpose(Value operand) => operand switch
    {
        Value.Transpose transpose => transpose.Operands[0],
        { Shape.IsScalar: true } => operand,
        _ => Append(new Value.Transpose(operand)),
    };

    /// <summary>The sum of each slice.</summary>
    public Value Sum(Slices slices, Value operand) => Append(new Value.Reduction(ReductionKind.Sum, slices, operand));

    /// <summary>log sum exp of each slice.</summary>
    public Value LogSumExp(Slices slices, Value operand) => Append(new Value.Reduction(ReductionKind.LogSumExp, slices, operand));

    /// <summary>The softmax of each slice.</summary>
    public Value Softmax(Slices slices, Value operand) => Append(new Value.Normalization(NormalizationKind.Softmax, slices, operand));

    /// <summary>The logarithm of the softmax of each slice.</summary>
    public Value LogSoftmax(Slices slices, Value operand) => Append(new Value.Normalization(NormalizationKind.LogSoftmax, slices, operand));

    /// <summary>The matrix with a vector on its diagonal.</summary>
    public Value DiagonalMatrix(Value vector) => Append(new Value.DiagonalMatrix(vector));

    /// <summary>The diagonal of a square matrix.</summary>
    public Value Diagonal(Value matrix) => Append(new Value.Diagonal(matrix));

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
    public Value Spread(Slices slices, Value values, Shape shape)
    {
        (ImmutableArray<Index> row, ImmutableArray<Index> column) = (new MultiIndex("i", shape.Rows).Indices, new MultiIndex("j", shape.Columns).Indices);
        return values.Shape.IsScalar ? values : Contract(shape, [.. row, .. column], [slices == Slices.Rows ? row : column], [values]);
    }

    /// <summary>The sum of products over all indices that the result does not have.</summary>
    /// <param name="shape">The shape of the result.</param>
    /// <param name="result">The indices of the result, one for each factor of its rows and columns.</param>
    /// <param name="slots">The indices of each operand, likewise.</param>
    /// <param name="operands">The factors.</param>
    public Value Contract(
        Shape shape, ImmutableArray<Index> result, ImmutableArray<ImmutableArray<Index>> slots, ImmutableArray<Value> operands) =>
        Append(new Value.Contraction(shape, slots, result, operands));

    private Value Append(Value instruction)
    {
        instructions.Add(instruction);
        return instruction;
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
            ? $"{Describe(variable)} in the expression is not the input {Describe(namesake)}"
            : $"the expression depends on {Describe(variable)}, which is not among the inputs";

    private static string Describe(Variable variable) =>
        $"{variable.Name}: {string.Join(" ", [variable.Shape.ToString(), .. variable.Properties.Select(PropertyRules.Name)])}";
}
