using System.Collections.Immutable;
using DerivationKit.Language;
using DerivationKit.Refuting;
using DerivationKit.Tests.Architecture;
using DerivationKit.Tests.Corpus;
using Rational = DerivationKit.Kernel.Rational;

namespace DerivationKit.Tests.Verification;

// A claim with numbers in the place of its dimensions says what the claim says at these sizes.
public class SpecializationTests
{
    private const int Every = 20;

    // Left and right are compared as the refuter computes them from the claim as it stands and from the claim with numbers.
    [Fact]
    public void Both_sides_keep_their_values()
    {
        Claim[] twins = [.. CorpusLine.Load(Path.Combine(Repository.Root, "tests", "Corpus")).Where(line => !line.IsTrue).Where((_, i) => i % Every == 0).Select(line => line.Read())];
        int specialized = 0;
        foreach (Claim twin in twins)
        {
            Counterexample general = Assert.IsType<SearchResult.Refuted>(Refuter.Search(twin, new() { MinimizingComparisons = 1 })).Counterexample;
            if (At(twin, general.Instance.Sizes) is { } small)
            {
                Instance instance = general.Instance with { Sizes = general.Instance.Sizes.Clear() };
                Counterexample fixedSizes = Assert.IsType<Replay.Differs>(Replay.Of(small, instance)).Counterexample;
                Assert.All(general.Left.Entries.AddRange(general.Right.Entries).Zip(fixedSizes.Left.Entries.AddRange(fixedSizes.Right.Entries)), pair => Assert.True(Meet(pair.First, pair.Second), $"{twin}: {pair}"));
                specialized++;
            }
        }

        // Where an axis has length 1, some operators have no shape.
        Assert.True(specialized >= 0.8 * twins.Length, $"{specialized} of {twins.Length}");
    }

    [Theory]
    [InlineData("X: matrix(m,n)", "sum(X)/(m*n) == mean(X)", "sum(X)/(2*3) == mean(X)")]
    [InlineData("X: matrix(m,n)", "vec(X) == comm(n,m)*vec(X')", "vec(X) == comm(3, 2)*vec(X')")]
    [InlineData("a: scalar; m, n: dimension", "a^n*eye(m) == ones(m)*ones(m)'", "a^3*eye(2) == ones(2)*ones(2)'")]
    [InlineData("X: matrix(m,n); m: dimension; n: dimension", "rowsum(X) + zeros(m) == grad(sum(X*X'*ones(m)), X)*ones(n)", "rowsum(X) + zeros(2) == grad(sum(X*X'*ones(2)), X)*ones(3)")]
    public void Every_kind_of_size_becomes_a_number(string declarations, string claim, string expected)
    {
        ImmutableSortedDictionary<string, int> sizes = ImmutableSortedDictionary<string, int>.Empty.Add("m", 2).Add("n", 3);
        Assert.Equal(expected, Text.Print(Specialization.At(Scope.Parse(declarations).ParseClaim(claim), sizes)));
    }

    [Fact]
    public void Facts_about_expressions_and_properties_stay()
    {
        Claim claim = Scope.Parse("A: matrix(n,n) symmetric; x: vector(n)").Assume("nonzero(x'*A*x)").ParseClaim("x == x");
        var small = Specialization.At(claim, ImmutableSortedDictionary<string, int>.Empty.Add("n", 2));
        Assert.Equal("nonzero(x'*A*x)", Assert.Single(small.Given).ToString());
        Assert.Equal(["A: matrix(2,2) symmetric", "x: vector(2)"], small.Variables.Select(Text.Declare));
    }

    // Other sizes may make other sums of the same value: two enclosures of one number have a point in common, and exact numbers are equal.
    private static bool Meet(string left, string right)
    {
        (Rational a, Rational r) = Enclosure(left);
        (Rational b, Rational s) = Enclosure(right);
        return Rational.Abs(a - b) <= r + s;

        static (Rational Middle, Rational Radius) Enclosure(string text) =>
            text.Split(" ± ") is [var middle, var radius] ? (RationalText.Parse(middle), RationalText.Parse(radius)) : (RationalText.Parse(text), 0);
    }

    private static Claim? At(Claim claim, ImmutableSortedDictionary<string, int> sizes)
    {
        try
        {
            return Specialization.At(claim, sizes);
        }
        catch (Exception e) when (e is ShapeException or ArgumentException)
        {
            return null;
        }
    }
}
