using System.Collections.Immutable;

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
/// <param name="ParameterCounts">How many static parameters it may take.</param>
/// <param name="Create">Makes the operator; throws <see cref="ArgumentException"/> with a readable reason if the parameters do not fit.</param>
public sealed record OperatorFamily(
    string Name, int Arity, ParameterKind ParameterKind, ImmutableArray<int> ParameterCounts, Func<ImmutableArray<Parameter>, Operator> Create);

/// <summary>The list of operators: the only one that a new operator must be added to.</summary>
public static class OperatorTable
{
    private static readonly Dictionary<string, OperatorFamily> ByName = [];

    static OperatorTable()
    {
        foreach (OperatorFamily family in All)
        {
            ByName.Add(family.Name, family);
        }
    }

    /// <summary>Every operator, grouped as the folders are.</summary>
    public static ImmutableArray<OperatorFamily> All { get; } =
    [
        Plain(new Addition(), 2),
        Plain(new Product(), 2),
        Plain(new SoftmaxRows(), 1),
    ];

    /// <summary>The family of that name; false if there is none.</summary>
    public static bool TryFind(string name, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out OperatorFamily? family) =>
        ByName.TryGetValue(name, out family);

    private static OperatorFamily Plain(Operator @operator, int arity) =>
        new(@operator.Name, arity, ParameterKind.None, [0], _ => @operator);
}
