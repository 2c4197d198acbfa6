using System.Collections.Immutable;

namespace DerivationKit.Kernel;

/// <summary>Decides signs by structure: what it affirms holds wherever the atoms are defined; what it denies is merely unknown.</summary>
/// <param name="known">What is taken for granted: of a polynomial, by its <see cref="Subject"/>, at all indices.</param>
internal sealed class Positivity(ImmutableHashSet<(ConditionKind Kind, string Subject)> known)
{
    /// <summary>Of what a condition on the polynomial speaks: of an atom where it is one at unrestricted indices, else of itself.</summary>
    public static string Subject(Polynomial p) => Single(p)?.Head ?? p.Key;

    /// <summary>The entry or function value that the polynomial is at different indices, if it is one: what its head says, it says of
    /// all indices. A sum in brackets is none, nor a delta, whose head does not tell dimensions apart.</summary>
    public static Atom? Single(Polynomial p) =>
        p.Terms is [{ Coefficient.IsOne: true, Monomial: { Bound.IsEmpty: true, Factors: [{ Exponent.IsOne: true, Atom: var atom }] } }]
        && atom is EntryAtom or Closure { Kind: not ClosureKind.Base } && atom.Slots.Distinct().Count() == atom.Slots.Length ? atom : null;

    /// <summary>Whether it is taken for granted.</summary>
    public bool Knows((ConditionKind Kind, string Subject) fact) =>
        known.Contains(fact) || (fact.Kind is ConditionKind.NonNegative or ConditionKind.NonZero && known.Contains((ConditionKind.Positive, fact.Subject)));

    /// <summary>The same without one thing taken for granted.</summary>
    public Positivity Without((ConditionKind Kind, string Subject) fact) => new(known.Remove(fact));

    /// <summary>Whether the polynomial is certainly of the kind. Every size is at least 1, so a sum over an index has a term.</summary>
    public bool Is(ConditionKind kind, Polynomial p) => kind switch
    {
        ConditionKind.NonNegative => p.Terms.All(IsNonNegative) || p.Terms.Any(t => IsNonNegativeBy(p, t)),
        ConditionKind.Positive => p.Terms.All(IsNonNegative) && p.Terms.Any(IsPositive),
        _ => Is(ConditionKind.Positive, p) || Is(ConditionKind.Positive, Negative(p)) || p.Terms is [var only] && IsNonZeroProduct(only),
    };

    /// <summary>Whether the atom is certainly greater than 0.</summary>
    public bool IsPositive(Atom atom) => Knows(ConditionKind.Positive, atom) || atom switch
    {
        SizeAtom => true,
        Closure { Kind: ClosureKind.Exp } => true,
        Closure { Kind: ClosureKind.Determinant } d => IsMatrix(d.Body, ClosureKind.MatrixExp),
        Closure { Kind: ClosureKind.Base or ClosureKind.Arctan or ClosureKind.Erf or ClosureKind.Arcsin } c => Is(ConditionKind.Positive, c.Body),
        _ => false,
    };

    /// <summary>Whether the atom is certainly not 0.</summary>
    public bool IsNonZero(Atom atom) => IsPositive(atom) || Knows(ConditionKind.NonZero, atom) || atom switch
    {
        Closure { Kind: ClosureKind.Determinant } d => IsMatrix(d.Body, ClosureKind.Inverse) || (Diagonal(d.Body) is { IsZero: false } f && Is(ConditionKind.NonZero, f)) || (Unscaled(d) is { } matrix && IsNonZero(matrix)),
        Closure { Kind: ClosureKind.Base } c => Is(ConditionKind.NonZero, c.Body),
        _ => false,
    };

    /// <summary>Whether a body over row, column and outer parameters is the inverse or the exponential of a matrix, or the transpose of one, and
    /// so invertible itself: det(exp(B)) = exp(tr B).</summary>
    public static bool IsMatrix(Polynomial body, params ReadOnlySpan<ClosureKind> kinds) =>
        body.Terms is [{ Coefficient.IsOne: true, Monomial: { Bound.IsEmpty: true, Factors: [{ Exponent.IsOne: true, Atom: Closure { Inner.Length: 2 } v }] } }]
        && kinds.Contains(v.Kind) && v.Slots.Select(s => s.Ordinal < 2).SequenceEqual(v.Slots.Select((_, i) => i < 2)) && v.Slots[0] != v.Slots[1];

    /// <summary>f for a body δ(row,column) f(row); else 0.</summary>
    public static Polynomial Diagonal(Polynomial body)
    {
        Slot row = Slot.Parameter(0), column = Slot.Parameter(1);
        Factor one = new(new DeltaAtom(row, column), 1);
        return Polynomial.Of(body.Parameters, body.Terms.All(t => t.Monomial.Factors.Any(f => f.Key == one.Key))
            ? body.Terms.Select(t => Polynomial.Term(t.Coefficient, t.Monomial.Bound, t.Monomial.Factors.Where(f => f.Key != one.Key).Select(f => f.Map(s => s == column ? row : s))))
            : []);
    }

