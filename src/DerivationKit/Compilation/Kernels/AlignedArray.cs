namespace DerivationKit.Compilation.Kernels;

/// <summary>Scratch memory that never moves and begins with a cache line.</summary>
/// <remarks>The pointer is valid as long as this object is reachable.</remarks>
internal sealed unsafe class AlignedArray<T>
    where T : unmanaged
{
    private const int BytesPerLine = 64;

    private readonly T[] array;

    /// <summary>Room for <paramref name="length"/> entries of any content.</summary>
    public AlignedArray(nint length)
    {
        array = GC.AllocateUninitializedArray<T>(checked((int)length + (BytesPerLine / sizeof(T))), pinned: true);
        nuint address = (nuint)System.Runtime.CompilerServices.Unsafe.AsPointer(ref array[0]);
        Pointer = (T*)((address + BytesPerLine - 1) / BytesPerLine * BytesPerLine);
    }

    /// <summary>The first entry.</summary>
    public T* Pointer { get; }
}
