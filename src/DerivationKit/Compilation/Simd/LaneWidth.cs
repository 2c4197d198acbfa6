using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace DerivationKit.Compilation.Simd;

/// <summary>The length of a vector register in bits.</summary>
internal enum LaneWidth
{
    Bits128 = 128,
    Bits256 = 256,
    Bits512 = 512,
}

/// <summary>Which vector registers this processor has.</summary>
internal static class LaneWidths
{
    /// <summary>The widest supported registers; none where code has to stay scalar.</summary>
    public static LaneWidth? Widest =>
        IsSupported(LaneWidth.Bits512) ? LaneWidth.Bits512
        : IsSupported(LaneWidth.Bits256) ? LaneWidth.Bits256
        : IsSupported(LaneWidth.Bits128) ? LaneWidth.Bits128
        : null;

    /// <summary>True if registers of that width exist and multiply and add with one rounding.</summary>
    public static bool IsSupported(LaneWidth width) => (Fma.IsSupported || AdvSimd.Arm64.IsSupported) && width switch
    {
        LaneWidth.Bits512 => Vector512.IsHardwareAccelerated,
        LaneWidth.Bits256 => Vector256.IsHardwareAccelerated,
        LaneWidth.Bits128 => Vector128.IsHardwareAccelerated,
        _ => throw new ArgumentOutOfRangeException(nameof(width)),
    };

    /// <summary>How many numbers of that type a register holds.</summary>
    public static int Count<T>(LaneWidth width)
        where T : unmanaged => (int)width / (8 * System.Runtime.CompilerServices.Unsafe.SizeOf<T>());
}
