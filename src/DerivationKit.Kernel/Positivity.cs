namespace DerivationKit.Kernel;

/// <summary>What is taken for granted of a number.</summary>
/// <param name="Kind">That it is positive, not negative, or not 0.</param>
/// <param name="Subject">The number: <see cref="Positivity.Subject"/>.</param>
internal sealed record KnownSign(ConditionKind Kind, string Subject);

/// <summary>Decides signs by structure: what it affirms holds wherever the atoms are defined; what it denies is merely unknown.</summary>
/// <param name="known">What is taken for granted: of a polynomial, by its <see cref="Subject"/>, at all indices.</param>
internal sealed class Positivity(ImmutableHashSet<KnownSign> known)
{
    private static readonly Slot Row = Slot.Parameter(0);
    private static readonly Slot Column = Slot.Parameter(1);

    private QuadraticForms Forms => field ??= new(IsNonNegative, IsSemidefinite);

    /// <summary>Of what a condition on the polynomial speaks: of an atom where it is one at unrestricted indices, else of itself.</summary>
    public static string Subject(Polynomial p) => Single(p)?.Head ?? p.Key;

    /// <summary>The entry or function value that the polynomial is at different indices, if it is one: what its head says, it says of
    /// all indices. A sum in brackets is none, nor a delta, whose head does not tell dimensions apart.</summary>
    public static Atom? Single(Polynomial p) =>
        p.Terms is [{ Coefficient.IsOne: true, Monomial: { Bound.IsEmpty: true, Factors: [{ Exponent.IsOne: true, Atom: var atom }] } }]
        && atom is EntryAtom or Closure { Kind: not ClosureKind.Base } && atom.Slots.Distinct().Count() == atom.Slots.Length ? atom : null;

    /// <summary>Whether it is taken for granted.</summary>
    public bool Knows(KnownSign sign) =>
        known.Contains(sign) || (sign.Kind is ConditionKind.NonNegative or ConditionKind.NonZero && known.Contains(sign with { Kind = ConditionKind.Positive }));

    /// <summary>The same, and the signs without which the polynomial would not be defined.</summary>
    public Positivity Where(Polynomial isDefined) => new(known.Union(Signs(isDefined)));

    /// <summary>What a power or a logarithm needs of its body to be defined, if anything.</summary>
    public static ConditionKind? Needed(Factor f) => (f.Atom as Closure, f.Exponent.IsInteger, f.Exponent.Sign) switch
    {
        ({ Kind: ClosureKind.Log }, _, _) or ({ Kind: ClosureKind.Base }, false, < 0) => ConditionKind.Positive,
        ({ Kind: ClosureKind.Base }, false, > 0) => ConditionKind.NonNegative,
        ({ Kind: ClosureKind.Base }, true, < 0) => ConditionKind.NonZero,
        _ => null,
    };

    // At different indices a body is met at all of its values, and so is what stands in it at different indices.
    private static IEnumerable<KnownSign> Signs(Polynomial p) =>
        from factor in p.Terms.SelectMany(t => t.Monomial.Factors)
        where factor.Atom is Closure && factor.Atom.Slots.Distinct().Count() == factor.Atom.Slots.Length
        let body = ((Closure)factor.Atom).Body
        from sign in Signs(body).Concat(Needed(factor) is { } kind ? [new(kind, Subject(body))] : [])
        select sign;

    /// <summary>Whether the polynomial is of the kind, as is taken for granted or certain. Every size is at least 1, so a sum over an index has a term.</summary>
    public bool Is(ConditionKind kind, Polynomial p) => Knows(new(kind, Subject(p))) || kind switch
    {
        ConditionKind.Zero or ConditionKind.Semidefinite => false,
        ConditionKind.NonNegative => p.Terms.All(IsNonNegative) || p.Terms.Any(t => IsNonNegativeBy(p, t)),
        ConditionKind.Positive => p.Terms.All(IsNonNegative) && p.Terms.Any(IsPositive),
        _ => Is(ConditionKind.Positive, p) || Is(ConditionKind.Positive, p.Times(-1)) || p.Terms is [var only] && IsNonZeroProduct(only),
    };

