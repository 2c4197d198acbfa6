namespace DerivationKit.Compilation.Simd;

/// <summary>The numeric functions of all lanes at once as formulas of lane operations.</summary>
/// <remarks>Infinities, zeros, subnormal numbers and NaN give what <see cref="NumericFunctions"/> gives. Bounds of errors are in units in
/// the last place (ulp) of the exact value, and were found by measuring.</remarks>
/// <param name="isSingle">Whether the lanes are float; else they are double, and polynomials are longer.</param>
internal sealed partial class LaneFormulas(bool isSingle)
{
    /// <summary>The function of a term.</summary>
    public LaneTerm Of(NumericFunction function, LaneTerm x) => function switch
    {
        NumericFunction.Abs => LaneTerm.Abs(x),
        NumericFunction.Erf => Erf(x),
        NumericFunction.Exp => Exp(x),
        NumericFunction.FiniteOrZero => LaneTerm.Of(nameof(Lanes512<>.FiniteOrZero), x),
        NumericFunction.Gelu => Gelu(x),
        NumericFunction.Log => Log(x),
        NumericFunction.Relu => LaneTerm.Of(nameof(Lanes512<>.Max), x, 0),
        NumericFunction.Sigmoid => Sigmoid(x),
        NumericFunction.Sign => LaneTerm.Select(IsNotZero(x), LaneTerm.CopySign(1, x), double.NaN),
        NumericFunction.Softplus => Softplus(x),
        NumericFunction.Step => LaneTerm.Select(IsNotZero(x), LaneTerm.Select(x > 0, 1, 0), double.NaN),
        NumericFunction.Tanh => Tanh(x),
        _ => new LaneTerm.Call(function.ToString(), [x]),
    };

    // False for NaN.
    private static LaneTerm IsNotZero(LaneTerm x) => LaneTerm.Abs(x) > 0;
}
