using System.Collections.Immutable;

namespace DerivationKit.Refuting;

/// <summary>Looks for a smaller counterexample once one is known: by shrinking it, by drawing at smaller sizes, and by enumerating from the
/// smallest instances upwards. Smaller means a smaller sum of sizes, and at equal sizes simpler entries.</summary>
/// <param name="comparer">Compares the sides of the claim.</param>
/// <param name="claim">The claim, whose facts exclude sizes and values.</param>
/// <param name="options">Seed and bound of the work.</param>
internal sealed class Minimizer(Comparer comparer, Claim claim, RefuterOptions options)
{
    private const int DrawsPerSize = 6;

    private readonly ImmutableArray<Variable> variables = Premises.Declared(claim);
    private readonly ImmutableArray<Expr> zeros = Premises.Zeros(claim);
    private readonly SplitMix64 random = new(~options.Seed);
    private readonly WorkMeter work = new(options.MinimizingWork);
    private int left = options.MinimizingComparisons;

    private bool IsExhausted => left <= 0 || work.Left <= 0;

    // What is left over serves for the entries.
    private bool IsHalfExhausted => left <= options.MinimizingComparisons / 2 || work.Left <= options.MinimizingWork / 2;

    /// <summary>A smallest counterexample, as far as the search goes, and a sentence on how far that is.</summary>
    public (Candidate Smallest, string Minimality) Minimize(Candidate known)
    {
        Candidate best = Shrink(known);
        best = DrawSmaller(best);
        (best, string sizes) = SmallerSizes(best);
        (best, string entries) = SimplerEntries(best);
        return (best, $"{sizes}; {entries}{MinimalityText.Alphabet(variables)}");
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

    // What differs at all nearly always differs at an instance drawn at random.
    private Candidate DrawSmaller(Candidate best) =>
        Below(best).SelectMany(space => Enumerable.Range(0, DrawsPerSize).Select(_ => space.Draw(random, simple: true)))
            .TakeWhile(_ => !IsHalfExhausted)
            .FirstOrDefault(Differ) is { } smaller ? LowerChoices(smaller) : best;

    // In rounds of ascending numbers of choices that are not the simplest: what a round finds leaves the rounds before as they were.
    private (Candidate Best, string Searched) SmallerSizes(Candidate best)
    {
        ImmutableArray<CandidateSpace> below = [.. Below(best).Take(left)];
        int rounds = below.Select(space => space.Choices.Length + 1).DefaultIfEmpty(0).Max(), completed = 0;
        List<Tried> tried = [];
        for (int round = 0; round < rounds && !IsHalfExhausted; round++)
        {
            Candidate? found = Find(below.SelectMany(space => space.WithNonZeros(round, int.MaxValue)), round, tried, () => IsHalfExhausted);
            if (found is not null)
            {
                best = LowerChoices(found);
                below = [.. below.Where(space => space.Sizes.Values.Sum() < best.TotalSize)];
            }

            completed = found is null && IsHalfExhausted ? completed : round + 1;
        }

        return (best, MinimalityText.OfSizes(
            below.IsEmpty, [.. tried.Where(t => t.Round < completed && t.TotalSize < best.TotalSize)], completed, completed == rounds));
    }

    // Simple choices come before others, then fewer that are not the simplest, then a smaller sum.
    private (Candidate Best, string Searched) SimplerEntries(Candidate best)
    {
        // What was drawn from positive numbers alone is not the simplest there is.
        CandidateSpace space = SpaceAt(best.Space.Sizes) ?? best.Space;
        bool isSimple = best.IsSimple && best.Space.Variables.SequenceEqual(space.Variables);
        (int rounds, int completed) = (isSimple ? best.NonZeros + 1 : space.Choices.Length + 1, 0);
        List<Tried> tried = [];
        for (int round = 0; round < rounds && !IsExhausted; round++)
        {
            int sum = isSimple && round == best.NonZeros ? best.Weight : int.MaxValue;
            if (Find(space.WithNonZeros(round, sum), round, tried, () => IsExhausted) is { } found)
            {
                (best, rounds, isSimple) = (found, round + 1, true);
            }

            completed = IsExhausted ? completed : round + 1;
        }

        bool isWhole = completed == rounds;
        return (best, MinimalityText.OfEntries(isSimple ? best.NonZeros : null, [.. tried.Where(t => isWhole || t.Round < completed)], completed, isWhole));
    }

    private Candidate? Find(IEnumerable<Candidate> candidates, int round, List<Tried> tried, Func<bool> isCut)
    {
        foreach (Candidate candidate in candidates)
        {
            if (isCut())
            {
                return null;
            }

            left--;
            Comparison comparison = comparer.CompareCoarsely(candidate.Instance, work);
            if (comparison is Comparison.Different)
            {
                return candidate;
            }

            tried.Add(new(candidate.TotalSize, round, comparison));
        }

        return null;
    }

    private IEnumerable<CandidateSpace> Below(Candidate best) =>
        SizeSelection.Below([.. best.Space.Sizes.Keys], best.TotalSize)
            .Where(sizes => Premises.Allow(claim.Given, sizes))
            .Select(SpaceAt)
            .OfType<CandidateSpace>();

    private CandidateSpace? SpaceAt(ImmutableSortedDictionary<string, int> sizes) =>
        CandidateSpace.TryCreate(variables, zeros, sizes, [], out CandidateSpace? space, out _) ? space : null;

    private bool Differ(Candidate candidate) => !IsExhausted && left-- > 0 && comparer.Differ(candidate.Instance, work);
}
