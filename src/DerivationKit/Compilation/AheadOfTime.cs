using System.Numerics;

namespace DerivationKit.Compilation;

/// <summary>What a program that is compiled ahead of time (ReadyToRun) should hold of this library's code for numbers. Nobody calls it.</summary>
/// <remarks>Ahead of time, generic code is compiled for those types alone that its own assembly mentions; for others, every process
/// compiles it again: two thirds of the methods that a first function needs.</remarks>
internal static class AheadOfTime
{
    /// <summary>Mentions the types for which there is emitted code.</summary>
    public static void Mention(Expr loss, Variable x)
    {
        Mention<double>(loss, x);
        Mention<float>(loss, x);
    }

    private static void Mention<T>(Expr loss, Variable x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] numbers = [];
        ReadOnlyMemory<T>[] memories = [];
        BoundFunction<T> function = Compile.Function<T>(loss).Bind().WithThreads(1);
        function.Run(numbers);
        function.Run(numbers, numbers);
        function.Run(numbers, numbers, numbers);
        function.Run(numbers, numbers, numbers, numbers);
        function.Run(numbers, numbers, numbers, numbers, numbers);
        function.Run(memories, numbers);
        function.RunMany(memories, numbers);
        Compile.LossAndGradient<T>(loss, x).Bind().Run(numbers, numbers);
    }
}
