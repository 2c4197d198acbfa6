namespace DerivationKit.Kernel;

/// <summary>Laws of functions of entries that can only be 0 or 1. Each is stated for what the function is in every case, so that it has to
/// be defined in every case.</summary>
internal static class CaseRules
{
    // data: an entry of the body: its term, its factor, and the axis along which one entry is 1.
    // The entries C(i,j) are fixed by the parameters i: let k be the one with C(i,k) = 1. Then sum_j C(i,j) P(j) = P(k), any positive power of an
    // entry being the entry; and a sum over k of C(i,k) f(...) has this one term that is not 0, provided that the others are defined: that is
    // checked for each k. A power of the sum is the sum of the powers, for the same reason. Entries that are not replaced keep their value.
    public static Rule Select { get; } = new(
        "select", "f(sum_j C(i,j) P(j) + U) = sum_j C(i,j) f(P(j) + U) where by the givens one C(i,j) is 1 and the others are 0; the inner steps turn P(j) + U into what is known to be in f's domain", site =>
        {
            (Closure c, EntryAtom entry) = Pointed(site);
            Factor value = Defined(site, Case(site), site.Step.Inner);
            Slot hot = Slot.Parameter(c.Body.Parameters.Length), index = Slot.Bound(site.Monomial.Bound.Length);
            Atom chosen = entry.At([.. entry.Slots.Select((s, i) => i == site.Data(2) ? index : c.Slots[s.Ordinal])]);
            return [Polynomial.Term(site.Term.Coefficient, [.. site.Monomial.Bound, entry.Tensor.Dimensions[site.Data(2)]],
                [new(chosen, 1), value.Map(s => s == hot ? index : c.Slots[s.Ordinal]), .. site.Without(site.Step.Factor)])];
        });

    /// <summary>f(P(j) + U), where j is one parameter more.</summary>
    public static Closure Case(Site site)
    {
        (Closure c, EntryAtom entry) = Pointed(site);
        int axis = site.Data(2);
        site.Require(axis >= 0 && axis < entry.Slots.Length && site.Replay.IsOneHot(entry, axis), "no entry of one-hot rows");
        site.Require(entry.Slots.Where((_, i) => i != axis).All(s => !s.IsBound), "the row is no parameter");
        var hot = Slot.Parameter(c.Body.Parameters.Length);
        return Closure.Over(c.Kind, Polynomial.Of([.. c.Body.Parameters, entry.Tensor.Dimensions[axis]], c.Body.Terms.Select(t => At(t, entry, axis, hot))));
    }

    // data: an entry of the body: its term and its factor; none for a power of the entry itself.
    // Both sides agree at M = u and at M = v, and M is one of them. Both f(u) and f(v) have to be defined, which is checked. 0^q = 0 and 1^q = 1
    // for q > 0.
    public static Rule Decide { get; } = new(
        "decide", "f(M) = (f(u) (v - M) + f(v) (M - u))/(v - u) where by the givens the entry M is u or v, 0 or 1 or else -1 or 1; M^q = M for 0, 1 and q > 0", site =>
        {
            if (site.Factor.Atom is EntryAtom power)
            {
                site.Require(site.Replay.IsBit(power) && site.Factor.Exponent.Sign > 0, "no positive power of an entry that is 0 or 1");
                return [site.With([new(power, 1), .. site.Without(site.Step.Factor)])];
            }

            (Closure c, EntryAtom entry) = Pointed(site);
            Rational u = site.Replay.IsBit(entry) ? 0 : -1, v = 1;
            site.Require((u.IsZero || site.Replay.IsSign(entry)) && entry.Slots.All(s => !s.IsBound), "no entry of two values that depends on parameters alone");
            Factor low = Defined(site, Value(c, entry, u), []), high = Defined(site, Value(c, entry, v), []), m = new(entry.Map(s => c.Slots[s.Ordinal]), 1);
            return [Scaled(v / (v - u), low), Scaled(-1 / (v - u), m, low), Scaled(1 / (v - u), m, high), Scaled(-u / (v - u), high)];

            MonomialTerm Scaled(Rational by, params ImmutableArray<Factor> factors) =>
                Polynomial.Term(site.Term.Coefficient * by, site.Monomial.Bound, factors.Concat(site.Without(site.Step.Factor)));
        });

