using System.Numerics;
using DerivationKit.Transfer;

namespace DerivationKit.Tests.Transfer;

public class ZeroTestTests
{
    private static readonly FixedSizesLimits AtPoints = new(PreferredBits: 1L << 24);
    private static readonly FixedSizesLimits ByExpansion = new(PreferredBits: 0, LargestBits: 0);

    private readonly ScalarTable table = new();

    private Scalar X => table.Of(table.Symbol("x", isPositive: false).Symbol);

    private Scalar Y => table.Of(table.Symbol("y", isPositive: false).Symbol);

    // H = 1 + 4 = 5, so b = bitlength(11) = 4; D = 1: x = 2^4, and numbers have 4·2 bits.
    [Fact]
    public void The_point_is_large_enough_for_the_coefficients()
    {
        ZeroTest test = new(AtPoints, new(1_000));
        Assert.False(test.IsZero(Minus(X, table.Constant(4))));
        Assert.Equal(8, test.LargestBits);
    }

    // (x + y)^3 = x^3 + 3x^2 y + 3x y^2 + y^3: the binomial theorem.
    [Theory]
    [InlineData(3, true)]
    [InlineData(2, false)]
    public void Both_ways_agree_on_an_identity_and_a_near_miss(int middle, bool isZero)
    {
        Scalar expanded = table.Sum([
            table.Power(X, 3), Times(middle, table.Power(X, 2), Y), Times(3, X, table.Power(Y, 2)), table.Power(Y, 3)]);
        Scalar difference = Minus(table.Power(table.Sum([X, Y]), 3), expanded);
        Assert.Equal(isZero, new ZeroTest(AtPoints, new(100_000)).IsZero(difference));
        Assert.Equal(isZero, new ZeroTest(ByExpansion, new(100_000)).IsZero(difference));
    }

    // p·p' - q, where q is the product as polynomials over single coefficients, is 0, and is not once a coefficient is changed.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Products_of_random_polynomials_are_recognised(int seed)
    {
        Random random = new(seed);
        int[] p = [.. Enumerable.Range(0, 4).Select(_ => random.Next(-9, 10))], q = [.. Enumerable.Range(0, 3).Select(_ => random.Next(1, 10))];
        int[] product = new int[6];
        for (int i = 0; i < 12; i++)
        {
            product[(i / 3) + (i % 3)] += p[i / 3] * q[i % 3];
        }

        Scalar left = table.Product([Polynomial(p), Polynomial(q)]);
        Assert.True(new ZeroTest(AtPoints, new(100_000)).IsZero(Minus(left, Polynomial(product))));
        product[seed]++;
        Assert.False(new ZeroTest(AtPoints, new(100_000)).IsZero(Minus(left, Polynomial(product))));
    }

    // r^2 = x: (r - 1)(r + 1) = x - 1, but r is not 1, nor is r^3 = x.
    [Fact]
    public void Relations_are_applied_at_a_point_too()
    {
        Symbol root = table.Symbol("r", isPositive: false).Symbol;
        root.Relation = (2, X);
        Scalar r = table.Of(root), one = table.One;
        Scalar conjugates = table.Product([Minus(r, one), table.Sum([r, one])]);
        foreach (FixedSizesLimits limits in new[] { AtPoints, ByExpansion })
        {
            ZeroTest test = new(limits, new(100_000));
            Assert.True(test.IsZero(Minus(conjugates, Minus(X, one))));
            Assert.False(test.IsZero(Minus(table.Power(r, 3), X)));
        }
    }

    private Scalar Polynomial(int[] coefficients) => table.Sum(coefficients.Select((c, k) => Times(c, table.Power(X, k))));

    private Scalar Times(BigInteger coefficient, params Scalar[] factors) => table.Product([table.Constant(coefficient), .. factors]);

    private Scalar Minus(Scalar a, Scalar b) => table.Sum([a, Times(-1, b)]);
}
