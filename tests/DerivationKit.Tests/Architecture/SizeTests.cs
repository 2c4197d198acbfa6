namespace DerivationKit.Tests.Architecture;

// Small files are the readable ones, and a kernel has to be read whole to be trusted.
public class SizeTests
{
    private const int LongestFile = 400;
    private const int MedianFile = 150;
    private const int KernelTotal = 2319;

    [Fact]
    public void No_source_file_is_long()
    {
        string[] tooLong = [.. Repository.Sources("src")
            .Select(file => (Name: Repository.Relative(file), Lines: LinesOf(file)))
            .Where(file => file.Lines > LongestFile)
            .Select(file => $"{file.Name}: {file.Lines} lines")];
        Assert.Empty(tooLong);
    }

    [Fact]
    public void The_median_source_file_is_short()
    {
        int[] lengths = [.. Repository.Sources("src").Select(LinesOf)];
        Assert.NotEmpty(lengths);
        Assert.InRange(Median(lengths), 0, MedianFile - 1);
    }

    // Code alone: the documentation that every rule carries is what makes the kernel readable, not what makes it long.
    [Fact]
    public void The_kernel_can_be_read_in_an_evening() =>
        Assert.InRange(Repository.Sources("src/DerivationKit.Kernel").Sum(CodeLinesOf), 1, KernelTotal);

    [Theory]
    [InlineData(3, new[] { 9, 1, 3 })]
    [InlineData(4, new[] { 5, 9, 1, 4 })]
    public void The_median_is_the_lower_middle_value(int expected, int[] lengths) => Assert.Equal(expected, Median(lengths));

    private static int Median(int[] lengths) => lengths.Order().ElementAt((lengths.Length - 1) / 2);

    private static int CodeLinesOf(string file) => File.ReadLines(file).Select(l => l.Trim()).Count(l => l.Length > 0 && !l.StartsWith("//", StringComparison.Ordinal));

    private static int LinesOf(string file) => File.ReadLines(file).Count();
}
