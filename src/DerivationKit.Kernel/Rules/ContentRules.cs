namespace DerivationKit.Kernel;

/// <summary>Laws that draw a common factor out of a power, or out of a logarithm.</summary>
internal static class ContentRules
{
    // Let every term of the sum hold a^e, up to powers that are left. An integer power of a product is the product of the powers, where a^e is
    // defined; any power is, and the logarithm is the sum of the logarithms, where a > 0, since then the sum and P have one sign. What is not 0
    // divides every term, held or not. For a >= 0 that divides all terms: where a is 0, the sum is 0, which excludes a logarithm and a power below
    // 0; to a power above 0 both sides are 0 if P^q is defined, for which P has to be >= 0 of itself. Negative powers of a that occur exclude a =
    // 0, and fractional ones a < 0. data: the factor's place in its term, and the term. number: e.
    public static Rule ExtractAtom { get; } = new(
        "extract-atom",
        "(a^e P)^q = a^(eq) P^q, and log(a^e P) = e log a + log P; a > 0 unless q is an integer and a^e occurs or e is one, or a >= 0 divides all and P >= 0 if q > 0",
        site => Extract(site, square: false));

    // For an atom a that may be negative, a^(2k) is a power of (a^2). Where the root of a² P or its logarithm is defined and a is not 0, P is
    // not negative; where a is 0, which a negative power and a logarithm exclude, P must not be negative of itself.
    // data and number (2k) as for extract-atom.
    public static Rule ExtractSquare { get; } = new(
        "extract-square", "(a^(2k) P)^q = (a^2)^(kq) P^q, and log(a^(2k) P) = k log(a^2) + log P, for integers k; P >= 0 if q > 0", site => Extract(site, square: true));

    // The same for a number: it is not 0, so that it divides everything. data: k. number: c.
    public static Rule ExtractNumber { get; } = new(
        "extract-number", "(c^k P)^q = c^(kq) P^q, and log(c^k P) = k log c + log P; c > 0 unless q is an integer", site =>
        {
            Closure c = site.Closure(ClosureKind.Base, ClosureKind.Log);
            (Rational number, int power) = (site.Step.Number, site.Data(0));
            site.Require(!number.IsZero && power != 0 && !c.Body.IsZero, "no such factor");
            site.Require(IsSimple(site, c) || number.Sign > 0, "the factor is not positive");
            Rational whole = Plain.Power(number, power);
            Polynomial rest = c.Body.Times(1 / whole);
            var constant = Polynomial.Of([], [new(number, Monomial.One)]);
            return c.Kind == ClosureKind.Base
                ? [Power(site, c, rest, new(new Closure(ClosureKind.Base, constant, []), power * site.Factor.Exponent))]
                : Logarithm(site, c, rest, [Polynomial.Term(1, [], [new(new Closure(ClosureKind.Log, constant, []), 1)])], power);
        });

    // Where P^q is defined for a q < 0 that is no integer, P > 0, so that none of its factors is 0.
    public static Rule Lower { get; } = new(
        "lower", "P^q = P^(q+1)/P for a single product P and q < 0 that is no integer", site =>
        {
            Closure c = site.Closure(ClosureKind.Base);
            site.Require(site.Factor.Exponent is { Sign: < 0, IsInteger: false } && c.Body.Terms is [{ Monomial.Bound.IsEmpty: true }], "not such a power");
            MonomialTerm p = c.Body.Terms[0];
            IEnumerable<Factor> inverse = p.Monomial.Factors.Select(f => new Factor(f.Atom, -f.Exponent));
            MonomialTerm rest = site.With([new(c, site.Factor.Exponent + 1), .. site.Without(site.Step.Factor)]);
            return [Polynomial.Splice(rest, Polynomial.Term(1 / p.Coefficient, [], inverse), c.Slots)];
        });

    // data: the bound indices of S, which holds every factor that holds one of them.
    // The sum over the indices of both is the product of the sums. Where (S·T)^q is defined for a q that is no integer, S·T >= 0; for S > 0 then T
    // >= 0 as well. Where S is 0, a power below 0 and a logarithm are not defined, and to a power above 0 both sides are 0 if T^q is defined.
    // Where S >= 0 and log(S·T) is defined, both are greater than 0.
    public static Rule Separate { get; } = new(
        "separate", "(S·T)^q = S^q T^q, and log(S·T) = log S + log T, for sums S and T over different indices; unless q is an integer, S >= 0, and T >= 0 if q > 0", site =>
        {
            Closure c = site.Closure(ClosureKind.Base, ClosureKind.Log);
            site.Require(c.Body.Terms.Length == 1 && !site.Step.Data.IsEmpty, "not a product of sums");
            Site inner = site with { Polynomial = c.Body, Term = c.Body.Terms[0] };
            int[] chosen = [.. site.Step.Data.Select((_, i) => inner.BoundOrdinal(i))];
            ILookup<bool, Factor> parts = inner.Monomial.Factors.ToLookup(f => f.Atom.Slots.Any(s => s.IsBound && chosen.Contains(s.Ordinal)));
            int[] others = [.. Enumerable.Range(0, inner.Monomial.Bound.Length).Except(chosen)];
            var s = Polynomial.Of(c.Body.Parameters, [inner.Drop(1, parts[true], others)]);
            var t = Polynomial.Of(c.Body.Parameters, [inner.Drop(inner.Term.Coefficient, parts[false], chosen)]);
            site.Require(IsSimple(site, c) || site.Replay.Positivity.Is(ConditionKind.NonNegative, s), "the factor is not known to be positive");
            site.Require(IsRootDefined(site, c, t), "what is left may be negative where the factor is 0");
            Closure drawn = new(ClosureKind.Base, s, Slot.Parameters(0, c.Slots.Length));
            return c.Kind == ClosureKind.Base
                ? [Power(site, c, t, new(drawn.Map(slot => c.Slots[slot.Ordinal]), site.Factor.Exponent))]
                : Logarithm(site, c, t, Log(drawn, c.Body.Parameters), 1);
        });

