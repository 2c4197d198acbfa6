namespace DerivationKit.Kernel;

/// <summary>The transcendental functions of one real variable that terms may contain.</summary>
public enum ScalarFunction
{
    /// <summary>The exponential exp(x), for every real x.</summary>
    Exp,

    /// <summary>The natural logarithm log(x), for x &gt; 0.</summary>
    Log,
}
