using DerivationKit.Benchmarks.Kernels;
using DerivationKit.Benchmarks.Measuring;

namespace DerivationKit.Benchmarks.Modes;

/// <summary>What another process has to know of a prepared case.</summary>
internal sealed record Description(
    string Kernel,
    string Size,
    string Type,
    int Count,
    int[][] Operands,
    int[][] Results,
    string[] Expressions,
    double Flops,
    double Exponentials,
    double Bytes,
    double Bound)
{
    public static Description Of(KernelCase @case, string type)
    {
        bool isDouble = type == "f64";
        return new(
            @case.Kernel,
            @case.Size,
            type,
            @case.Count,
            [.. @case.Operands.Select(o => new[] { o.Rows, o.Columns })],
            [.. @case.ResultShapes.Select(s => new[] { s.Rows, s.Columns })],
            [.. @case.Results],
            @case.Flops,
            @case.Exponentials,
            @case.Numbers * (isDouble ? sizeof(double) : sizeof(float)),
            Agreement.Bound(@case, isDouble));
    }
}
