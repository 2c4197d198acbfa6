using DerivationKit.Kernel;
using DerivationKit.Language;
using DerivationKit.Refuting;
using DerivationKit.Refuting.Numbers;
using DerivationKit.Testing;

namespace DerivationKit.Tests.Refuting.Evaluation;

public class SquareMatrixTests
{
    [DerivationProperty]
    public void The_inverse_times_the_matrix_is_the_identity(ulong seed, byte size)
    {
        int n = 1 + (size % 5);
        Rational[] a = Draw(seed, n);
        if (!Determinant(a, n).IsZero)
        {
            Rational[] inverse = [.. SquareMatrix<ExactScalar>.Inverse(Exact(a), n, new(1)).Select(x => x.Value)];
            Assert.Equal(Identity(n), Times(a, inverse, n));
            Assert.Equal(Identity(n), Times(inverse, a, n));
        }
    }

    [DerivationProperty]
    public void The_determinant_of_a_product_is_the_product_of_the_determinants(ulong seed, byte size)
    {
        int n = 1 + (size % 5);
        Rational[] a = Draw(seed, n), b = Draw(~seed, n);
        Assert.Equal(Determinant(a, n) * Determinant(b, n), Determinant(Times(a, b, n), n));
    }

    // Cramer's rule of 2×2, and Vandermonde's product (3 - 2)(5 - 2)(5 - 3) = 6.
    [Theory]
    [InlineData(1, "7", "7")]
    [InlineData(2, "1 2 3 4", "-2")]
    [InlineData(3, "1 2 4 1 3 9 1 5 25", "6")]
    [InlineData(3, "1 2 3 4 5 6 7 8 9", "0")]
    [InlineData(3, "0 0 1 0 1 0 1 0 0", "-1")]
    public void Known_determinants(int n, string entries, string determinant) =>
        Assert.Equal(RationalText.Parse(determinant), Determinant([.. entries.Split(' ').Select(RationalText.Parse)], n));

    // D det(A)[E] = tr(adj(A) E), whatever the rank: rank 2 with adj = uu' for (1, -2, 1), rank 1 with adj = 0.
    [Theory]
    [InlineData("1 2 3 4 5 6 7 8 9", "-3 6 -3 6 -12 6 -3 6 -3")]
    [InlineData("1 2 3 2 4 6 3 6 9", "0 0 0 0 0 0 0 0 0")]
    [InlineData("2 0 0 0 3 0 0 0 5", "15 0 0 0 10 0 0 0 6")]
    public void The_derivative_of_a_determinant_is_the_adjugate_at_singular_matrices_too(string entries, string adjugate)
    {
        Rational[] a = [.. entries.Split(' ').Select(RationalText.Parse)];
        Rational[] slopes = [.. Enumerable.Range(0, 9).Select(entry =>
        {
            // Along E = e_j e_i' the derivative is adj[i,j].
            int moved = ((entry % 3) * 3) + (entry / 3);
            Dual<ExactScalar>[] dual = [.. a.Select((x, i) => new Dual<ExactScalar>(new(x), new(i == moved ? 1 : 0)))];
            return SquareMatrix<Dual<ExactScalar>>.Determinant(dual, 3, Dual<ExactScalar>.Constant(new(1))).Derivative.Value;
        })];
        Assert.Equal(adjugate.Split(' ').Select(RationalText.Parse), slopes);
    }

    // D inv(A)[E] = -inv(A) E inv(A).
    [DerivationProperty]
    public void The_derivative_of_an_inverse(ulong seed)
    {
        const int N = 3;
        Rational[] a = Draw(seed, N), e = Draw(~seed, N);
        if (!Determinant(a, N).IsZero)
        {
            Dual<ExactScalar>[] dual = [.. a.Zip(e, (x, v) => new Dual<ExactScalar>(new(x), new(v)))];
            Dual<ExactScalar>[] inverse = SquareMatrix<Dual<ExactScalar>>.Inverse(dual, N, Dual<ExactScalar>.Constant(new(1)));
            Rational[] b = [.. inverse.Select(x => x.Value.Value)];
            Assert.Equal(Identity(N), Times(a, b, N));
            Assert.Equal(Times(Times(b, e, N), b, N).Select(x => -x), inverse.Select(x => x.Derivative.Value));
        }
    }

    [DerivationProperty]
    public void Enclosures_contain_the_exact_values(ulong seed, byte size)
    {
        int n = 1 + (size % 5);
        Rational[] a = [.. Draw(seed, n).Select(x => x / 3)];
        Ball[] balls = [.. a.Select(x => Ball.FromRational(x, 128))];
        Ball one = Ball.FromRational(1, 128);
        Rational determinant = Determinant(a, n);
        Assert.True(SquareMatrix<Ball>.Determinant(balls, n, one).Contains(determinant));
        if (determinant.IsZero)
        {
            Assert.ThrowsAny<Exception>(() => SquareMatrix<Ball>.Inverse(balls, n, one));
            return;
        }

        ExactScalar[] exact = SquareMatrix<ExactScalar>.Inverse(Exact(a), n, new(1));
        Assert.All(SquareMatrix<Ball>.Inverse(balls, n, one).Zip(exact), pair => Assert.True(pair.First.Contains(pair.Second.Value)));
    }

    [Fact]
    public void A_singular_matrix_has_no_inverse()
    {
        Rational[] a = [1, 2, 2, 4];
        Assert.Throws<UndefinedException>(() => SquareMatrix<ExactScalar>.Inverse(Exact(a), 2, new(1)));
        Ball[] thirds = [.. a.Select(x => Ball.FromRational(x / 3, 64))];
        Assert.Throws<InsufficientPrecisionException>(() => SquareMatrix<Ball>.Inverse(thirds, 2, Ball.FromRational(1, 64)));
    }

    private static Rational Determinant(Rational[] a, int n) => SquareMatrix<ExactScalar>.Determinant(Exact(a), n, new(1)).Value;

    private static ExactScalar[] Exact(Rational[] a) => Array.ConvertAll(a, x => new ExactScalar(x));

    private static Rational[] Draw(ulong seed, int n)
    {
        SplitMix64 random = new(seed);
        return [.. Enumerable.Range(0, n * n).Select(_ => new Rational(random.Below(9) - 4, 1 + random.Below(3)))];
    }

    private static Rational[] Identity(int n) => [.. Enumerable.Range(0, n * n).Select(i => (Rational)(i % (n + 1) == 0 ? 1 : 0))];

    private static Rational[] Times(Rational[] a, Rational[] b, int n) =>
    [
        .. from i in Enumerable.Range(0, n)
           from j in Enumerable.Range(0, n)
           select Enumerable.Range(0, n).Aggregate(Rational.Zero, (sum, p) => sum + (a[(i * n) + p] * b[(p * n) + j])),
    ];
}
