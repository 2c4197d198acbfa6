using DerivationKit.Kernel;
using DerivationKit.Refuting.Numbers;

namespace DerivationKit.Refuting;

/// <summary>Determinant and inverse from the characteristic polynomial. Nothing is divided by but whole numbers and, for the inverse, the
/// determinant: no pivot has to be told from 0, and derivatives come out right at singular matrices too.</summary>
/// <remarks>Source: Faddeev and Faddeeva, Computational Methods of Linear Algebra (1963), section 47: M(1) = I,
/// c(k) = -tr(A M(k))/k, M(k+1) = A M(k) + c(k) I; then det A = (-1)^n c(n), and A M(n) = -c(n) I.</remarks>
/// <typeparam name="T">The number type.</typeparam>
internal static class SquareMatrix<T>
    where T : struct, IScalar<T>
{
    /// <summary>About how many multiplications they take.</summary>
    public static long Work(int size) => Math.Max(1, (long)size * size * size * size);

    /// <summary>The determinant.</summary>
    /// <param name="matrix">The entries, row after row.</param>
    /// <param name="size">How many rows, at least 1.</param>
    /// <param name="one">The number 1.</param>
    public static T Determinant(T[] matrix, int size, T one)
    {
        T last = Faddeev(matrix, size, one).Last;
        return size % 2 == 0 ? last : -last;
    }

    /// <summary>The inverse, row after row.</summary>
    /// <exception cref="UndefinedException">The determinant is 0.</exception>
    /// <exception cref="InsufficientPrecisionException">The determinant may be 0.</exception>
    public static T[] Inverse(T[] matrix, int size, T one)
    {
        (T[] adjugate, T last) = Faddeev(matrix, size, one);
        return Array.ConvertAll(adjugate, entry => -(entry / last));
    }

    // M(n) and c(n). The first product is A, and of the last one the trace is enough.
    private static (T[] Matrix, T Last) Faddeev(T[] a, int n, T one)
    {
        T[] m = Identity(n, one);
        for (int k = 1; k < n; k++)
        {
            m = k == 1 ? [.. a] : Times(a, m, n);
            T c = new Rational(-1, k) * Sum(n, i => m[i * (n + 1)]);
            for (int i = 0; i < n; i++)
            {
                m[i * (n + 1)] += c;
            }
        }

        return (m, new Rational(-1, n) * Sum(n * n, i => a[i] * m[(i % n * n) + (i / n)]));
    }

    private static T Sum(int count, Func<int, T> term)
    {
        T sum = term(0);
        for (int i = 1; i < count; i++)
        {
            sum += term(i);
        }

        return sum;
    }

    /// <summary>The unit matrix.</summary>
    public static T[] Identity(int size, T one) => [.. Enumerable.Range(0, size * size).Select(i => i % (size + 1) == 0 ? one : one - one)];

    /// <summary>The integral over times s, t, ... that add up to 1 of the product of exp(s A)[a,b], exp(t A)[c,d], ... for pairs (a,b), (c,d), ...: an
    /// entry of the exponential of the matrix with A on its diagonal, and above it a 1 that leads from b to c, and so on.</summary>
    /// <remarks>Source: Van Loan, Computing integrals involving the matrix exponential (1978), theorem 1.</remarks>
    /// <param name="matrix">The entries, row after row.</param>
    /// <param name="size">How many rows, at least 1.</param>
    /// <param name="one">The number 1.</param>
    /// <param name="inner">The rows and columns but the first and the last one: b, c and so on.</param>
    /// <returns>The integral for each first row and last column.</returns>
    public static T[] Exponential(T[] matrix, int size, T one, ReadOnlySpan<int> inner)
    {
        int whole = size * (1 + (inner.Length / 2));
        T[] blocks = new T[whole * whole];
        for (int i = 0; i < blocks.Length; i++)
        {
            (int row, int column) = (i / whole, i % whole);
            blocks[i] = row / size == column / size ? matrix[(row % size * size) + (column % size)] : one - one;
        }

        for (int r = 0; r < inner.Length / 2; r++)
        {
            blocks[(((r * size) + inner[2 * r]) * whole) + ((r + 1) * size) + inner[(2 * r) + 1]] = one;
        }

        T[] exponential = T.MatrixExp(blocks, whole);
        T[] corner = new T[size * size];
        for (int row = 0; row < size; row++)
        {
            Array.Copy(exponential, (row * whole) + whole - size, corner, row * size, size);
        }

        return corner;
    }

    /// <summary>The product of two matrices.</summary>
    public static T[] Times(T[] a, T[] b, int n)
    {
        T[] product = new T[n * n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                T sum = a[i * n] * b[j];
                for (int p = 1; p < n; p++)
                {
                    sum += a[(i * n) + p] * b[(p * n) + j];
                }

                product[(i * n) + j] = sum;
            }
        }

        return product;
    }
}
