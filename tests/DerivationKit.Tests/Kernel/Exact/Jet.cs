using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Tests.Kernel.Exact;

/// <summary>A number with infinitesimals ε0, ε1, ... whose squares are 0: the coefficient of ε0 of f(x + v ε0) is the derivative of f
/// along v, and infinitesimals of their own make nested derivatives.</summary>
internal sealed class Jet
{
    // The coefficient of each product of infinitesimals, by the set of their numbers as bits. 0 is left out.
    private readonly ImmutableSortedDictionary<int, Rational> parts;

    private Jet(IEnumerable<KeyValuePair<int, Rational>> parts) =>
        this.parts = parts.Where(p => !p.Value.IsZero).ToImmutableSortedDictionary();

    /// <summary>A plain number.</summary>
    public static implicit operator Jet(Rational value) => new([KeyValuePair.Create(0, value)]);

    /// <summary>The infinitesimal of that number.</summary>
    public static Jet Infinitesimal(int number) => new([KeyValuePair.Create(1 << number, Rational.One)]);

    /// <summary>What remains if every infinitesimal is 0.</summary>
    public Rational Value => parts.GetValueOrDefault(0);

    /// <summary>Whether it is 0, infinitesimals included.</summary>
    public bool IsZero => parts.Count == 0;

    private Jet Rest => new(parts.Remove(0));

    private bool IsPlain => parts.Keys.All(k => k == 0);

    public static Jet operator +(Jet a, Jet b) => new(a.parts.Concat(b.parts).GroupBy(p => p.Key)
        .Select(g => KeyValuePair.Create(g.Key, g.Aggregate(Rational.Zero, (sum, p) => sum + p.Value))));

    public static Jet operator *(Jet a, Jet b) => new((
        from x in a.parts
        from y in b.parts
        where (x.Key & y.Key) == 0
        group x.Value * y.Value by x.Key | y.Key into g
        select KeyValuePair.Create(g.Key, g.Aggregate(Rational.Zero, (sum, x) => sum + x))));

    /// <summary>The coefficient of an infinitesimal.</summary>
    public Jet Part(int number) =>
        new(parts.Where(p => (p.Key & (1 << number)) != 0).Select(p => KeyValuePair.Create(p.Key & ~(1 << number), p.Value)));

    /// <summary>f(x + v ε) = f(x) + f'(x) v ε, one infinitesimal after the other.</summary>
    public Jet Apply(ScalarFunction f)
    {
        if (f is ScalarFunction.Exp or ScalarFunction.Log)
        {
            return f == ScalarFunction.Exp ? Exp() : Log();
        }

        if (IsPlain)
        {
            return At(f, Value);
        }

        int last = int.Log2(parts.Keys.Max());
        Jet x = new(parts.Where(p => p.Key < 1 << last));
        return x.Apply(f) + x.Derivative(f) * Part(last) * Infinitesimal(last);
    }

    private static Jet Minus => new Rational(-1, 1);

    private static Rational At(ScalarFunction f, Rational x) => f switch
    {
        ScalarFunction.Sin => Arithmetic.Angle(x).Sin,
        ScalarFunction.Cos => Arithmetic.Angle(x).Cos,
        ScalarFunction.Arcsin => Arithmetic.Arcsin(x),
        ScalarFunction.Arctan => Arithmetic.Arctan(x),
        _ => Arithmetic.Erf(x),
    };

    private Jet Derivative(ScalarFunction f) => f switch
    {
        ScalarFunction.Sin => Apply(ScalarFunction.Cos),
        ScalarFunction.Cos => Minus * Apply(ScalarFunction.Sin),
        ScalarFunction.Arcsin => (Rational.One + Minus * this * this).Power(new Rational(-1, 2)),
        ScalarFunction.Arctan => (Rational.One + this * this).Power(-1),
        _ => throw new IrrationalException("2/√π"),
    };

    /// <summary>exp(a + h) = exp a (1 + h + h²/2 + ...).</summary>
    public Jet Exp() => Arithmetic.Exp(Value) * Series(Rest, k => new Rational(1, Factorial(k)));

    /// <summary>log(a + h) = log a + h/a - h²/(2a²) + ...</summary>
    public Jet Log() => Arithmetic.Log(Value) + Series(Rest * (1 / Value), k => k == 0 ? 0 : new Rational(k % 2 == 1 ? 1 : -1, k));

    /// <summary>(a + h)^q = a^q (1 + q h/a + ...); at a = 0 a natural power is a product, and no other one is differentiable.</summary>
    public Jet Power(Rational q)
    {
        if (q is { IsInteger: true, Sign: >= 0 })
        {
            return Enumerable.Repeat(this, (int)q.Numerator).Aggregate((Jet)Rational.One, (product, x) => product * x);
        }

        Rational power = Arithmetic.Power(Value, q);
        return IsPlain ? power
            : Value.IsZero ? throw new UndefinedException($"the derivative of 0^{q}")
            : power * Series(Rest * (1 / Value), k => Binomial(q, k));
    }

    // h is nilpotent: every term beyond the number of infinitesimals is 0.
    private static Jet Series(Jet h, Func<int, Rational> coefficient)
    {
        Jet sum = coefficient(0);
        Jet power = Rational.One;
        for (int k = 1; k < 32 && power.parts.Count > 0; k++)
        {
            power *= h;
            sum += coefficient(k) * power;
        }

        return sum;
    }

    private static Rational Binomial(Rational q, int k) =>
        Enumerable.Range(0, k).Aggregate(Rational.One, (product, i) => product * (q - i) / (i + 1));

    private static int Factorial(int k) => Enumerable.Range(1, k).Aggregate(1, (product, i) => product * i);
}
