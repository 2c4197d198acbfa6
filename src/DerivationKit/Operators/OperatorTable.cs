using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Operators;

/// <summary>What kind of static parameters a family takes.</summary>
public enum ParameterKind
{
    /// <summary>None.</summary>
    None,

    /// <summary>An exact number.</summary>
    Number,

    /// <summary>Dimensions.</summary>
    Size,

    /// <summary>A text in quotes.</summary>
    Text,
}

/// <summary>One line of the operator table: how an operator is made from its name and static parameters.</summary>
/// <param name="Name">The ASCII name.</param>
/// <param name="Arity">How many expressions it takes; -1 for any number.</param>
/// <param name="ParameterKind">What its static parameters are.</param>
/// <param name="ParameterCounts">How many static parameters it may take, in ascending order.</param>
/// <param name="Create">Makes the operator; throws <see cref="ArgumentException"/> with a readable reason if the parameters do not fit.</param>
public sealed record OperatorFamily(
    string Name, int Arity, ParameterKind ParameterKind, ImmutableArray<int> ParameterCounts, Func<ImmutableArray<Parameter>, Operator> Create);

/// <summary>The list of operators: the only one that a new operator must be added to.</summary>
public static class OperatorTable
{
    private static readonly Dictionary<string, OperatorFamily> ByName = [];
    private static readonly Dictionary<string, OperatorFamily> Overloads = [];

    static OperatorTable()
    {
        foreach (OperatorFamily family in All)
        {
            ByName.Add(family.Name, family);
            if (family.ParameterKind == ParameterKind.None && family.Create([]).Notation is { Fixity: Fixity.Function } notation)
            {
                Overloads.Add(Overload(notation.Symbol, family.Arity), family);
            }
        }
    }

