using System.Collections.Immutable;
using DerivationKit.Refuting;

namespace DerivationKit.SelfTest;

/// <summary>What searches for counterexamples to true claims came to.</summary>
/// <param name="Claims">How many claims.</param>
/// <param name="Seeds">With how many seeds each was searched.</param>
/// <param name="Agreed">How many searches found instances, and no difference.</param>
/// <param name="Empty">How many found no instance at which the sides can be compared.</param>
/// <param name="Refutations">The searches that found a difference: each is a defect of the kit, or the claim is false.</param>
internal sealed record TrueClaimsCard(int Claims, int Seeds, int Agreed, int Empty, ImmutableArray<Refutation> Refutations);

/// <summary>A search that found a difference between the sides of a true claim.</summary>
/// <param name="Id">The name of the claim.</param>
/// <param name="Seed">The seed of the search.</param>
/// <param name="Evidence">Where the sides differ.</param>
internal sealed record Refutation(string Id, ulong Seed, string Evidence);

/// <summary>Searches for counterexamples to true claims with many seeds: there must be none.</summary>
internal static class TrueClaims
{
    /// <summary>Searches with the seeds from first on.</summary>
    /// <param name="claims">The true claims.</param>
    /// <param name="first">The first seed.</param>
    /// <param name="seeds">How many seeds.</param>
    /// <param name="threads">How many searches run at a time; the result does not depend on it.</param>
    /// <param name="progress">Told how many searches are done.</param>
    public static TrueClaimsCard Of(ImmutableArray<BaseClaim> claims, ulong first, int seeds, int threads, Action<int> progress)
    {
        var results = new (bool IsEmpty, Refutation? Refutation)[claims.Length * seeds];
        (int next, int done) = (-1, 0);
        Workers.Run(threads, () =>
        {
            for (int i = Interlocked.Increment(ref next); i < results.Length; i = Interlocked.Increment(ref next))
            {
                results[i] = Search(claims[i / seeds], first + (ulong)(i % seeds));
                progress(Interlocked.Increment(ref done));
            }
        });
        ImmutableArray<Refutation> refutations = [.. results.Select(r => r.Refutation).OfType<Refutation>()];
        int empty = results.Count(r => r.IsEmpty);
        return new(claims.Length, seeds, results.Length - empty - refutations.Length, empty, refutations);
    }

    private static (bool IsEmpty, Refutation? Refutation) Search(BaseClaim claim, ulong seed) =>
        Refuter.Search(claim.Claim, RefuterOptions.Default with { Seed = seed }) switch
        {
            SearchResult.Refuted r => (false, new(claim.Id, seed, $"{r.Counterexample.Left} on the left and {r.Counterexample.Right} on the right at {r.Counterexample.Instance}")),
            SearchResult.Inconsistent i => (false, new(claim.Id, seed, i.Evidence)),
            var other => (other is SearchResult.NoInstance, null),
        };
}
