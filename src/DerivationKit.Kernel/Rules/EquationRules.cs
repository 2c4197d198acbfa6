namespace DerivationKit.Kernel;

/// <summary>Laws that solve an equation for one of its terms, and put the solution in that term's place.</summary>
internal static class EquationRules
{
    // P = c·sum T + U, so that sum T = (P - U)/c, times P^q·r. Where P^q is defined, so is P^(q+1): if q < 0, P is not 0. The sum over the indices
    // of T is over all of their values, since these indices occur in no other factor; each is matched with one of the same dimension. data: the
    // term T, then the bound index for each of its bound indices.
    public static Rule Fold { get; } = new(
        "fold", "P^q·sum T·r = P^(q+1)·r/c - P^q·U·r/c where P = c·sum T + U and the indices of T do not occur in r", site =>
        {
            Closure c = site.Closure(ClosureKind.Base);
            return Solve(site, new(c.Body, c.Slots, First: 0), [new(c, 1)]);
        });

    // data: which equation, the slot of each of its parameters (o is the bound index o, -1-o the parameter o), then as for fold.
    // The equation holds for all values of its parameters, so at the slots that the step names, each of its parameter's dimension. It is
    // multiplied by r as for fold; a power of an atom is that of its equal.
    public static Rule Given { get; } = new(
        "given", "sum T·r = -U·r/c where c·sum T + U = 0 is given and the indices of T do not occur in r, which may divide by what is not 0; T^q = (-U/c)^q for an atom T", site =>
        {
            ImmutableArray<Polynomial> given = site.Replay.Equations;
            site.Require(site.Data(0) >= 0 && site.Data(0) < given.Length, "no such equation");
            Polynomial equation = site.Replay.Run(given[site.Data(0)], site.Step.Inner);
            ImmutableArray<Slot> slots = [.. equation.Parameters.Select((dimension, i) => SlotAt(site, 1 + i, dimension))];
            Instance instance = new(equation, slots, First: 1 + slots.Length);
            return site.Step.Factor >= 0 ? [Power(site, instance)] : Solve(site, instance, []);
        });

    public static Slot SlotAt(Site site, int position, Dimension? dimension)
    {
        int code = site.Data(position);
        Slot slot = code >= 0 ? Slot.Bound(site.BoundOrdinal(position)) : Slot.Parameter(-1 - code);
        site.Require(slot.IsBound || slot.Ordinal < site.Polynomial.Parameters.Length, "no such parameter");
        site.Require(dimension is null || site.DimensionOf(slot) == dimension, "wrong dimension");
        return slot;
    }

    // An atom's own equation holds in each of its powers.
    private static MonomialTerm Power(Site site, Instance e)
    {
        MonomialTerm lead = e.Lead(site);
        site.Require(lead.Monomial is { Bound.IsEmpty: true, Factors: [{ Exponent.IsOne: true }] }, "the leading term is no atom");
        site.Require(lead.Monomial.Factors[0].Map(s => e.Slots[s.Ordinal]).Atom.Key == site.Factor.Atom.Key, "another atom");
        var solution = Polynomial.Of(e.Sum.Parameters, e.Others(site).Select(t => new MonomialTerm(-t.Coefficient / lead.Coefficient, t.Monomial)));
        ImmutableArray<Slot> slots = [.. e.Slots.Distinct()];
        Polynomial body = solution.Over([.. slots.Select(site.DimensionOf)], s => Slot.Parameter(slots.IndexOf(e.Slots[s.Ordinal])));
        return site.With([new(new Closure(ClosureKind.Base, body, slots), site.Factor.Exponent), .. site.Without(site.Step.Factor)]);
    }

    // data: which term leads, then the bound index of this monomial for each bound index of that term.
    public static IEnumerable<MonomialTerm> Solve(Site site, Instance e, ImmutableArray<Factor> sum)
    {
        MonomialTerm lead = e.Lead(site);
        int[] map = [.. Enumerable.Range(0, lead.Monomial.Bound.Length).Select(o => site.BoundOrdinal(e.First + 1 + o))];
        site.Require(map.Distinct().Count() == map.Length, "one index for two");
        site.Require(map.Select((to, from) => lead.Monomial.Bound[from] == site.Monomial.Bound[to]).All(same => same), "wrong dimension");
        site.Require(!e.Slots.Any(s => s.IsBound && map.Contains(s.Ordinal)), "an index that is removed still occurs");

        // Two of its factors may be one here: their powers are merged.
        MonomialTerm image = Polynomial.Term(lead.Coefficient, site.Monomial.Bound, lead.Monomial.Factors.Select(
            f => f.Map(s => s.IsBound ? Slot.Bound(map[s.Ordinal]) : e.Slots[s.Ordinal])));
        site.Require(!image.Coefficient.IsZero, "the leading term is 0 here");
        Rational coefficient = site.Term.Coefficient / image.Coefficient;
        Factor[] rest = [.. Quotient(site, image.Monomial.Factors)];
        if (!sum.IsEmpty)
        {
            yield return site.Drop(coefficient, [.. rest, .. sum], map);
        }

        MonomialTerm others = site.Drop(-coefficient, rest, map);
        int[] kept = [.. Enumerable.Range(0, site.Monomial.Bound.Length).Except(map)];
        ImmutableArray<Slot> slots = [.. e.Slots.Select(s => s.IsBound ? Slot.Bound(Array.IndexOf(kept, s.Ordinal)) : s)];
        foreach (MonomialTerm term in e.Others(site))
        {
            yield return Polynomial.Splice(others, term, slots);
        }
    }

    // The monomial's factors without those of the image; each must be there with an exponent at least as far from 0, or not be 0.
    private static IEnumerable<Factor> Quotient(Site site, ImmutableArray<Factor> image)
    {
        foreach (Atom atom in site.Monomial.Factors.Concat(image).Select(f => f.Atom).DistinctBy(a => a.Key))
        {
            Rational from = site.Monomial.PowerOf(atom), taken = image.FirstOrDefault(f => f.Atom.Key == atom.Key)?.Exponent ?? 0, left = from - taken;
            bool isThere = left.IsZero || (left.Sign == from.Sign && Rational.Abs(left) <= Rational.Abs(from));
            site.Require(
                isThere || site.Replay.IsPositive(atom) || (from.IsInteger && taken.IsInteger && site.Replay.IsNonZero(atom)), "a factor is not there in full, and may be 0");
            if (!left.IsZero)
            {
                yield return new(atom, left);
            }
        }
    }

    /// <summary>A polynomial at the slots that its parameters stand for; the step's data go on at <paramref name="First"/>.</summary>
    public sealed record Instance(Polynomial Sum, ImmutableArray<Slot> Slots, int First)
    {
        public MonomialTerm Lead(Site site)
        {
            site.Require(site.Data(First) >= 0 && site.Data(First) < Sum.Terms.Length, "no such term");
            return Sum.Terms[site.Data(First)];
        }

        public ImmutableArray<MonomialTerm> Others(Site site) => Sum.Terms.RemoveAt(site.Data(First));
    }
}
