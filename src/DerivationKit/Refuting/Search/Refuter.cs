using System.Collections.Immutable;

namespace DerivationKit.Refuting;

/// <summary>Searches for a counterexample to a claim by evaluating both sides, as they are written, at exact instances.</summary>
public static class Refuter
{
    private const int DrawsPerInstance = 4;

    /// <summary>Searches with the usual bounds.</summary>
    public static SearchResult Search(Claim claim) => Search(claim, RefuterOptions.Default);

    /// <summary>Compares the sides at random instances with all sizes in {1,2} and with pairwise different ones; if they differ somewhere,
    /// looks for the smallest place where they do.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The maximal precision is below 64 or above 2048.</exception>
    public static SearchResult Search(Claim claim, RefuterOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaximumPrecision, 64);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.MaximumPrecision, 2048);
        return new Run(claim, options).Search();
    }

    private sealed class Run(Claim claim, RefuterOptions options)
    {
        private readonly Comparer comparer = new(claim);
        private readonly SplitMix64 random = new(options.Seed);
        private string reason = "";
        private Instance? witness;
        private int instances;
        private long bound = long.MinValue;

        public SearchResult Search()
        {
            CandidateSpace[] spaces = [.. Spaces()];
            for (int round = 0; round < options.InstancesPerSize; round++)
            {
                foreach (CandidateSpace space in spaces)
                {
                    // Small integers first, then anything.
                    if (FindDifference(space, simple: round == 0) is { } found)
                    {
                        return Report(found);
                    }
                }
            }

            return witness is null
                ? new SearchResult.NoInstance(reason)
                : new SearchResult.Agreed(instances, (int)Math.Max(bound, int.MinValue), witness);
        }

        private IEnumerable<CandidateSpace> Spaces()
        {
            foreach (ImmutableSortedDictionary<string, int> sizes in SizeSelection.Sampled(SizeSelection.NamedDimensions(claim)))
            {
                if (CandidateSpace.TryCreate(claim.Variables, sizes, out CandidateSpace? space, out string? impossible))
                {
                    yield return space;
                }
                else
                {
                    reason = $"cannot draw: {impossible}";
                }
            }
        }

        private Candidate? FindDifference(CandidateSpace space, bool simple)
        {
            for (int draw = 0; draw < DrawsPerInstance; draw++)
            {
                Candidate candidate = space.Draw(random, simple);
                switch (comparer.Compare(candidate.Instance, options.AgreementBits, options.MaximumPrecision))
                {
                    case Comparison.Different:
                        return candidate;
                    case Comparison.Close close:
                        (instances, bound, witness) = (instances + 1, Math.Max(bound, close.Log2Bound), witness ?? candidate.Instance);
                        return null;
                    case Comparison.Missing missing:
                        reason = missing.Reason;
                        break;
                }
            }

            return null;
        }

        private SearchResult Report(Candidate found)
        {
            (Candidate smallest, string minimality) = new Minimizer(comparer, claim.Variables, options).Minimize(found);
            Instance instance = smallest.Instance;
            if (comparer.Compare(instance, options.AgreementBits, options.MaximumPrecision) is not Comparison.Different difference
                || !instance.Satisfies(claim.Variables)
                || !comparer.Confirm(instance, difference))
            {
                return new SearchResult.Inconsistent($"a difference at {Describe(instance)} is not confirmed at a higher precision");
            }

            int columns = difference.Left.Columns;
            return new SearchResult.Refuted(new(
                instance, difference.Left, difference.Right,
                (difference.Entry / columns) + 1, (difference.Entry % columns) + 1, minimality));
        }

        private static string Describe(Instance instance) =>
            string.Join(", ", instance.Sizes.Select(s => $"{s.Key} = {s.Value}")
                .Concat(instance.Inputs.Select(i => $"{i.Key} = [{string.Join(' ', i.Value.Entries)}]")));
    }
}
