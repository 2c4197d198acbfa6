namespace DerivationKit.Kernel;

/// <summary>The transcendental functions of one real variable that terms may contain.</summary>
public enum ScalarFunction
{
    /// <summary>The exponential exp(x), for every real x.</summary>
    Exp,

    /// <summary>The natural logarithm log(x), for x &gt; 0.</summary>
    Log,

    /// <summary>The sine sin(x), for every real x.</summary>
    Sin,

    /// <summary>The cosine cos(x), for every real x.</summary>
    Cos,

    /// <summary>The inverse sine arcsin(x) in [-π/2, π/2], for -1 ≤ x ≤ 1; differentiable inside.</summary>
    Arcsin,

    /// <summary>The inverse tangent arctan(x) in (-π/2, π/2), for every real x; arctan(1) = π/4.</summary>
    Arctan,

    /// <summary>The error function erf(x) = 2/√π ∫_0^x exp(-t²) dt, for every real x.</summary>
    Erf,
}
