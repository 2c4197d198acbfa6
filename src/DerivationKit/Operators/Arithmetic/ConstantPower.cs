using System.Collections.Immutable;
using DerivationKit.Compilation;
using DerivationKit.Kernel;

namespace DerivationKit.Operators;

/// <summary>Every entry raised to one constant rational power. Shapes: any, kept. Domain: every entry for an exponent 0, 1, 2, ...;
/// entries that are not 0 for a negative integer; otherwise positive entries, and 0 too if the exponent is positive.</summary>
internal abstract class ConstantPower(Rational exponent) : Elementwise
{
    /// <summary>The power.</summary>
    public Rational Exponent => exponent;

    public override ImmutableArray<Parameter> Parameters { get; } = [new Parameter.Number(exponent)];

    public override string Source => "definition; NIST Handbook of Mathematical Functions 2010, section 4.7";

    public override string Domain => exponent switch
    {
        { IsInteger: true, Sign: >= 0 } => "",
        { IsInteger: true } => "every entry not 0",
        { Sign: > 0 } => "no entry negative",
        _ => "every entry positive",
    };

    public override string SmoothDomain => exponent is { IsInteger: false, Sign: > 0 } ? "every entry positive" : "";

    /// <summary>p*(G .* A.^(p-1)).</summary>
    public override Expr Pullback(Apply at, int argument, Expr cotangent)
    {
        Expr x = at.Arguments[0];
        if (exponent.IsZero)
        {
            return Expr.Zeros(x.Shape);
        }

        if (exponent.IsOne)
        {
            return cotangent;
        }

        Expr lowered = exponent == 2 ? x : Raise(x, exponent - 1);
        return exponent.Sign < 0
            ? -Scale(-exponent, Times(cotangent, lowered))
            : Scale(exponent, Times(cotangent, lowered));
    }

    protected override ScalarCode Code => new ScalarCode.Power(ScalarCode.X, exponent);

    protected sealed override Term Entry(Term x) => new Power(x, exponent);

    /// <summary>The same operator with another exponent.</summary>
    protected abstract Expr Raise(Expr x, Rational power);

    private static Expr Scale(Rational factor, Expr x) => factor.IsOne ? x : factor * x;
}
