namespace DerivationKit.Compilation;

/// <summary>One instruction at fixed sizes. It overwrites its whole result, whatever stood there.</summary>
internal abstract class Step<T>
    where T : unmanaged
{
    public abstract void Run(in Frame<T> frame);
}
