using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Refuting;

/// <summary>The numbers that entries are chosen from, the simplest first.</summary>
internal static class EntryValues
{
    private static readonly ImmutableArray<Rational> Reals =
    [
        0, 1, -1, 2, -2, new(1, 2), new(-1, 2), 3, -3, new(3, 2), new(-3, 2), new(5, 2), new(-5, 2), 4, -4, new(1, 3), new(-2, 3),
    ];

    // A single number is cheap to try, and may have to pass a bound such as log(x - 5); in arrays such numbers only make exp large.
    private static readonly ImmutableArray<Rational> SingleReals = [.. Reals, 7, -7, 12, -12];

    private static readonly ImmutableArray<Rational> Positives =
        [1, 2, new(1, 2), 3, new(3, 2), new(1, 3), new(5, 2), 4, new(1, 4)];

    private static readonly ImmutableArray<Rational> Fractions =
        [new(1, 2), new(1, 3), new(2, 3), new(1, 4), new(3, 4), new(1, 5), new(4, 5), new(2, 5)];

    /// <summary>The numbers that an entry with the properties may take; none if they exclude each other.</summary>
    /// <param name="properties">Properties with all that they imply.</param>
    /// <param name="single">Whether there is one entry only.</param>
    /// <param name="more">Further numbers, for an entry that is not restricted to a few.</param>
    public static ImmutableArray<Rational> Of(ImmutableHashSet<Property> properties, bool single, ImmutableArray<Rational> more)
    {
        ImmutableArray<Rational> values =
            properties.Contains(Property.Zero) ? [0]
            : properties.Contains(Property.Mask) ? [0, 1]
            : properties.Contains(Property.Signs) ? [1, -1]
            : properties.Contains(Property.Between01) ? Fractions
            : properties.Contains(Property.Positive) ? Positives
            : properties.Contains(Property.NonNegative) ? [0, .. Positives]
            : single ? SingleReals
            : Reals;
        bool free = !properties.Contains(Property.Mask) && !properties.Contains(Property.Signs);
        ImmutableArray<Rational> all = free && !more.IsEmpty ? [.. values.Union(more)] : values;
        return properties.IsEmpty ? all : [.. all.Where(x => properties.All(p => PropertyCheck.HoldsOfEntry(p, x)))];
    }
}
