using DerivationKit.Refuting.Numbers;

namespace DerivationKit.Tests.Refuting.Numbers;

public class RecentTests
{
    [Fact]
    public void A_value_is_computed_once_while_it_is_remembered()
    {
        int computed = 0;
        Recent<int, int> squares = new(x => x * x + 0 * ++computed);
        Assert.Equal([49, 49, 0, 49], new[] { 7, 7, 0, 7 }.Select(squares.Of));
        Assert.Equal(2, computed);
    }

    // Far more arguments than there are places.
    [Fact]
    public void What_was_forgotten_is_computed_anew()
    {
        Recent<int, int> squares = new(x => x * x);
        Assert.All(Enumerable.Range(-5_000, 10_000).Concat(Enumerable.Range(-5_000, 10_000)), x => Assert.Equal(x * x, squares.Of(x)));
    }

    [Fact]
    public void A_failure_is_not_remembered()
    {
        bool fails = true;
        Recent<int, int> once = new(x => fails ? throw new InvalidOperationException() : x);
        Assert.Throws<InvalidOperationException>(() => once.Of(3));
        fails = false;
        Assert.Equal(3, once.Of(3));
    }
}
