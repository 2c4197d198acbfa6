using System.Runtime.Intrinsics;

namespace DerivationKit.Benchmarks.Limits;

/// <summary>What one core can do at most: fused multiply-adds and exponentials per second, bytes per second.</summary>
internal sealed record Machine(
    double DoubleFlops,
    double SingleFlops,
    double DoubleExponentials,
    double SingleExponentials,
    double NearBytes,
    double FarBytes)
{
    private const int NearSize = 1 << 19;
    private const int FarSize = 1 << 25;

    /// <summary>Up to so many bytes the near bandwidth holds.</summary>
    public int Near => NearSize;

    /// <summary>Measures everything anew.</summary>
    public static Machine Measure(double sliceMilliseconds) => Vector512.IsHardwareAccelerated
        ? Measure<Wide512Double, Vector512<double>, Wide512Single, Vector512<float>>(sliceMilliseconds)
        : Measure<Wide256Double, Vector256<double>, Wide256Single, Vector256<float>>(sliceMilliseconds);

    private static Machine Measure<TDouble, TDoubles, TSingle, TSingles>(double slice)
        where TDouble : ILanes<TDoubles, double>
        where TDoubles : struct
        where TSingle : ILanes<TSingles, float>
        where TSingles : struct => new(
            Peak<TDouble, TDoubles, double>.Flops(slice),
            Peak<TSingle, TSingles, float>.Flops(slice),
            Peak<TDouble, TDoubles, double>.Exponentials(slice),
            Peak<TSingle, TSingles, float>.Exponentials(slice),
            Peak<TDouble, TDoubles, double>.Bytes(slice, NearSize),
            Peak<TDouble, TDoubles, double>.Bytes(slice, FarSize));
}
