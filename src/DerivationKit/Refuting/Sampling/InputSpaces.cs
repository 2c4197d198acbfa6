using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using DerivationKit.Kernel;

namespace DerivationKit.Refuting;

/// <summary>Finds the space of values for a variable from its shape and properties. Whatever the space, each array of it is checked to have
/// the properties.</summary>
internal static class InputSpaces
{
    private const int MaximumEntries = 1 << 12;
    private const int MaximumEliminated = 12;

    /// <summary>The space of a variable at the given sizes; false, with a reason, if no array there is found to have all the properties,
    /// or it would be too large. Entries are also chosen from more numbers than the usual ones.</summary>
    public static bool TryFind(
        Variable variable, int rows, int columns, ImmutableArray<Rational> more, [NotNullWhen(true)] out InputSpace? space, [NotNullWhen(false)] out string? reason)
    {
        ImmutableHashSet<Property> properties = Implications.Closure(variable.Properties, variable.Shape.IsSquare);
        bool tooLarge = (long)rows * columns > MaximumEntries || (rows > MaximumEliminated && properties.Any(NeedsElimination));
        space = tooLarge ? null : Find(properties, rows, columns, more);
        if (!variable.Properties.IsEmpty)
        {
            space = space?.Where(array => variable.Properties.All(p => PropertyCheck.Holds(p, array)));
        }

        reason = space is not null ? null
            : tooLarge ? $"a {rows}×{columns} array {variable.Name} is too large to be drawn"
            : $"no {rows}×{columns} array {variable.Name} is {string.Join(" and ", variable.Properties.Select(PropertyRules.Name))}";
        return space is not null;
    }

    private static bool NeedsElimination(Property property) =>
        property is Property.Orthogonal or Property.OrthonormalColumns or Property.Invertible or Property.PositiveSemidefinite;

    private static InputSpace? Find(ImmutableHashSet<Property> properties, int rows, int columns, ImmutableArray<Rational> more) =>
        properties.Contains(Property.Simplex) || properties.Contains(Property.Unit) ? Vectors(properties, rows, columns)
        : properties.Contains(Property.Orthogonal) ? Orthogonal(properties, rows)
        : properties.Contains(Property.OrthonormalColumns) ? HouseholderSpaces.Columns(rows, columns)
        : properties.Contains(Property.RowStochastic) ? Stochastic(properties, rows, columns)
        : Entries(properties, rows, columns, more);

    private static InputSpace? Vectors(ImmutableHashSet<Property> properties, int rows, int columns)
    {
        if (columns > 1)
        {
            return Vectors(properties, columns, 1)?.Transposed();
        }

        bool unit = !properties.Contains(Property.Simplex);
        InputSpace? space =
            properties.Contains(Property.OneHot) ? StochasticSpaces.OneHotVector(rows)
            : unit ? HouseholderSpaces.Columns(rows, 1)
            : StochasticSpaces.Rows(1, rows, properties.Contains(Property.Positive)).Transposed();
        return unit && properties.Contains(Property.NonNegative)
            ? space?.Select(x => new(rows, columns, [.. x.Entries.Select(Rational.Abs)]))
            : space;
    }

    private static InputSpace? Orthogonal(ImmutableHashSet<Property> properties, int size)
    {
        bool symmetric = properties.Contains(Property.Symmetric);
        return properties.Contains(Property.Permutation) ? (symmetric ? Permutations.Involutions(size) : Permutations.All(size))
            : properties.Contains(Property.Diagonal) ? MatrixSpaces.Diagonal([1, -1], size)
            : properties.Contains(Property.Skew) ? OrthogonalSpaces.Skewed(size)
            : symmetric ? HouseholderSpaces.Symmetric(size)
            : OrthogonalSpaces.All(size);
    }

    private static InputSpace Stochastic(ImmutableHashSet<Property> properties, int rows, int columns)
    {
        bool symmetric = properties.Contains(Property.Symmetric), positive = properties.Contains(Property.Positive);
        return (properties.Contains(Property.Mask), symmetric) switch
        {
            (true, true) => Permutations.Involutions(rows),
            (true, false) => StochasticSpaces.OneHot(rows, columns),
            (false, true) => StochasticSpaces.Symmetric(rows, positive),
            (false, false) => StochasticSpaces.Rows(rows, columns, positive),
        };
    }

    private static InputSpace? Entries(ImmutableHashSet<Property> properties, int rows, int columns, ImmutableArray<Rational> more)
    {
        bool semidefinite = properties.Contains(Property.PositiveSemidefinite);
        ImmutableArray<Rational> values = EntryValues.Of(properties, rows * columns == 1, more);
        ImmutableArray<Rational> diagonal = EntryValues.Of(DiagonalProperties(properties), rows * columns == 1, more);
        bool free = !properties.Overlaps([Property.Mask, Property.Signs, Property.Between01]);
        return values.IsEmpty ? null
            : properties.Contains(Property.Zero) ? MatrixSpaces.Full(values, rows, columns)
            : properties.Contains(Property.Skew) ? MatrixSpaces.Skew(values, rows)
            : properties.Contains(Property.Diagonal) ? (diagonal.IsEmpty ? null : MatrixSpaces.Diagonal(diagonal, rows))
            : semidefinite && free ? MatrixSpaces.Gram(diagonal, values, rows)
            : properties.Contains(Property.Symmetric) ? MatrixSpaces.Symmetric(values, rows)
            : MatrixSpaces.Full(values, rows, columns);
    }

    // What the entries of a diagonal matrix, or of D in LDL', must be for the matrix to have its properties.
    private static ImmutableHashSet<Property> DiagonalProperties(ImmutableHashSet<Property> properties)
    {
        ImmutableHashSet<Property> entries = properties.Contains(Property.PositiveSemidefinite) ? properties.Add(Property.NonNegative) : properties;
        return Implications.Closure(properties.Contains(Property.Invertible) ? entries.Add(Property.NonZero) : entries, square: true);
    }
}
