namespace DerivationKit.Compilation;

/// <summary>What is done with inputs while they are pinned.</summary>
internal unsafe interface IPinnedCall<T>
    where T : unmanaged
{
    /// <summary>Works on the inputs.</summary>
    /// <param name="inputs">Where each input begins; may be moved.</param>
    /// <param name="lengths">How many numbers each has.</param>
    void Run(T** inputs, scoped ReadOnlySpan<int> lengths);
}

/// <summary>Pins arrays for the time of a call; the call is a structure, so that the compiler writes code for each kind of its own.</summary>
internal static unsafe class Pinning<T>
    where T : unmanaged
{
    public static void Run<TCall>(scoped ref TCall call)
        where TCall : struct, IPinnedCall<T>, allows ref struct => call.Run(null, []);

    public static void Run<TCall>(ReadOnlySpan<T> first, scoped ref TCall call)
        where TCall : struct, IPinnedCall<T>, allows ref struct
    {
        fixed (T* a = first)
        {
            T** inputs = stackalloc[] { a };
            call.Run(inputs, [first.Length]);
        }
    }

    public static void Run<TCall>(ReadOnlySpan<T> first, ReadOnlySpan<T> second, scoped ref TCall call)
        where TCall : struct, IPinnedCall<T>, allows ref struct
    {
        fixed (T* a = first, b = second)
        {
            T** inputs = stackalloc[] { a, b };
            call.Run(inputs, [first.Length, second.Length]);
        }
    }

    public static void Run<TCall>(ReadOnlySpan<T> first, ReadOnlySpan<T> second, ReadOnlySpan<T> third, scoped ref TCall call)
        where TCall : struct, IPinnedCall<T>, allows ref struct
    {
        fixed (T* a = first, b = second, c = third)
        {
            T** inputs = stackalloc[] { a, b, c };
            call.Run(inputs, [first.Length, second.Length, third.Length]);
        }
    }

    public static void Run<TCall>(
        ReadOnlySpan<T> first, ReadOnlySpan<T> second, ReadOnlySpan<T> third, ReadOnlySpan<T> fourth, scoped ref TCall call)
        where TCall : struct, IPinnedCall<T>, allows ref struct
    {
        fixed (T* a = first, b = second, c = third, d = fourth)
        {
            T** inputs = stackalloc[] { a, b, c, d };
            call.Run(inputs, [first.Length, second.Length, third.Length, fourth.Length]);
        }
    }

    public static void Run<TCall>(ReadOnlySpan<ReadOnlyMemory<T>> arrays, scoped ref TCall call)
        where TCall : struct, IPinnedCall<T>, allows ref struct
    {
        T** inputs = stackalloc T*[arrays.Length];
        Pin(arrays, 0, inputs, stackalloc int[arrays.Length], ref call);
    }

    // Each array is pinned while those after it are pinned and used.
    private static void Pin<TCall>(
        ReadOnlySpan<ReadOnlyMemory<T>> arrays, int position, T** inputs, scoped Span<int> lengths, scoped ref TCall call)
        where TCall : struct, IPinnedCall<T>, allows ref struct
    {
        if (position == arrays.Length)
        {
            call.Run(inputs, lengths);
            return;
        }

        fixed (T* pointer = arrays[position].Span)
        {
            inputs[position] = pointer;
            lengths[position] = arrays[position].Length;
            Pin(arrays, position + 1, inputs, lengths, ref call);
        }
    }
}
