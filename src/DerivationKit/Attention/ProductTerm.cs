using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Attention;

/// <summary>One term of a field that is multiplied out: a number, scalar factors, and a chain of matrices.</summary>
internal sealed record ProductTerm(Rational Coefficient, ImmutableArray<Expr> Scalars, ImmutableArray<Expr> Chain)
{
    private const int MostTerms = 64;

    /// <summary>Everything in front of the chain.</summary>
    public Expr Scale => Enumerable.Aggregate(Scalars, Expr.Constant(Coefficient), (a, b) => a == Expr.One ? b : a * b);

    /// <summary>The terms of an expression: products are multiplied out over sums, differences and signs, as long as there are few.</summary>
    public static ImmutableArray<ProductTerm> Of(Expr e)
    {
        ImmutableArray<ProductTerm> terms = e is Apply a ? OfApply(a) : [];
        return terms.Length is 0 or > MostTerms ? [Single(e)] : terms;
    }

    /// <summary>The term as an expression; a leading -1 becomes a sign.</summary>
    public Expr ToExpr()
    {
        Expr chain = Chain.IsEmpty ? Expr.One : Enumerable.Aggregate(Chain, (a, b) => a * b);
        Expr scaled = Enumerable.Aggregate(Scalars, chain, (sum, scalar) => scalar * sum);
        return Coefficient.IsOne ? scaled : Coefficient == -1 ? -scaled : Expr.Constant(Coefficient) * scaled;
    }

    private static ImmutableArray<ProductTerm> OfApply(Apply a) => (a.Operator.Name, a.Arguments) switch
    {
        ("add", [var left, var right]) => [.. Of(left), .. Of(right)],
        ("sub", [var left, var right]) => [.. Of(left), .. Of(right).Select(t => t.Times(-1))],
        ("neg", [var inner]) => [.. Of(inner).Select(t => t.Times(-1))],
        ("div", [var array, var scalar]) => [.. Of(array).Select(t => t with { Scalars = t.Scalars.Add(Expr.One / scalar) })],
        ("mul", [var left, var right]) => [.. Of(left).SelectMany(l => Of(right).Select(l.Times))],
        ("transpose", [Apply { Operator.Name: "add" or "sub" or "neg" } sum]) => [.. Of(sum).Select(t => t.Transposed)],
        _ => [],
    };

    private static ProductTerm Single(Expr e) => e switch
    {
        Constant c => new(c.Value, [], []),
        _ when e.Shape.IsScalar => new(1, [e], []),
        _ => new(1, [], [e]),
    };

    private ProductTerm Transposed => this with
    {
        Chain = [.. Chain.Reverse().Select(f => f is Apply { Operator.Name: "transpose", Arguments: [var inner] } ? inner : f.T)],
    };

    private ProductTerm Times(Rational c) => this with { Coefficient = Coefficient * c };

    private ProductTerm Times(ProductTerm right) =>
        new(Coefficient * right.Coefficient, Scalars.AddRange(right.Scalars), Chain.AddRange(right.Chain));
}
