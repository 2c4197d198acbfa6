using DerivationKit.Kernel;
using DerivationKit.Tests.Kernel.Exact;

namespace DerivationKit.Tests.Kernel;

/// <summary>A term with the usual signs for arithmetic.</summary>
internal readonly record struct Formula(Term Term)
{
    public static implicit operator Formula(int value) => new(Terms.Num(value));

    public static Formula operator +(Formula a, Formula b) => new(Terms.Add(a.Term, b.Term));

    public static Formula operator -(Formula a, Formula b) => a + -b;

    public static Formula operator -(Formula a) => new(Terms.Neg(a.Term));

    public static Formula operator *(Formula a, Formula b) => new(Terms.Mul(a.Term, b.Term));

    public static Formula operator /(Formula a, Formula b) => new(Terms.Mul(a.Term, Terms.Inv(b.Term)));

    public static implicit operator Formula(Rational value) => new(Terms.Num(value));

    /// <summary>The power with a constant exponent.</summary>
    public static Formula operator ^(Formula a, Rational exponent) => new(Terms.Pow(a.Term, exponent));
}

/// <summary>Functions by their definitions through exp, log, powers, sine, cosine, arcsine, arctangent and erf.</summary>
internal static class FunctionTerms
{
    public static readonly Rational OneHalf = new(1, 2);

    public static Formula Var(string name, params ReadOnlySpan<Index> indices) => new(Terms.At(name, [.. indices]));

    public static Formula Sum(Index index, Formula body) => new(Terms.Sum(index, body.Term));

    public static Formula Mask(Index left, Index right) => new(Terms.Causal(left, right));

    public static Formula Kronecker(Index left, Index right) => new(Terms.Delta(left, right));

    public static Formula Exp(Formula x) => new(Terms.Exp(x.Term));

    public static Formula Log(Formula x) => new(Terms.Log(x.Term));

    public static Formula Sin(Formula x) => new(Terms.Sin(x.Term));

    public static Formula Cos(Formula x) => new(Terms.Cos(x.Term));

    public static Formula Tan(Formula x) => Sin(x) / Cos(x);

    public static Formula Arcsin(Formula x) => new(Terms.Arcsin(x.Term));

    public static Formula Arctan(Formula x) => new(Terms.Arctan(x.Term));

    public static Formula Arccos(Formula x) => (2 * Arctan(1)) - Arcsin(x);

    public static Formula Pi => 4 * Arctan(1);

    public static Formula Erf(Formula x) => new(Terms.Erf(x.Term));

    public static Formula Sqrt(Formula x) => x ^ OneHalf;

    public static Formula Abs(Formula x) => Sqrt(x ^ 2);

    public static Formula Sign(Formula x) => x * ((x ^ 2) ^ -OneHalf);

    public static Formula Step(Formula x) => (1 + Sign(x)) / 2;

    public static Formula Relu(Formula x) => (x + Abs(x)) / 2;

    public static Formula Max(Formula a, Formula b) => (a + b + Abs(a - b)) / 2;

    public static Formula Min(Formula a, Formula b) => (a + b - Abs(a - b)) / 2;

    public static Formula Sigmoid(Formula x) => 1 / (1 + Exp(-x));

    public static Formula Softplus(Formula x) => Log(1 + Exp(x));

    public static Formula Sinh(Formula x) => (Exp(x) - Exp(-x)) / 2;

    public static Formula Cosh(Formula x) => (Exp(x) + Exp(-x)) / 2;

    public static Formula Tanh(Formula x) => (Exp(x) - Exp(-x)) / (Exp(x) + Exp(-x));

    public static Formula Gelu(Formula x) => x * (1 + Erf(x / Sqrt(2))) / 2;

    /// <summary>The derivative of a function of the scalar variable a at a.</summary>
    public static Formula D(Formula body) => new(Terms.D(new Formal("a", []), body.Term, Terms.Tensor([], Terms.At("a")), Terms.Tensor([], Terms.Num(1))));

    /// <summary>The derivative of a scalar in entry i of the vector x at x.</summary>
    public static Formula Gradient(Formula body, Index i)
    {
        Index own = new("own", i.Dimension);
        return new(Terms.D(
            new Formal("x", [i.Dimension]), body.Term, Terms.Tensor([own], Terms.At("x", own)), Terms.Tensor([own], Terms.Delta(own, i))));
    }
}
