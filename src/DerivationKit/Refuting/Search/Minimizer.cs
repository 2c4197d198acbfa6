using System.Collections.Immutable;

namespace DerivationKit.Refuting;

/// <summary>Looks for a smaller counterexample once one is known: first by shrinking it, then by searching from the smallest instances
/// upwards. Smaller means a smaller sum of sizes, and at equal sizes simpler entries.</summary>
/// <param name="comparer">Compares the sides of the claim.</param>
/// <param name="variables">The claim's variables.</param>
/// <param name="given">The claim's facts: sizes that they exclude are not tried.</param>
/// <param name="options">Seed and bound of the work.</param>
internal sealed class Minimizer(Comparer comparer, ImmutableArray<Variable> variables, ImmutableArray<Fact> given, RefuterOptions options)
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
         select candidate.Without(dimension.Key, index)).OfType<Candidate>().FirstOrDefault(Differ);

    // A simpler value may allow a simpler one before it, so passes go on until one changes nothing.
    private Candidate LowerChoices(Candidate candidate)
    {
        int before;
        do
        {
            before = candidate.Weight;
            for (int position = 0; position < candidate.Choices.Length; position++)
            {
                candidate = Enumerable.Range(0, candidate.Choices[position])
                    .Select(choice => candidate.With(position, choice))
                    .FirstOrDefault(Differ, candidate);
            }
        }
        while (candidate.Weight < before);
        return candidate;
    }

    private (Candidate Best, string Searched) SmallerSizes(Candidate best)
    {
        IEnumerable<ImmutableSortedDictionary<string, int>> allowed =
            SizeSelection.Below([.. best.Space.Sizes.Keys], best.TotalSize).Where(sizes => Premises.Allow(given, sizes));
        if (allowed.FirstOrDefault()?.Values.Sum() is not int smallest)
        {
            return (best, "sizes: the smallest there are");
        }

        int most = left;
        ImmutableSortedDictionary<string, int>[] below = [.. allowed.Take(most)];
        int perSize = Math.Max(LeastPerSize, left / 2 / Math.Max(1, below.Length));
        (int tried, int triedBelow, int sum) = (0, 0, smallest);
        foreach (Candidate candidate in below.Select(Space).OfType<CandidateSpace>().SelectMany(space => Sample(space, perSize)))
        {
            if (candidate.TotalSize > sum)
            {
                (triedBelow, sum) = (tried, candidate.TotalSize);
            }

            if (Differ(candidate))
            {
                return (LowerChoices(candidate), sum == smallest
                    ? "sizes: the smallest there are"
                    : $"sizes: none with a sum below {sum} among {triedBelow} instances");
            }

            if (IsExhausted)
            {
                break;
            }

            tried++;
        }

        return (best, below.Length == most || IsExhausted
            ? $"sizes: none smaller among {tried} instances, where the budget was used up"
            : $"sizes: none with a sum below {best.TotalSize} among {tried} instances");
    }

    private (Candidate Best, string Searched) SimplerEntries(Candidate best)
    {
        int tried = 0;
        foreach (Candidate candidate in best.Space.SimplestFirst(below: best.Weight))
        {
            if (Differ(candidate))
            {
                best = candidate;
                break;
            }

            if (IsExhausted)
            {
                return (best, $"entries: none simpler among {tried} instances of these sizes, where the budget was used up");
            }

            tried++;
        }

        return (best, tried == 0
            ? "entries: the simplest there are"
            : $"entries: none simpler among all {tried} instances of these sizes from 0, 1, -1, 2 (positive ones from 1, 2, 1/2)");
    }

    private CandidateSpace? Space(ImmutableSortedDictionary<string, int> sizes) =>
        CandidateSpace.TryCreate(variables, sizes, [], out CandidateSpace? space, out _) ? space : null;

    private IEnumerable<Candidate> Sample(CandidateSpace space, int count) =>
        Enumerable.Range(0, DrawsPerSize).Select(_ => space.Draw(random, simple: true))
            .Concat(space.SimplestFirst(below: int.MaxValue))
            .Take(count);

    private bool Differ(Candidate candidate) => !IsExhausted && left-- > 0 && comparer.Differ(candidate.Instance, work);
}
