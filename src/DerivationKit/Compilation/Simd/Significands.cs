using System.Runtime.CompilerServices;

namespace DerivationKit.Compilation.Simd;

/// <summary>How numbers are taken apart into a power of two and a significand in [3/4, 3/2).</summary>
internal static class Significands
{
    /// <summary>The control of GetMantissa: significands in [3/4, 3/2), NaN for negative numbers, 1 for zeros.</summary>
    public const byte Control = 0b1111;

    /// <summary>The bits of 3/4, the least significand.</summary>
    public const long LeastDouble = 0x3FE8_0000_0000_0000;

    /// <summary>The bits of 3/4, the least significand.</summary>
    public const int LeastSingle = 0x3F40_0000;

    /// <summary>The least number that is not subnormal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double LeastNormal<T>() => typeof(T) == typeof(double) ? 2.2250738585072014e-308 : 1.17549435e-38;
}