    /// <summary>What the function is taken of, in brackets.</summary>
    public static Polynomial Argument(Closure c) =>
        Polynomial.Single(c.Body.Parameters, 1, new Factor(new Closure(ClosureKind.Base, c.Body, Slot.Parameters(0, c.Body.Parameters.Length)), 1));

    private static (Closure Function, EntryAtom Entry) Pointed(Site site)
    {
        Closure c = site.Closure(ClosureKind.Base, ClosureKind.Exp, ClosureKind.Log, ClosureKind.Sin, ClosureKind.Cos, ClosureKind.Arctan, ClosureKind.Erf);
        site.Require(site.Data(0) >= 0 && site.Data(0) < c.Body.Terms.Length, "no such term");
        ImmutableArray<Factor> factors = c.Body.Terms[site.Data(0)].Monomial.Factors;
        site.Require(site.Data(1) >= 0 && site.Data(1) < factors.Length, "no such factor");
        return (c, factors[site.Data(1)].Atom as EntryAtom ?? throw new KernelException($"{site.Step.Rule}: the factor is no entry"));
    }

    // The function where the entry has the value; a number of the body takes its place.
    private static Closure Value(Closure c, EntryAtom entry, Rational value) => new(c.Kind, Polynomial.Of(c.Body.Parameters, c.Body.Terms.Select(t =>
    {
        Rational power = t.Monomial.PowerOf(entry);
        return power.IsInteger && (power.Sign >= 0 || !value.IsZero)
            ? Polynomial.Term(
                power.IsZero ? t.Coefficient : t.Coefficient * Plain.Power(value, power.Numerator), t.Monomial.Bound, t.Monomial.Factors.Where(f => f.Atom.Key != entry.Key))
            : throw new KernelException("decide: a power that is not defined in every case");
    })), c.Slots);

    // The term where the entry at the index is 1: C(i,k) is δ(k,hot), which makes hot of a bound k.
    private static MonomialTerm At(MonomialTerm t, EntryAtom entry, int axis, Slot hot)
    {
        int place = t.Monomial.Factors.ToList().FindIndex(f => f.Atom.Head == entry.Head && f.Exponent is { IsInteger: true, Sign: > 0 }
            && f.Atom.Slots.SetItem(axis, entry.Slots[axis]).SequenceEqual(entry.Slots));
        if (place < 0)
        {
            return t;
        }

        Slot at = t.Monomial.Factors[place].Atom.Slots[axis];
        IEnumerable<Factor> rest = t.Monomial.Factors.RemoveAt(place);
        return !at.IsBound
            ? At(Polynomial.Term(t.Coefficient, t.Monomial.Bound, rest.Append(new(new DeltaAtom(at, hot), 1))), entry, axis, hot)
            : At(Polynomial.Term(t.Coefficient, t.Monomial.Bound.RemoveAt(at.Ordinal), rest.Select(f => f.Map(
                s => s == at ? hot : s.IsBound && s.Ordinal > at.Ordinal ? Slot.Bound(s.Ordinal - 1) : s))), entry, axis, hot);
    }

    // The function in one case, in the power of the site.
    private static Factor Defined(Site site, Closure value, ImmutableArray<Step> steps)
    {
        Factor f = new(value, site.Factor.Exponent);
        site.Require(value.Kind is ClosureKind.Base or ClosureKind.Exp || f.Exponent is { IsInteger: true, Sign: > 0 }, "a power that may not be defined");
        site.Require(Positivity.Needed(f) is not { } kind || site.Replay.Positivity.Is(kind, site.Replay.Run(Argument(value), steps)), "the function is not known to be defined in every case");
        return f;
    }
}
