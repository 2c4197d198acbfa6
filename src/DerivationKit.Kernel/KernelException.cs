namespace DerivationKit.Kernel;

/// <summary>A rule does not apply, a statement is malformed, or a budget is spent: nothing was proved.</summary>
public sealed class KernelException(string message) : Exception(message)
{
    /// <summary>Refuses what does not meet a condition, and says why.</summary>
    internal static void Require(bool condition, string why)
    {
        if (!condition)
        {
            throw new KernelException(why);
        }
    }

    /// <summary>Refuses to recurse further where the stack is nearly used up.</summary>
    internal static void EnsureStack() => Require(
        System.Runtime.CompilerServices.RuntimeHelpers.TryEnsureSufficientExecutionStack(), "the statement is nested too deeply for the stack");
}
