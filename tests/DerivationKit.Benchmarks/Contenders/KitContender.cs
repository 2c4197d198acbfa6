using System.Collections.Immutable;
using System.Numerics;
using DerivationKit.Benchmarks.Kernels;
using DerivationKit.Compilation;
using DerivationKit.Differentiation;
using DerivationKit.Language;
using DerivationKit.Simplification;

namespace DerivationKit.Benchmarks.Contenders;

/// <summary>The library itself: text, closed form, compiled function, bound function, spans.</summary>
internal static class KitContender
{
    public static Contender Of<T>(Problem<T> problem, int threads)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        KernelCase @case = problem.Case;
        BoundFunction<T>[] functions = [.. Functions<T>(@case).Select(f => Binding.Bind(f, Shapes(@case), threads))];
        T[][] operands = [.. problem.Operands.Select((o, i) => Binding.Arrange(o, @case.Operands[i].Rows, @case.Operands[i].Columns))];
        T[][] results = [.. @case.ResultShapes.Select(s => new T[@case.Count * s.Rows * s.Columns])];
        return new(
            @case.Count == 1 ? () => RunAll(functions, operands, results) : () => RunMany(functions[0], @case, operands, results[0]),
            () => [.. results.Select((r, i) => Widened(r, @case.ResultShapes[i]))]);
    }

    /// <summary>One function for each result, of all operands.</summary>
    public static ImmutableArray<CompiledFunction<T>> Functions<T>(KernelCase @case)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Scope scope = Scope.Parse(@case.Declarations);
        return [.. @case.Results.Select(text => Compile.Function<T>(ClosedFormOf(scope.ParseExpression(text)), scope.Variables))];
    }

    public static Expr ClosedFormOf(Expr expression) => Simplify.Tidy(ClosedForm.Of(expression));

    public static (int Rows, int Columns)[] Shapes(KernelCase @case) => [.. @case.Operands.Select(o => (o.Rows, o.Columns))];

    private static void RunAll<T>(BoundFunction<T>[] functions, T[][] operands, T[][] results)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int i = 0; i < functions.Length; i++)
        {
            Run(functions[i], operands, results[i]);
        }
    }

    private static void Run<T>(BoundFunction<T> function, T[][] operands, T[] result)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (operands.Length == 3)
        {
            function.Run(operands[0], operands[1], operands[2], result);
        }
        else
        {
            function.Run(operands[0], operands[1], operands[2], operands[3], result);
        }
    }

    private static void RunMany<T>(BoundFunction<T> function, KernelCase @case, T[][] operands, T[] result)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (int z, int theta, int c) = (@case.Operands[0].Length, @case.Operands[1].Length, @case.Operands[2].Length);
        int g = function.Rows * function.Columns;
        for (int i = 0; i < @case.Count; i++)
        {
            function.Run(
                operands[0].AsSpan(i * z, z), operands[1].AsSpan(i * theta, theta), operands[2].AsSpan(i * c, c), result.AsSpan(i * g, g));
        }
    }

    private static double[] Widened<T>(T[] result, (int Rows, int Columns) shape)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Array.ConvertAll(Binding.Arrange(result, shape.Rows, shape.Columns, back: true), double.CreateChecked);
}
