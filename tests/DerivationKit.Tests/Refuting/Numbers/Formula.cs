using DerivationKit.Kernel;
using DerivationKit.Refuting.Numbers;
using DerivationKit.Tests.Kernel;
using FsCheck;
using FsCheck.Fluent;

namespace DerivationKit.Tests.Refuting.Numbers;

// A random expression without variables, and one evaluator of it for every number type.
public abstract record Formula
{
    public T Evaluate<T>(int precision)
        where T : struct, IScalar<T> => this switch
        {
            Number(var value) => T.FromRational(value, precision),
            Sum(var x, var y) => x.Evaluate<T>(precision) + y.Evaluate<T>(precision),
            Difference(var x, var y) => x.Evaluate<T>(precision) - y.Evaluate<T>(precision),
            Product(var x, var y) => x.Evaluate<T>(precision) * y.Evaluate<T>(precision),
            Quotient(var x, var y) => x.Evaluate<T>(precision) / y.Evaluate<T>(precision),
            Multiple(var factor, var x) => factor * -x.Evaluate<T>(precision),
            Root(var x, var exponent) => T.Power(x.Evaluate<T>(precision), exponent),
            Applied(var function, var x) => T.Apply(function, x.Evaluate<T>(precision)),
            _ => throw new InvalidOperationException(),
        };

    /// <summary>False where the number type throws: the formula is undefined there, or beyond the type.</summary>
    public bool TryEvaluate<T>(int precision, out T value)
        where T : struct, IScalar<T>
    {
        try
        {
            value = Evaluate<T>(precision);
            return true;
        }
        catch (Exception e) when (e is UndefinedException or NotExactException or InsufficientPrecisionException or OutOfRangeException)
        {
            value = default;
            return false;
        }
    }

    public sealed record Number(Rational Value) : Formula;

    public sealed record Sum(Formula X, Formula Y) : Formula;

    public sealed record Difference(Formula X, Formula Y) : Formula;

    public sealed record Product(Formula X, Formula Y) : Formula;

    public sealed record Quotient(Formula X, Formula Y) : Formula;

    public sealed record Multiple(Rational Factor, Formula X) : Formula;

    public sealed record Root(Formula X, Rational Exponent) : Formula;

    public sealed record Applied(ScalarFunction Function, Formula X) : Formula;
}

public static class AlgebraicFormulas
{
    public static Arbitrary<Formula> Formula() =>
        Arb.From(Formulas.Tree(4, Rationals.Rational().Generator, [Formulas.IntegerPower]));
}

// Small numbers under exp, and a positive argument for what needs one, so that most formulas have a value.
public static class TranscendentalFormulas
{
    public static Arbitrary<Formula> Formula() => Arb.From(Formulas.Tree(
        4, Rationals.Small, [Formulas.IntegerPower, Formulas.FractionalPower, Formulas.Exp, Formulas.Log, Formulas.Entire, Formulas.Arcsin]));
}

internal static class Formulas
{
    public static Gen<Formula> Tree(int depth, Gen<Rational> numbers, Func<Gen<Formula>, Gen<Formula>>[] functions)
    {
        Gen<Formula> leaf = numbers.Select(Formula (value) => new Formula.Number(value));
        if (depth == 0)
        {
            return leaf;
        }

        Gen<Formula> below = Gen.OneOf(leaf, Tree(depth - 1, numbers, functions));
        return Gen.OneOf([
            Pair(below, (x, y) => new Formula.Sum(x, y)),
            Pair(below, (x, y) => new Formula.Difference(x, y)),
            Pair(below, (x, y) => new Formula.Product(x, y)),
            Pair(below, (x, y) => new Formula.Quotient(x, y)),
            from factor in Rationals.Small from x in below select (Formula)new Formula.Multiple(factor, x),
            .. functions.Select(function => function(below))]);
    }

    public static Gen<Formula> IntegerPower(Gen<Formula> below) =>
        from x in below from n in Gen.Choose(-3, 3) select (Formula)new Formula.Root(x, n);

    public static Gen<Formula> FractionalPower(Gen<Formula> below) =>
        from x in Positive(below) from q in Rationals.Small select (Formula)new Formula.Root(x, q);

    public static Gen<Formula> Exp(Gen<Formula> below) =>
        below.Select(Formula (x) => new Formula.Applied(ScalarFunction.Exp, x));

    public static Gen<Formula> Log(Gen<Formula> below) =>
        Positive(below).Select(Formula (x) => new Formula.Applied(ScalarFunction.Log, x));

    public static Gen<Formula> Entire(Gen<Formula> below) =>
        from function in Gen.Elements(ScalarFunction.Sin, ScalarFunction.Cos, ScalarFunction.Arctan, ScalarFunction.Erf)
        from x in below
        select (Formula)new Formula.Applied(function, x);

    // |x / (1 + x²)| ≤ 1/2
    public static Gen<Formula> Arcsin(Gen<Formula> below) =>
        from x in below
        let bounded = new Formula.Quotient(x, new Formula.Sum(new Formula.Number(1), new Formula.Product(x, x)))
        select (Formula)new Formula.Applied(ScalarFunction.Arcsin, bounded);

    private static Gen<Formula> Positive(Gen<Formula> below) =>
        from x in below
        from least in Rationals.Small
        select (Formula)new Formula.Sum(new Formula.Product(x, x), new Formula.Number(Rational.Abs(least) + new Rational(1, 8)));

    private static Gen<Formula> Pair(Gen<Formula> below, Func<Formula, Formula, Formula> combine) =>
        from x in below from y in below select combine(x, y);
}
