using System.Collections.Immutable;
using DerivationKit.Refuting;

namespace DerivationKit.SelfTest;

/// <summary>An attack on the kit: true claims are mutated, the mutants decided, and the verdicts judged by independent evaluation.</summary>
internal static class MutantRun
{
    /// <summary>The verifier as the attack uses it: the same layers, with less work spent on making a counterexample small.</summary>
    public static Verdict Decide(Claim claim) => Verifier.Decide(claim, Options);

    private static readonly RefuterOptions Options = RefuterOptions.Default with { MinimizingComparisons = 60 };

    /// <summary>Mutates the claims, as many times each as possible, and decides the mutants.</summary>
    /// <param name="bases">The true claims.</param>
    /// <param name="count">How many mutants.</param>
    /// <param name="seed">Where the random draws begin.</param>
    /// <param name="threads">How many mutants are decided at a time; the scorecard does not depend on it.</param>
    /// <param name="decide">Decides a claim.</param>
    /// <param name="progress">Told how many mutants are decided, in any order.</param>
    public static Scorecard Of(
        ImmutableArray<BaseClaim> bases, int count, ulong seed, int threads, Func<Claim, Verdict> decide, Action<int> progress)
    {
        MutantSource[] sources = [.. bases.Select(claim => new MutantSource(claim, seed))];
        using IEnumerator<Mutant> mutants = sources.SelectMany((source, i) => source.Take(Share(count, bases.Length, i))).GetEnumerator();
        GroundTruth truth = new(~seed);
        List<Judgement> judgements = [];
        Lock taking = new(), adding = new();
        Workers.Run(threads, () =>
        {
            while (Next() is { } mutant)
            {
                Judgement judgement = Judgement.Of(mutant, decide, truth);
                lock (adding)
                {
                    judgements.Add(judgement);
                    progress(judgements.Count);
                }
            }
        });
        return Card(count, seed, sources, judgements);

        Mutant? Next()
        {
            lock (taking)
            {
                return mutants.MoveNext() ? mutants.Current : null;
            }
        }
    }

    private static int Share(int count, int parts, int part) => (count / parts) + (part < count % parts ? 1 : 0);

    private static Scorecard Card(int count, ulong seed, MutantSource[] sources, List<Judgement> judgements) => new(
        count,
        seed,
        sources.Sum(source => source.Misfits),
        sources.Sum(source => source.Duplicates),
        Tally.Of(judgements),
        judgements.GroupBy(j => j.Base).ToImmutableSortedDictionary(group => group.Key, Tally.Of, StringComparer.Ordinal),
        judgements.SelectMany(j => j.Kinds.Distinct().Select(kind => (kind, j))).GroupBy(pair => pair.kind, pair => pair.j)
            .ToImmutableSortedDictionary(group => group.Key, Tally.Of),
        judgements.Count(j => j.IsSmallest == true),
        judgements.Count(j => j.IsSmallest is not null),
        [.. judgements.Where(j => j.Evidence.Length > 0).OrderByDescending(j => j.Outcome).ThenBy(j => j.Base, StringComparer.Ordinal).ThenBy(j => j.Number)]);
}
