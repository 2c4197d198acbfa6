using DerivationKit.Language;
using DerivationKit.Refuting;
using FsCheck;
using FsCheck.Fluent;

namespace DerivationKit.Testing;

/// <summary>Claims as properties: over random instances with the declared properties, both sides agree.</summary>
/// <example>
/// <code>
/// [DerivationProperty]
/// public FsCheck.Property Softmax_rows_sum_to_one() =>
///     ClaimProperty.Holds(Scope.Parse("X: matrix(n,k)").ParseClaim("rowsum(softmax_rows(X)) == ones(n)"));
/// </code>
/// </example>
public static class ClaimProperty
{
    /// <summary>Both sides agree at instances with pairwise different sizes from 2 to 5.</summary>
    public static FsCheck.Property Holds(Claim claim) => Holds(claim, SizeRange.Default);

    /// <summary>Both sides agree at instances with sizes from a range: exactly where rationals suffice, otherwise to 100 bits by rigorous
    /// enclosures. A failure is a counterexample, never rounding; cases at which a side is undefined, or that cost more than a whole
    /// search may, are discarded.</summary>
    public static FsCheck.Property Holds(Claim claim, SizeRange range)
    {
        // A comparer keeps what it learnt about the claim, and belongs to one thread.
        ThreadLocal<Comparer> comparers = new(() => new(claim, RefuterOptions.Default));
        return Prop.ForAll(InstanceGenerators.Of(claim, range), instance => Judge(claim, comparers.Value!, instance));
    }

    private static FsCheck.Property Judge(Claim claim, Comparer comparer, Instance instance) =>
        comparer.Compare(instance, new WorkMeter(RefuterOptions.Default.SearchingWork)) switch
        {
            Comparison.Close close => true.Classify(close.Log2Bound == long.MinValue, "exactly equal"),
            Comparison.Different different when comparer.Confirm(instance, different) => false.Label($"{Text.Print(claim)}: {Describe(different)}"),
            Comparison.Different => throw new InvalidOperationException($"a difference at {instance} is not confirmed at a higher precision"),
            _ => false.Implies(true),
        };

    private static string Describe(Comparison.Different d) =>
        $"left = {d.Left}, right = {d.Right}, different in row {1 + (d.Entry / d.Left.Columns)}, column {1 + (d.Entry % d.Left.Columns)}";
}
