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
    private readonly ILookup<MutationKind, Func<Claim>> first;
    private readonly HashSet<(Expr Left, Expr Right, string Assumptions)> seen = [];

    /// <summary>Mutants of a claim.</summary>
    public MutantSource(BaseClaim origin, ulong seed)
    {
        this.origin = origin;
        random = new(origin.Id.Aggregate(seed, (hash, letter) => (hash ^ letter) * 0x100000001B3));
        mutations = new(origin.Claim.Variables, [.. SizeSelection.NamedDimensions(origin.Claim).Select(Dimension.Named)]);
        first = ByKind(origin.Claim);
        seen.Add(Key(origin.Claim));
    }

    /// <summary>How many mutations did not fit where they were tried.</summary>
    public int Misfits { get; private set; }

    /// <summary>How many mutants were the same as one before, or as the claim itself.</summary>
    public int Duplicates { get; private set; }

    /// <summary>So many mutants, or fewer if no more different ones are found.</summary>
    public IEnumerable<Mutant> Take(int count)
    {
        long tries = (long)count * TriesPerMutant;
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
            ILookup<MutationKind, Func<Claim>> all = i == 0 ? first : ByKind(claim);
            IGrouping<MutationKind, Func<Claim>> kind = all.ElementAt(random.Below(all.Count));
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

    // Groups come in the order in which their kinds are met.
    private ILookup<MutationKind, Func<Claim>> ByKind(Claim claim) => All(claim).ToLookup(m => m.Kind, m => m.Build);

    private IEnumerable<(MutationKind Kind, Func<Claim> Build)> All(Claim claim) =>
        Within(claim.Left).Select(m => (m.Kind, (Func<Claim>)(() => Claim.Equal(m.Build(), claim.Right).Assuming(claim.Given))))
        .Concat(Within(claim.Right).Select(m => (m.Kind, (Func<Claim>)(() => Claim.Equal(claim.Left, m.Build()).Assuming(claim.Given)))))
        .Concat(claim.Given.Select(fact => (MutationKind.Assumption, (Func<Claim>)(() => claim.Without(fact)))))
        .Concat(
            from variable in claim.Variables
            from property in variable.Properties
            select (MutationKind.Assumption, (Func<Claim>)(() => claim.With(variable, variable.Properties.Remove(property)))));

    private IEnumerable<NodeMutation> Within(Expr side) =>
        from place in Places.Of(side)
        from mutation in mutations.At(place.Node)
        select mutation with { Build = () => Places.Replace(side, place.Path, mutation.Build()) };

    // Expressions are interned: the same structure is the same object.
    private static (Expr Left, Expr Right, string Assumptions) Key(Claim claim) => (claim.Left, claim.Right, string.Join("; ", claim.Given));
}