    /// <summary>Whether the atom is certainly greater than 0.</summary>
    public bool IsPositive(Atom atom) => Knows(ConditionKind.Positive, atom) || atom switch
    {
        SizeAtom => true,
        Closure { Kind: ClosureKind.Exp } => true,
        Closure { Kind: ClosureKind.Determinant, Axes: 1 } d => IsMatrix(d, ClosureKind.MatrixExp)
            || (IsSemidefinite(d.Body, Row, Column) && (d.Body.Terms.Any(t => IsDefinite(d.Body, t)) || Knows(ConditionKind.NonZero, d))),
        Closure { Kind: ClosureKind.Base or ClosureKind.Arctan or ClosureKind.Erf or ClosureKind.Arcsin } c => Is(ConditionKind.Positive, c.Body),
        _ => false,
    };

    /// <summary>Whether the atom is certainly not 0.</summary>
    public bool IsNonZero(Atom atom) => IsPositive(atom) || Knows(ConditionKind.NonZero, atom) || atom switch
    {
        Closure { Kind: ClosureKind.Determinant } d => IsInvertible(d),
        Closure { Kind: ClosureKind.Base } c => Is(ConditionKind.NonZero, c.Body),
        _ => false,
    };

    /// <summary>Whether the matrix of an inverse or a determinant is itself the inverse or the exponential of a matrix, or the transpose of one,
    /// and so invertible: det(exp(B)) = exp(tr B).</summary>
    public static bool IsMatrix(Closure c, params ReadOnlySpan<ClosureKind> kinds) =>
        c.Axes == 1 && c.Body.Terms is [{ Coefficient.IsOne: true, Monomial: { Bound.IsEmpty: true, Factors: [{ Exponent.IsOne: true, Atom: Closure { Inner.Length: 2 } v }] } }]
        && kinds.Contains(v.Kind) && v.Slots.Select(s => s.Ordinal < 2).SequenceEqual(v.Slots.Select((_, i) => i < 2)) && v.Slots[0] != v.Slots[1];

    /// <summary>Whether the factor is certainly defined, whatever its indices.</summary>
    public bool IsDefined(Factor f) => (f.Atom is not Closure c || c.Body.Terms.All(t => t.Monomial.Factors.All(IsDefined))) && f.Atom switch
    {
        Closure { Kind: ClosureKind.Log or ClosureKind.Arcsin } => false,
        Closure { Kind: ClosureKind.Inverse, Axes: var axes } v when axes > 1 || !IsNonZero(new Closure(ClosureKind.Determinant, v.Body, v.Outer)) => false,
        _ => f.Exponent.IsInteger ? f.Exponent.Sign > 0 || IsNonZero(f.Atom) : IsPositive(f.Atom),
    };

    // An inverse, the opposite of what is known, a diagonal, a multiple of such a matrix, or a product of some over rows of their own.
    private bool IsInvertible(Closure c) => IsMatrix(c, ClosureKind.Inverse) || Knows(ConditionKind.NonZero, c.With(c.Body.Times(-1), c.Slots)) || (MatrixRules.OnDiagonal(c) is { } entry && IsNonZero(entry)) || IsMultiple(c)
        || (KroneckerRules.Apart(c, 0, inAnyOrder: true) is var (p, q) && IsNonZeroProduct(KroneckerRules.Determinant(p)) && IsNonZeroProduct(KroneckerRules.Determinant(q)));

    // a·M where neither det(M) is 0 nor a, which holds no index of the row or none of the column: it multiplies by a diagonal.
    private bool IsMultiple(Closure c)
    {
        if (c.Body.Terms is not [{ Monomial: { Bound.IsEmpty: true } only } term])
        {
            return false;
        }

        ILookup<bool, Factor> matrix = only.Factors.ToLookup(f => f.Atom.Slots.Any(s => s.Ordinal < c.Axes) && f.Atom.Slots.Any(s => s.Ordinal >= c.Axes && s.Ordinal < c.Own));
        bool multiple = matrix[true].Any() && (matrix[false].Any() || !term.Coefficient.IsOne);
        return multiple && matrix[false].All(f => IsNonZero(f.Atom))
            && IsNonZero(c.With(Polynomial.Of(c.Body.Parameters, [Polynomial.Term(1, [], matrix[true])]), c.Slots));
    }

