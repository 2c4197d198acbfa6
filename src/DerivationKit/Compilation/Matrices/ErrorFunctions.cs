using MathNet.Numerics;

namespace DerivationKit.Compilation.Matrices;

/// <summary>The error function and its complement in double precision, as Math.NET Numerics computes them.</summary>
internal static class ErrorFunctions
{
    /// <summary>erf(x) = 2/√π ∫_0^x exp(−t²) dt.</summary>
    public static double Erf(double x) => SpecialFunctions.Erf(x);

    /// <summary>erfc(x) = 1 − erf(x), whose digits do not cancel for positive x.</summary>
    public static double Erfc(double x) => SpecialFunctions.Erfc(x);
}
