namespace DerivationKit.Compilation.Kernels;

/// <summary>Interleaves two vectors a, b within each 128 bits, as transpositions need it.</summary>
internal unsafe interface IInterleaving<TVector, T>
    where TVector : struct
    where T : unmanaged
{
    /// <summary>Whether the processor has these instructions.</summary>
    static abstract bool IsSupported { get; }

    /// <summary>128 bits each from source, source + stride, source + 2·stride, ...</summary>
    static abstract TVector Gather(T* source, nint stride);

    /// <summary>a₀ b₀ of doubles, a₀ b₀ a₁ b₁ of floats.</summary>
    static abstract TVector Low(TVector a, TVector b);

    /// <summary>a₁ b₁ of doubles, a₂ b₂ a₃ b₃ of floats.</summary>
    static abstract TVector High(TVector a, TVector b);

    /// <summary>The lower 64 bits of a, then those of b.</summary>
    static abstract TVector LowPairs(TVector a, TVector b);

    /// <summary>The upper 64 bits of a, then those of b.</summary>
    static abstract TVector HighPairs(TVector a, TVector b);

    /// <summary>Stores a vector, which need not be aligned.</summary>
    static abstract void Store(TVector vector, T* destination);
}
