using System.Numerics;
using DerivationKit.Kernel;

namespace DerivationKit.Refuting.Numbers;

public readonly partial struct Ball
{
    // Beyond this the entries would have more digits than any refutation needs.
    private const long MaxNormMagnitude = 10;

    // How far the matrix is scaled down: each term of the series is then below a 256th of the one before it.
    private const int ScaledMagnitude = -8;

    /// <inheritdoc/>
    public static Ball[] MatrixExp(Ball[] matrix, int size)
    {
        int precision = matrix.Max(x => x.Precision);
        long magnitude = NormMagnitude(matrix, size);
        if (magnitude > MaxNormMagnitude)
        {
            throw matrix.Any(x => x._radius << 1 > BigInteger.Abs(x._mid))
                ? new InsufficientPrecisionException("the exponential of a matrix that may be beyond 2^10")
                : new OutOfRangeException("the exponential of a matrix beyond 2^10");
        }

        // exp(A) = exp(A / 2^s)^(2^s); each squaring may cost a bit or two.
        int halvings = (int)Math.Max(0, magnitude - ScaledMagnitude);
        Ball[] power = SeriesExp(Array.ConvertAll(matrix, x => new Ball(x._mid, x._radius, x._exponent - halvings, precision + (2 * halvings) + 16)), size);
        for (int i = 0; i < halvings; i++)
        {
            power = SquareMatrix<Ball>.Times(power, power, size);
        }

        return Array.ConvertAll(power, x => Rounded(x._mid, x._radius, x._exponent, precision));
    }

    // The greatest sum of absolute values in a row is below 2 to this power.
    private static long NormMagnitude(Ball[] a, int size) =>
        Enumerable.Range(0, size).Max(i => Enumerable.Range(0, size).Aggregate(default(Ball), (sum, j) => sum + a[(i * size) + j].Bound).Magnitude);

    // The largest absolute value of a number in the ball, as a ball that is exact.
    private Ball Bound => new(BigInteger.Abs(_mid) + _radius, 0, _exponent, _precision);

    // The sum of A^k/k! for a matrix whose rows have absolute values that sum up to less than 2^-8. With the norm N of the last term A^k/k!, the
    // greatest such sum of its rows, the rest is below N (2^-8 + 2^-16 + ...) < N in every entry. Where A^k is 0, there is no rest.
    private static Ball[] SeriesExp(Ball[] a, int size)
    {
        int precision = a[0].Precision;
        Ball[] sum = SquareMatrix<Ball>.Identity(size, One(precision)), term = sum;
        for (int k = 1; ; k++)
        {
            term = Array.ConvertAll(SquareMatrix<Ball>.Times(term, a, size), x => new Rational(1, k) * x);
            sum = [.. sum.Zip(term, (x, y) => x + y)];
            long magnitude = NormMagnitude(term, size);
            if (magnitude < -precision)
            {
                return magnitude == long.MinValue ? sum : Array.ConvertAll(sum, x => x + new Ball(0, 1, magnitude, precision));
            }
        }
    }
}
