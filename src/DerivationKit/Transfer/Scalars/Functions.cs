using System.Collections.Immutable;
using System.Numerics;
using DerivationKit.Kernel;

namespace DerivationKit.Transfer;

/// <summary>Values of functions at quotients. Each becomes a symbol named after its argument, once the laws of the function have taken the
/// argument apart: exp(a + b) = exp(a) exp(b), log(ab) = log(a) + log(b) and (ab)^q = a^q b^q for positive a, the laws of sums of angles,
/// and odd functions.</summary>
/// <remarks>Every law holds wherever both sides are defined. Splitting more would need more to be known, splitting less loses nothing but
/// answers: two symbols for one value make a true difference look false, never a false one true.</remarks>
internal sealed class Functions
{
    private const int MostMultiples = 12;

    private readonly Quotients quotients;
    private readonly ScalarTable table;
    private readonly Laurent laurent;
    private readonly Signs signs;
    private readonly Units units;

    public Functions(Quotients quotients, Laurent laurent, Signs signs, Units units) =>
        (this.quotients, table, this.laurent, this.signs, this.units) = (quotients, quotients.Table, laurent, signs, units);

    /// <summary>f(x).</summary>
    public Quotient Apply(ScalarFunction function, Quotient x) => function switch
    {
        ScalarFunction.Exp => quotients.Times([.. laurent.Terms(x).Select(t => Exp(t.Monomial, t.Coefficient))]),
        ScalarFunction.Log => Log(x),
        ScalarFunction.Sin => Angle(x).Sin,
        ScalarFunction.Cos => Angle(x).Cos,
        _ => Odd(function, x),
    };

    /// <summary>x^q.</summary>
    public Quotient Power(Quotient x, Rational exponent) =>
        exponent.IsInteger || x.IsZero ? quotients.Power(x, checked((int)(exponent.IsInteger ? exponent.Numerator : exponent.Sign))) : Root(x, exponent);

    // exp(cM) = exp(M/u)^(cu) for the unit u of M; D^c where M is log(D).
    private Quotient Exp(Exponents monomial, Rational coefficient)
    {
        if (monomial.Powers.ToArray() is [(var only, 1)] && table.Symbols[only].Logarithm is { } argument)
        {
            return Power(argument, coefficient);
        }

        (int unit, int times) = units.Of($"exp {monomial}", coefficient);
        (Symbol symbol, _) = table.Symbol($"exp({monomial} /{unit})", isPositive: true);
        symbol.Exponential = (monomial, unit);
        return quotients.Power(quotients.Of(symbol), times);
    }

    private Quotient Log(Quotient x)
    {
        List<Quotient> terms = [];
        Quotient rest = quotients.One;
        foreach ((Scalar factor, int exponent) in Factors(x))
        {
            if (signs.IsPositive(factor))
            {
                terms.Add(quotients.Times(quotients.Of(exponent), LogOfPositive(factor)));
            }
            else
            {
                rest = quotients.Times(rest, quotients.Power(quotients.Of(factor), exponent));
            }
        }

        return quotients.Sum(rest.IsOne ? terms : [.. terms, Logarithm(rest)]);
    }

    private Quotient LogOfPositive(Scalar positive)
    {
        (BigInteger content, Exponents shared, SparsePolynomial<Whole> rest) = signs.Content(positive);
        Scalar left = laurent.Of(rest);
        return quotients.Sum([
            .. Quotients.Primes(content).Select(p => quotients.Times(quotients.Of(p.Exponent), Logarithm(quotients.Of(p.Prime)))),
            .. shared.Powers.Select(p => quotients.Times(quotients.Of(p.Exponent), LogOf(table.Symbols[p.Symbol]))),
            .. left == table.One ? [] : new[] { Logarithm(quotients.Of(left)) }]);
    }

    private Quotient LogOf(Symbol positive) => positive.Exponential is var (monomial, unit)
        ? quotients.Times(quotients.Of(new Rational(1, unit)), laurent.Of(monomial))
        : Logarithm(quotients.Of(positive));

    private Quotient Logarithm(Quotient x)
    {
        (Symbol symbol, _) = table.Symbol($"log({Laurent.Key(laurent.Terms(x))})", isPositive: false);
        symbol.Logarithm ??= x;
        return quotients.Of(symbol);
    }

    // (f1^e1 ... R)^q: positive factors and even powers leave the root one by one; what may be negative stays together.
    private Quotient Root(Quotient x, Rational exponent)
    {
        List<Quotient> product = [];
        List<(Scalar Factor, int Exponent)> even = [];
        Quotient rest = quotients.One;
        foreach ((Scalar factor, int power) in Factors(x))
        {
            if (signs.IsPositive(factor))
            {
                product.Add(RootOfPositive(factor, power * exponent));
            }
            else if (power % 2 == 0)
            {
                even.Add((factor, power));
            }
            else
            {
                // A denominator's odd power is that of the numerator over an even one.
                rest = quotients.Times(rest, quotients.Power(quotients.Of(factor), Math.Abs(power)));
                product.AddRange(power < 0 ? [Magnitude(factor, 2 * power * exponent)] : []);
            }
        }

        bool splits = rest.IsOne;
        rest = quotients.Times([rest, .. splits ? [] : even.Where(f => f.Exponent > 0).Select(f => quotients.Power(quotients.Of(f.Factor), f.Exponent))]);
        product.AddRange(even.Where(f => splits || f.Exponent < 0).Select(f => Magnitude(f.Factor, f.Exponent * exponent)));
        return quotients.Times(splits ? product : [.. product, Raise(rest.Numerator, exponent)]);
    }

