namespace DerivationKit.Kernel;

/// <summary>A law that replaces one term of a polynomial by terms of the same value, wherever the term is defined.</summary>
/// <param name="Name">How certificates name it.</param>
/// <param name="Law">What it states, with its side condition.</param>
/// <param name="Rewrite">Checks the side condition and rewrites; throws <see cref="KernelException"/> where the rule does not apply.</param>
internal sealed record Rule(string Name, string Law, Func<Site, IEnumerable<MonomialTerm>> Rewrite)
{
    /// <summary>What the inner steps of a step have to turn into 0, if the law has such a condition.</summary>
    public Func<Site, Polynomial>? Remainder { get; init; }
}

/// <summary>Where a rule is applied, and the choices that the step carries.</summary>
internal sealed record Site(Replay Replay, Polynomial Polynomial, MonomialTerm Term, Step Step)
{
    public Monomial Monomial => Term.Monomial;

    public Factor Factor => At(Step.Factor);

    public Factor At(int position) => position >= 0 && position < Monomial.Factors.Length
        ? Monomial.Factors[position]
        : throw new KernelException($"there is no factor {position}");

    public int Data(int position) => position < Step.Data.Length ? Step.Data[position] : throw new KernelException("the step lacks data");

    public Polynomial Matrix(int position) =>
        position < Step.Matrices.Length ? Replay.Read(Step.Matrices[position]) : throw new KernelException("the step lacks a matrix");

    public Dimension DimensionOf(Slot slot) => slot.IsBound ? Monomial.Bound[slot.Ordinal] : Polynomial.Parameters[slot.Ordinal];

    public int BoundOrdinal(int position) => Data(position) is var o && o >= 0 && o < Monomial.Bound.Length
        ? o
        : throw new KernelException($"there is no bound index {o}");

    public TAtom Need<TAtom>(int position)
        where TAtom : Atom => At(position).Atom as TAtom ?? throw new KernelException($"{Step.Rule}: factor {position} is of another kind");

    public Closure Closure(params ReadOnlySpan<ClosureKind> kinds) =>
        Need<Closure>(Step.Factor) is var c && kinds.Contains(c.Kind) ? c : throw new KernelException($"{Step.Rule}: another kind of closure");

    public void Require(bool condition, string why) => KernelException.Require(condition, $"{Step.Rule}: {why}");

    /// <summary>The factors but those at the given positions.</summary>
    public IEnumerable<Factor> Without(params int[] positions) => Monomial.Factors.Where((_, i) => !positions.Contains(i));

    /// <summary>The term with other factors and the same bound indices.</summary>
    public MonomialTerm With(IEnumerable<Factor> factors) => Polynomial.Term(Term.Coefficient, Monomial.Bound, factors);

    /// <summary>The term with a polynomial over a closure's parameters in the place of the factor that is the closure: written out for exponent 1,
    /// else a power of a sum.</summary>
    public IEnumerable<MonomialTerm> Put(Closure c, Polynomial value) => Factor.Exponent.IsOne
        ? value.Terms.Select(t => Polynomial.Splice(With(Without(Step.Factor)), t, c.Slots))
        : [With([new(new Closure(ClosureKind.Base, value, c.Slots), Factor.Exponent), .. Without(Step.Factor)])];

    /// <summary>The term over fewer bound indices: those removed must not occur in the factors.</summary>
    public MonomialTerm Drop(Rational coefficient, IEnumerable<Factor> factors, params int[] removed)
    {
        int[] kept = [.. Enumerable.Range(0, Monomial.Bound.Length).Except(removed)];
        return Polynomial.Term(coefficient, [.. kept.Select(o => Monomial.Bound[o])], factors.Select(f => f.Map(Renumber)));

        Slot Renumber(Slot s) => !s.IsBound ? s : Array.IndexOf(kept, s.Ordinal) is >= 0 and var o
            ? Slot.Bound(o)
            : throw new KernelException($"{Step.Rule}: an index that is removed still occurs");
    }
}
