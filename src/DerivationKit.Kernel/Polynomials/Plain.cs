namespace DerivationKit.Kernel;

/// <summary>Atoms whose value needs no rule: they are replaced when a monomial is made.</summary>
internal static class Plain
{
    /// <summary>Whether the factor was consumed: into the coefficient, or into simpler factors.</summary>
    public static bool Simplify(Factor factor, ref Rational coefficient, Stack<Factor> todo) => factor.Atom switch
    {
        _ when factor.Exponent.IsZero => true,
        IndicatorAtom => Indicator(factor),
        Closure { Kind: ClosureKind.Exp or ClosureKind.Cos } c => c.Body.IsZero,
        Closure { Kind: ClosureKind.Base } c => Base(c, factor.Exponent, ref coefficient, todo),
        Closure { Own: 0 } c => Function(c, factor.Exponent, ref coefficient),
        _ => false,
    };

    // δ(i,i) = 1 = [i >= i]; a negative power of 0 is not defined.
    private static bool Indicator(Factor factor) =>
        factor.Exponent.Sign < 0
            ? throw new KernelException("a negative power of Kronecker's delta or of a causal mask")
            : factor.Atom is { Slots: [var i, var j] } && i == j;

    // log 1 = 0; sin 0 = arcsin 0 = arctan 0 = erf 0 = 0.
    private static bool Function(Closure f, Rational exponent, ref Rational coefficient)
    {
        bool zero = f.Kind == ClosureKind.Log ? f.Body.Constant is { IsOne: true } : f.Body.IsZero;
        if (!zero || exponent.Sign < 0)
        {
            return false;
        }

        coefficient = Rational.Zero;
        return true;
    }

    // (c)^q = c^q where that is rational; (a)^q = a^q for a single atom.
    private static bool Base(Closure sum, Rational exponent, ref Rational coefficient, Stack<Factor> todo)
    {
        if (sum.Body.Constant is { } value)
        {
            return Constant(sum, value, exponent, ref coefficient, todo);
        }

        if (sum.Body.Terms is not [{ Coefficient.IsOne: true, Monomial: { Bound.IsEmpty: true, Factors: [{ Exponent.IsOne: true } only] } }])
        {
            return false;
        }

        todo.Push(new(only.Atom.Map(slot => sum.Slots[slot.Ordinal]), exponent));
        return true;
    }

    // c^q is rational, or its whole part goes into the coefficient and a power between 0 and 1 remains.
    private static bool Constant(Closure sum, Rational value, Rational exponent, ref Rational coefficient, Stack<Factor> todo)
    {
        if (TryPower(value, exponent, out Rational power))
        {
            coefficient *= power;
            return true;
        }

        var whole = System.Numerics.BigInteger.Divide(exponent.Numerator - (exponent.Sign < 0 ? exponent.Denominator - 1 : 0), exponent.Denominator);
        if (whole.IsZero || value.Sign <= 0 || !TryPower(value, whole, out Rational part))
        {
            return false;
        }

        coefficient *= part;
        todo.Push(new(sum, exponent - whole));
        return true;
    }

    private static bool TryPower(Rational value, Rational exponent, out Rational power)
    {
        power = Rational.Zero;
        if (value.IsZero)
        {
            return exponent.Sign > 0;
        }

        if (!exponent.IsInteger && (value.Sign < 0 || !exponent.Denominator.IsSmall()))
        {
            return false;
        }

        Rational root = value;
        if (!exponent.IsInteger && !value.TryRoot((int)exponent.Denominator, out root))
        {
            return false;
        }

        power = Power(root, exponent.Numerator);
        return true;
    }

    /// <summary>x^n, unless that takes more than a million bits.</summary>
    /// <exception cref="KernelException">It does.</exception>
    public static Rational Power(Rational x, System.Numerics.BigInteger n) =>
        System.Numerics.BigInteger.Abs(n) * (x.Numerator.GetBitLength() + x.Denominator.GetBitLength()) <= 1_000_000
            ? Rational.Pow(x, (int)n)
            : throw new KernelException("a power of a number that is too large");

    private static bool IsSmall(this System.Numerics.BigInteger value) => System.Numerics.BigInteger.Abs(value) <= 10_000;
}
