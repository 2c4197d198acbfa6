using System.Collections.Immutable;
using DerivationKit.Refuting;

namespace DerivationKit.Tests.Refuting.Sampling;

public class SizeSelectionTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("n", "2|1|3|4")]
    [InlineData("k n", "2,2|1,2|2,1|1,1|2,3|3,4|4,2")]
    [InlineData("d k n", "2,2,2|1,2,2|2,1,2|1,1,2|2,2,1|1,2,1|2,1,1|1,1,1|2,3,4|3,4,2|4,2,3")]
    public void Ones_and_twos_then_pairwise_different_sizes(string names, string expected) =>
        Assert.Equal(expected, Show(SizeSelection.Sampled(Names(names))));

    [Fact]
    public void Up_to_six_dimensions_all_ones_and_twos_are_taken()
    {
        ImmutableArray<ImmutableSortedDictionary<string, int>> sizes = SizeSelection.Sampled(Names("a b c d e f"));
        Assert.Equal(64, sizes.Count(s => s.Values.All(size => size <= 2)));
        Assert.Equal([2, 3, 4, 5, 6, 7], sizes[^1].Values);
    }

    [Fact]
    public void Of_more_dimensions_a_selection_is_taken() =>
        Assert.Equal(
            "2,2,2,2,2,2,2|1,2,2,2,2,2,2|2,1,2,2,2,2,2|2,2,1,2,2,2,2|2,2,2,1,2,2,2|2,2,2,2,1,2,2|2,2,2,2,2,1,2|2,2,2,2,2,2,1|"
            + "1,1,1,1,1,1,1|2,1,1,1,1,1,1|1,2,1,1,1,1,1|1,1,2,1,1,1,1|1,1,1,2,1,1,1|1,1,1,1,2,1,1|1,1,1,1,1,2,1|1,1,1,1,1,1,2|2,3,4,5,6,7,8",
            Show(SizeSelection.Sampled(Names("a b c d e f g"))));

    [Fact]
    public void Smaller_sizes_come_in_the_order_of_their_sum() =>
        Assert.Equal("1,1|1,2|2,1|1,3|2,2|3,1", Show(SizeSelection.Below(Names("k n"), 5)));

    private static ImmutableArray<string> Names(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries)];

    private static string Show(IEnumerable<ImmutableSortedDictionary<string, int>> sizes) =>
        string.Join('|', sizes.Select(s => string.Join(',', s.Values)));
}
