using System.Collections.Immutable;
using DerivationKit.Kernel;
using DerivationKit.Refuting;

namespace DerivationKit.SelfTest;

/// <summary>Draws mutants of one claim, each once. The same seed draws the same mutants.</summary>
internal sealed class MutantSource
{
    private const int MostMutations = 3;
    private const int TriesPerMutant = 30;

    private readonly BaseClaim origin;
    private readonly SplitMix64 random;
    private readonly NodeMutations mutations;
    private readonly HashSet<(Expr Left, Expr Right, string Assumptions)> seen = [];

    /// <summary>Mutants of a claim.</summary>
    public MutantSource(BaseClaim origin, ulong seed)
    {
        this.origin = origin;
        random = new(origin.Id.Aggregate(seed, (hash, letter) => (hash ^ letter) * 0x100000001B3));
        mutations = new(origin.Claim.Variables, [.. SizeSelection.NamedDimensions(origin.Claim).Select(Dimension.Named)]);
        seen.Add(Key(origin.Claim));
    }

    /// <summary>How many mutations did not fit where they were tried.</summary>
    public int Misfits { get; private set; }

    /// <summary>How many mutants were the same as one before, or as the claim itself.</summary>
    public int Duplicates { get; private set; }

    /// <summary>So many mutants, or fewer if no more different ones are found.</summary>
    public IEnumerable<Mutant> Take(int count)
    {
        int tries = count * TriesPerMutant;
        for (int number = 1; number <= count && tries > 0; tries--)
        {
            if (Draw(1 + random.Below(MostMutations)) is not { } drawn)
            {
                Misfits++;
            }
            else if (!seen.Add(Key(drawn.Claim)))
            {
                Duplicates++;
            }
            else
            {
                yield return new(origin.Id, number++, drawn.Claim, drawn.Kinds);
            }
        }
    }

    private (Claim Claim, ImmutableArray<MutationKind> Kinds)? Draw(int count)
    {
        Claim claim = origin.Claim;
        var kinds = ImmutableArray.CreateBuilder<MutationKind>(count);
        for (int i = 0; i < count; i++)
        {
            ILookup<MutationKind, Func<Claim>> all = All(claim).ToLookup(m => m.Kind, m => m.Build);
            IGrouping<MutationKind, Func<Claim>> kind = all.OrderBy(group => group.Key).ElementAt(random.Below(all.Count));
            try
            {
                claim = kind.ElementAt(random.Below(kind.Count()))();
            }
            catch (Exception e) when (e is ShapeException or ArgumentException or KernelException or DivideByZeroException)
            {
                return null;
            }

            kinds.Add(kind.Key);
        }

        return (claim, kinds.ToImmutable());
    }

    private IEnumerable<(MutationKind Kind, Func<Claim> Build)> All(Claim claim) =>
        (from side in new[] { claim.Left, claim.Right }
         from place in Places.Of(side)
         from mutation in mutations.At(place.Node)
         select (mutation.Kind, (Func<Claim>)(() => With(claim, side, Places.Replace(side, place.Path, mutation.Build())))))
        .Concat(claim.Given.Select(fact => (MutationKind.Assumption, (Func<Claim>)(() => claim.Without(fact)))))
        .Concat(
            from variable in claim.Variables
            from property in variable.Properties
            select (MutationKind.Assumption, (Func<Claim>)(() => claim.With(variable, variable.Properties.Remove(property)))));

    private static Claim With(Claim claim, Expr side, Expr changed) =>
        (side == claim.Left ? Claim.Equal(changed, claim.Right) : Claim.Equal(claim.Left, changed)).Assuming(claim.Given);

    // Expressions are interned: the same structure is the same object.
    private static (Expr Left, Expr Right, string Assumptions) Key(Claim claim) => (claim.Left, claim.Right, string.Join("; ", claim.Given));
}
