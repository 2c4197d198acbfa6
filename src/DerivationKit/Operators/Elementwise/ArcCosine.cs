using DerivationKit.Compilation;
using DerivationKit.Kernel;
using static DerivationKit.Operators.Meaning;

namespace DerivationKit.Operators;

/// <summary>arccos(A)[i,j] = pi/2 - arcsin A[i,j], with pi = 4 arctan 1. Shapes: any, kept. Domain: every entry between -1 and 1.</summary>
internal sealed class ArcCosine : Elementwise
{
    public override string Name => "arccos";

    public override Notation Notation => Notation.Function(Name, "\\arccos");

    public override string Source => "NIST Handbook of Mathematical Functions 2010, sections 4.23, 4.24";

    public override string Domain => "every entry between -1 and 1";

    public override string SmoothDomain => "every entry strictly between -1 and 1";

    /// <summary>-(G ./ (1 - A.^2).^(1/2)).</summary>
    public override Expr Pullback(Apply at, int argument, Expr cotangent) => -Over(cotangent, Expr.Sqrt(Ones(at) - Square(at.Arguments[0])));

    protected override ScalarCode Code => ScalarCode.Of(NumericFunction.Arccos, ScalarCode.X);

    protected override Term Entry(Term x) => Total(Product(new Number(2), Of(ScalarFunction.Arctan, new Number(1))), Negative(Of(ScalarFunction.Arcsin, x)));
}
