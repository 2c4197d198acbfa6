using System.Numerics;

namespace DerivationKit.Compilation.Kernels;

/// <summary>The innermost loop of a product, whose sums stay in registers:
/// result[i·resultRow + l] = multiple · addend[i·addendRow + l] + Σ_{p&lt;depth} weights[i·weightRow + p·weightStep] · panel[p·panelStep + l]
/// for all rows i and all lanes l, both fixed when the kernel was made. Without an addend, which is null then, only the sum.</summary>
/// <remarks>Reads and writes whole vectors; nothing has to be aligned. The result overlaps neither weights nor panel; it may be the addend.</remarks>
internal unsafe delegate void MicroKernel<T>(
    nint depth, T* weights, nint weightRow, nint weightStep, T* panel, nint panelStep, T* result, nint resultRow,
    T* addend, nint addendRow, T multiple)
    where T : unmanaged, IFloatingPointIeee754<T>;
