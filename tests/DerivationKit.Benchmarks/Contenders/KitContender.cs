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
        AlignedArray<T>[] operands = [.. problem.Operands.Select((o, i) => new AlignedArray<T>(Binding.Arrange(o, @case.Operands[i].Rows, @case.Operands[i].Columns)))];
        AlignedArray<T>[] results = [.. @case.ResultShapes.Select(s => new AlignedArray<T>(new T[@case.Count * s.Rows * s.Columns]))];
        return new(Call(@case, threads, operands, results), () => [.. results.Select((r, i) => Widened(r.Span.ToArray(), @case.ResultShapes[i]))]);
    }

    private static Action Call<T>(KernelCase @case, int threads, AlignedArray<T>[] operands, AlignedArray<T>[] results)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (@case.Results.Length == 2)
        {
            BoundLossAndGradient<T> both = Binding.Bind(LossAndGradient<T>(@case), Shapes(@case), threads);
            return () => results[0].Span[0] = both.Run(operands[0].Span, operands[1].Span, operands[2].Span, results[1].Span);
        }

        BoundFunction<T> function = Binding.Bind(Functions<T>(@case)[0], Shapes(@case), threads);
        return (@case.Count, operands.Length) switch
        {
            (> 1, _) => () => function.RunMany(operands[0].Span, operands[1].Span, operands[2].Span, results[0].Span),
            (_, 3) => () => function.Run(operands[0].Span, operands[1].Span, operands[2].Span, results[0].Span),
            _ => () => function.Run(operands[0].Span, operands[1].Span, operands[2].Span, operands[3].Span, results[0].Span),
        };
    }

    // The second result is the gradient of the first one by the first operand.
    private static CompiledLossAndGradient<T> LossAndGradient<T>(KernelCase @case)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Scope scope = Scope.Parse(@case.Declarations);
        return Compile.LossAndGradient<T>(scope.ParseExpression(@case.Results[0]), scope.Variables[0], scope.Variables);
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

    private static double[] Widened<T>(T[] result, (int Rows, int Columns) shape)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Array.ConvertAll(Binding.Arrange(result, shape.Rows, shape.Columns, back: true), double.CreateChecked);
}
