using System.Collections.Immutable;
using DerivationKit.Kernel;
using DerivationKit.Proving;

namespace DerivationKit.Tests.Kernel.Exact;

/// <summary>Values at which the sides of a statement differ, found by trying. They are exact; where exp and log occur, these have the base
/// 2, for which every law of the kernel holds as well.</summary>
internal static class Counterexamples
{
    /// <summary>Whether the sides of a claim differ somewhere, both defined.</summary>
    public static bool Exists(Claim claim, int worlds = 120) =>
        Exists(Prover.State(claim), [.. claim.Variables.Select(v => new Tensor(v.Name, v.Shape.Dimensions, v.Properties))], worlds);

    /// <summary>The same of a statement about tensors.</summary>
    public static bool Exists(Statement statement, ImmutableArray<Tensor> tensors, int worlds = 120) => (
        from world in Worlds(tensors, worlds)
        from at in world.Tuples(statement.Free.Select(i => i.Dimension))
        select Differ(statement, world, at)).Any(different => different);

    private static IEnumerable<World> Worlds(ImmutableArray<Tensor> tensors, int count)
    {
        for (int seed = 0; seed < count; seed++)
        {
            var sizes = new Dictionary<string, int> { ["n"] = 1 + (seed % 4), ["k"] = 1 + (seed / 3 % 4), ["d"] = 1 + (seed / 2 % 3), ["m"] = 2 };
            yield return World.Random(seed, sizes, tensors, whole: seed % 4 < 3);
        }
    }

    private static bool Differ(Statement statement, World world, ImmutableArray<int> at)
    {
        try
        {
            return Side(statement.Left) != Side(statement.Right);
        }
        catch (Exception e) when (e is UndefinedException or IrrationalException)
        {
            return false;
        }

        Rational Side(Term side) => TermValue.Of(side, world, statement.Declarations, statement.Free, at);
    }
}
