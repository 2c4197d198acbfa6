using System.Collections.Immutable;
using DerivationKit.Kernel;
using DerivationKit.Refuting;
using FsCheck;
using FsCheck.Fluent;

namespace DerivationKit.Testing;

/// <summary>Draws and shrinks instances as the search for counterexamples does: by choices that cannot lose a declared property.</summary>
internal static class Candidates
{
    // FsCheck's size counts up to 30 by default: the first third of the cases has simple entries.
    private const int SimpleUpTo = 10;

    public static Gen<Candidate> Draw(ImmutableArray<Variable> variables, ImmutableArray<Expr> zeros, ImmutableArray<string> dimensions, SizeRange range) =>
        from sizes in range.Draw(dimensions)
        from seed in Gen.Choose(0, int.MaxValue)
        from simple in Gen.Sized(size => Gen.Constant(size <= SimpleUpTo))
        select Space(variables, zeros, sizes).Draw(new SplitMix64((ulong)seed), simple);

    /// <summary>The same without one index of a dimension, if the sizes are allowed; then the same with one choice simpler.</summary>
    public static IEnumerable<Candidate> Shrink(Candidate candidate, Func<ImmutableSortedDictionary<string, int>, bool> allowed) =>
        Smaller(candidate, allowed).Concat(Simpler(candidate));

    public static ImmutableArray<string> Dimensions(ImmutableArray<Variable> variables) =>
        [.. variables.SelectMany(v => v.Shape.Dimensions).Where(dimension => dimension.Size is null).Select(dimension => dimension.Text).Distinct()];

    private static IEnumerable<Candidate> Smaller(Candidate candidate, Func<ImmutableSortedDictionary<string, int>, bool> allowed) =>
        (from dimension in candidate.Space.Sizes
         where dimension.Value > 1 && allowed(candidate.Space.Sizes.SetItem(dimension.Key, dimension.Value - 1))
         from index in Enumerable.Range(0, dimension.Value).Reverse()
         select candidate.Without(dimension.Key, index)).OfType<Candidate>();

    private static IEnumerable<Candidate> Simpler(Candidate candidate) =>
        from position in Enumerable.Range(0, candidate.Choices.Length)
        from choice in Enumerable.Range(0, candidate.Choices[position])
        select candidate.With(position, choice);

    private static CandidateSpace Space(ImmutableArray<Variable> variables, ImmutableArray<Expr> zeros, ImmutableSortedDictionary<string, int> sizes) =>
        CandidateSpace.TryCreate(variables, zeros, sizes, [], out CandidateSpace? space, out string? reason)
            ? space
            : throw new InvalidOperationException($"cannot draw: {reason}");
}
