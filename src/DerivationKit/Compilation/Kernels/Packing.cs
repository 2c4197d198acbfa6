using System.Numerics;
using System.Runtime.CompilerServices;

namespace DerivationKit.Compilation.Kernels;

/// <summary>Copies matrices of any strides into the order in which micro kernels read them, and back. Entry (i, j) of a matrix stands at
/// i·rowStride + j·columnStride.</summary>
internal static unsafe class Packing<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Packs weights block after block, each with its rows side by side: [depth][height].</summary>
    /// <param name="source">Weights of Σ <paramref name="heights"/> rows.</param>
    /// <param name="rowStride">From one row to the next.</param>
    /// <param name="columnStride">From one column to the next.</param>
    /// <param name="heights">How many rows each block has.</param>
    /// <param name="depth">The number of columns.</param>
    /// <param name="destination">Room for all entries.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Weights(T* source, nint rowStride, nint columnStride, int[] heights, int depth, T* destination)
    {
        foreach (int height in heights)
        {
            Panel(source, rowStride, columnStride, height, depth, height, destination);
            source += height * rowStride;
            destination += height * (nint)depth;
        }
    }

    /// <summary>Packs rows as a panel: destination[j·lanes + i] = source(i, j), and 0 for the lanes beyond <paramref name="rows"/>.</summary>
    /// <param name="source">A matrix of <paramref name="rows"/> × <paramref name="columns"/>.</param>
    /// <param name="rowStride">From one row to the next.</param>
    /// <param name="columnStride">From one column to the next.</param>
    /// <param name="rows">At most <paramref name="lanes"/>.</param>
    /// <param name="columns">How many columns the panel gets.</param>
    /// <param name="lanes">How many entries a column of the panel has.</param>
    /// <param name="destination">Room for lanes · columns entries.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Panel(T* source, nint rowStride, nint columnStride, int rows, int columns, int lanes, T* destination)
    {
        if (rowStride == 1)
        {
            Copying<T>.Runs(source, columnStride, columns, rows, destination, lanes);
        }
        else if (columnStride == 1)
        {
            Transposition<T>.Run(source, rowStride, rows, columns, destination, lanes);
        }
        else
        {
            Copying<T>.Entries(source, rowStride, columnStride, rows, columns, destination, 1, lanes);
        }

        if (rows < lanes)
        {
            Copying<T>.Clear(destination + rows, lanes, columns, lanes - rows);
        }
    }

    /// <summary>The inverse of <see cref="Panel"/>: destination(i, j) = source[j·lanes + i] for the first <paramref name="rows"/> lanes.</summary>
    /// <param name="source">A panel of <paramref name="columns"/> columns.</param>
    /// <param name="lanes">How many entries a column of the panel has.</param>
    /// <param name="rows">How many of them are copied.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="destination">A matrix of <paramref name="rows"/> × <paramref name="columns"/>.</param>
    /// <param name="rowStride">From one row to the next.</param>
    /// <param name="columnStride">From one column to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Unpanel(T* source, int lanes, int rows, int columns, T* destination, nint rowStride, nint columnStride)
    {
        if (rowStride == 1)
        {
            Copying<T>.Runs(source, lanes, columns, rows, destination, columnStride);
        }
        else if (columnStride == 1)
        {
            Transposition<T>.Run(source, lanes, columns, rows, destination, rowStride);
        }
        else
        {
            Copying<T>.Entries(source, 1, lanes, rows, columns, destination, rowStride, columnStride);
        }
    }
}
