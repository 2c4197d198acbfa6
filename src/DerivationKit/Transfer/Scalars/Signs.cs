using System.Numerics;

namespace DerivationKit.Transfer;

/// <summary>Which scalars are certainly positive: by the form of their terms, or because it is assumed.</summary>
/// <param name="laurent">Multiplies out.</param>
/// <param name="table">Knows the symbols.</param>
internal sealed class Signs(Laurent laurent, ScalarTable table)
{
    private readonly HashSet<string> assumed = [];

    /// <summary>Takes for granted that the scalar is positive.</summary>
    public void Assume(Scalar scalar) => assumed.Add(laurent.Expand(scalar).Key());

    /// <summary>Whether the scalar is certainly greater than 0 wherever it is defined.</summary>
    public bool IsPositive(Scalar scalar)
    {
        if (scalar.Kind == ScalarKind.Symbol)
        {
            return scalar.Symbol.IsPositive;
        }

        SparsePolynomial<Whole> polynomial = laurent.Expand(scalar);
        return assumed.Contains(polynomial.Key())
            || (polynomial.Terms.All(t => t.Value.Value.Sign > 0 && t.Key.Powers.All(p => p.Exponent % 2 == 0 || table.Symbols[p.Symbol].IsPositive))
                && polynomial.Terms.Any(t => t.Key.Powers.All(p => table.Symbols[p.Symbol].IsPositive)));
    }

    /// <summary>The positive factor that all terms share: an integer, and powers of positive symbols; and what is left.</summary>
    public (BigInteger Content, Exponents Shared, SparsePolynomial<Whole> Remainder) Content(Scalar scalar)
    {
        SparsePolynomial<Whole> polynomial = laurent.Expand(scalar);
        if (polynomial.IsZero)
        {
            throw new NotDecidedException("a function is applied to what is 0 at these sizes");
        }

        BigInteger content = polynomial.Terms.Values.Aggregate(BigInteger.Zero, (gcd, c) => BigInteger.GreatestCommonDivisor(gcd, c.Value));
        Exponents shared = polynomial.Terms.Keys.First();
        foreach ((int symbol, int exponent) in shared.Powers)
        {
            int least = table.Symbols[symbol].IsPositive ? polynomial.Terms.Keys.Min(m => m[symbol]) : 0;
            shared = shared.Times(Exponents.Of(symbol, least - exponent));
        }

        var inverse = Exponents.One;
        foreach ((int symbol, int exponent) in shared.Powers)
        {
            inverse = inverse.Times(Exponents.Of(symbol, -exponent));
        }

        SparsePolynomial<Whole> rest = new();
        foreach ((Exponents monomial, Whole coefficient) in polynomial.Terms)
        {
            rest.Add(monomial.Times(inverse), new(coefficient.Value / content));
        }

        return (content, shared, rest);
    }
}
