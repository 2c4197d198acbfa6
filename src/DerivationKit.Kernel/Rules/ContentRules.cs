using System.Collections.Immutable;

namespace DerivationKit.Kernel;

/// <summary>Laws that draw a common factor out of a power, or out of a logarithm.</summary>
internal static class ContentRules
{
    public static Rule ExtractAtom { get; } = new(
        "extract-atom", "(a^e P)^q = a^(eq) P^q, and log(a^e P) = e log a + log P; a > 0 unless q is an integer and a^e occurs or e is one", site =>
        {
            Closure c = site.Closure(ClosureKind.Base, ClosureKind.Log);
            Factor taken = new(Pointed(site, c.Body), site.Step.Number);
            site.Require(taken.Atom.Slots.All(s => !s.IsBound), "the factor depends on an index of the sum");
            bool known = taken.Exponent.IsInteger || c.Body.Terms.Any(t => Present(t.Monomial, taken.Atom) == taken.Exponent);
            bool positive = site.Replay.Positivity.IsPositive(taken.Atom);
            site.Require((IsSimple(site, c) && known) || positive, "the factor is not known to be positive");
            bool invertible = positive || (taken.Exponent.IsInteger && c.Body.Terms.Any(t => Present(t.Monomial, taken.Atom).Sign < 0));
            Polynomial rest = Polynomial.Of(c.Body.Parameters, c.Body.Terms.Select(t => Polynomial.Term(
                t.Coefficient, t.Monomial.Bound, Divide(site, t.Monomial, taken, invertible))));
            return c.Kind == ClosureKind.Base
                ? [Power(site, c, rest, new(taken.Atom.Map(s => c.Slots[s.Ordinal]), taken.Exponent * site.Factor.Exponent))]
                : Logarithm(site, c, rest, Log(taken.Atom, c.Body.Parameters), taken.Exponent);
        });

    public static Rule ExtractNumber { get; } = new(
        "extract-number", "(c^k P)^q = c^(kq) P^q, and log(c^k P) = k log c + log P; c > 0 unless q is an integer", site =>
        {
            Closure c = site.Closure(ClosureKind.Base, ClosureKind.Log);
            (Rational number, int power) = (site.Step.Number, site.Data(0));
            site.Require(!number.IsZero && power != 0 && !c.Body.IsZero, "no such factor");
            site.Require(IsSimple(site, c) || number.Sign > 0, "the factor is not positive");
            Rational whole = Plain.Power(number, power);
            Polynomial rest = Polynomial.Of(c.Body.Parameters, c.Body.Terms.Select(t => new MonomialTerm(t.Coefficient / whole, t.Monomial)));
            var constant = Polynomial.Of([], [new(number, Monomial.One)]);
            return c.Kind == ClosureKind.Base
                ? [Power(site, c, rest, new(new Closure(ClosureKind.Base, constant, []), power * site.Factor.Exponent))]
                : Logarithm(site, c, rest, [Polynomial.Term(1, [], [new(new Closure(ClosureKind.Log, constant, []), 1)])], power);
        });

    // An integer power of a product is the product of the powers, whatever the signs.
    private static bool IsSimple(Site site, Closure c) => c.Kind == ClosureKind.Base && site.Factor.Exponent.IsInteger;

    private static MonomialTerm Power(Site site, Closure c, Polynomial rest, Factor taken) =>
        site.With([taken, new(new Closure(ClosureKind.Base, rest, c.Slots), site.Factor.Exponent), .. site.Without(site.Step.Factor)]);

    // log^k of the product is the k-th power of a sum: written out for k = 1, else a closure.
    private static IEnumerable<MonomialTerm> Logarithm(
        Site site, Closure c, Polynomial rest, IEnumerable<MonomialTerm> taken, Rational exponent)
    {
        MonomialTerm remaining = Polynomial.Term(1, [], [new(new Closure(ClosureKind.Log, rest, Identity(c)), 1)]);
        var sum = Polynomial.Of(c.Body.Parameters, [.. taken.Select(t => new MonomialTerm(t.Coefficient * exponent, t.Monomial)), remaining]);
        return site.Factor.Exponent.IsOne
            ? sum.Terms.Select(t => Polynomial.Splice(site.With(site.Without(site.Step.Factor)), t, c.Slots))
            : [site.With([new(new Closure(ClosureKind.Base, sum, c.Slots), site.Factor.Exponent), .. site.Without(site.Step.Factor)])];
    }

    private static ImmutableArray<Slot> Identity(Closure c) => [.. c.Slots.Select((_, i) => Slot.Parameter(i))];

    // log exp(M) = M; any other positive atom keeps its logarithm.
    public static IEnumerable<MonomialTerm> Log(Atom atom, ImmutableArray<Dimension> parameters)
    {
        if (atom is Closure { Kind: ClosureKind.Exp } exp)
        {
            return exp.Body.Terms.Select(t => Polynomial.Splice(new(1, Monomial.One), t, exp.Slots));
        }

        Polynomial body = atom is Closure { Kind: ClosureKind.Base } c ? c.Body : Polynomial.Of(
            [.. atom.Slots.Select(s => parameters[s.Ordinal])],
            [Polynomial.Term(1, [], [new(atom.At([.. atom.Slots.Select((_, i) => Slot.Parameter(i))]), 1)])]);
        return [Polynomial.Term(1, [], [new(new Closure(ClosureKind.Log, body, atom.Slots), 1)])];
    }

    public static Rational Present(Monomial m, Atom atom) => m.Factors.FirstOrDefault(f => f.Atom.Key == atom.Key).Exponent;

    // data: which factor, and of which term; the first one if the step does not say.
    public static Atom Pointed(Site site, Polynomial body)
    {
        int term = site.Step.Data.Length > 1 ? site.Data(1) : 0;
        ImmutableArray<Factor> factors = term >= 0 && term < body.Terms.Length ? body.Terms[term].Monomial.Factors : [];
        site.Require(site.Data(0) >= 0 && site.Data(0) < factors.Length, "no such factor");
        return factors[site.Data(0)].Atom;
    }

    // What is not 0 divides everything: a positive atom, or one that is inverted in the sum itself. Another one divides what holds it.
    public static IEnumerable<Factor> Divide(Site site, Monomial m, Factor taken, bool invertible)
    {
        Rational present = Present(m, taken.Atom);
        Rational left = present - taken.Exponent;
        bool held = (left.IsZero || left.Sign == present.Sign) && present.Sign == taken.Exponent.Sign;
        site.Require(!taken.Exponent.IsZero && (invertible || held), "a term lacks the factor");
        return [.. m.Factors.Where(f => f.Atom.Key != taken.Atom.Key), new(taken.Atom, left)];
    }
}
