using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using DerivationKit.Kernel;

namespace DerivationKit.Refuting;

/// <summary>Finds the space of values for a variable from its shape and properties.</summary>
internal static class InputSpaces
{
    private const int MaximumEntries = 1 << 12;
    private const int MaximumOrthogonal = 12;

    private static readonly ImmutableArray<Rational> Reals =
    [
        0, 1, -1, 2, -2, new(1, 2), new(-1, 2), 3, -3, new(3, 2), new(-3, 2), new(5, 2), new(-5, 2), 4, -4, new(1, 3), new(-2, 3),
    ];

    // A single number is cheap to try, and may have to pass a bound such as log(x - 5); in arrays such numbers only make exp large.
    private static readonly ImmutableArray<Rational> SingleReals = [.. Reals, 7, -7, 12, -12];

    private static readonly ImmutableArray<Rational> Positives =
        [1, 2, new(1, 2), 3, new(3, 2), new(1, 3), new(5, 2), 4, new(1, 4)];

    private static readonly ImmutableArray<Rational> Bits = [0, 1];

    /// <summary>The space of a variable at the given sizes; false, with a reason, if no array there has all the properties,
    /// or it would be too large.</summary>
    public static bool TryFind(
        Variable variable, int rows, int columns, [NotNullWhen(true)] out InputSpace? space, [NotNullWhen(false)] out string? reason)
    {
        bool tooLarge = (long)rows * columns > MaximumEntries
            || (rows > MaximumOrthogonal && variable.Properties.Contains(Property.Orthogonal));
        space = tooLarge ? null : Find([.. variable.Properties], rows, columns);
        reason = space is not null ? null
            : tooLarge ? $"a {rows}×{columns} array {variable.Name} is too large to be drawn"
            : $"no {rows}×{columns} array {variable.Name} is {string.Join(" and ", variable.Properties.Select(PropertyRules.Name))}";
        return space is not null;
    }

    private static InputSpace? Find(ImmutableHashSet<Property> properties, int rows, int columns)
    {
        bool positive = properties.Contains(Property.Positive);
        bool symmetric = properties.Contains(Property.Symmetric);
        bool binary = properties.Contains(Property.Mask) || properties.Contains(Property.OneHotRows);
        bool stochastic = properties.Contains(Property.RowStochastic) || properties.Contains(Property.OneHotRows);
        bool orthogonal = properties.Contains(Property.Orthogonal);

        // A positive array can be orthogonal, or have rows of 0 and 1 that sum to 1, only where a row has a single entry.
        return (orthogonal, stochastic, binary) switch
        {
            (true, _, _) or (_, true, true) when positive => columns == 1 ? Entries([Rational.One], false, rows, columns, 1) : null,
            (true, true, _) or (true, _, true) => symmetric ? Permutations.Involutions(rows) : Permutations.All(rows),
            (true, _, _) => symmetric ? OrthogonalSpaces.Reflections(rows) : OrthogonalSpaces.All(rows),
            (_, true, true) => symmetric ? Permutations.Involutions(rows) : OneHot(rows, columns),
            (_, true, _) => symmetric ? StochasticSpaces.Symmetric(rows, positive) : StochasticSpaces.Rows(rows, columns, positive),
            (_, _, true) => Entries(positive ? [Rational.One] : Bits, symmetric, rows, columns, 2),
            _ => Entries(positive ? Positives : rows * columns == 1 ? SingleReals : Reals, symmetric, rows, columns, positive ? 3 : 4),
        };
    }

    private static InputSpace Entries(ImmutableArray<Rational> values, bool symmetric, int rows, int columns, int few) =>
        new(
            [
                .. from i in Enumerable.Range(0, rows)
                   from j in Enumerable.Range(0, columns)
                   where !symmetric || i <= j
                   select new Choice(i, j, Math.Min(few, values.Length), values.Length),
            ],
            choices => Arrays.Fill(rows, columns, (i, j) => values[choices[
                symmetric ? Arrays.Triangle(rows, Math.Min(i, j), Math.Max(i, j)) : (i * columns) + j]]));

    private static InputSpace OneHot(int rows, int columns) =>
        new(
            [.. Enumerable.Range(0, rows).Select(i => Choice.ForRow(i, columns))],
            choices => Arrays.Fill(rows, columns, (i, j) => choices[i] == j ? 1 : 0));
}
