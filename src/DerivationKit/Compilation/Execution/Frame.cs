namespace DerivationKit.Compilation;

/// <summary>The memory of one run: the caller's pinned inputs and outputs, and the registers.</summary>
internal readonly unsafe struct Frame<T>(T** inputs, T** registers, T** outputs)
    where T : unmanaged
{
    /// <summary>Where a value begins.</summary>
    public T* Pointer(Place place) => place.Storage switch
    {
        Storage.Input => inputs[place.Position],
        Storage.Register => registers[place.Position],
        _ => outputs[place.Position],
    };

    public ReadOnlySpan<T> Read(Place place) => new(Pointer(place), place.Length);

    public Span<T> Write(Place place) => new(Pointer(place), place.Length);
}
