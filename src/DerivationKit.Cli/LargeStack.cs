using System.Runtime.ExceptionServices;

namespace DerivationKit.Cli;

/// <summary>Runs work where deeply nested formulas have room.</summary>
internal static class LargeStack
{
    private const int Bytes = 256 << 20;

    /// <summary>Runs the work on a thread of its own, and passes on what it returns or throws.</summary>
    public static T Run<T>(Func<T> work)
    {
        T result = default!;
        ExceptionDispatchInfo? thrown = null;
        Thread thread = new(
            () =>
            {
                try
                {
                    result = work();
                }
                catch (Exception e)
                {
                    thrown = ExceptionDispatchInfo.Capture(e);
                }
            },
            Bytes);
        thread.Start();
        thread.Join();
        thrown?.Throw();
        return result;
    }
}
