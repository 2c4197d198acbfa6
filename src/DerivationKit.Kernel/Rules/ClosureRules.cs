using System.Collections.Immutable;

namespace DerivationKit.Kernel;

/// <summary>Laws of powers of sums, of exp and of log.</summary>
internal static class ClosureRules
{
    public static Rule Within { get; } = new(
        "within", "f(P) = f(Q) if the inner steps turn P into Q", site =>
        {
            Closure c = site.Need<Closure>(site.Step.Factor);
            return [Replace(site, new Closure(c.Kind, site.Replay.Run(c.Body, site.Step.Inner), c.Slots))];
        });

    public static Rule Permute { get; } = new(
        "permute", "the parameters of a closure may be put in another order: data[i] is the old place of parameter i", site =>
        {
            Closure c = site.Need<Closure>(site.Step.Factor);
            int[] old = [.. Enumerable.Range(0, c.Slots.Length).Select(site.Data)];
            site.Require(old.Order().SequenceEqual(Enumerable.Range(0, old.Length)), "the places are no permutation");
            Polynomial body = c.Body.Over([.. old.Select(o => c.Body.Parameters[o])], s => Slot.Parameter(Array.IndexOf(old, s.Ordinal)));
            return [Replace(site, new Closure(c.Kind, body, [.. old.Select(o => c.Slots[o])]))];
        });

    public static Rule Tidy { get; } = new(
        "tidy", "a parameter that does not occur may be dropped, and two that stand for one index may be made one", site =>
        {
            Closure c = site.Need<Closure>(site.Step.Factor);
            ImmutableArray<Slot> used = c.Body.UsedParameters;
            ImmutableArray<Slot> slots = [.. c.Slots.Where((_, i) => used.Contains(Slot.Parameter(i))).Distinct()];
            ImmutableArray<Dimension> dimensions = [.. slots.Select(s => c.Body.Parameters[c.Slots.IndexOf(s)])];
            site.Require(c.Slots.Select((s, i) => (s, c.Body.Parameters[i])).Distinct().Count() == c.Slots.Distinct().Count(), "one index, two dimensions");
            return [Replace(site, new Closure(c.Kind, c.Body.Over(dimensions, s => Slot.Parameter(slots.IndexOf(c.Slots[s.Ordinal]))), slots))];
        });

    public static Rule Expand { get; } = new(
        "expand", "(a + b)^k = (a + b)^(k-1) a + (a + b)^(k-1) b for k >= 1", site =>
        {
            Closure c = site.Closure(ClosureKind.Base);
            site.Require(site.Factor.Exponent >= 1, "the exponent is below 1");
            MonomialTerm rest = site.With([new(c, site.Factor.Exponent - 1), .. site.Without(site.Step.Factor)]);
            return c.Body.Terms.Select(t => Polynomial.Splice(rest, t, c.Slots));
        });

    public static Rule SplitExp { get; } = new(
        "split-exp", "exp(a·M + b·log P) = exp(M)^a P^b; log P is defined, so P > 0", site =>
        {
            Closure c = site.Closure(ClosureKind.Exp);
            IEnumerable<Factor> parts = c.Body.Terms.Select(t => new Factor(Part(c, t.Monomial), t.Coefficient * site.Factor.Exponent));
            return [site.With([.. parts, .. site.Without(site.Step.Factor)])];
        });

    private static Closure Part(Closure exp, Monomial m) =>
        m is { Bound.IsEmpty: true, Factors: [{ Exponent.IsOne: true, Atom: Closure { Kind: ClosureKind.Log } log }] }
            ? new Closure(ClosureKind.Base, log.Body, [.. log.Slots.Select(s => exp.Slots[s.Ordinal])])
            : new Closure(ClosureKind.Exp, Polynomial.Of(exp.Body.Parameters, [new(1, m)]), exp.Slots);

    private static MonomialTerm Replace(Site site, Closure closure) =>
        site.With([new(closure, site.Factor.Exponent), .. site.Without(site.Step.Factor)]);
}
