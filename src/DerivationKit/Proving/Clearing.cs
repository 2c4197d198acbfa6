using System.Collections.Immutable;
using DerivationKit.Indices;
using DerivationKit.Kernel;

namespace DerivationKit.Proving;

/// <summary>Looks for a proof that a polynomial in normal form is 0 by steps that keep no value: multiplied by a denominator of the whole, or by a matrix
/// whose inverse it holds, it may become 0; so it may where a factor of all terms is left out, and the sums over that factor's indices with it.</summary>
/// <param name="normaliser">Brings what results to normal form.</param>
internal sealed class Clearing(Normaliser normaliser)
{
    private const int Patience = 4;
    private const int Inversions = 4;
    private const int Pairings = 4;

    // What an attempt to leave a factor out may take: a short search for a proof makes none.
    private const int StepsOfAttempt = 1_500;

    private int attempts = normaliser.Budget.StepsLeft / StepsOfAttempt;

    /// <summary>What is left in the end, and the steps that lead there after those before.</summary>
    public (Polynomial Left, ImmutableArray<Step> Steps) Of(Polynomial p, ImmutableArray<Step> before)
    {
        State start = Grouped(Cancelled(new(p, before))), first = Multiplied(start);
        PriorityQueue<State, (int Choices, int Length, int Order)> open = new();
        HashSet<string> met = [];
        Add(start, first);
        while (open.TryDequeue(out State? state, out _) && attempts-- > 0 && normaliser.Budget.IsAmple)
        {
            State next = Normal(state), multiplied = Multiplied(next);
            if (multiplied.P.IsZero)
            {
                return (multiplied.P, multiplied.Steps);
            }

            Add(next, multiplied);
        }

        return (first.P, first.Steps);

        // What is multiplied may no longer have a factor in all of its terms.
        void Add(State state, State multiplied)
        {
            foreach (State opened in (multiplied.P.IsZero ? [] : multiplied == state ? [state] : (State[])[multiplied, state]).SelectMany(Divided))
            {
                if (met.Add(opened.P.Key))
                {
                    open.Enqueue(opened, (opened.Choices, opened.P.Key.Length, met.Count));
                }
            }
        }
    }

    // Terms of other degrees in what occurs in no function are 0 by themselves, if the whole is 0 at all.
    private State Grouped(State state)
    {
        if (attempts <= 0 || !IsSummed(state.P))
        {
            return state;
        }

        HashSet<string> inner = [.. Places(state.P).SelectMany(at => at.Factor.Atom is Closure c ? Heads(c.Body) : [])];
        ImmutableArray<string> groups = [.. state.P.Terms.Select(Degrees).Distinct()];
        foreach (string group in groups.Length > 1 ? groups : [])
        {
            Step step = Step.Of("clear-terms", 0, -1, [.. Enumerable.Range(0, state.P.Terms.Length).Where(t => Degrees(state.P.Terms[t]) == group)]);
            (Polynomial left, ImmutableArray<Step> steps) = new Clearing(normaliser).Of(normaliser.Replay.Chosen(state.P, step), []);
            state = left.IsZero ? After(state, step with { Inner = steps }) : state;
        }

        return state;

        string Degrees(MonomialTerm term) => string.Join(" ", term.Monomial.Factors.Where(f => f.Atom is EntryAtom && !inner.Contains(f.Atom.Head))
            .GroupBy(f => f.Atom.Head).Select(g => $"{g.Key}^{g.Aggregate(Rational.Zero, (sum, f) => sum + f.Exponent)}"));
    }

    private static IEnumerable<string> Heads(Polynomial p) =>
        Places(p).SelectMany(at => at.Factor.Atom is Closure c ? Heads(c.Body) : [at.Factor.Atom.Head]);

    // Divides by the exponentials of one term, so that those of another one whose exponents have the same sum become 1; and so on with what is left.
    private State Cancelled(State state)
    {
        HashSet<string> tried = [];
        while (attempts > 0 && state.P.Terms.Length > 1 && state.P.Terms.FirstOrDefault(t => Exponentials(t.Monomial).Any() && tried.Add(t.Monomial.Key)) is { } first)
        {
            State divided = Exponentials(first.Monomial).Aggregate(
                state, (left, f) => After(left, Places(left.P).First(at => at.Factor.Atom.Key == f.Atom.Key && at.Factor.Exponent == f.Exponent).Clears));
            State cancelled = divided.P.Terms.Select(t => t.Monomial).Where(m => Exponentials(m).Any()).Aggregate(divided, Cancelled);
            state = cancelled == divided ? state : Normal(cancelled);
        }

        return state;
    }

