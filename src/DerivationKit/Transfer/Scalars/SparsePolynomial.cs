using System.Runtime.InteropServices;

namespace DerivationKit.Transfer;

/// <summary>A polynomial, multiplied out: the coefficient of each product of powers that occurs.</summary>
/// <typeparam name="T">The coefficients.</typeparam>
internal sealed class SparsePolynomial<T>
    where T : ICoefficient<T>
{
    private readonly Dictionary<Exponents, T> terms = [];

    /// <summary>The coefficients that are not 0.</summary>
    public IReadOnlyDictionary<Exponents, T> Terms => terms;

    public bool IsZero => terms.Count == 0;

    /// <summary>The terms in an order that depends on nothing but the polynomial.</summary>
    public IEnumerable<KeyValuePair<Exponents, T>> Sorted => terms.OrderBy(t => t.Key);

    public static SparsePolynomial<T> Of(Exponents monomial, T coefficient)
    {
        SparsePolynomial<T> polynomial = new();
        polynomial.Add(monomial, coefficient);
        return polynomial;
    }

    /// <summary>Adds a term to a polynomial that is being made.</summary>
    public void Add(Exponents monomial, T coefficient)
    {
        ref T? sum = ref CollectionsMarshal.GetValueRefOrAddDefault(terms, monomial, out bool isKnown);
        sum = isKnown ? sum!.Plus(coefficient) : coefficient;
        if (sum.IsZero)
        {
            terms.Remove(monomial);
        }
    }

    /// <summary>Adds a polynomial to one that is being made.</summary>
    public void Add(SparsePolynomial<T> other)
    {
        foreach ((Exponents monomial, T coefficient) in other.terms)
        {
            Add(monomial, coefficient);
        }
    }

    /// <summary>Identifies the polynomial.</summary>
    public string Key() => string.Join(" + ", Sorted.Select(t => $"{t.Value}*{t.Key}"));
}
