using DerivationKit.Kernel;

namespace DerivationKit.Tests.Kernel.Exact;

/// <summary>The value does not exist: a power or logarithm outside its domain.</summary>
public sealed class UndefinedException(string message) : Exception(message);

/// <summary>The value exists, but is not rational.</summary>
public sealed class IrrationalException(string message) : Exception(message);

/// <summary>Powers, exponentials and logarithms as far as they are rational. The base of exp and log is 2 here: the laws that relate
/// powers, exp and log hold for every base, and 2^x is rational for whole x.</summary>
internal static class Arithmetic
{
    public static Rational Power(Rational x, Rational q)
    {
        if (q.IsInteger)
        {
            return x.IsZero && q.Sign < 0 ? throw new UndefinedException($"0^{q}") : Rational.Pow(x, (int)q.Numerator);
        }

        if (x.Sign < 0 || (x.IsZero && q.Sign < 0))
        {
            throw new UndefinedException($"({x})^({q})");
        }

        return x.TryRoot((int)q.Denominator, out Rational root)
            ? Rational.Pow(root, (int)q.Numerator)
            : throw new IrrationalException($"({x})^({q})");
    }

    public static Rational Exp(Rational x) =>
        x.IsInteger && Rational.Abs(x) <= 1_000 ? Rational.Pow(2, (int)x.Numerator) : throw new IrrationalException($"2^({x})");

    /// <summary>The angles that are whole multiples of the one with cosine 3/5 and sine 4/5, which counts as 1: the laws that relate sine and
    /// cosine hold there, and both are rational.</summary>
    public static (Rational Cos, Rational Sin) Angle(Rational x)
    {
        if (!x.IsInteger || Rational.Abs(x) > 100)
        {
            throw new IrrationalException($"the angle {x}");
        }

        (Rational cos, Rational sin) = ((Rational)1, (Rational)0);
        for (int i = 0; i < Rational.Abs(x); i++)
        {
            (cos, sin) = ((3 * cos - 4 * sin) / 5, (3 * sin + 4 * cos) / 5);
        }

        return (cos, x.Sign * sin);
    }

    public static Rational Arcsin(Rational x) => Rational.Abs(x) > 1 ? throw new UndefinedException($"arcsin {x}")
        : x.IsZero ? 0 : Rational.Abs(x) == new Rational(4, 5) ? x.Sign : throw new IrrationalException($"arcsin {x}");

    public static Rational Arctan(Rational x) =>
        x.IsZero ? 0 : Rational.Abs(x) == new Rational(4, 3) ? x.Sign : throw new IrrationalException($"arctan {x}");

    /// <summary>Any odd function that is positive for positive arguments: no other law is known of the error function.</summary>
    public static Rational Erf(Rational x) => x;

    public static Rational Log(Rational x)
    {
        if (x.Sign <= 0)
        {
            throw new UndefinedException($"log {x}");
        }

        int power = (int)(x.Numerator.GetBitLength() - x.Denominator.GetBitLength());
        return Rational.Pow(2, power) == x ? power : throw new IrrationalException($"log {x}");
    }
}
