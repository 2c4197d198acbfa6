using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Coq;

/// <summary>The rules of sums, of Kronecker's delta and of the order of indices.</summary>
internal static class IndexProofs
{
    public static Rewriting Rename(Site site)
    {
        Combination way = site.Workshop.From(site.Host);
        int[] places = [.. site.Step.Data.Take(site.Host.Bound.Length)];
        return site.Finish(way, way.Arrange(site.Host, [.. places.Select((_, place) => Array.IndexOf(places, place))]));
    }

    public static Rewriting Substitute(Site site)
    {
        Combination way = site.Workshop.From(site.Host);
        Host ready = way.Innermost(site.Host, site.Step.Data[0]);
        return site.Finish(way, way.Apply(site.Workshop.Sums.Delta(ready, site.Step.Factor)));
    }

    public static Rewriting Cardinality(Site site)
    {
        Combination way = site.Workshop.From(site.Host);
        Rewriting constant = site.Workshop.Sums.Constant(way.Innermost(site.Host, site.Step.Data[0]));
        way.Apply(constant);
        Rational number = constant.To[0].Coefficient;
        way.Apply(site.Workshop.Sums.Pointwise(constant.To[0].Sum, [.. site.Target.Select(t => (t.Coefficient / number, t.Sum))]));
        return way.Finish(site.Target);
    }

    public static Rewriting Identify(Site site)
    {
        (Slot from, Slot to) = (site.Factor.Atom.Slots[site.Step.Data[0] == 0 ? 0 : 1], site.Factor.Atom.Slots[site.Step.Data[0] == 0 ? 1 : 0]);
        Combination way = site.Workshop.From(site.Host);
        return site.Finish(way, way.Apply(site.Workshop.Sums.Identified(site.Host, site.Step.Factor, from, to)));
    }

    public static Rewriting Antisymmetry(Site site)
    {
        (Slot i, Slot j) = (site.Factor.Atom.Slots[0], site.Factor.Atom.Slots[1]);
        DeltaAtom delta = new(i, j);
        string law = delta.Slots[0] == i ? "ge_anti" : "ge_anti_sym";
        return site.Pointwise(new Equation(
            Letter(site, delta), [new(1, [Letter(site, site.Factor.Atom), Letter(site, site.Host.Factors[site.Step.Data[0]].Atom)])], $"({law} {Atoms.Name(i)} {Atoms.Name(j)})"));
    }

    public static Rewriting Totality(Site site)
    {
        (Slot j, Slot i) = (site.Factor.Atom.Slots[0], site.Factor.Atom.Slots[1]);
        DeltaAtom delta = new(i, j);
        string law = delta.Slots[0] == i ? "ge_total" : "ge_total_sym";
        return site.Pointwise(new Equation(
            Letter(site, site.Factor.Atom), [new(1, []), new(1, [Letter(site, delta)]), new(-1, [Letter(site, new AtLeastAtom(i, j))])], $"({law} {Atoms.Name(i)} {Atoms.Name(j)})"));
    }

    private static LetterPower Letter(Site site, Atom atom) => new(site.Workshop.Plain.Letter(atom), 1);
}
