using System.Collections.Immutable;
using DerivationKit.Refuting;
using FsCheck;

namespace DerivationKit.Testing;

/// <summary>Random exact instances: a size for each dimension, and for each variable an array of rationals with its shape and its declared
/// properties (labels, stochastic rows, symmetric, orthogonal, positive, masks). Smaller instances keep the properties.</summary>
/// <remarks>Drawing throws <see cref="InvalidOperationException"/> if a variable cannot have its properties, as a positive one-hot matrix.
/// </remarks>
public static class InstanceGenerators
{
    /// <summary>Instances of variables, with pairwise different sizes from 2 to 5.</summary>
    public static Arbitrary<Instance> Of(params IEnumerable<Variable> variables) => Of(SizeRange.Default, variables);

    /// <summary>Instances of variables with sizes from a range; smaller instances stay in it.</summary>
    public static Arbitrary<Instance> Of(SizeRange range, params IEnumerable<Variable> variables)
    {
        ImmutableArray<Variable> distinct = [.. variables.Distinct()];
        return Of(Candidates.Draw(distinct, [], Candidates.Dimensions(distinct), range), range.Allows);
    }

    /// <summary>Instances of a claim, with pairwise different sizes from 2 to 5; smaller ones go down to size 1.</summary>
    public static Arbitrary<Instance> Of(Claim claim) => Of(claim, SizeRange.Default);

    /// <summary>Instances of a claim with sizes from a range. A claim is for all sizes, so smaller instances go down to size 1.</summary>
    public static Arbitrary<Instance> Of(Claim claim, SizeRange range) =>
        Of(Candidates.Draw(claim.Variables, Premises.Zeros(claim), SizeSelection.NamedDimensions(claim), range), allowed: _ => true);

    private static Arbitrary<Instance> Of(Gen<Candidate> candidates, Func<ImmutableSortedDictionary<string, int>, bool> allowed) =>
        Views.Of(candidates, candidate => Candidates.Shrink(candidate, allowed), candidate => candidate.Instance);
}
