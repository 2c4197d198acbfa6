using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Refuting;

/// <summary>Numbers around the constants of a claim: where it has kinks, such as max(a, 50) or relu(x - 100), its sides may agree at all
/// small numbers and differ beyond.</summary>
internal static class Thresholds
{
    private const int MostConstants = 4;

    // The usual numbers lie on both sides of smaller ones.
    private const int LeastConstant = 3;

    /// <summary>c, c - 1, c + 1, 2c and c/2 with both signs for the first few constants c.</summary>
    public static ImmutableArray<Rational> Of(Claim claim) =>
    [
        .. claim.Left.PostOrder().Concat(claim.Right.PostOrder()).OfType<Constant>()
            .Select(c => Rational.Abs(c.Value)).Where(c => c > LeastConstant).Distinct().Take(MostConstants)
            .SelectMany(c => new[] { c, c - 1, c + 1, 2 * c, c / 2 }).SelectMany(c => new[] { c, -c }).Distinct(),
    ];
}
