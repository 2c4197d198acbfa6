namespace DerivationKit.Compilation;

/// <summary>The functions of one floating-point number that elementwise instructions may apply; NaN where the operator of that name is
/// undefined.</summary>
internal enum NumericFunction
{
    Abs,
    Arccos,
    Arcsin,
    Arctan,
    Cos,
    Cosh,
    Erf,
    Exp,

    /// <summary>0 where x is infinite, else x: the shift that keeps the exponentials of a softmax from overflowing.</summary>
    FiniteOrZero,

    Gelu,
    Log,
    Relu,
    Sigmoid,
    Sign,
    Sin,
    Sinh,
    Softplus,
    Step,
    Tan,
    Tanh,
}
