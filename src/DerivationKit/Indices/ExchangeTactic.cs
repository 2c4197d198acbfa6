using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Indices;

/// <summary>Chooses among the forms of a monomial that given equations between two terms exchange, such as A[i,j] = -A[j,i], and factors that
/// commute with the exponential of a matrix: the least one, or 0 where one form is a multiple of itself.</summary>
/// <param name="normaliser">Knows the equations.</param>
/// <param name="matrices">Knows which inverses are multiples of their transposes.</param>
/// <param name="exponentials">Knows what commutes with the exponentials of matrices.</param>
/// <param name="settle">Applies every other tactic.</param>
/// <param name="exchanged">Applies every other tactic and exchanges.</param>
internal sealed class ExchangeTactic(Normaliser normaliser, MatrixTactics matrices, ExponentialTactics exponentials, Action<Rewriting> settle, Action<Rewriting> exchanged)
{
    private const int MostForms = 64;

    private readonly Orientation orientation = new(normaliser);

    /// <summary>Puts the least form in the place of the monomial, or a simpler polynomial that the others lead to.</summary>
    public bool Exchange(Rewriting rewriting, Monomial m)
    {
        Dictionary<string, Rewriting> known = [];
        foreach (Rewriting form in Forms(rewriting.Of(m)))
        {
            if (form.Polynomial.Terms is not [var term] || Equations.IsSmaller(term.Monomial, m))
            {
                rewriting.Follow(form);
                return true;
            }

            if (known.TryGetValue(term.Monomial.Key, out Rewriting? first) && first.Polynomial.Key != form.Polynomial.Key)
            {
                return Vanishes(rewriting, m, first, form);
            }

            known.TryAdd(term.Monomial.Key, form);
        }

        if (known.Count == 0)
        {
            return false;
        }

        Rewriting least = known.Values.Aggregate((x, y) => Equations.IsLess(y.Polynomial.Terms[0].Monomial, x.Polynomial.Terms[0].Monomial) ? y : x);
        if (least.Polynomial.Terms[0].Monomial.Key == m.Key)
        {
            return false;
        }

        rewriting.Follow(least);
        return true;
    }

    /// <summary>Replaces the monomial by simpler ones, where an equation none of whose terms leads allows it; it may come back as another
    /// multiple of itself.</summary>
    public bool Resolve(Rewriting rewriting, Monomial m)
    {
        string alone = Replay.Alone(rewriting.Polynomial, m).Key;
        foreach (Rewriting trial in Neighbours(rewriting.Of(m), normaliser.Equations.Ties, exchanged).Concat(Split(rewriting.Of(m))))
        {
            ILookup<bool, Monomial> terms = trial.Polynomial.Terms.ToLookup(t => t.Monomial.Key == m.Key, t => t.Monomial);
            if (terms[false].All(t => Equations.IsLess(t, m)) && trial.Polynomial.Key != alone)
            {
                if (terms[true].Any())
                {
                    return rewriting.TryApply(m, t => new("solve", t, -1, [], Rational.Zero, trial.Steps));
                }

                rewriting.Follow(trial);
                return true;
            }
        }

        return Reversed(rewriting.Of(m)).Where(trial => trial.Polynomial.Terms.Any(t => t.Monomial.Key == m.Key) && trial.Polynomial.Key != alone)
            .Any(trial => rewriting.TryApply(m, t => new("solve", t, -1, [], Rational.Zero, trial.Steps)));
    }

    // Each order of two indices of sums as 1 and what is left of its reverse: where a symmetry exchanges the indices, that is the order itself.
    private IEnumerable<Rewriting> Reversed(Rewriting form)
    {
        Monomial m = form.Polynomial.Terms[0].Monomial;
        return After(settle, Enumerable.Range(0, m.Factors.Length).Where(f => m.Factors[f].Atom is AtLeastAtom order && order.Slots.All(s => s.IsBound)).Select(f =>
        {
            Rewriting next = form.Fork();
            next.Apply(m, t => Step.Of("totality", t, f));
            return next;
        }));
    }

    // There and back again, the monomial is another multiple of itself.
    private bool Vanishes(Rewriting rewriting, Monomial m, params ReadOnlySpan<Rewriting> ways)
    {
        string alone = Replay.Alone(rewriting.Polynomial, m).Key;
        foreach (Rewriting way in ways)
        {
            if (Forms(way.Fork()).FirstOrDefault(f => f.Polynomial.Terms is [var t] && t.Monomial.Key == m.Key && f.Polynomial.Key != alone) is { } circle)
            {
                return rewriting.TryApply(m, t => new("solve", t, -1, [], Rational.Zero, circle.Steps));
            }
        }

        return false;
    }

    // Every form that is met, breadth first; none if no equation applies.
    private IEnumerable<Rewriting> Forms(Rewriting start)
    {
        HashSet<string> seen = [start.Polynomial.Terms[0].Monomial.Key];
        Queue<Rewriting> open = new([start]);
        for (int count = 0; count < MostForms && open.TryDequeue(out Rewriting? form); count++)
        {
            bool first = form == start;
            foreach (Rewriting next in Neighbours(form, normaliser.Equations.Exchanges, settle).Concat(Turned(form)))
            {
                if (first)
                {
                    first = false;
                    yield return start;
                }

                yield return next;
                if (next.Polynomial.Terms is [var term] && seen.Add(term.Monomial.Key))
                {
                    open.Enqueue(next);
                }
            }
        }
    }

    // An exponential over more times than two may have to be turned first.
    private IEnumerable<Rewriting> Split(Rewriting form) =>
        After(exchanged, (ExponentialTactics.Concerns(form) ? Forms(form).Prepend(form) : []).SelectMany(exponentials.Split));

    private IEnumerable<Rewriting> Turned(Rewriting form) => After(settle, exponentials.Turned(form).Concat(matrices.Turned(form)));

    private static IEnumerable<Rewriting> After(Action<Rewriting> tactics, IEnumerable<Rewriting> forms) => forms.Select(form =>
    {
        tactics(form);
        return form;
    });

    private IEnumerable<Rewriting> Neighbours(Rewriting form, ImmutableArray<Equation> equations, Action<Rewriting> settle)
    {
        Monomial m = form.Polynomial.Terms[0].Monomial;
        foreach (Equation e in equations.SelectMany(e => Enumerable.Range(0, e.Sum.Terms.Length).Select(e.For)))
        {
            foreach (Occurrence found in e.In(m, form.Polynomial.Parameters, normaliser.Symmetries))
            {
                Rewriting next = form.Fork();
                if (orientation.TryUse(next, m, e, found))
                {
                    settle(next);
                    yield return next;
                }
            }
        }
    }
}
