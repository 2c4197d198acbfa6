namespace DerivationKit.Compilation.Fusion;

/// <summary>Emitted code for a whole program at small fixed sizes, which keeps everything in registers.</summary>
/// <param name="inputs">Where each input begins; moved on from one instance to the next.</param>
/// <param name="outputs">Where each result begins, likewise.</param>
/// <param name="count">How many instances there are, one after the other in memory.</param>
internal unsafe delegate void TinyCode<T>(T** inputs, T** outputs, nint count)
    where T : unmanaged;
