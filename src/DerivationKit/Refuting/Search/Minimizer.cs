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
    private readonly WorkMeter work = new(options.MinimizingWork);
    private int left = options.MinimizingComparisons;

    private bool IsExhausted => left <= 0 || work.Left <= 0;

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
        ImmutableArray<string> names = [.. best.Space.Sizes.Keys];
        ImmutableSortedDictionary<string, int>[] below = [.. SizeSelection.Below(names, best.TotalSize).Take(left)];
        int perSize = Math.Max(LeastPerSize, left / 2 / Math.Max(1, below.Length));
        (int tried, int triedBelow, int sum) = (0, 0, names.Length);
        foreach (CandidateSpace space in below.Select(Space).OfType<CandidateSpace>())
        {
            if (space.Sizes.Values.Sum() > sum)
            {
                (triedBelow, sum) = (tried, space.Sizes.Values.Sum());
            }

            foreach (Candidate candidate in Sample(space, perSize))
            {
                if (IsExhausted)
                {
                    return (best, $"sizes: none smaller among {tried} instances, where the budget was used up");
                }

                if (Differ(candidate))
                {
                    return (LowerChoices(candidate), Describe(sum, triedBelow));
                }

                tried++;
            }
        }

        return (best, Describe(best.TotalSize, tried));

        string Describe(int total, int count) =>
            total == names.Length ? "sizes: the smallest there are" : $"sizes: none with a sum below {total} among {count} instances";
    }

    private (Candidate Best, string Searched) SimplerEntries(Candidate best)
    {
        int tried = 0;
        foreach (Candidate candidate in best.Space.SimplestFirst(below: best.Weight))
        {
            if (IsExhausted)
            {
                return (best, $"entries: none simpler among {tried} instances of these sizes, where the budget was used up");
            }

            if (Differ(candidate))
            {
                best = candidate;
                break;
            }

            tried++;
        }

        return (best, tried == 0
            ? "entries: the simplest there are"
            : $"entries: none simpler among all {tried} instances of these sizes from 0, 1, -1, 2 (positive ones from 1, 2, 1/2)");
    }

    private CandidateSpace? Space(ImmutableSortedDictionary<string, int> sizes) =>
        CandidateSpace.TryCreate(variables, sizes, out CandidateSpace? space, out _) ? space : null;

    private IEnumerable<Candidate> Sample(CandidateSpace space, int count) =>
        Enumerable.Range(0, DrawsPerSize).Select(_ => space.Draw(random, simple: true))
            .Concat(space.SimplestFirst(below: int.MaxValue))
            .Take(count);

    private bool Differ(Candidate candidate) => !IsExhausted && left-- > 0 && comparer.Differ(candidate.Instance, work);
}
