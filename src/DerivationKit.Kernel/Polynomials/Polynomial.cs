namespace DerivationKit.Kernel;

/// <summary>A monomial with its coefficient, which is not 0.</summary>
/// <param name="Coefficient">An exact number.</param>
/// <param name="Monomial">What it multiplies.</param>
public sealed record MonomialTerm(Rational Coefficient, Monomial Monomial);

/// <summary>A sum of monomials with rational coefficients over index parameters, for all sizes at once. Its terms are sorted by key and no
/// monomial occurs twice, so that equal keys mean equal polynomials.</summary>
public sealed class Polynomial
{
    private Polynomial(ImmutableArray<Dimension> parameters, ImmutableArray<MonomialTerm> terms) => (Parameters, Terms) = (parameters, terms);

    /// <summary>The dimensions of the parameters.</summary>
    public ImmutableArray<Dimension> Parameters { get; }

    /// <summary>The terms.</summary>
    public ImmutableArray<MonomialTerm> Terms { get; }

    /// <summary>Identifies the polynomial.</summary>
    public string Key => field ??= $"{string.Join(",", Parameters)}|{string.Join(" + ", Terms.Select(t => t.Coefficient + " " + t.Monomial.Key))}";

    /// <summary>Whether it has no terms.</summary>
    public bool IsZero => Terms.IsEmpty;

    /// <summary>The parameters that occur in its terms, in order.</summary>
    public ImmutableArray<Slot> UsedParameters =>
        [.. Terms.SelectMany(t => t.Monomial.Factors).SelectMany(f => f.Atom.Slots).Where(s => !s.IsBound).Distinct().OrderBy(s => s.Ordinal)];

    /// <summary>Its value, if it is plainly a constant.</summary>
    public Rational? Constant => Terms switch
    {
        [] => Rational.Zero,
        [{ Monomial: { Bound.IsEmpty: true, Factors.IsEmpty: true }, Coefficient: var c }] => c,
        _ => null,
    };

    /// <summary>Adds up terms: like monomials are merged, and those with coefficient 0 dropped.</summary>
    internal static Polynomial Of(ImmutableArray<Dimension> parameters, IEnumerable<MonomialTerm> terms)
    {
        List<MonomialTerm> like = [.. terms];
        Like.Merge(like, static t => t.Monomial.Key, static (sum, t) => t with { Coefficient = sum.Coefficient + t.Coefficient });
        like.RemoveAll(static t => t.Coefficient.IsZero);
        return new(parameters, [.. like]);
    }

    /// <summary>One term made of a coefficient, bound dimensions and factors.</summary>
    internal static MonomialTerm Term(Rational coefficient, ImmutableArray<Dimension> bound, IEnumerable<Factor> factors)
    {
        (Rational rest, Monomial monomial) = Monomial.Create(coefficient, bound, factors);
        return new(rest, monomial);
    }

    /// <summary>A number times a product of factors without sums.</summary>
    internal static Polynomial Single(ImmutableArray<Dimension> parameters, Rational coefficient, params ImmutableArray<Factor> factors) =>
        Of(parameters, [Term(coefficient, [], factors)]);

    /// <summary>The polynomial times a number.</summary>
    internal Polynomial Times(Rational number) => Of(Parameters, Terms.Select(t => t with { Coefficient = t.Coefficient * number }));

    /// <summary>The product of a term and a term of another polynomial, whose parameters stand for the given slots of the first: its bound
    /// indices follow those of the first.</summary>
    internal static MonomialTerm Splice(MonomialTerm host, MonomialTerm part, ImmutableArray<Slot> slots)
    {
        int offset = host.Monomial.Bound.Length;
        return Term(
            host.Coefficient * part.Coefficient,
            [.. host.Monomial.Bound, .. part.Monomial.Bound],
            host.Monomial.Factors.Concat(part.Monomial.Factors.Select(
                f => f.Map(s => s.IsBound ? Slot.Bound(s.Ordinal + offset) : slots[s.Ordinal]))));
    }

    /// <summary>The product of two terms over the same parameters.</summary>
    internal static MonomialTerm Times(MonomialTerm left, MonomialTerm right, int parameters) =>
        Splice(left, right, Slot.Parameters(0, parameters));

    /// <summary>The same formula over other parameters; bound indices stay.</summary>
    public Polynomial Over(ImmutableArray<Dimension> parameters, Func<Slot, Slot> rename) =>
        Of(parameters, Terms.Select(t => Term(
            t.Coefficient, t.Monomial.Bound, t.Monomial.Factors.Select(f => f.Map(s => s.IsBound ? s : rename(s))))));
}
