using System.Numerics;
using DerivationKit.Compilation.Fusion;

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
        Overrides<double>(null!, default, default);
        Overrides<float>(null!, default, default);
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

    // An override is found only where the class of the object is plain.
    private static void Overrides<T>(Workspace<T> space, Frame<T> frame, Span<T> block)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        RegionStep<T> region = new(null!, null!, default, 0, null!, null!);
        region.Run(frame);
        region.Run(0);
        new StageWork<T>(null!, null!, null!).Run(space, 0, 0);
        new ProductWork<T>(null!, null!, null!, default, 0).Run(space, 0, 0);
        GramWork<T> gram = new(null!, null!, default, 0, null!);
        gram.Begin();
        gram.Run(space, 0, 0);
        new ElementwiseStep<T>(null!, null!).Run(frame);
        new ReductionStep<T>(default, default, null!, null!).Run(frame);
        new ProductStep<T>(null!, false, null!, false, null!).Run(frame);
        new ScalarNode<T>.Entries(null!).Run(frame, 0, block);
        new ScalarNode<T>.Broadcast(null!).Run(frame, 0, block);
        new ScalarNode<T>.Constant(default).Run(frame, 0, block);
        new ScalarNode<T>.Binary(default, null!, null!).Run(frame, 0, block);
        new ScalarNode<T>.Function(default, null!).Run(frame, 0, block);
        new ScalarNode<T>.Power(null!, null!).Run(frame, 0, block);
    }
}
