using System.Collections.Immutable;

namespace DerivationKit.Refuting;

/// <summary>Looks for a smaller counterexample once one is known: first by shrinking it, then by searching from the smallest instances
/// upwards. Smaller means a smaller sum of sizes, and at equal sizes simpler entries.</summary>
/// <param name="comparer">Compares the sides of the claim.</param>
/// <param name="variables">The claim's variables.</param>
/// <param name="options">Seed and bound of the work.</param>
internal sealed class Minimizer(Comparer comparer, ImmutableArray<Variable> variables, RefuterOptions options)
{
    private const int DrawsPerSize = 6;
    private const int LeastPerSize = 12;

    private readonly SplitMix64 random = new(~options.Seed);
    private int left = options.MinimizingComparisons;

    /// <summary>A smallest counterexample, as far as the search goes, and a sentence on how far that is.</summary>
    public (Candidate Smallest, string Minimality) Minimize(Candidate known)
    {
        Candidate best = Shrink(known);
        (best, string sizes) = SmallerSizes(best);
        (best, string entries) = SimplerEntries(best);
        return (best, $"{sizes}; {entries}");
    }

    /// <summary>Deletes indices, then lowers choices, as long as the sides still differ.</summary>
    private Candidate Shrink(Candidate candidate)
    {
        while (Smaller(candidate) is { } smaller)
        {
            candidate = smaller;
        }

        return LowerChoices(candidate);
    }

    private Candidate? Smaller(Candidate candidate) =>
        (from dimension in candidate.Space.Sizes
         where dimension.Value > 1
         from index in Enumerable.Range(0, dimension.Value).Reverse()
         select candidate.Without(dimension.Key, index)).FirstOrDefault(Differ);

    private Candidate LowerChoices(Candidate candidate)
    {
        for (int position = 0; position < candidate.Choices.Length; position++)
        {
            Candidate? lower = Enumerable.Range(0, candidate.Choices[position])
                .Select(choice => candidate.With(position, choice))
                .FirstOrDefault(Differ);
            if (lower is not null)
            {
                // A simpler value here may allow a simpler one before.
                (candidate, position) = (lower, -1);
            }
        }

        return candidate;
    }

    private (Candidate Best, string Searched) SmallerSizes(Candidate best)
    {
        var names = best.Space.Sizes.Keys.ToImmutableArray();
        ImmutableSortedDictionary<string, int>[] below = [.. SizeSelection.Below(names, best.TotalSize)];
        int perSize = Math.Max(LeastPerSize, left / 2 / Math.Max(1, below.Length));
        int compared = 0;
        foreach (ImmutableSortedDictionary<string, int> sizes in below)
        {
            if (!CandidateSpace.TryCreate(variables, sizes, out CandidateSpace? space, out _))
            {
                continue;
            }

            foreach (Candidate candidate in Sample(space, perSize))
            {
                if (left <= 0)
                {
                    return (best, $"sizes: none smaller among {compared} instances, then the budget was used up");
                }

                compared++;
                if (Differ(candidate))
                {
                    return (LowerChoices(candidate), Describe(candidate.TotalSize, compared - 1));
                }
            }
        }

        return (best, Describe(best.TotalSize, compared));

        string Describe(int total, int count) =>
            total == names.Length ? "sizes: the smallest there are"
            : $"sizes: none with a sum below {total} among {count} instances";
    }

    private (Candidate Best, string Searched) SimplerEntries(Candidate best)
    {
        int compared = 0;
        foreach (Candidate candidate in best.Space.SimplestFirst(below: best.Weight))
        {
            if (left <= 0)
            {
                return (best, $"entries: none simpler among {compared} instances of these sizes, then the budget was used up");
            }

            if (Differ(candidate))
            {
                best = candidate;
                break;
            }

            compared++;
        }

        return (best, $"entries: none simpler among all {compared} instances of these sizes from 0, 1, -1 and 2");
    }

    private IEnumerable<Candidate> Sample(CandidateSpace space, int count) =>
        Enumerable.Range(0, DrawsPerSize).Select(_ => space.Draw(random, simple: true))
            .Concat(space.SimplestFirst(below: int.MaxValue))
            .Take(count);

    private bool Differ(Candidate candidate) => left-- > 0 && comparer.Differ(candidate.Instance);
}
