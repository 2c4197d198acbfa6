using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Refuting;

/// <summary>Searches for a counterexample to a claim by evaluating both sides, as they are written, at exact instances.</summary>
public static class Refuter
{
    private const int Draws = 3;
    private const int DrawsWithFacts = 12;
    private const int SystematicDraws = 100;
    private const int SmallSize = 2;
    private const int TriesToBeExact = 3;
    private const int ComparedClosely = 2;
    private const int KnownShare = 10;
    private const string KnownMinimality = "not searched: it was known from an earlier run";

    /// <summary>Searches with the usual bounds.</summary>
    public static SearchResult Search(Claim claim) => Search(claim, RefuterOptions.Default);

    /// <summary>Compares the sides at random instances with all sizes in {1,2} and with pairwise different ones; if they differ somewhere,
    /// looks for the smallest place where they do.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The maximal precision is below 64 or above 2048, or no instances are asked for.</exception>
    public static SearchResult Search(Claim claim, RefuterOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaximumPrecision, 64);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.MaximumPrecision, 2048);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.InstancesPerSize, 1);
        return new Run(claim, options).Search();
    }

    private sealed class Run(Claim claim, RefuterOptions options)
    {
        private readonly Comparer comparer = new(claim, options);
        private readonly WorkMeter work = new(options.SearchingWork);
        private readonly SplitMix64 random = new(options.Seed);
        private readonly ImmutableArray<Variable> variables = Premises.Declared(claim);
        private readonly ImmutableArray<Expr> zeros = Premises.Zeros(claim);

        // Equations may have few solutions, which are drawn again and again.
        private readonly HashSet<string> known = [];
        private readonly ImmutableArray<Rational> thresholds = Thresholds.Of(claim);
        private readonly bool hasFacts = claim.Given.OfType<Fact.Has>().Any();
        private readonly List<Spaces> spaces = [];
        private readonly List<Candidate> irrationals = [];
        private string obstacle = "";
        private string impossible = "";
        private readonly ImmutableArray<Instance>.Builder witnesses = ImmutableArray.CreateBuilder<Instance>();
        private int irrational;
        private long bound = long.MinValue;

        public SearchResult Search()
        {
            return At(options.Known) ?? AtDrawn() switch
            {
                SearchResult.Agreed or SearchResult.NoInstance when At(options.Similar) is { } found => found,
                var result => result,
            };
        }

        private SearchResult AtDrawn()
        {
            foreach ((int round, Spaces at) in Schedule().TakeWhile(_ => work.Left > 0))
            {
                // Small integers first, then anything and small integers in turn.
                if (FindDifference(Draw(at, simple: round % 2 == 0)) is { } found)
                {
                    return Report(found);
                }
            }

            // Equations between expressions hold at simple instances if at all.
            foreach (Spaces at in spaces.TakeWhile(_ => hasFacts && witnesses.Count == 0 && work.Left > 0))
            {
                if (FindDifference(at.Declared.SimplestFirst(below: int.MaxValue).Take(SystematicDraws)) is { } found)
                {
                    return Report(found);
                }
            }

            foreach (Candidate candidate in irrationals.TakeWhile(_ => work.Left > 0).Where(c => comparer.CompareClosely(c.Instance, work) is Comparison.Different))
            {
                return Report(candidate);
            }

            return witnesses.Count == 0
                ? new SearchResult.NoInstance(obstacle.Length > 0 ? obstacle : impossible)
                : new SearchResult.Agreed(witnesses.Count, (int)Math.Max(bound, int.MinValue), witnesses.ToImmutable()) { IsCut = work.Left <= 0 };
        }

        // What they cost is taken from a meter of their own, so that the search after them is the same as without them.
        private SearchResult? At(ImmutableArray<Instance> known)
        {
            WorkMeter meter = new(options.SearchingWork / KnownShare);
            return (from instance in known
                    where instance.Fits(claim, meter) && comparer.Compare(instance, meter) is Comparison.Different
                    select Report(instance, KnownMinimality)).FirstOrDefault();
        }

        // Some rounds at all sizes; what is then missing from the least number of instances is made up at the small ones, which cost little.
        // What is drawn from is found during the first round: most false claims do not survive the first sizes.
        private IEnumerable<(int Round, Spaces At)> Schedule()
        {
            foreach (Spaces at in AllSpaces())
            {
                spaces.Add(at);
                yield return (0, at);
            }

            Spaces[] small = [.. spaces.Where(at => at.Declared.Sizes.Values.All(size => size <= SmallSize))];
            Spaces[] extra = small.Length > 0 ? small : [.. spaces];
            int missing = options.LeastInstances - (options.InstancesPerSize * spaces.Count);
            int more = extra.Length > 0 && missing > 0 ? (missing + extra.Length - 1) / extra.Length : 0;
            foreach ((int Round, Spaces At) next in
                (from round in Enumerable.Range(1, options.InstancesPerSize - 1) from at in spaces select (round, at))
                .Concat(from round in Enumerable.Range(options.InstancesPerSize, more) from at in extra select (round, at)))
            {
                yield return next;
            }
        }

        private IEnumerable<Spaces> AllSpaces()
        {
            ImmutableArray<Variable> positives = [.. variables.Select(v => Restricted(v, Property.Positive))];
            ImmutableArray<Variable> fractions = [.. variables.Select(v => Restricted(v, Property.Between01))];
            ImmutableArray<ImmutableSortedDictionary<string, int>> all = SizeSelection.Sampled(SizeSelection.NamedDimensions(claim), claim.Given);
            impossible = all.IsEmpty ? "no small sizes are as the claim orders them" : "";
            foreach (ImmutableSortedDictionary<string, int> sizes in all)
            {
                if (CandidateSpace.TryCreate(variables, zeros, sizes, thresholds, out CandidateSpace? declared, out string? reason))
                {
                    yield return new(
                        declared,
                        new(() => CandidateSpace.TryCreate(positives, zeros, sizes, thresholds, out CandidateSpace? positive, out _) ? positive : declared),
                        new(() => CandidateSpace.TryCreate(fractions, zeros, sizes, thresholds, out CandidateSpace? fraction, out _) ? fraction : declared));
                }
                else
                {
                    impossible = reason;
                }
            }
        }

        // Logarithms, roots and inverse sines of undeclared variables are defined more often there.
        private static Variable Restricted(Variable variable, Property property) =>
            variable.Properties.All(p => p is Property.Symmetric or Property.NonNegative or Property.NonZero or Property.Invertible or Property.Positive)
                ? Expr.Variable(variable.Name, variable.Shape, variable.Properties.Add(property))
                : variable;

        private IEnumerable<Candidate> Draw(Spaces at, bool simple)
        {
            for (int draws = hasFacts ? DrawsWithFacts : Draws; draws > 0; draws--)
            {
                yield return at.Declared.Draw(random, simple);
            }

            yield return at.Positive.Value.Draw(random, simple);
            yield return at.Fractions.Value.Draw(random, simple);
        }

        // The first of the candidates at which the sides can be compared decides.
        private Candidate? FindDifference(IEnumerable<Candidate> candidates)
        {
            foreach (Candidate candidate in candidates)
            {
                switch (comparer.CompareSoon(candidate.Instance, work, exactly: irrational < TriesToBeExact))
                {
                    case Comparison.Different:
                        return candidate;
                    case Comparison.Close close:
                        bound = Math.Max(bound, close.Log2Bound);
                        if (zeros.IsEmpty || known.Add(candidate.Instance.ToString()))
                        {
                            witnesses.Add(candidate.Instance);
                        }

                        irrational = close.Log2Bound == long.MinValue ? 0 : irrational + 1;
                        if (irrational > 0 && irrationals.Count < ComparedClosely)
                        {
                            irrationals.Add(candidate);
                        }

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
            (Candidate smallest, string minimality) = new Minimizer(comparer, claim, options).Minimize(found);
            return Report(smallest.Instance, minimality);
        }

        private SearchResult Report(Instance instance, string minimality)
        {
            if ((comparer.Compare(instance, WorkMeter.Unlimited()) as Comparison.Different ?? comparer.CompareClosely(instance, WorkMeter.Unlimited())) is not Comparison.Different difference
                || !instance.Satisfies(claim)
                || !comparer.Confirm(instance, difference))
            {
                return new SearchResult.Inconsistent($"a difference at {Describe(instance)} is not confirmed at a higher precision");
            }

            return new SearchResult.Refuted(Counterexample.Of(instance, difference, minimality));
        }

        private static string Describe(Instance instance) =>
            string.Join(", ", instance.Sizes.Select(s => $"{s.Key} = {s.Value}")
                .Concat(instance.Inputs.Select(i => $"{i.Key} = [{string.Join(' ', i.Value.Entries)}]")));
    }

    /// <summary>What is drawn from at some sizes: all inputs as declared; as many as possible positive; as many as possible between 0 and 1.
    /// The others are seldom needed.</summary>
    private sealed record Spaces(CandidateSpace Declared, Lazy<CandidateSpace> Positive, Lazy<CandidateSpace> Fractions);
}