    /// <summary>Every operator, grouped as the folders are.</summary>
    public static ImmutableArray<OperatorFamily> All { get; } =
    [
        // Arithmetic
        Plain(new Addition()),
        Plain(new Subtraction()),
        Plain(new Negation()),
        Plain(new HadamardProduct()),
        Plain(new Division()),
        Plain(new HadamardDivision()),
        new("pow", 1, ParameterKind.Number, [1], parameters => new ScalarPower(Number("pow", parameters))),
        new("hadamard_pow", 1, ParameterKind.Number, [1], parameters => new HadamardPower(Number("hadamard_pow", parameters))),
        Plain(new ScalarVariablePower()),
        new("size_pow", 1, ParameterKind.Size, [1], parameters => new SizePower(Sizes("size_pow", parameters, 1)[0])),
        Plain(new HadamardVariablePower()),

        // Matrix
        Plain(new Product()),
        Plain(new Transposition()),
        Plain(new Trace()),
        Plain(new Diagonal()),
        Plain(new OuterProduct()),
        Plain(new Kronecker()),
        Plain(new Vectorization()),
        Plain(new Inverse()),
        Plain(new Determinant()),
        Plain(new LogDeterminant()),
        Plain(new MatrixExponential()),
        Plain(new ExponentialDerivative()),
        new("matrix_pow", 1, ParameterKind.Number, [1], parameters => new MatrixPower(Number("matrix_pow", parameters))),
        new("contract", -1, ParameterKind.Text, [1], parameters => new Contraction(Text("contract", parameters))),

        // Elementwise
        Plain(new Exponential()),
        Plain(new Logarithm()),
        Plain(new AbsoluteValue()),
        Plain(new Signum()),
        Plain(new HeavisideStep()),
        Plain(new RectifiedLinear()),
        Plain(new LogisticSigmoid()),
        Plain(new Softplus()),
        Plain(new HyperbolicTangent()),
        Plain(new HyperbolicSine()),
        Plain(new HyperbolicCosine()),
        Plain(new Sine()),
        Plain(new Cosine()),
        Plain(new Tangent()),
        Plain(new ArcSine()),
        Plain(new ArcCosine()),
        Plain(new ArcTangent()),
        Plain(new ErrorFunction()),
        Plain(new GaussianErrorLinear()),
        Plain(new Maximum()),
        Plain(new Minimum()),

        // Reduction
        Plain(new Summation()),
        Plain(new Mean()),
        Plain(new RowSum()),
        Plain(new ColSum()),
        Plain(new Norm1()),
        Plain(new Norm2()),
        Plain(new InnerProduct()),

        // Softmax
        Plain(new Softmax()),
        Plain(new SoftmaxMasked()),
        Plain(new SoftmaxRows()),
        Plain(new SoftmaxRowsMasked()),
        Plain(new SoftmaxCols()),
        Plain(new SoftmaxColsMasked()),
        Plain(new LogSoftmax()),
        Plain(new LogSoftmaxMasked()),
        Plain(new LogSoftmaxRows()),
        Plain(new LogSoftmaxRowsMasked()),
        Plain(new LogSoftmaxCols()),
        Plain(new LogSoftmaxColsMasked()),
        Plain(new LogSumExp()),
        Plain(new LogSumExpMasked()),
        Plain(new LogSumExpRows()),
        Plain(new LogSumExpRowsMasked()),
        Plain(new LogSumExpCols()),
        Plain(new LogSumExpColsMasked()),

        // Normalization
        Plain(new LayerNormRows()),
        Plain(new LayerNormRowsShifted()),
        Plain(new RmsNormRows()),
        Plain(new RmsNormRowsShifted()),

        // Constants
        new("ones", 0, ParameterKind.Size, [1, 2], parameters => new Ones(Sizes("ones", parameters, 1, 2))),
        new("zeros", 0, ParameterKind.Size, [1, 2], parameters => new Zeros(Sizes("zeros", parameters, 1, 2))),
        new("eye", 0, ParameterKind.Size, [1], parameters => new Eye(Sizes("eye", parameters, 1)[0])),
        new("causal", 0, ParameterKind.Size, [1], parameters => new Causal(Sizes("causal", parameters, 1)[0])),
        new("comm", 0, ParameterKind.Size, [2], parameters => new Commutation(Sizes("comm", parameters, 2)[0], Sizes("comm", parameters, 2)[1])),
        new("size", 0, ParameterKind.Size, [1], parameters => new DimensionSize(Sizes("size", parameters, 1)[0])),
    ];

    /// <summary>The family of that name; false if there is none.</summary>
    public static bool TryFind(string name, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out OperatorFamily? family) =>
        ByName.TryGetValue(name, out family);

    /// <summary>The family that is written with the same name but takes that many arguments, as softmax_rows(N, M) with a mask beside
    /// softmax_rows(N); false if there is none.</summary>
    public static bool TryFindOverload(
        string symbol, int arity, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out OperatorFamily? family) =>
        Overloads.TryGetValue(Overload(symbol, arity), out family);

    private static string Overload(string symbol, int arity) => $"{symbol}/{arity}";

    private static OperatorFamily Plain(Operator @operator) =>
        new(@operator.Name, @operator.Arity, ParameterKind.None, [0], parameters =>
            parameters.IsEmpty ? @operator : throw new ArgumentException($"{@operator.Name} takes no parameters"));

    private static Rational Number(string name, ImmutableArray<Parameter> parameters) =>
        parameters is [Parameter.Number number] ? number.Value : throw new ArgumentException($"{name} takes one number");

    private static string Text(string name, ImmutableArray<Parameter> parameters) =>
        parameters is [Parameter.Text text] ? text.Value : throw new ArgumentException($"{name} takes one text in quotes");

    private static ImmutableArray<Axis> Sizes(string name, ImmutableArray<Parameter> parameters, params ImmutableArray<int> counts) =>
        counts.Contains(parameters.Length) && parameters.All(parameter => parameter is Parameter.Size)
            ? [.. parameters.Cast<Parameter.Size>().Select(size => size.Value)]
            : throw new ArgumentException($"{name} takes {string.Join(" or ", counts)} {(counts is [1] ? "dimension" : "dimensions")}");
}