    private State Cancelled(State state, Monomial m)
    {
        // It may have met another term that has become like it.
        if (state.P.Terms.ToList().FindIndex(t => t.Monomial.Key == m.Key) is not (>= 0 and var term))
        {
            return state;
        }

        Step step = Step.Of("cancel-exponents", term, -1, [.. Exponentials(m).Select(f => m.Factors.IndexOf(f))]);
        State exponents = Normal(new(normaliser.Replay.Remainder(state.P, step), []));
        (Polynomial left, ImmutableArray<Step> steps) = new Clearing(normaliser).Of(exponents.P, exponents.Steps);
        return left.IsZero ? After(state, step with { Inner = steps }) : state;
    }

    private static IEnumerable<Factor> Exponentials(Monomial m) => m.Factors.Where(f => f.Atom is Closure { Kind: ClosureKind.Exp } && f.Atom.Slots.All(s => !s.IsBound));

    // Multiplies as long as fewer matrices are left to multiply by, now and then: powers of one could go on for ever.
    private State Multiplied(State state)
    {
        HashSet<string> seen = [];
        for (int least = int.MaxValue, since = 0; !state.P.IsZero && since < Patience && seen.Add(state.P.Key); since++)
        {
            ImmutableArray<Step> denominators = Denominators(state.P), inverses = Inverses(state.P);
            State? next = (denominators.IsEmpty ? inverses.Take(Inversions) : denominators.Take(1)).Select(step => Normal(After(state, step))).Where(n => !seen.Contains(n.P.Key)).MinBy(n => n.P.Terms.Length);
            (least, since) = denominators.Length + inverses.Length is var left && left < least ? (left, 0) : (least, since);
            if (next is null)
            {
                break;
            }

            state = next;
        }

        return state;
    }

    // Without a factor that all terms have.
    private IEnumerable<State> Divided(State state) => state.P.Terms.Length < 2 || attempts <= 0 || !IsSummed(state.P) ? []
        : Common(state.P) is { IsEmpty: false } common ? common.SelectMany(entry => Opened(state, entry))
        : Opened(state);

    // Whether something is left that could be multiplied by, if it did not depend on the index of a sum.
    private static bool IsSummed(Polynomial p) => Places(p).Any(at => at.Factor.Atom is Closure c && c.Slots.Any(s => s.IsBound)
        && (c.Kind == ClosureKind.Inverse || (c.Kind == ClosureKind.Base && at.Factor.Exponent.Sign < 0)));

    // What every term holds an entry of, at the same indices of the whole.
    private static ImmutableArray<Entry> Common(Polynomial p) => [.. p.Terms[0].Monomial.Factors
        .Where(f => f.Atom is EntryAtom && f.Atom.Slots.Any(s => s.IsBound))
        .Select(f => new Entry(f with { Exponent = f.Exponent is { IsInteger: true, Sign: > 0 } ? 1 : f.Exponent }, [.. f.Atom.Slots.Select(s => s.IsBound ? null : s)]))
        .DistinctBy(e => $"{e.Like.Atom.Head}^{e.Like.Exponent}({string.Join(",", e.Known)})")
        .Where(e => p.Terms.All(t => t.Monomial.Factors.Any(e.Is)))];

    // The ways to leave such an entry out: index by index, whatever it is in each term becomes an index of the whole.
    private IEnumerable<State> Opened(State state, Entry entry)
    {
        ImmutableArray<MonomialTerm> terms = state.P.Terms;
        int position = entry.Known.IndexOf(null);
        if (position < 0)
        {
            return [After(state, Places(state.P).Where(at => entry.Is(at.Factor)).MinBy(at => at.Factor.Exponent)!.Clears)];
        }

        ImmutableArray<ImmutableArray<Slot>> slots = [.. terms.Select(t => t.Monomial.Factors.Where(entry.Is).Select(f => f.Atom.Slots[position]).Distinct().ToImmutableArray())];
        ImmutableArray<ImmutableArray<int>> pairs = [.. Pairs([.. slots.Select(some => some.Where(s => s.IsBound).Select(s => s.Ordinal).ToImmutableArray())]).Take(Pairings)];
        return slots[0].Where(s => !s.IsBound && slots.All(some => some.Contains(s))).SelectMany(same => Opened(state, entry.At(position, same)))
            .Concat(pairs.SelectMany(indices => Opened(
                After(state, Step.Of("clear-sum", 0, -1, indices)) with { Choices = state.Choices + pairs.Length - 1 }, entry.At(position, Slot.Parameter(state.P.Parameters.Length)))));
    }

