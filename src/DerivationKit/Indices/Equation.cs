using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Indices;

/// <summary>A given equation in normal form, and the term that leads it.</summary>
/// <param name="Number">Which of the givens.</param>
/// <param name="Sum">What is 0 for all values of its parameters.</param>
/// <param name="Inner">The steps that bring the given into this form.</param>
/// <param name="Lead">The term that it is solved for.</param>
internal sealed record Equation(int Number, Polynomial Sum, ImmutableArray<Step> Inner, int Lead)
{
    /// <summary>The monomial that the equation is solved for.</summary>
    public Monomial Pattern => Sum.Terms[Lead].Monomial;

    /// <summary>Whether it is an atom's own equation.</summary>
    public bool IsOfAtom => Pattern is { Bound.IsEmpty: true, Factors: [{ Exponent.IsOne: true }] };

    /// <summary>The same equation, solved for another term.</summary>
    public Equation For(int lead) => this with { Lead = lead };

    /// <summary>Where a monomial over the given parameters holds the leading one.</summary>
    public IEnumerable<Occurrence> In(Monomial m, ImmutableArray<Dimension> parameters, Symmetries symmetries) =>
        new Occurrences(symmetries, Pattern, Sum.Parameters, m, parameters).All();

    /// <summary>The step that puts the other terms in the place of the leading one.</summary>
    /// <param name="term">In which term.</param>
    /// <param name="factor">The power of an atom that is replaced as a whole; -1 in general.</param>
    /// <param name="slots">What the parameters stand for.</param>
    /// <param name="bound">What the leading term's bound indices are there.</param>
    public Step At(int term, int factor, ImmutableArray<Slot> slots, ImmutableArray<int> bound) =>
        new("given", term, factor, [Number, .. slots.Select(s => s.Code), Lead, .. bound], Rational.Zero, Inner);
}
