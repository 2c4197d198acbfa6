using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Compilation;

/// <summary>Lowers expressions, each shared subexpression once, and makes the instructions that operators lower to.</summary>
internal sealed class ProgramBuilder(ImmutableArray<Variable> inputs)
{
    private readonly Dictionary<Expr, Value> lowered =
        inputs.Select((variable, position) => new Value.Input(variable, position)).ToDictionary(Expr (input) => input.Variable, Value (input) => input);

    /// <summary>The value of an expression.</summary>
    /// <exception cref="CompilationException">A free variable is not among the inputs, a derivative is left, or an operator has no lowering.</exception>
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

        return lowered[expression];
    }

    /// <summary>The same arithmetic at every entry of the shape; operands have that shape or are scalars.</summary>
    public Value Map(Shape shape, ScalarCode code, params ImmutableArray<Value> operands) => new Value.Elementwise(shape, code, operands);

    /// <summary>The matrix product; transposes of its factors become part of it.</summary>
    public Value Product(Value left, Value right) => new Value.Product(Factor.Of(left), Factor.Of(right));

    /// <summary>A'.</summary>
    public Value Transpose(Value operand) => operand switch
    {
        Value.Transpose transpose => transpose.Operands[0],
        { Shape.IsScalar: true } => operand,
        _ => new Value.Transpose(operand),
    };

    /// <summary>The sum of each lane.</summary>
    public Value Sum(Lanes lanes, Value operand) => new Value.Reduction(ReductionKind.Sum, lanes, operand);

    /// <summary>log sum exp of each lane.</summary>
    public Value LogSumExp(Lanes lanes, Value operand) => new Value.Reduction(ReductionKind.LogSumExp, lanes, operand);

    /// <summary>The softmax of each lane.</summary>
    public Value Softmax(Lanes lanes, Value operand) => new Value.Normalization(NormalizationKind.Softmax, lanes, operand);

    /// <summary>The logarithm of the softmax of each lane.</summary>
    public Value LogSoftmax(Lanes lanes, Value operand) => new Value.Normalization(NormalizationKind.LogSoftmax, lanes, operand);

    /// <summary>The matrix with a vector on its diagonal.</summary>
    public Value DiagonalMatrix(Value vector) => new Value.DiagonalMatrix(vector);

    /// <summary>The diagonal of a square matrix.</summary>
    public Value Diagonal(Value matrix) => new Value.Diagonal(matrix);

    /// <summary>The identity matrix.</summary>
    public Value Identity(Dimension size) => new Value.Identity(size);

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
