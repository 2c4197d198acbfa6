namespace DerivationKit.Kernel;

/// <summary>Atoms whose value needs no rule: they are replaced when a monomial is made.</summary>
internal static class Plain
{
    private const int LargestDegree = 10_000;

    /// <summary>The number and the simpler factor that a factor is the product of; none where it stays as it is.</summary>
    public static (Rational Number, Factor? Left)? Simplify(Factor factor) => factor.Atom switch
    {
        _ when factor.Exponent.IsZero => (1, null),
        SizeAtom { Dimension.Size: { } n } when factor.Exponent.IsInteger => (Power(n, factor.Exponent.Numerator), null),
        IndicatorAtom when factor.Exponent.Sign < 0 => throw new KernelException("a negative power of Kronecker's delta or of a causal mask"),
        IndicatorAtom { Slots: [var i, var j] } when i == j => (1, null),
        IndicatorAtom when !factor.Exponent.IsOne => (1, new(factor.Atom, 1)),
        Closure { Kind: ClosureKind.Exp or ClosureKind.Cos, Body.IsZero: true } => (1, null),
        Closure { Kind: ClosureKind.Base, Body.Constant: { } value } c => Constant(c, value, factor.Exponent),
        Closure { Kind: ClosureKind.Base, Body.Terms: [{ Coefficient.IsOne: true, Monomial: { Bound.IsEmpty: true, Factors: [{ Exponent.IsOne: true } only] } }] } c =>
            (1, new(only.Atom.Map(slot => c.Slots[slot.Ordinal]), factor.Exponent)),
        Closure { Kind: ClosureKind.Log, Body.Constant.IsOne: true } when factor.Exponent.Sign > 0 => (0, null),
        Closure { Kind: ClosureKind.Sin or ClosureKind.Arcsin or ClosureKind.Arctan or ClosureKind.Erf, Body.IsZero: true } when factor.Exponent.Sign > 0 => (0, null),
        _ => null,
    };

    /// <summary>A number times the same of what is left, until it stays as it is.</summary>
    public static (Rational Number, Factor? Left) Simplest(Rational number, Factor factor) => Simplify(factor) is not var (more, left) ? (number, factor)
        : left is null ? (number * more, null) : Simplest(number * more, left);

    // c^q is rational, or its whole part goes into the number and a power between 0 and 1 remains.
    private static (Rational Number, Factor? Left)? Constant(Closure sum, Rational value, Rational exponent)
    {
        if (TryPower(value, exponent, out Rational power))
        {
            return (power, null);
        }

        var whole = System.Numerics.BigInteger.Divide(exponent.Numerator - (exponent.Sign < 0 ? exponent.Denominator - 1 : 0), exponent.Denominator);
        return !whole.IsZero && value.Sign > 0 && TryPower(value, whole, out Rational part) ? (part, new(sum, exponent - whole)) : null;
    }

    private static bool TryPower(Rational value, Rational exponent, out Rational power)
    {
        Rational root = value;
        bool exists = value.IsZero ? exponent.Sign > 0
            : exponent.IsInteger || (value.Sign > 0 && exponent.Denominator <= LargestDegree && value.TryRoot((int)exponent.Denominator, out root));
        power = exists && !value.IsZero ? Power(root, exponent.Numerator) : Rational.Zero;
        return exists;
    }

    /// <summary>x^n, unless that takes more than a million bits.</summary>
    /// <exception cref="KernelException">It does.</exception>
    public static Rational Power(Rational x, System.Numerics.BigInteger n) =>
        System.Numerics.BigInteger.Abs(n) * (x.Numerator.GetBitLength() + x.Denominator.GetBitLength()) <= 1_000_000
            ? Rational.Pow(x, (int)n)
            : throw new KernelException("a power of a number that is too large");
}