    // det(A) for det(c·A) with a number c that is not 0.
    private Closure? Unscaled(Closure d)
    {
        if (d.Body.Terms is not [var only])
        {
            return null;
        }

        ILookup<bool, Factor> factors = only.Monomial.Factors.ToLookup(f => f.Atom.Slots.All(s => !s.IsBound && s.Ordinal >= d.Own));
        return (!only.Coefficient.IsOne || factors[true].Any()) && factors[true].All(f => IsNonZero(f.Atom))
            ? new(d.Kind, Polynomial.Of(d.Body.Parameters, [Polynomial.Term(1, only.Monomial.Bound, factors[false])]), d.Slots)
            : null;
    }

    private static Polynomial Negative(Polynomial p) =>
        Polynomial.Of(p.Parameters, p.Terms.Select(t => new MonomialTerm(-t.Coefficient, t.Monomial)));

    private bool Knows(ConditionKind kind, Atom atom) =>
        Knows((kind, atom is Closure { Kind: ClosureKind.Base } c ? c.Body.Key : atom.Head));

    private bool IsNonZeroProduct(MonomialTerm t) => t.Monomial.Bound.IsEmpty && t.Monomial.Factors.All(f => IsNonZero(f.Atom));

    // An even power of what is not 0 is positive. Masks that each hold a bound index of their own are all 1 at some values of these.
    private bool IsPositive(MonomialTerm t) => t.Coefficient.Sign > 0 && t.Monomial.Factors.All(f =>
        IsPositive(f.Atom)
        || (f.Exponent is { IsInteger: true, Numerator.IsEven: true } && IsNonZero(f.Atom))
        || (f.Atom is AtLeastAtom mask && mask.Slots.Any(s => s.IsBound && IsOwn(t.Monomial, mask, s))));

    private static bool IsOwn(Monomial m, AtLeastAtom mask, Slot index) =>
        m.Factors.All(f => f.Atom is not (AtLeastAtom or DeltaAtom) || f.Atom.Key == mask.Key || !f.Atom.Slots.Contains(index));

    // c|R| + c R >= 0 and c|R| - c R >= 0 for c > 0, where |R| is (R²)^(1/2).
    private bool IsNonNegativeBy(Polynomial p, MonomialTerm absolute)
    {
        ImmutableArray<MonomialTerm> r = absolute.Coefficient.Sign > 0 ? Radicand(absolute.Monomial) : [];
        return !r.IsEmpty && new[] { absolute.Coefficient, -absolute.Coefficient }.Any(c => Polynomial.Of(
            p.Parameters, p.Terms.Remove(absolute).Concat(r.Select(t => t with { Coefficient = c * t.Coefficient }))).Terms.All(IsNonNegative));
    }

    // The terms of R for the monomial (R²)^(1/2).
    private static ImmutableArray<MonomialTerm> Radicand(Monomial m) =>
        m is { Bound.IsEmpty: true, Factors: [{ Atom: Closure { Kind: ClosureKind.Base, Body.Terms: [{ Coefficient.IsOne: true, Monomial: { Bound.IsEmpty: true, Factors: [var square] } }] } root, Exponent: var half }] }
        && half == new Rational(1, 2) && square.Exponent == 2
            ? square.Atom is Closure { Kind: ClosureKind.Base } r
                ? [.. r.Body.Terms.Select(t => Polynomial.Splice(new(1, Monomial.One), t, [.. r.Slots.Select(s => root.Slots[s.Ordinal])]))]
                : [Polynomial.Term(1, [], [new(square.Atom.Map(s => root.Slots[s.Ordinal]), 1)])]
            : [];

    private bool IsNonNegative(MonomialTerm t) => t.Coefficient.Sign > 0 && t.Monomial.Factors.All(IsNonNegative);

    // A fractional power is the positive root, and an even one a square. A body is looked into once, since nested ones would double the
    // work at each level.
    public bool IsNonNegative(Factor f) =>
        !f.Exponent.IsInteger || f.Exponent.Numerator.IsEven || Knows(ConditionKind.NonNegative, f.Atom) || f.Atom switch
        {
            DeltaAtom or AtLeastAtom => true,
            Closure { Kind: ClosureKind.Base or ClosureKind.Arctan or ClosureKind.Erf or ClosureKind.Arcsin } c => Is(ConditionKind.NonNegative, c.Body),
            _ => IsPositive(f.Atom),
        };
}
