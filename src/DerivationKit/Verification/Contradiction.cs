using System.Collections.Immutable;
using DerivationKit.Kernel;
using DerivationKit.Refuting;

namespace DerivationKit;

/// <summary>Finds the assumptions of a claim that cannot be met together, as far as a search can tell.</summary>
internal static class Contradiction
{
    private const int MostAssumptions = 12;

    /// <summary>A sentence about assumptions of which no instance was found, though there is one without any of them; nothing if the
    /// assumptions alone do not stand in the way.</summary>
    public static string? Of(Claim claim, RefuterOptions options)
    {
        ImmutableArray<Assumption> all =
        [
            .. claim.Variables.SelectMany(v => v.Properties.Select(p => new Assumption(v, p, null))),
            .. claim.Given.Select(fact => new Assumption(null, default, fact)),
        ];
        if (all.IsEmpty || all.Length > MostAssumptions || HasInstance(all))
        {
            return null;
        }

        ImmutableArray<Assumption> needed = all;
        foreach (Assumption one in all.Where(one => !HasInstance(needed.Remove(one))))
        {
            needed = needed.Remove(one);
        }

        return needed is [var only]
            ? $"the assumption {only} seems to hold nowhere: no instance of rational numbers was found with it"
            : $"the assumptions {string.Join(" and ", needed)} seem to contradict one another: no instance of rational numbers was found at which they hold together";

        bool HasInstance(ImmutableArray<Assumption> kept) =>
            Refuter.Search(Probe(claim, kept), options) is SearchResult.Agreed;
    }

    // A claim that says nothing but its assumptions: 0 = 0.
    private static Claim Probe(Claim claim, ImmutableArray<Assumption> kept)
    {
        Claim bare = claim.Given.Aggregate(Claim.Equal(0 * Total(claim), Expr.Zero), (probe, fact) => probe.Assuming([fact]));
        bare = claim.Given.Where(fact => kept.All(k => k.Fact != fact)).Aggregate(bare, (probe, fact) => probe.Without(fact));
        return claim.Variables.Aggregate(bare, (probe, v) =>
            probe.Variables.Contains(v) ? probe.With(v, [.. v.Properties.Where(p => kept.Any(k => k.Variable == v && k.Property == p))]) : probe);
    }

    private static Expr Total(Claim claim) => claim.Variables.Select(v => Expr.Sum(v)).Aggregate(Expr.Zero, (total, sum) => total + sum);

    private sealed record Assumption(Variable? Variable, Property Property, Fact? Fact)
    {
        public override string ToString() => Fact is not null ? Fact.ToString()! : $"{PropertyRules.Name(Property)}({Variable!.Name})";
    }
}
