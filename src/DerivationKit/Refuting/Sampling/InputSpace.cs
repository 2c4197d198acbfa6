using System.Collections.Immutable;

namespace DerivationKit.Refuting;

/// <summary>One of the whole numbers that an input is made from. It counts from 0, the simplest, and belongs to a row or a column
/// (or to neither, -1), with which it disappears.</summary>
/// <param name="Row">The row that it belongs to.</param>
/// <param name="Column">The column that it belongs to.</param>
/// <param name="Few">How many values it has when simple inputs are wanted.</param>
/// <param name="Many">How many values it has in all.</param>
internal sealed record Choice(int Row, int Column, int Few, int Many)
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

    /// <summary>The space of the arrays made from these.</summary>
    public InputSpace Select(Func<ExactArray, ExactArray> change) => new(Choices, values => change(decode(values)));

    /// <summary>The space of the transposed arrays.</summary>
    public InputSpace Transposed() =>
        new(
            [.. Choices.Select(c => c with { Row = c.Column, Column = c.Row })],
            values => decode(values).Transposed());

    /// <summary>The arrays of the space that pass a test; choices of others stand for a simple one that passes. No space at all if no such
    /// array is found.</summary>
    public InputSpace? Where(Func<ExactArray, bool> holds)
    {
        ExactArray? simple = Simple().Select(decode).FirstOrDefault(holds);
        return simple is null ? null : Select(array => holds(array) ? array : simple);
    }

    // All 0, all 1, and some at random.
    private IEnumerable<ImmutableArray<int>> Simple()
    {
        const int Draws = 60;
        yield return [.. Choices.Select(_ => 0)];
        yield return [.. Choices.Select(c => Math.Min(1, c.Many - 1))];
        SplitMix64 random = new(1);
        for (int draw = 0; draw < Draws; draw++)
        {
            yield return [.. Choices.Select(c => random.Below(draw % 2 == 0 ? c.Few : c.Many))];
        }
    }
}
