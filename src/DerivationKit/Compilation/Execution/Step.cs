namespace DerivationKit.Compilation;

/// <summary>One instruction at fixed sizes. It overwrites its whole result, whatever stood there.</summary>
internal abstract class Step<T>
{
    public abstract void Run(in Frame<T> frame);
}
