using System.Collections.Immutable;
using System.Numerics;
using DerivationKit.Kernel;

namespace DerivationKit.Transfer;

/// <summary>A scalar over a product of powers of denominators, which are kept apart and never divided.</summary>
/// <param name="Numerator">The numerator.</param>
/// <param name="Denominator">The exponents of the denominators, by number.</param>
internal sealed record Quotient(Scalar Numerator, ImmutableSortedDictionary<int, int> Denominator)
{
    public bool IsZero => Numerator.IsZero;

    public bool IsOne => Denominator.IsEmpty && Numerator.IsConstant && Numerator.Value.IsOne;
}

/// <summary>Arithmetic with quotients, fraction-free: what is computed are numerators over common denominators.</summary>
/// <param name="table">Makes scalars.</param>
internal sealed class Quotients(ScalarTable table)
{
    private const int LargestPrime = 1000;

    private readonly ImmutableSortedDictionary<int, int> whole = ImmutableSortedDictionary<int, int>.Empty;
    private readonly SortedSet<int> divisors = [];

    /// <summary>Whatever was divided by, even where a product with 0 or a factor in common has dropped it since.</summary>
    public IEnumerable<Scalar> Divisors => divisors.Select(id => table[id]);

    public ScalarTable Table => table;

    public Quotient Zero => Of(table.Zero);

    public Quotient One => Of(table.One);

    public Quotient Of(Scalar scalar) => new(scalar, whole);

    public Quotient Of(Symbol symbol) => Of(table.Of(symbol));

    public Quotient Of(Rational value) => new(table.Constant(value.Numerator), Over(whole, Primes(value.Denominator).Select(p => (table.Constant(p.Prime), p.Exponent))));

    /// <summary>The sum, over the least common multiple of the denominators.</summary>
    public Quotient Sum(IReadOnlyCollection<Quotient> terms)
    {
        ImmutableSortedDictionary<int, int> common = whole;
        foreach ((int id, int exponent) in terms.Where(t => !t.IsZero).SelectMany(t => t.Denominator))
        {
            common = common.SetItem(id, Math.Max(exponent, common.GetValueOrDefault(id)));
        }

        Scalar numerator = table.Sum(terms.Where(t => !t.IsZero).Select(t => table.Product(
            [t.Numerator, .. common.Select(c => table.Power(table[c.Key], c.Value - t.Denominator.GetValueOrDefault(c.Key)))])));
        return numerator.IsZero ? Zero : Cancel(numerator, common);
    }

    /// <summary>x - y.</summary>
    public Quotient Minus(Quotient x, Quotient y) => Sum([x, Times(Of((Rational)(-1)), y)]);

    /// <summary>The product.</summary>
    public Quotient Times(params IReadOnlyCollection<Quotient> factors)
    {
        Scalar numerator = table.Product(factors.Select(f => f.Numerator));
        return numerator.IsZero ? Zero : Cancel(numerator, Over(whole, factors.SelectMany(f => f.Denominator.Select(d => (table[d.Key], d.Value)))));
    }

    /// <summary>The integer power.</summary>
    /// <exception cref="NotDecidedException">The base is 0 everywhere, and the exponent negative.</exception>
    public Quotient Power(Quotient x, int exponent)
    {
        if (exponent >= 0)
        {
            return Cancel(table.Power(x.Numerator, exponent), exponent == 0 ? whole : Over(whole, x.Denominator.Select(d => (table[d.Key], d.Value * exponent))));
        }

        if (x.IsZero)
        {
            throw new NotDecidedException("a denominator is 0 at these sizes");
        }

        int times = -exponent;
        BigInteger sign = 1;
        List<(Scalar, int)> denominators = [];
        foreach ((Scalar factor, int power) in x.Numerator.Factors)
        {
            if (factor.IsConstant)
            {
                sign = factor.Value.Sign < 0 && times % 2 == 1 ? -1 : 1;
                denominators.AddRange(Primes(BigInteger.Abs(factor.Value)).Select(p => (table.Constant(p.Prime), p.Exponent * times)));
            }
            else
            {
                denominators.Add((factor, power * times));
            }
        }

        divisors.UnionWith(denominators.Select(d => d.Item1.Id));
        Scalar numerator = table.Product([table.Constant(sign), .. x.Denominator.Select(d => table.Power(table[d.Key], d.Value * times))]);
        return Cancel(numerator, Over(whole, denominators));
    }

    /// <summary>The primes of a natural number with their exponents; a large number without small primes stands for itself.</summary>
    public static IEnumerable<(BigInteger Prime, int Exponent)> Primes(BigInteger number)
    {
        for (int p = 2; p <= LargestPrime && number > 1; p++)
        {
            int exponent = 0;
            while ((number % p).IsZero)
            {
                (number, exponent) = (number / p, exponent + 1);
            }

            if (exponent > 0)
            {
                yield return (p, exponent);
            }
        }

        if (number > 1)
        {
            yield return (number, 1);
        }
    }

    private static ImmutableSortedDictionary<int, int> Over(ImmutableSortedDictionary<int, int> denominator, IEnumerable<(Scalar Base, int Exponent)> factors) =>
        factors.Aggregate(denominator, (d, f) => d.SetItem(f.Base.Id, d.GetValueOrDefault(f.Base.Id) + f.Exponent));

    // A factor that numerator and denominator share: the quotient is defined only where it is not 0.
    private Quotient Cancel(Scalar numerator, ImmutableSortedDictionary<int, int> denominator)
    {
        if (denominator.IsEmpty)
        {
            return Of(numerator);
        }

        List<Scalar> kept = [];
        foreach ((Scalar factor, int exponent) in numerator.Factors)
        {
            int shared = Math.Min(exponent, denominator.GetValueOrDefault(factor.Id));
            kept.Add(table.Power(factor, exponent - shared));
            denominator = shared == 0 ? denominator
                : denominator[factor.Id] == shared ? denominator.Remove(factor.Id) : denominator.SetItem(factor.Id, denominator[factor.Id] - shared);
        }

        return new(table.Product(kept), denominator);
    }
}
