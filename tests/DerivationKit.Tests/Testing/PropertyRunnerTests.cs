using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using DerivationKit.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace DerivationKit.Tests.Testing;

public partial class PropertyRunnerTests
{
    private static readonly Arbitrary<int> Naturals = Arb.From(Gen.Choose(0, 1000), n => n > 0 ? [n / 2, n - 1] : []);

    [Fact]
    public void A_failure_shows_the_smallest_counterexample()
    {
        // The smallest natural that is not below 100 is 100, and shrinking by n - 1 always reaches it.
        var failure = Assert.Throws<PropertyFailedException>(() => PropertyRunner.Check("bound", Below(100)));
        Assert.Contains("counterexample: 100\n", failure.Message.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_name_tries_the_same_cases_and_another_name_tries_others()
    {
        Assert.Equal(Cases("first", new()), Cases("first", new()));
        Assert.NotEqual(Cases("first", new()), Cases("second", new()));
    }

    [Fact]
    public void A_replayed_case_comes_first()
    {
        var failure = Assert.Throws<PropertyFailedException>(() => PropertyRunner.Check("replay", Below(900)));
        string replay = ReplayText().Match(failure.Message).Groups[1].Value;
        string found = FoundText().Match(failure.Message).Groups[1].Value;

        Assert.Equal(found, Cases("other name", new() { Replay = replay })[0].ToString());
    }

    [Fact]
    public void A_property_that_discards_every_case_does_not_pass()
    {
        var never = Prop.ForAll(Naturals, n => (n < 0).Implies(true));
        var failure = Assert.Throws<PropertyFailedException>(() => PropertyRunner.Check("vacuous", never));
        Assert.Contains("precondition", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_exception_in_the_property_is_kept()
    {
        var division = Prop.ForAll(Naturals, n => 10 / (n - n) == 0);
        var failure = Assert.Throws<PropertyFailedException>(() => PropertyRunner.Check("division", division));
        Assert.IsType<DivideByZeroException>(failure.InnerException);
    }

    [Fact]
    public void The_number_of_cases_is_the_one_asked_for() =>
        Assert.Equal(37, Cases("count", new() { MaxTest = 37 }).Length);

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("1,3,5,7")]
    [InlineData("one,3")]
    [InlineData("1,2")]
    [InlineData("1,3,-1")]
    public void A_malformed_replay_text_is_refused_by_name(string text)
    {
        var error = Assert.Throws<ArgumentException>(() => Cases("replay", new() { Replay = text }));
        Assert.Contains($"Replay is '{text}'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_replay_text_may_be_quoted_as_the_report_prints_it() =>
        Assert.Equal(Cases("one", new() { Replay = "7,11,5" }), Cases("two", new() { Replay = "\"7,11,5\"" }));

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    public void No_cases_are_refused(int cases) => Assert.Throws<ArgumentException>(() => Cases("none", new() { MaxTest = cases }));

    [Fact]
    public void A_property_without_arguments_of_its_own_shows_none()
    {
        var failure = Assert.Throws<PropertyFailedException>(() =>
            PropertyRunner.Check("unit", ((Func<FsCheck.Property>)BelowAHundred).Method, target: null));
        Assert.Equal("100", failure.Counterexample);
    }

    [Fact]
    public void A_name_hashes_by_fnv_1a() =>
        // Published 64-bit test vector for "foobar": Fowler, Noll, Vo, Eastlake, "The FNV Non-Cryptographic Hash Algorithm".
        Assert.Equal(0x85944171F73967E8UL, ReplaySeed.Of("foobar").Seed);

    private static FsCheck.Property BelowAHundred() => Below(100);

    private static FsCheck.Property Below(int bound) => Prop.ForAll(Naturals, n => n < bound);

    private static int[] Cases(string name, PropertyOptions options)
    {
        var seen = new ConcurrentQueue<int>();
        PropertyRunner.Check(name, Prop.ForAll(Naturals, seen.Enqueue), options);
        return [.. seen];
    }

    [GeneratedRegex("replay this case: \"([0-9,]+)\"")]
    private static partial Regex ReplayText();

    [GeneratedRegex("first found as: ([0-9]+)")]
    private static partial Regex FoundText();
}
