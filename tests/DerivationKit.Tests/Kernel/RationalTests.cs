using System.Numerics;
using DerivationKit.Kernel;
using DerivationKit.Language;
using DerivationKit.Testing;

namespace DerivationKit.Tests.Kernel;

public class RationalTests
{
    [DerivationProperty(Arbitrary = [typeof(Rationals)])]
    public bool Addition_is_a_commutative_group(Rational x, Rational y, Rational z) =>
        x + y == y + x && x + y + z == x + (y + z) && x + 0 == x && x - x == 0 && x - y == x + -y;

    [DerivationProperty(Arbitrary = [typeof(Rationals)])]
    public bool Multiplication_is_a_commutative_group_without_zero(Rational x, Rational y, Rational z) =>
        x * y == y * x && x * y * z == x * (y * z) && x * 1 == x
        && (x.IsZero || (x / x == 1 && y / x == y * (1 / x)));

    [DerivationProperty(Arbitrary = [typeof(Rationals)])]
    public bool Multiplication_distributes(Rational x, Rational y, Rational z) => x * (y + z) == x * y + x * z;

    [DerivationProperty(Arbitrary = [typeof(Rationals)])]
    public void Results_are_in_lowest_terms(Rational x, Rational y)
    {
        foreach (Rational result in new[] { x + y, x - y, x * y, y.IsZero ? x : x / y, -x, Rational.Abs(x) })
        {
            Assert.True(result.Denominator > 0);
            Assert.True(BigInteger.GreatestCommonDivisor(result.Numerator, result.Denominator).IsOne);
        }
    }

    [DerivationProperty(Arbitrary = [typeof(Rationals)])]
    public bool The_order_is_that_of_the_difference(Rational x, Rational y) =>
        x.CompareTo(y) == (x - y).Sign && (x < y) == (y - x).Sign > 0 && (x <= y) == (y - x).Sign >= 0
        && x > y == y < x && x >= y == y <= x && ((IComparable)x).CompareTo(y) == x.CompareTo(y);

    [DerivationProperty(Arbitrary = [typeof(Rationals)])]
    public bool Equal_quotients_are_equal_numbers(Rational x, int factor) =>
        factor == 0 || (new Rational(x.Numerator * factor, x.Denominator * factor) is var y
            && x == y && !(x != y) && x.Equals((object)y) && x.GetHashCode() == y.GetHashCode());

    [DerivationProperty(Arbitrary = [typeof(Rationals)])]
    public bool Powers_add_their_exponents(Rational x, sbyte m, sbyte n) =>
        x.IsZero || Rational.Pow(x, m) * Rational.Pow(x, n) == Rational.Pow(x, m + n);

    [DerivationProperty(Arbitrary = [typeof(Rationals)])]
    public bool The_root_of_a_power_is_found(Rational x, byte seed)
    {
        int degree = 1 + seed % 7;
        return Rational.Pow(x, degree).TryRoot(degree, out Rational root)
            && root == (degree % 2 == 0 ? Rational.Abs(x) : x);
    }

    [DerivationProperty(Arbitrary = [typeof(Rationals)])]
    public bool A_root_that_is_found_is_a_root(Rational x, byte seed)
    {
        int degree = 1 + seed % 7;
        return x.TryRoot(degree, out Rational root) ? Rational.Pow(root, degree) == x : root.IsZero;
    }

    [Theory]
    [InlineData("2", 2)]
    [InlineData("-4", 2)]
    [InlineData("4/3", 2)]
    [InlineData("3/4", 2)]
    [InlineData("-9/8", 3)]
    [InlineData("16", 3)]
    public void An_irrational_root_is_not_found(string radicand, int degree) =>
        Assert.False(RationalText.Parse(radicand).TryRoot(degree, out _));

    [Fact]
    public void Special_values()
    {
        Assert.Equal(0, default(Rational));
        Assert.Equal(BigInteger.One, default(Rational).Denominator);
        Assert.True(Rational.Zero.IsZero && Rational.One.IsOne && Rational.One.IsInteger);
        Assert.False(new Rational(1, 2).IsOne || new Rational(1, 2).IsInteger);
        Assert.Equal(1, Rational.Pow(0, 0));
        Assert.Equal(new Rational(-2, 3), new Rational(4, -6));
    }

    [Fact]
    public void Division_by_zero_is_refused()
    {
        Assert.Throws<DivideByZeroException>(() => new Rational(1, 0));
        Assert.Throws<DivideByZeroException>(() => Rational.One / default(Rational));
        Assert.Throws<DivideByZeroException>(() => Rational.Pow(0, -1));
        Assert.Throws<ArgumentException>(() => ((IComparable)Rational.One).CompareTo("1"));
    }

    [DerivationProperty]
    public bool The_integer_root_is_the_largest_below(ulong high, ulong low, byte seed)
    {
        int degree = 1 + seed % 9;
        BigInteger value = ((BigInteger)high << 64) + low;
        BigInteger root = IntegerRoot.Floor(value, degree);
        return BigInteger.Pow(root, degree) <= value && value < BigInteger.Pow(root + 1, degree);
    }

    [Fact]
    public void An_integer_root_needs_a_radicand_and_a_degree()
    {
        Assert.Equal(0, IntegerRoot.Floor(0, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => IntegerRoot.Floor(-8, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => IntegerRoot.Floor(8, 0));
    }

    [Fact]
    public void A_number_is_compared_with_numbers_alone()
    {
        Rational three = 3L;
        Assert.Equal(new Rational(6, 2), three);
        Assert.False(three.Equals((object)3));
        Assert.False(three.Equals((object?)null));
        Assert.Equal(1, ((IComparable)three).CompareTo(null));
        Assert.Throws<ArgumentException>(() => ((IComparable)three).CompareTo(3));
    }
}
