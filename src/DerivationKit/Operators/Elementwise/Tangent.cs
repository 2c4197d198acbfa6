using DerivationKit.Compilation;
using DerivationKit.Kernel;
using static DerivationKit.Operators.Meaning;

namespace DerivationKit.Operators;

/// <summary>tan(A)[i,j] = sin A[i,j] / cos A[i,j]. Shapes: any, kept. Domain: no entry an odd multiple of pi/2.</summary>
internal sealed class Tangent : Elementwise
{
    public override string Name => "tan";

    public override Notation Notation => Notation.Function(Name, "\\tan");

    public override string Source => "NIST Handbook of Mathematical Functions 2010, sections 4.14, 4.20";

    public override string Domain => "no entry an odd multiple of pi/2";

    /// <summary>G .* (1 + T.^2), where T is the result.</summary>
    public override Expr Pullback(Apply at, int argument, Expr cotangent) => Times(cotangent, Ones(at) + Square(at));

    protected override ScalarCode Code => ScalarCode.Of(NumericFunction.Tan, ScalarCode.X);

    protected override Term Entry(Term x) => Product(Of(ScalarFunction.Sin, x), Reciprocal(Of(ScalarFunction.Cos, x)));
}
