using System.Runtime.InteropServices;

namespace DerivationKit.Compilation;

/// <summary>Memory outside the managed heap, aligned to cache lines, that lives as long as its owner.</summary>
internal sealed unsafe class NativeBuffer<T>
    where T : unmanaged
{
    private const nuint CacheLine = 64;

    /// <exception cref="OutOfMemoryException">There is not so much memory.</exception>
    public NativeBuffer(long length)
    {
        Pointer = (T*)NativeMemory.AlignedAlloc((nuint)(long.Max(length, 1) * sizeof(T)), CacheLine);
        Length = length;
    }

    ~NativeBuffer() => NativeMemory.AlignedFree(Pointer);

    /// <summary>The first number.</summary>
    public T* Pointer { get; }

    /// <summary>How many numbers it holds.</summary>
    public long Length { get; }
}
