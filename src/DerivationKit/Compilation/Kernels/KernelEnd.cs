namespace DerivationKit.Compilation.Kernels;

/// <summary>What a micro kernel makes of its sums before it stores them: scale · sum + multiple · addend[i·addendRow + l].</summary>
internal unsafe struct KernelEnd<T>
    where T : unmanaged
{
    /// <summary>What the sums are multiplied by.</summary>
    public T Scale;

    /// <summary>What is added then; null for nothing. It may be where the result goes.</summary>
    public T* Addend;

    /// <summary>From one row of the addend to the next.</summary>
    public nint AddendRow;

    /// <summary>What the addend is multiplied by.</summary>
    public T Multiple;
}