    private Quotient RootOfPositive(Scalar positive, Rational exponent)
    {
        if (exponent.IsInteger)
        {
            return quotients.Power(quotients.Of(positive), (int)exponent.Numerator);
        }

        (BigInteger content, Exponents shared, SparsePolynomial<Whole> rest) = signs.Content(positive);
        Scalar left = laurent.Of(rest);
        return quotients.Times([
            .. Quotients.Primes(content).Select(p => Raise(table.Constant(p.Prime), p.Exponent * exponent)),
            .. shared.Powers.Select(p => RootOf(table.Symbols[p.Symbol], p.Exponent * exponent)),
            .. left == table.One ? [] : new[] { Raise(left, exponent) }]);
    }

    private Quotient RootOf(Symbol positive, Rational exponent) =>
        positive.Exponential is var (monomial, unit) ? Exp(monomial, exponent / unit) : Raise(table.Of(positive), exponent);

    // |f|^q, where |f| is the root of f² and itself not negative.
    private Quotient Magnitude(Scalar f, Rational exponent)
    {
        if (exponent.IsInteger && exponent.Numerator.IsEven)
        {
            return quotients.Power(quotients.Of(f), (int)exponent.Numerator);
        }

        (BigInteger content, Exponents shared, SparsePolynomial<Whole> rest) = signs.Content(f);
        IEnumerable<Scalar> factors = rest.Terms.Count > 1 ? [laurent.Of(rest)]
            : rest.Terms.Keys.Single().Powers.SelectMany(p => Enumerable.Repeat(table.Of(table.Symbols[p.Symbol]), p.Exponent));
        return quotients.Times([
            RootOfPositive(laurent.Of(SparsePolynomial<Whole>.Of(shared, new(content))), exponent),
            .. factors.Select(g => Raise(Raise(table.Power(g, 2), new(1, 2)).Numerator, exponent))]);
    }

    // f^(k + a/b) = f^k r^a for the root r of r^b = f.
    private Quotient Raise(Scalar f, Rational exponent)
    {
        (BigInteger p, BigInteger q) = (exponent.Numerator, exponent.Denominator);
        BigInteger floor = (p - (((p % q) + q) % q)) / q;
        int degree = (int)q;
        Quotient whole = quotients.Power(quotients.Of(f), (int)floor);
        if (degree == 1)
        {
            return whole;
        }

        (Symbol root, bool isNew) = table.Symbol($"root{degree}({laurent.Expand(f).Key()})", signs.IsPositive(f));
        root.IsRoot = true;
        root.Relation = isNew ? (degree, f) : root.Relation;
        return quotients.Times(whole, quotients.Power(quotients.Of(root), (int)(p - (floor * q))));
    }

    private (Quotient Cos, Quotient Sin) Angle(Quotient x)
    {
        (Quotient Cos, Quotient Sin) sum = (quotients.One, quotients.Zero);
        foreach ((Exponents monomial, Rational coefficient) in laurent.Terms(x))
        {
            (int unit, int times) = units.Of($"angle {monomial}", coefficient);
            (Symbol cos, _) = table.Symbol($"cos({monomial} /{unit})", isPositive: false);
            (Symbol sin, _) = table.Symbol($"sin({monomial} /{unit})", isPositive: false);
            sin.Relation = (2, table.Sum([table.One, table.Product([table.Constant(-1), table.Power(table.Of(cos), 2)])]));
            (Quotient Cos, Quotient Sin) part = (quotients.Of(cos), times < 0 ? quotients.Times(quotients.Of(-1), quotients.Of(sin)) : quotients.Of(sin));
            for (int i = Math.Abs(times) <= MostMultiples ? Math.Abs(times) : throw new NotDecidedException("an angle is a large multiple of another"); i > 0; i--)
            {
                sum = (quotients.Minus(quotients.Times(sum.Cos, part.Cos), quotients.Times(sum.Sin, part.Sin)),
                    quotients.Sum([quotients.Times(sum.Sin, part.Cos), quotients.Times(sum.Cos, part.Sin)]));
            }
        }

        return sum;
    }

    private Quotient Odd(ScalarFunction function, Quotient x)
    {
        ImmutableArray<(Exponents Monomial, Rational Coefficient)> terms = laurent.Terms(x);
        if (terms.IsEmpty)
        {
            return quotients.Zero;
        }

        Rational sign = terms[0].Coefficient.Sign;
        (Symbol symbol, _) = table.Symbol($"{function}({Laurent.Key(terms.Select(t => (t.Monomial, sign * t.Coefficient)))})", terms is [{ Monomial.IsOne: true }]);
        return quotients.Times(quotients.Of(sign), quotients.Of(symbol));
    }

    private IEnumerable<(Scalar Factor, int Exponent)> Factors(Quotient x) =>
        x.Numerator.Factors.Concat(x.Denominator.Select(d => (table[d.Key], -d.Value)));
}

/// <summary>The largest part of each exponent and angle of which all that occur are multiples: found while functions are applied, which
/// starts anew whenever a smaller part is needed.</summary>
internal sealed class Units
{
    private readonly Dictionary<string, int> units = [];

    /// <summary>The unit u of what has this name, and coefficient times u.</summary>
    /// <exception cref="FinerUnitException">That is no integer: u is finer now.</exception>
    public (int Unit, int Times) Of(string name, Rational coefficient)
    {
        int unit = units.GetValueOrDefault(name, 1);
        Rational times = coefficient * unit;
        if (times.IsInteger)
        {
            return (unit, checked((int)times.Numerator));
        }

        units[name] = checked(unit * (int)times.Denominator);
        throw new FinerUnitException();
    }
}

/// <summary>A unit was made finer.</summary>
internal sealed class FinerUnitException : Exception;