    private bool IsSemidefinite(Polynomial p, Slot row, Slot column) => p.Terms.All(t => t.Coefficient.Sign > 0 && Forms.IsForm(t.Monomial, row, column));

    // The inverse of M is semidefinite as M is: v'·inv(M)·v = w'·M'·w for w = inv(M)·v.
    private bool IsSemidefinite(Atom atom, Slot i, Slot j) => atom.Slots.Count(s => s == i || s == j) == 2 && atom.Slots.Contains(i) && atom.Slots.Contains(j)
        && (atom is DeltaAtom || (atom.Slots.Length == 2 && Knows(ConditionKind.Semidefinite, atom)) || atom switch
        {
            Closure { Kind: ClosureKind.Base } c => IsSemidefinite(c.Body, Slot.Parameter(c.Slots.IndexOf(i)), Slot.Parameter(c.Slots.IndexOf(j))),
            Closure { Kind: ClosureKind.Inverse, Axes: 1 } v => !v.Outer.Contains(i) && !v.Outer.Contains(j) && IsSemidefinite(v.Body, Row, Column),
            _ => false,
        });

    // A positive multiple of 1, of an inverse, or of a matrix whose determinant is known not to be 0, where the term is semidefinite.
    private bool IsDefinite(Polynomial matrix, MonomialTerm t) => t.Monomial.Bound.IsEmpty && t.Monomial.Factors.Any(f => f.Atom.Slots.Contains(Row) && IsRegular(matrix, f.Atom))
        && t.Monomial.Factors.All(f => f.Atom.Slots.Contains(Row) || f.Atom.Slots.Contains(Column) ? IsRegular(matrix, f.Atom) : IsPositive(f.Atom));

    private bool IsRegular(Polynomial matrix, Atom atom) => atom.Slots.Contains(Row) && atom.Slots.Contains(Column) && atom switch
    {
        DeltaAtom or Closure { Kind: ClosureKind.Inverse } => true,
        EntryAtom e => Knows(ConditionKind.NonZero, new Closure(ClosureKind.Determinant, Polynomial.Of(matrix.Parameters[..2], [Polynomial.Term(1, [], [new(e.At([Row, Column]), 1)])]), [])),
        _ => false,
    };

    private bool Knows(ConditionKind kind, Atom atom) =>
        Knows(new KnownSign(kind, atom is Closure { Kind: ClosureKind.Base } c ? c.Body.Key : atom.Head));

    private bool IsNonZeroProduct(MonomialTerm t) => t.Monomial.Bound.IsEmpty && t.Monomial.Factors.All(f => IsNonZero(f.Atom));

    // Of a term that is not negative. An even power of what is not 0 is positive. Masks and units that each hold a bound index of their own are all 1 at some values of these.
    private bool IsPositive(MonomialTerm t) => t.Monomial.Factors.All(f =>
        IsPositive(f.Atom)
        || (f.Exponent is { IsInteger: true, Numerator.IsEven: true } && IsNonZero(f.Atom))
        || (f.Atom is AtLeastAtom or UnitAtom && f.Atom.Slots.Any(s => s.IsBound && IsOwn(t.Monomial, f.Atom, s))));

    private static bool IsOwn(Monomial m, Atom mask, Slot index) =>
        m.Factors.All(f => f.Atom is not IndicatorAtom || f.Atom.Key == mask.Key || !f.Atom.Slots.Contains(index));

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

    private bool IsNonNegative(MonomialTerm t) => t.Coefficient.Sign > 0 && (t.Monomial.Factors.All(IsNonNegative) || Forms.IsForm(t.Monomial));

    // A fractional power is the positive root, and an even one a square. A body is looked into once, since nested ones would double the
    // work at each level.
    public bool IsNonNegative(Factor f) =>
        !f.Exponent.IsInteger || f.Exponent.Numerator.IsEven || Knows(ConditionKind.NonNegative, f.Atom) || f.Atom switch
        {
            IndicatorAtom => true,
            { Slots: [var i, var j] } when i == j && Knows(ConditionKind.Semidefinite, f.Atom) => true,
            Closure { Kind: ClosureKind.Base or ClosureKind.Arctan or ClosureKind.Erf or ClosureKind.Arcsin } c => Is(ConditionKind.NonNegative, c.Body),
            _ => IsPositive(f.Atom),
        };
}