    // Without a factor: the rows or columns of inverses alone, which a term without any counts.
    private IEnumerable<State> Opened(State state) =>
        from dimension in state.P.Terms.SelectMany(t => Rows(t.Monomial).Select(o => t.Monomial.Bound[o])).Distinct()
        let choices = state.P.Terms.Select(t => Rows(t.Monomial).Where(o => t.Monomial.Bound[o] == dimension).ToImmutableArray() is { IsEmpty: false } rows ? rows : [-1]).ToImmutableArray()
        from indices in Pairs(choices).Take(Pairings)
        select After(state, Step.Of("clear-sum", choices.ToList().FindIndex(c => c[0] >= 0), -1, indices));

    private static IEnumerable<int> Rows(Monomial m) => m.Factors
        .SelectMany(f => f.Atom is Closure { Kind: ClosureKind.Inverse, Axes: 1 } v ? v.Inner : []).Where(s => s.IsBound).Select(s => s.Ordinal).Distinct();

    // One index of a sum for each term, where each has some.
    private static IEnumerable<ImmutableArray<int>> Pairs(ImmutableArray<ImmutableArray<int>> choices) => choices.Any(c => c.IsEmpty) ? [] : choices.Aggregate(
        (IEnumerable<ImmutableArray<int>>)[[]], (chosen, next) => chosen.SelectMany(c => next.Select(c.Add)));

    private State After(State state, Step step) => state with { P = normaliser.Replay.AtRoot(state.P, step).Left, Steps = state.Steps.Add(step) };

    private State Normal(State state)
    {
        Normalised normal = normaliser.Normalise(state.P);
        return state with { P = normal.Polynomial, Steps = [.. state.Steps, .. normal.Steps] };
    }

    // Sums, and entries, which the laws of an inverse may need to meet.
    private static ImmutableArray<Step> Denominators(Polynomial p) => [.. Places(p)
        .Where(at => at.Factor is { Exponent.Sign: < 0, Atom: EntryAtom or Closure { Kind: ClosureKind.Base } } && at.Factor.Atom.Slots.All(s => !s.IsBound))
        .Where(at => at.Factor.Atom is Closure || Places(p).Any(other => other.Factor.Atom is Closure { Kind: ClosureKind.Inverse }))
        .DistinctBy(at => at.Factor.Atom.Key)
        .Select(at => at.Clears)];

    // The inverses whose row or column is an index of the whole, those of the largest matrices first.
    private static ImmutableArray<Step> Inverses(Polynomial p) => [.. Places(p)
        .Where(at => at.Factor.Atom is Closure { Kind: ClosureKind.Inverse } v && v.Outer.All(s => !s.IsBound))
        .SelectMany(at => Enumerable.Range(0, 2).Select(side => new Multiplier(at, (Closure)at.Factor.Atom, side)))
        .Where(at => Ends(at.V, at.Side) is var ends && ends.All(s => !s.IsBound && !at.V.Outer.Contains(s)) && ends.Distinct().Count() == ends.Length)
        .DistinctBy(at => $"{at.V.Head} {at.Side} {string.Join(",", Ends(at.V, at.Side))}")
        .OrderByDescending(at => at.V.Body.Terms.Length).ThenByDescending(at => MatrixTactics.Factors(at.V.Body)).ThenBy(at => at.V.Head, StringComparer.Ordinal)
        .Select(at => Step.Of("clear-inverse", at.Place.T, at.Place.F, [.. Ends(at.V, at.Side).Select(s => s.Ordinal), at.Side]))];

    // The row of an entry, or its column.
    private static ImmutableArray<Slot> Ends(Closure v, int side) => v.Slots[(side * v.Axes)..][..v.Axes];

    private static IEnumerable<Place> Places(Polynomial p) =>
        p.Terms.SelectMany((t, i) => t.Monomial.Factors.Select((f, j) => new Place(i, j, f)));

    /// <summary>A claim that P is 0, the steps to it, and how many other ways there were to pair the indices of terms on the way.</summary>
    private sealed record State(Polynomial P, ImmutableArray<Step> Steps, int Choices = 0);

    /// <summary>An entry like another one, of which some slots are known.</summary>
    private sealed record Entry(Factor Like, ImmutableArray<Slot?> Known)
    {
        public bool Is(Factor f) => f.Atom.Head == Like.Atom.Head && f.Exponent - Like.Exponent is { IsInteger: true, Sign: >= 0 } && f.Atom.Slots.Zip(Known).All(s => s.Second is null || s.Second == s.First);

        public Entry At(int position, Slot slot) => this with { Known = Known.SetItem(position, slot) };
    }

    private sealed record Place(int T, int F, Factor Factor)
    {
        public Step Clears => Step.Of("clear", T, F);
    }

    /// <summary>An inverse by whose matrix to multiply: on the left, or on the right.</summary>
    private sealed record Multiplier(Place Place, Closure V, int Side);
}
