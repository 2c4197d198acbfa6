using System.Collections.Immutable;
using System.Numerics;
using DerivationKit.Kernel;

namespace DerivationKit.Transfer;

/// <summary>Multiplies quotients out, to give equal arguments of functions equal names.</summary>
/// <param name="quotients">Makes quotients.</param>
/// <param name="work">What it may cost.</param>
internal sealed class Laurent(Quotients quotients, Work work)
{
    private readonly Evaluation<Whole> expansion = new(_ => null, work);

    /// <summary>The scalar, multiplied out over all symbols.</summary>
    public SparsePolynomial<Whole> Expand(Scalar scalar) => expansion.Of(scalar);

    /// <summary>The terms of a quotient: a denominator that is a symbol becomes a negative exponent, a constant one part of the coefficients,
    /// and any other one a symbol of its own with a negative exponent.</summary>
    public ImmutableArray<(Exponents Monomial, Rational Coefficient)> Terms(Quotient quotient)
    {
        Rational scale = 1;
        Exponents over = Exponents.One;
        foreach ((int id, int exponent) in quotient.Denominator)
        {
            Scalar denominator = quotients.Table[id];
            if (denominator.IsConstant)
            {
                scale /= BigInteger.Pow(denominator.Value, exponent);
            }
            else
            {
                over = over.Times(Exponents.Of(SymbolOf(denominator).Id, -exponent));
            }
        }

        return [.. Expand(quotient.Numerator).Terms.Select(t => (t.Key.Times(over), t.Value.Value * scale)).OrderBy(t => t.Item1)];
    }

    /// <summary>Identifies a list of terms.</summary>
    public static string Key(IEnumerable<(Exponents Monomial, Rational Coefficient)> terms) =>
        string.Join(" + ", terms.Select(t => $"{t.Coefficient}*{t.Monomial}"));

    /// <summary>A product of powers as a quotient.</summary>
    public Quotient Of(Exponents monomial) => quotients.Times([.. monomial.Powers.Select(p => quotients.Power(Base(p.Symbol), p.Exponent))]);

    /// <summary>The scalar of a polynomial that was multiplied out.</summary>
    public Scalar Of(SparsePolynomial<Whole> polynomial) => quotients.Table.Sum(polynomial.Sorted.Select(
        t => quotients.Table.Product([quotients.Table.Constant(t.Value.Value), Of(t.Key).Numerator])));

    private Quotient Base(int id) => quotients.Of(Symbols[id].Denominator ?? quotients.Table.Of(Symbols[id]));

    private Symbol SymbolOf(Scalar denominator) =>
        denominator.Kind == ScalarKind.Symbol ? denominator.Symbol : Named(denominator);

    private Symbol Named(Scalar denominator)
    {
        (Symbol symbol, bool isNew) = quotients.Table.Symbol($"({Expand(denominator).Key()})", isPositive: false);
        symbol.Denominator = isNew ? denominator : symbol.Denominator;
        return symbol;
    }

    private IReadOnlyList<Symbol> Symbols => quotients.Table.Symbols;
}
