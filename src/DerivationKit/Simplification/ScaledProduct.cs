using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using DerivationKit.Kernel;
using DerivationKit.Operators;

namespace DerivationKit.Simplification;

/// <summary>A product as c * s1^p1*s2^p2*... * A1*A2*...: a number, powers of scalars, and a chain of arrays in order. An inner product
/// x'*A*y inside the chain is one of the scalars.</summary>
/// <param name="Coefficient">c.</param>
/// <param name="Scalars">The scalar factors.</param>
/// <param name="Arrays">The chain; empty exactly for a scalar.</param>
internal sealed record ScaledProduct(Rational Coefficient, PowerProduct Scalars, ImmutableArray<Expr> Arrays)
{
    private const int LongestChain = 48;
    private const int LargestExponent = 64;

    // Shared parts are read once.
    private static readonly ConditionalWeakTable<Expr, ScaledProduct> Known = [];

    /// <summary>Reads an expression, which has at least the form 1*itself.</summary>
    public static ScaledProduct Of(Expr expression) => Known.GetValue(expression, Read);

    /// <summary>1*itself.</summary>
    public static ScaledProduct Atom(Expr expression) =>
        expression.Shape.IsScalar
            ? new(Rational.One, PowerProduct.Of(expression), [])
            : new(Rational.One, PowerProduct.Empty, [expression]);

    /// <summary>The product of the chain alone.</summary>
    public Expr Chain => Arrays.IsEmpty ? Expr.One : Multiply(Arrays);

    /// <summary>The product without its number.</summary>
    public ScaledProduct Core => this with { Coefficient = Rational.One };

    /// <summary>Whether the product is certainly zero.</summary>
    public bool IsZero => Coefficient.IsZero || Arrays.Any(a => a == Expr.Zeros(a.Shape));

    /// <summary>The same product times a number.</summary>
    public ScaledProduct Scale(Rational factor) => this with { Coefficient = factor * Coefficient };

    /// <summary>Whether two products differ at most in their numbers.</summary>
    public bool IsLike(ScaledProduct other) =>
        Scalars.IsSame(other.Scalars) && Arrays.Length == other.Arrays.Length
        && Arrays.Zip(other.Arrays).All(pair => pair.First == pair.Second || EntrywiseProduct.AreSame(pair.First, pair.Second));

    /// <summary>Number, scalars, chain, divisors, from left to right; a minus goes into a difference or before the first factor.</summary>
    public Expr ToExpr()
    {
        if (IsZero)
        {
            return Expr.Zeros(Arrays.IsEmpty ? Shape.Scalar : new(Arrays[0].Shape.Rows, Arrays[^1].Shape.Columns));
        }

        if (Coefficient.Sign < 0 && AbsorbSign() is { } absorbed)
        {
            return absorbed.ToExpr();
        }

        Expr[] numerators = [.. Scalars.Powers.Where(p => p.Exponent.Sign > 0).Select(p => Raised(p.Base, p.Exponent)), .. Arrays];
        Expr[] divisors = [.. Scalars.Powers.Where(p => p.Exponent.Sign < 0).Select(p => Raised(p.Base, -p.Exponent))];
        if (!Coefficient.IsInteger && numerators.Length + divisors.Length > 0)
        {
            divisors = [Expr.Constant(Coefficient.Denominator), .. divisors];
            return Multiply((this with { Coefficient = Coefficient.Numerator }).Signed(numerators)) / Multiply(divisors);
        }

        Expr product = Multiply(Signed(numerators));
        return divisors.Length == 0 ? product : product / Multiply(divisors);
    }

    /// <summary>The product of two; no answer if the chain becomes too long.</summary>
    public static ScaledProduct? Times(ScaledProduct left, ScaledProduct right)
    {
        ImmutableArray<Expr> chain = left.Arrays.AddRange(right.Arrays);
        return chain.Length <= LongestChain
            ? Split(left.Coefficient * right.Coefficient, left.Scalars * right.Scalars, chain)
            : null;
    }