    private static IEnumerable<MonomialTerm> Extract(Site site, bool square)
    {
        Closure c = site.Closure(ClosureKind.Base, ClosureKind.Log);
        Factor taken = new(Pointed(site, c.Body), site.Step.Number);
        site.Require(taken.Atom.Slots.All(s => !s.IsBound), "the factor depends on an index of the sum");
        bool known = taken.Exponent.IsInteger || c.Body.Terms.Any(t => t.Monomial.PowerOf(taken.Atom) == taken.Exponent);
        bool positive = site.Replay.IsPositive(taken.Atom), direct = !square && (positive || (known && IsSimple(site, c)));
        site.Require(direct || square || IsNonNegative(site, c, taken.Atom), "the factor is not known to be positive");
        site.Require(!square || (taken.Exponent.IsInteger && taken.Exponent.Numerator.IsEven), "the power is not even");
        bool invertible = direct && (positive || (taken.Exponent.IsInteger && c.Body.Terms.Any(t => t.Monomial.PowerOf(taken.Atom).Sign < 0)));
        Polynomial rest = Polynomial.Of(c.Body.Parameters, c.Body.Terms.Select(t => Polynomial.Term(
            t.Coefficient, t.Monomial.Bound, Divide(site, t.Monomial, taken, invertible))));
        site.Require(direct || IsRootDefined(site, c, rest), "what is left may be negative where the factor is 0");
        (Atom drawn, Rational power) = square ? (Square(taken.Atom, c.Body), taken.Exponent / 2) : (taken.Atom, taken.Exponent);
        return c.Kind == ClosureKind.Base
            ? [Power(site, c, rest, new(drawn.Map(s => c.Slots[s.Ordinal]), power * site.Factor.Exponent))]
            : Logarithm(site, c, rest, Log(drawn, c.Body.Parameters), power);
    }

    private static Closure Square(Atom atom, Polynomial body) => new(ClosureKind.Base, Over(atom, body.Parameters, 2), atom.Slots);

    // A power that is no integer is defined where the base is not negative.
    private static bool IsNonNegative(Site site, Closure c, Atom atom) =>
        site.Replay.IsNonNegative(atom) || c.Body.Terms.Any(t => !t.Monomial.PowerOf(atom).IsInteger);

    private static bool IsRootDefined(Site site, Closure c, Polynomial rest) =>
        IsSimple(site, c) || c.Kind == ClosureKind.Log || site.Factor.Exponent.Sign < 0 || site.Replay.Positivity.Is(ConditionKind.NonNegative, rest);

    // An integer power of a product is the product of the powers, whatever the signs.
    private static bool IsSimple(Site site, Closure c) => c.Kind == ClosureKind.Base && site.Factor.Exponent.IsInteger;

    private static MonomialTerm Power(Site site, Closure c, Polynomial rest, Factor taken) =>
        site.With([taken, new(new Closure(ClosureKind.Base, rest, c.Slots), site.Factor.Exponent), .. site.Without(site.Step.Factor)]);

    // log^k of the product is the k-th power of a sum.
    private static IEnumerable<MonomialTerm> Logarithm(
        Site site, Closure c, Polynomial rest, IEnumerable<MonomialTerm> taken, Rational exponent)
    {
        MonomialTerm remaining = Polynomial.Term(1, [], [new(new Closure(ClosureKind.Log, rest, Slot.Parameters(0, c.Slots.Length)), 1)]);
        return site.Put(c, Polynomial.Of(c.Body.Parameters, [.. taken.Select(t => new MonomialTerm(t.Coefficient * exponent, t.Monomial)), remaining]));
    }

    // log exp(M) = M; any other positive atom keeps its logarithm.
    public static IEnumerable<MonomialTerm> Log(Atom atom, ImmutableArray<Dimension> parameters)
    {
        if (atom is Closure { Kind: ClosureKind.Exp } exp)
        {
            return exp.Body.Terms.Select(t => Polynomial.Splice(new(1, Monomial.One), t, exp.Slots));
        }

        Polynomial body = atom is Closure { Kind: ClosureKind.Base } c ? c.Body : Over(atom, parameters, 1);
        return [Polynomial.Term(1, [], [new(new Closure(ClosureKind.Log, body, atom.Slots), 1)])];
    }

    // A power of an atom over parameters of its own.
    private static Polynomial Over(Atom atom, ImmutableArray<Dimension> parameters, Rational power) => Polynomial.Of(
        [.. atom.Slots.Select(s => parameters[s.Ordinal])],
        [Polynomial.Term(1, [], [new(atom.At([.. atom.Slots.Select((_, i) => Slot.Parameter(i))]), power)])]);

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
        Rational present = m.PowerOf(taken.Atom);
        Rational left = present - taken.Exponent;
        bool held = (left.IsZero || left.Sign == present.Sign) && present.Sign == taken.Exponent.Sign;
        site.Require(!taken.Exponent.IsZero && (invertible || held), "a term lacks the factor");
        return [.. m.Factors.Where(f => f.Atom.Key != taken.Atom.Key), new(taken.Atom, left)];
    }
}
