using System.Collections.Immutable;

namespace DerivationKit.Refuting;

/// <summary>One of the whole numbers that an input is made from. It counts from 0, the simplest, and belongs to a row or a column
/// (or to neither, -1), with which it disappears.</summary>
/// <param name="Row">The row that it belongs to.</param>
/// <param name="Column">The column that it belongs to.</param>
/// <param name="Few">How many values it has when simple inputs are wanted.</param>
/// <param name="Many">How many values it has in all.</param>
internal readonly record struct Choice(int Row, int Column, int Few, int Many)
{
    /// <summary>A choice for a row with the same number of values at all times.</summary>
    public static Choice ForRow(int row, int values) => new(row, -1, values, values);

    /// <summary>A choice for the whole array with the same number of values at all times.</summary>
    public static Choice ForAll(int values) => new(-1, -1, values, values);
}

/// <summary>All values of one variable at given sizes that the search considers: every list of choices makes an array with the declared
/// properties. Drawing, shrinking and enumerating work on the choices alone and so cannot lose a property.</summary>
/// <param name="choices">Which choices there are.</param>
/// <param name="decode">Makes the array from one number for each choice.</param>
internal sealed class InputSpace(ImmutableArray<Choice> choices, Func<ImmutableArray<int>, ExactArray> decode)
{
    /// <summary>Which choices there are.</summary>
    public ImmutableArray<Choice> Choices { get; } = choices;

    /// <summary>The array that the choices make.</summary>
    public ExactArray Decode(ImmutableArray<int> values) => decode(values);
}
