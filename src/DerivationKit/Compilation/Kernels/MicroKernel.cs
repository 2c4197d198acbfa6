using System.Numerics;

namespace DerivationKit.Compilation.Kernels;

/// <summary>The innermost loop of a product, whose sums stay in registers:
/// result[i·resultRow + l] = (accumulate ? result[i·resultRow + l] : 0) + Σ_{p&lt;depth} weights[i·weightRow + p·weightStep] · panel[p·panelStep + l]
/// for all rows i and all lanes l, both fixed when the kernel was made; with an end, which is null for none, whatever that makes of these sums.</summary>
/// <remarks>Reads and writes whole vectors; nothing has to be aligned. The result overlaps neither weights nor panel.</remarks>
internal unsafe delegate void MicroKernel<T>(
    nint depth, T* weights, nint weightRow, nint weightStep, T* panel, nint panelStep, T* result, nint resultRow, bool accumulate, KernelEnd<T>* end)
    where T : unmanaged, IFloatingPointIeee754<T>;
