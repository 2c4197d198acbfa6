using System.Collections.Immutable;
using System.Diagnostics;
using DerivationKit.Kernel;
using DerivationKit.Refuting;
using DerivationKit.Tests.Architecture;
using DerivationKit.Tests.Corpus;

namespace DerivationKit.Tests.Refuting.Search;

// How small the counterexamples to the false twins of the corpus are. DERIVATIONKIT_TWINS=1 measures all of them instead of a sample, =n every n-th.
public class MinimalityTests(ITestOutputHelper output)
{
    private const int EveryInASample = 25;
    private const int DrawsAtSmallerSizes = 60;
    private static readonly ImmutableArray<Rational> Small = [0, 1, -1, 2, -2];

    [Fact]
    public void Nearly_all_counterexamples_have_the_smallest_sizes_and_small_entries()
    {
        int every = Environment.GetEnvironmentVariable("DERIVATIONKIT_TWINS") is { Length: > 0 } text ? int.Parse(text) : EveryInASample;
        CorpusLine[] twins = [.. CorpusLine.Load(Path.Combine(Repository.Root, "tests", "Corpus")).Where(line => !line.IsTrue).Where((_, i) => i % every == 0)];
        Measured[] measured = [.. twins.AsParallel().AsOrdered().Select(Measured.Of)];
        foreach (Measured m in measured.Where(m => m.Smaller is not null || !m.HasSmallEntries))
        {
            output.WriteLine($"{m.Line.Id} | {m.Line.Claim} | {m.Found.Instance} | {m.Found.Minimality} | smaller: {m.Smaller}");
        }

        int minimal = measured.Count(m => m.Smaller is null), small = measured.Count(m => m.HasSmallEntries);
        double[] times = [.. measured.Select(m => m.Time.TotalMilliseconds).Order()];
        output.WriteLine(
            $"{measured.Length} refutations: {minimal} of the smallest sizes, {small} with entries 0, ±1, ±2 alone; "
            + $"median {times[times.Length / 2]:0} ms, 99 of 100 within {times[(times.Length - 1) * 99 / 100]:0} ms, longest {times[^1]:0} ms");
        Assert.True(minimal >= 0.95 * measured.Length, $"{minimal} of {measured.Length} have the smallest sizes");
        Assert.True(small >= 0.9 * measured.Length, $"{small} of {measured.Length} have small entries");
    }

    private sealed record Measured(CorpusLine Line, Counterexample Found, Instance? Smaller, TimeSpan Time)
    {
        public bool HasSmallEntries => Found.Instance.Inputs.Values.All(input => input.Entries.All(Small.Contains));

        public static Measured Of(CorpusLine line)
        {
            Claim claim = line.Read();
            long start = Stopwatch.GetTimestamp();
            Counterexample found = Assert.IsType<SearchResult.Refuted>(Refuter.Search(claim)).Counterexample;
            TimeSpan time = Stopwatch.GetElapsedTime(start);
            return new(line, found, SmallerThan(claim, found), time);
        }

        // Every smaller choice of sizes, with many instances drawn apart from the search: a false claim that can be refuted there nearly
        // always is.
        private static Instance? SmallerThan(Claim claim, Counterexample found)
        {
            Comparer comparer = new(claim, RefuterOptions.Default);
            SplitMix64 random = new(20_261_121);
            ImmutableArray<Variable> variables = Premises.Declared(claim);
            return (from sizes in SizeSelection.Below(SizeSelection.NamedDimensions(claim), found.Instance.Sizes.Values.Sum())
                    where Premises.Allow(claim.Given, sizes)
                    let space = CandidateSpace.TryCreate(variables, Premises.Zeros(claim), sizes, [], out CandidateSpace? some, out _) ? some : null
                    where space is not null
                    from draw in Enumerable.Range(0, DrawsAtSmallerSizes)
                    let candidate = space.Draw(random, simple: draw % 2 == 0)
                    where comparer.Differ(candidate.Instance, new WorkMeter(RefuterOptions.Default.MinimizingWork))
                    select candidate.Instance).FirstOrDefault();
        }
    }
}
