using System.Collections.Immutable;
using DerivationKit.Kernel;

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
        private readonly Comparer comparer = new(claim, options);
        private readonly WorkMeter work = new(options.SearchingWork);
        private readonly SplitMix64 random = new(options.Seed);
        private string obstacle = "";
        private Instance? witness;
        private int instances;
        private long bound = long.MinValue;

        public SearchResult Search()
        {
            (CandidateSpace Declared, CandidateSpace Positive)[] spaces = [.. Spaces()];
            int rounds = spaces.Length == 0 ? 0 : Math.Max(options.InstancesPerSize, (options.LeastInstances + spaces.Length - 1) / spaces.Length);
            for (int round = 0; round < rounds; round++)
            {
                foreach ((CandidateSpace declared, CandidateSpace positive) in spaces.TakeWhile(_ => work.Left > 0))
                {
                    // Small integers first, then anything and small integers in turn.
                    if (FindDifference(declared, positive, simple: round % 2 == 0) is { } found)
                    {
                        return Report(found);
                    }
                }
            }

            return witness is null
                ? new SearchResult.NoInstance(obstacle)
                : new SearchResult.Agreed(instances, (int)Math.Max(bound, int.MinValue), witness);
        }

        private IEnumerable<(CandidateSpace Declared, CandidateSpace Positive)> Spaces()
        {
            ImmutableArray<Variable> positives = [.. claim.Variables.Select(AsPositive)];
            foreach (ImmutableSortedDictionary<string, int> sizes in SizeSelection.Sampled(SizeSelection.NamedDimensions(claim)))
            {
                if (CandidateSpace.TryCreate(claim.Variables, sizes, out CandidateSpace? declared, out string? impossible))
                {
                    yield return (declared, CandidateSpace.TryCreate(positives, sizes, out CandidateSpace? positive, out _) ? positive : declared);
                }
                else
                {
                    obstacle = impossible;
                }
            }
        }

        // Logarithms and roots of undeclared variables are defined more often at positive ones.
        private static Variable AsPositive(Variable variable) =>
            variable.Properties.All(p => p is Property.Symmetric)
                ? Expr.Variable(variable.Name, variable.Shape, variable.Properties.Add(Property.Positive))
                : variable;

        private Candidate? FindDifference(CandidateSpace declared, CandidateSpace positive, bool simple)
        {
            for (int draw = 1; draw <= DrawsPerInstance; draw++)
            {
                Candidate candidate = (draw < DrawsPerInstance ? declared : positive).Draw(random, simple);
                switch (comparer.Compare(candidate.Instance, work))
                {
                    case Comparison.Different:
                        return candidate;
                    case Comparison.Close close:
                        (instances, bound, witness) = (instances + 1, Math.Max(bound, close.Log2Bound), witness ?? candidate.Instance);
                        return null;
                    case Comparison.Missing missing:
                        obstacle = missing.Reason;
                        break;
                }
            }

            return null;
        }

        private SearchResult Report(Candidate found)
        {
            (Candidate smallest, string minimality) = new Minimizer(comparer, claim.Variables, options).Minimize(found);
            Instance instance = smallest.Instance;
            if (comparer.Compare(instance, WorkMeter.Unlimited()) is not Comparison.Different difference
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
