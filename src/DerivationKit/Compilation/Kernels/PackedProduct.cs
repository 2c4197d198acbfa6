using System.Numerics;
using System.Runtime.CompilerServices;
using DerivationKit.Compilation.Simd;

namespace DerivationKit.Compilation.Kernels;

/// <summary>The product C = A·B of an m×k and a k×n matrix with any strides.</summary>
/// <remarks>Owns its scratch memory, so that one object runs once at a time. Only the first run prepares kernels and memory.</remarks>
/// <param name="width">The vectors to compute with.</param>
/// <param name="m">The rows of A and C.</param>
/// <param name="n">The columns of B and C.</param>
/// <param name="k">The columns of A and rows of B; for 0 the product is 0.</param>
internal sealed unsafe class PackedProduct<T>(LaneWidth width, int m, int n, int k)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    // What an entry costs in steps of a kernel when it is transposed before, or stored alone afterwards.
    private const int CostOfTransposing = 1;
    private const int CostOfScattering = 4;

    private BlockedProduct<T>? alongColumns;
    private BlockedProduct<T>? alongRows;

    /// <summary>C = A·B, or C += A·B. C overlaps neither A nor B.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(
        T* a, nint aRow, nint aColumn, T* b, nint bRow, nint bColumn, T* c, nint cRow, nint cColumn, bool accumulate = false)
    {
        if (m == 0 || n == 0)
        {
            return;
        }

        // Cᵀ = Bᵀ·Aᵀ: lanes lie along the columns or along the rows of C.
        var left = new View<T>(a, aRow, aColumn);
        var right = new View<T>(b, bRow, bColumn);
        var result = new View<T>(c, cRow, cColumn);
        if (Cost(m, n, bColumn == 1, cColumn == 1) <= Cost(n, m, aRow == 1, cRow == 1))
        {
            alongColumns ??= new BlockedProduct<T>(width, m, n, k);
            alongColumns.Run(left, right, result, accumulate);
        }
        else
        {
            alongRows ??= new BlockedProduct<T>(width, n, m, k);
            alongRows.Run(right.Transposed, left.Transposed, result.Transposed, accumulate);
        }
    }

    private long Cost(long rows, long lanes, bool inOrder, bool contiguous)
    {
        int perVector = LaneWidths.Count<T>(width);
        long vectors = (lanes + perVector - 1) / perVector;
        return (vectors * rows * k) + (inOrder ? 0 : CostOfTransposing * lanes * k) + (contiguous ? 0 : CostOfScattering * rows * lanes);
    }
}
