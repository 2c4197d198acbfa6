using System.Collections.Immutable;

namespace DerivationKit.Kernel;

/// <summary>Decides signs by structure: what it affirms holds wherever the atoms are defined; what it denies is merely unknown.</summary>
/// <param name="positive">What is taken to be positive: names of tensors, keys of polynomials, at all indices.</param>
/// <param name="nonZero">What is taken not to be 0, likewise.</param>
/// <param name="nonNegative">What is taken not to be negative, likewise.</param>
internal sealed class Positivity(ImmutableHashSet<string> positive, ImmutableHashSet<string> nonZero, ImmutableHashSet<string> nonNegative)
{
    /// <summary>Takes nothing for granted.</summary>
    public static Positivity Bare { get; } = new([], [], []);

    /// <summary>Whether the polynomial is certainly of the kind. Every size is at least 1, so a sum over an index has a term.</summary>
    public bool Is(ConditionKind kind, Polynomial p) => kind switch
    {
        ConditionKind.NonNegative => p.Terms.All(IsNonNegative),
        ConditionKind.Positive => p.Terms.All(IsNonNegative) && p.Terms.Any(IsPositive),
        _ => Is(ConditionKind.Positive, p) || Is(ConditionKind.Positive, Negative(p)) || p.Terms is [var only] && IsNonZeroProduct(only),
    };

    /// <summary>Whether the atom is certainly greater than 0.</summary>
    public bool IsPositive(Atom atom) => atom switch
    {
        EntryAtom e => e.Has(Property.Positive) || positive.Contains(e.Head),
        Closure { Kind: ClosureKind.Determinant } d => positive.Contains(d.Head),
        SizeAtom => true,
        Closure { Kind: ClosureKind.Exp } => true,
        Closure { Kind: ClosureKind.Arctan or ClosureKind.Erf or ClosureKind.Arcsin } c => Is(ConditionKind.Positive, c.Body),
        Closure { Kind: ClosureKind.Base } c => positive.Contains(c.Body.Key) || Is(ConditionKind.Positive, c.Body),
        _ => false,
    };

    /// <summary>Whether the atom is certainly not 0.</summary>
    public bool IsNonZero(Atom atom) => IsPositive(atom) || atom switch
    {
        Closure { Kind: ClosureKind.Determinant } d => nonZero.Contains(d.Head) || IsInverse(d.Body),
        EntryAtom => nonZero.Contains(atom.Head),
        Closure { Kind: ClosureKind.Base } c => nonZero.Contains(c.Body.Key) || Is(ConditionKind.NonZero, c.Body),
        _ => false,
    };

    /// <summary>Whether a body over row, column and outer parameters is an inverse, or the transpose of one, and so invertible itself.</summary>
    public static bool IsInverse(Polynomial body) =>
        body.Terms is [{ Coefficient.IsOne: true, Monomial: { Bound.IsEmpty: true, Factors: [{ Exponent.IsOne: true, Atom: Closure { Kind: ClosureKind.Inverse } v }] } }]
        && v.Slots.Select(s => s.Ordinal < 2).SequenceEqual(v.Slots.Select((_, i) => i < 2)) && v.Slots[0] != v.Slots[1];

    private static Polynomial Negative(Polynomial p) =>
        Polynomial.Of(p.Parameters, p.Terms.Select(t => new MonomialTerm(-t.Coefficient, t.Monomial)));

    private bool IsNonZeroProduct(MonomialTerm t) => t.Monomial.Bound.IsEmpty && t.Monomial.Factors.All(f => IsNonZero(f.Atom));

    // An even power of what is not 0 is positive. Masks that each hold a bound index of their own are all 1 at some values of these.
    private bool IsPositive(MonomialTerm t) => t.Coefficient.Sign > 0 && t.Monomial.Factors.All(f =>
        IsPositive(f.Atom)
        || (f.Exponent is { IsInteger: true, Numerator.IsEven: true } && IsNonZero(f.Atom))
        || (f.Atom is AtLeastAtom mask && mask.Slots.Any(s => s.IsBound && IsOwn(t.Monomial, mask, s))));

    private static bool IsOwn(Monomial m, AtLeastAtom mask, Slot index) =>
        m.Factors.All(f => f.Atom is not (AtLeastAtom or DeltaAtom) || f.Atom.Key == mask.Key || !f.Atom.Slots.Contains(index));

    private bool IsNonNegative(MonomialTerm t) => t.Coefficient.Sign > 0 && t.Monomial.Factors.All(IsNonNegative);

    // A fractional power is the positive root, and an even one a square. A body is looked into once, since nested ones would double the
    // work at each level.
    public bool IsNonNegative(Factor f) =>
        !f.Exponent.IsInteger || f.Exponent.Numerator.IsEven || f.Atom switch
        {
            EntryAtom e => e.Has(Property.OneHotRows, Property.RowStochastic, Property.Mask) || nonNegative.Contains(e.Tensor.Name) || IsPositive(e),
            DeltaAtom or AtLeastAtom => true,
            Closure { Kind: ClosureKind.Arctan or ClosureKind.Erf or ClosureKind.Arcsin } c => Is(ConditionKind.NonNegative, c.Body),
            Closure { Kind: ClosureKind.Base } c => positive.Contains(c.Body.Key) || nonNegative.Contains(c.Body.Key) || Is(ConditionKind.NonNegative, c.Body),
            _ => IsPositive(f.Atom),
        };
}
