using DerivationKit.Kernel;
using DerivationKit.Language;
using DerivationKit.Refuting;
using DerivationKit.Refuting.Numbers;

namespace DerivationKit.Tests.Refuting.Numbers;

// Exact cases: nilpotent matrices, exp of multiples of the unit, and rotations exp([0 -t; t 0]) = [cos t, -sin t; sin t, cos t].
public class MatrixExpTests
{
    [Fact]
    public void Exact_numbers_know_nilpotent_matrices_alone()
    {
        Assert.Equal(Rationals(1, 2, new(23, 2), 0, 1, 5, 0, 0, 1), ExactScalar.MatrixExp(Exact(0, 2, new(13, 2), 0, 0, 5, 0, 0, 0), 3).Select(x => x.Value));
        Assert.Throws<NotExactException>(() => ExactScalar.MatrixExp(Exact(1), 1));
        Assert.Throws<NotExactException>(() => ExactScalar.MatrixExp(Exact(0, 1, -1, 0), 2));
    }

    // D exp(X)[E] for X = [0 1; 0 0] and E = [0 0; 1 0]: (XE + EX)/2 + E + XEX/6, by the series.
    [Fact]
    public void Dual_numbers_carry_the_derivative()
    {
        Dual<Ball> Entry(int x, int e) => new(Ball.FromRational(x, 128), Ball.FromRational(e, 128));
        Dual<Ball>[] exp = Dual<Ball>.MatrixExp([Entry(0, 0), Entry(1, 0), Entry(0, 1), Entry(0, 0)], 2);
        Assert.All(exp.Zip(Rationals(1, 1, 0, 1), Rationals(new(1, 2), new(1, 6), 1, new(1, 2))), at =>
        {
            Assert.True(at.First.Value.Contains(at.Second));
            Assert.True(at.First.Derivative.Contains(at.Third));
            Assert.True(Width(at.First.Derivative) < Math.ScaleB(1, -100));
        });
    }

    [Theory]
    [InlineData("0", 64)]
    [InlineData("1/1000", 64)]
    [InlineData("1/3", 128)]
    [InlineData("-7/2", 128)]
    [InlineData("300", 256)]
    [InlineData("1/1000000000000", 64)]
    public void Enclosures_contain_rotations_and_growth(string text, int precision)
    {
        Ball t = Ball.FromRational(RationalText.Parse(text), precision), zero = Ball.FromRational(0, precision);
        Ball[] rotation = Ball.MatrixExp([zero, -t, t, zero], 2), growth = Ball.MatrixExp([t, zero, zero, t], 2);
        (Ball cos, Ball sin, Ball exp) = (Ball.Cos(t), Ball.Sin(t), Ball.Exp(t));
        Assert.All(rotation.Zip([cos, -sin, sin, cos]), pair => Assert.False(pair.First.Disjoint(pair.Second)));
        Assert.All(growth.Zip([exp, zero, zero, exp]), pair => Assert.False(pair.First.Disjoint(pair.Second)));

        // A rotation's entries are at most 1; the scaling squares some 17 times at most, and each squaring may double the error.
        Assert.All(rotation, x => Assert.True(Width(x) < Math.ScaleB(1, 24 - precision), $"{x}"));
    }

    // The exponential of every matrix in a wide enclosure is in the enclosure of the exponential.
    [Fact]
    public void Wide_enclosures_contain_what_they_may()
    {
        static Ball Wide(Rational low, Rational high) => Ball.Hull(Ball.FromRational(low, 64), Ball.FromRational(high, 64));
        Ball[] exp = Ball.MatrixExp([Wide(-1, 1), Wide(0, 2), Wide(0, 0), Wide(-1, 1)], 2);
        foreach (Rational t in Rationals(-1, new(-1, 3), 0, 1))
        {
            Ball growth = Ball.Exp(Ball.FromRational(t, 128));
            Assert.False(exp[0].Disjoint(growth));
            Assert.False(exp[1].Disjoint(2 * growth));
        }
    }

    [Fact]
    public void The_exponential_of_0_is_exact_and_that_of_a_large_matrix_refused()
    {
        Ball zero = Ball.FromRational(0, 64), large = Ball.FromRational(5000, 64);
        Assert.All(Ball.MatrixExp([zero, zero, zero, zero], 2), x => Assert.True(x.IsExact));
        Assert.Throws<OutOfRangeException>(() => Ball.MatrixExp([large], 1));
        Assert.Throws<InsufficientPrecisionException>(() => Ball.MatrixExp([Ball.Hull(zero, large)], 1));
    }

    // The integral of s·t over times s + t = 1 is 1/6: entries of A = [0 1; 0 0] over two times, as exp(sA)[0,1] = s.
    [Theory]
    [InlineData("0 1 0 1", "1/6")]
    [InlineData("0 1 0 0", "1/2")]
    [InlineData("0 0 1 1", "1")]
    [InlineData("0 1 0 1 0 1", "1/120")]
    [InlineData("1 0 0 1", "0")]
    public void Times_add_up_to_1(string pairs, string integral) => Assert.Equal(
        RationalText.Parse(integral),
        Entry([.. pairs.Split(' ').Select(int.Parse)]).Value);

    private static double Width(Ball x) => x.Endpoints() is var (low, high) ? (high - low).ToDouble() : 0;

    private static ExactScalar[] Exact(params Rational[] entries) => Array.ConvertAll(entries, x => new ExactScalar(x));

    private static Rational[] Rationals(params Rational[] entries) => entries;

    private static ExactScalar Entry(int[] pairs) => SquareMatrix<ExactScalar>.Exponential(Exact(0, 1, 0, 0), 2, new(1), pairs.AsSpan()[1..^1])[(2 * pairs[0]) + pairs[^1]];
}
