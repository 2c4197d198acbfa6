using System.Collections.Immutable;
using DerivationKit.Kernel;
using static DerivationKit.Property;

namespace DerivationKit.Refuting;

/// <summary>Which properties follow from others. It finds a fitting space of arrays; whether an array has its properties is decided by
/// <see cref="PropertyCheck"/> alone.</summary>
internal static class Implications
{
    private static readonly ImmutableArray<(ImmutableArray<Property> If, ImmutableArray<Property> Then)> Rules =
    [
        ([Between01], [Positive]),
        ([Positive], [NonNegative, NonZero]),
        ([NonNegative, NonZero], [Positive]),
        ([Mask], [NonNegative]),
        ([Signs], [NonZero]),
        ([Signs, NonNegative], [Mask]),
        ([Diagonal], [Symmetric]),
        ([PositiveDefinite], [PositiveSemidefinite, Invertible]),
        ([PositiveSemidefinite], [Symmetric]),
        ([PositiveSemidefinite, Invertible], [PositiveDefinite]),
        ([Orthogonal], [Invertible]),
        ([Orthogonal, NonNegative], [Permutation]),
        ([Permutation], [Orthogonal, OneHotRows]),
        ([OneHotRows], [RowStochastic, Mask]),
        ([OneHotRows, Invertible], [Permutation]),
        ([RowStochastic], [NonNegative]),
        ([RowStochastic, Mask], [OneHotRows]),
        ([OneHot], [Simplex, Unit, Mask]),
        ([Simplex], [NonNegative]),
        ([Simplex, Mask], [OneHot]),
        ([Simplex, Unit], [OneHot]),
        ([Unit, Mask], [OneHot]),
    ];

    /// <summary>The properties and all that the rules add to them.</summary>
    public static ImmutableHashSet<Property> Closure(IEnumerable<Property> properties, bool square)
    {
        ImmutableHashSet<Property> all = [.. properties];
        if (square && all.Contains(OrthonormalColumns))
        {
            all = all.Add(Orthogonal);
        }

        if (all.IsEmpty)
        {
            return all;
        }

        int before;
        do
        {
            before = all.Count;
            all = Rules.Where(rule => rule.If.All(all.Contains)).Aggregate(all, (known, rule) => known.Union(rule.Then));
        }
        while (all.Count > before);
        return all;
    }
}