    /// <summary>A power of a scalar; no answer where the parts cannot be raised one by one.</summary>
    public static ScaledProduct? Raise(ScaledProduct scalar, Rational exponent)
    {
        if (scalar.Coefficient.IsZero || Rational.Abs(exponent) > LargestExponent || !scalar.Scalars.CanRaise(exponent))
        {
            return null;
        }

        return exponent.IsInteger ? new(Rational.Pow(scalar.Coefficient, (int)exponent.Numerator), scalar.Scalars.Raise(exponent), [])
            : scalar.Coefficient.IsOne ? scalar with { Scalars = scalar.Scalars.Raise(exponent) }
            : null;
    }

    private static ScaledProduct Read(Expr expression) => expression switch
    {
        Constant c => Number(c.Value),
        Apply { Operator: Negation, Arguments: [var a] } => Of(a).Scale(-1),
        Apply { Operator: Product, Arguments: [var a, var b] } => Times(Of(a), Of(b)) ?? Atom(expression),
        Apply { Operator: Division, Arguments: [var a, var s] } => Raise(Of(s), -1) is { } inverse ? Times(Of(a), inverse)! : Atom(expression),
        Apply { Operator: ConstantPower { Parameters: [Parameter.Number p] }, Arguments: [{ Shape.IsScalar: true } a] } =>
            Raise(Of(a), p.Value) ?? new(Rational.One, PowerProduct.Of(a).Raise(p.Value), []),
        Apply { Operator: HadamardProduct or HadamardDivision, Arguments: [var a, var b], Shape.IsScalar: true } apply =>
            Of(apply.Operator is HadamardProduct ? a * b : a / b),
        Apply { Operator: HadamardProduct or HadamardDivision or HadamardPower } apply => EntrywiseProduct.Of(apply),
        _ => Atom(expression),
    };

    private static ScaledProduct Number(Rational value) => new(value, PowerProduct.Empty, []);

    private static Expr Multiply(IEnumerable<Expr> factors) => factors.Aggregate((left, right) => left * right);

    private static Expr Raised(Expr @base, Rational exponent) => exponent.IsOne ? @base : Expr.Pow(@base, exponent);

    // Cuts the chain where an axis is the literal 1: between a column and a row that follows it stand scalars.
    private static ScaledProduct Split(Rational coefficient, PowerProduct scalars, ImmutableArray<Expr> chain)
    {
        ImmutableArray<Expr> kept = [];
        for (int start = 0, end = 1; end <= chain.Length; end++)
        {
            if (end < chain.Length && !chain[end].Shape.Rows.IsOne)
            {
                continue;
            }

            ImmutableArray<Expr> segment = chain[start..end];
            bool isScalar = segment[0].Shape.Rows.IsOne && segment[^1].Shape.Columns.IsOne;
            scalars = isScalar ? scalars * PowerProduct.Of(Multiply(segment)) : scalars;
            kept = isScalar ? kept : kept.AddRange(segment);
            start = end;
        }

        return new(coefficient, scalars, kept);
    }

    private IEnumerable<Expr> Signed(Expr[] numerators)
    {
        if (numerators.Length == 0 || Rational.Abs(Coefficient) != Rational.One)
        {
            return numerators.Prepend(Expr.Constant(Coefficient));
        }

        Expr first = numerators[0];
        return Coefficient.Sign > 0 ? numerators : numerators.Skip(1).Prepend(Negated(first));
    }

    // (-x')*A*y rather than -(x'*A*y).
    private static Expr Negated(Expr product) =>
        product is Apply { Operator: Product, Arguments: [var first, var rest] } && !Sums.IsSum(first) ? Negated(first) * rest : -product;

    // -(A - B)*C = (B - A)*C, and -(A - B)' = (B - A)'.
    private ScaledProduct? AbsorbSign()
    {
        ScaledProduct opposite = Scale(-1);
        if (Arrays.FirstOrDefault(Sums.IsDifference) is { } array)
        {
            return opposite with { Arrays = Arrays.SetItem(Arrays.IndexOf(array), Sums.Negate(array)) };
        }

        return Scalars.Powers.FirstOrDefault(p => p.Exponent.IsOne && Sums.IsDifference(p.Base))?.Base is { } scalar
            ? opposite with { Scalars = Scalars.Replace(scalar, Sums.Negate(scalar)) }
            : null;
    }
}
