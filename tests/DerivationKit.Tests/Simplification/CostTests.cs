using DerivationKit.Language;
using DerivationKit.Simplification;

namespace DerivationKit.Tests.Simplification;

public class CostTests
{
    private static readonly Scope Scope = Scope.Parse("A, D: matrix(m,n); B: matrix(n,p); s: scalar; m, n: dimension");

    // Names, numbers, symbols, function names, arguments and pairs of brackets, counted by hand.
    [Theory]
    [InlineData("A", 1)]
    [InlineData("A + D", 3)]
    [InlineData("A'", 2)]
    [InlineData("(A + D)'", 5)]
    [InlineData("(A + D)*B", 6)]
    [InlineData("A*B*s", 5)]
    [InlineData("s*(A*B)", 6)]
    [InlineData("sum(A)", 3)]
    [InlineData("ones(n)", 2)]
    [InlineData("A.^2", 3)]
    [InlineData("1/2*A", 5)]
    [InlineData("-2*A", 4)]
    [InlineData("n*A", 3)]
    public void What_has_to_be_read_is_counted(string text, long expected) =>
        Assert.Equal(expected, new Cost().Of(Scope.ParseExpression(text)));

    // s, s + s, (s + s) + (s + s), ...: written out the last one has 2^200 names.
    [Fact]
    public void Shared_parts_count_as_often_as_they_are_written_up_to_a_bound()
    {
        Expr shared = Enumerable.Range(0, 200).Aggregate(Scope.ParseExpression("s"), (sum, _) => sum * sum);
        Assert.Equal(1L << 40, new Cost().Of(shared));
    }
}
