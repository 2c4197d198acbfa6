using System.Numerics;
using System.Runtime.CompilerServices;
using DerivationKit.Compilation.Simd;

namespace DerivationKit.Compilation.Kernels;

/// <summary>The product C = A·B of an m×k and a k×n matrix with any strides.</summary>
/// <remarks>Owns its scratch memory, so that one object runs once at a time. The first run with strides of a kind prepares kernels and
/// memory, later ones allocate nothing.</remarks>
/// <param name="width">The vectors to compute with.</param>
/// <param name="m">The rows of A and C.</param>
/// <param name="n">The columns of B and C.</param>
/// <param name="k">The columns of A and rows of B; for 0 the product is 0.</param>
internal sealed unsafe class PackedProduct<T>(LaneWidth width, int m, int n, int k)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    // What an entry costs, in steps of a kernel, that is transposed before or stored alone afterwards.
    private const long Transposing = 1;
    private const long Scattering = 4;

    private readonly long alongColumnsCost = (long)Vectors(width, n) * m * k;
    private readonly long alongRowsCost = (long)Vectors(width, m) * n * k;
    private BlockedProduct<T>? alongColumns;
    private BlockedProduct<T>? alongRows;

    /// <summary>C = A·B, or C += A·B if asked to accumulate. C overlaps neither A nor B.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(
        T* a, nint aRow, nint aColumn, T* b, nint bRow, nint bColumn, T* c, nint cRow, nint cColumn, bool accumulate = false)
    {
        if (m == 0 || n == 0)
        {
            return;
        }

        if (alongColumnsCost + Extra(n, bColumn, cColumn) <= alongRowsCost + Extra(m, aRow, cRow))
        {
            alongColumns ??= new BlockedProduct<T>(width, m, n, k);
            alongColumns.Run(new(a, aRow, aColumn), new(b, bRow, bColumn), new(c, cRow, cColumn), accumulate);
        }
        else
        {
            // Cᵀ = Bᵀ·Aᵀ, whose lanes lie along the rows of C.
            alongRows ??= new BlockedProduct<T>(width, n, m, k);
            alongRows.Run(new(b, bColumn, bRow), new(a, aColumn, aRow), new(c, cColumn, cRow), accumulate);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private long Extra(long lanes, nint laneStride, nint resultStride) =>
        (laneStride == 1 ? 0 : Transposing * lanes * k) + (resultStride == 1 ? 0 : Scattering * m * n);

    private static int Vectors(LaneWidth width, int length)
    {
        int lanes = LaneWidths.Count<T>(width);
        return (length + lanes - 1) / lanes;
    }
}
