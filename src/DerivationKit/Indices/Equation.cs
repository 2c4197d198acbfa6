using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Indices;

/// <summary>A given equation in normal form, and the term that leads it.</summary>
/// <param name="Number">Which of the givens.</param>
/// <param name="Sum">What is 0 for all values of its parameters.</param>
/// <param name="Inner">The steps that bring the given into this form.</param>
/// <param name="Lead">The term that it is solved for.</param>
/// <param name="Places">Where its terms stand in the normal form of the given.</param>
/// <param name="IsDivided">Whether that is another multiple of it.</param>
internal sealed record Equation(int Number, Polynomial Sum, ImmutableArray<Step> Inner, int Lead, ImmutableArray<int> Places, bool IsDivided)
{
    private const int MostPowers = 4;

    /// <summary>A given in normal form, divided by the powers that all of its terms hold and that are not 0.</summary>
    public static Equation Of(int number, Normalised normal, Replay replay)
    {
        Polynomial whole = normal.Polynomial;
        Equation e = new(number, whole, normal.Steps, 0, [.. Enumerable.Range(0, whole.Terms.Length)], false);
        return whole.Terms.IsEmpty ? e
            : whole.Terms[0].Monomial.Factors.Where(IsCommon).Aggregate(e, (left, f) => left.Multiplied(replay, p => Step.Of("clear", 0, p.Terms[0].Monomial.Place(f.Atom))));

        bool IsCommon(Factor f) => f.Atom.Slots.All(s => !s.IsBound) && (replay.IsPositive(f.Atom) || (f.Exponent.IsInteger && replay.IsNonZero(f.Atom)))
            && whole.Terms.All(t => t.Monomial.PowerOf(f.Atom) == f.Exponent);
    }

    /// <summary>The same multiplied by the numbers and sizes, none of which is 0, that divide in the leading term.</summary>
    public Equation Cleared(Replay replay) => Pattern.Factors
        .Where(f => f is { Atom: EntryAtom { Slots.IsEmpty: true } or SizeAtom, Exponent: { IsInteger: true, Sign: < 0 } } && -f.Exponent <= MostPowers && replay.IsNonZero(f.Atom))
        .SelectMany(f => Enumerable.Repeat(new Abstraction([], TermOf.Atom(f.Atom, [])), (int)-f.Exponent.Numerator))
        .Aggregate(this, (left, number) => left.Multiplied(replay, _ => Step.Of("clear", 0, -1) with { Matrices = [number] }));

    // By which factor is told for any of the polynomials that hold it: all terms, or one.
    private Equation Multiplied(Replay replay, Func<Polynomial, Step> step)
    {
        List<string> terms = [.. Sum.Terms.Select((_, t) => Product(replay.Chosen(Sum, Step.Of("clear-terms", 0, -1, t))).Terms[0].Monomial.Key)];
        Polynomial product = Product(Sum);
        ImmutableArray<int> from = [.. product.Terms.Select(t => terms.IndexOf(t.Monomial.Key))];
        return this with { Sum = product, Lead = from.IndexOf(Lead), Places = [.. from.Select(t => Places[t])], IsDivided = true };

        Polynomial Product(Polynomial p) => replay.AtRoot(p, step(p)).Left;
    }

    /// <summary>What its terms are products of, each once whatever its indices.</summary>
    public IEnumerable<Atom> Atoms => Sum.Terms.SelectMany(t => t.Monomial.Factors).Select(f => f.Atom).DistinctBy(a => a.Head);

    /// <summary>The monomial that the equation is solved for.</summary>
    public Monomial Pattern => Sum.Terms[Lead].Monomial;

    /// <summary>Whether it is an atom's own equation.</summary>
    public bool IsOfAtom => !IsDivided && Pattern is { Bound.IsEmpty: true, Factors: [{ Exponent.IsOne: true }] };

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
        new("given", term, factor, [Number, .. slots.Select(s => s.Code), Places[Lead], .. bound], Rational.Zero, Inner);
}
