namespace DerivationKit.Compilation.Fusion;

/// <summary>Emitted code for a whole program at small fixed sizes, which keeps everything in registers.</summary>
/// <param name="inputs">Where each input begins.</param>
/// <param name="steps">How many numbers further each input begins for the next instance, even if there is none.</param>
/// <param name="outputs">Where each result begins; those of the next instance follow.</param>
/// <param name="count">How many instances there are.</param>
internal unsafe delegate void TinyCode<T>(T** inputs, nint* steps, T** outputs, nint count)
    where T : unmanaged;
