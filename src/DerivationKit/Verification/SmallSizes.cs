using System.Collections.Immutable;
using DerivationKit.Kernel;
using DerivationKit.Language;
using DerivationKit.Proving;
using DerivationKit.Refuting;

namespace DerivationKit;

/// <summary>Proves a claim with numbers in the place of its dimensions, where the kernel writes sums out.</summary>
internal static class SmallSizes
{
    private const int MostDimensions = 3;
    private const int Largest = 2;
    private const int StepsAtEach = 2_000;

    /// <summary>The verdict that the claim holds at all sizes in {1, 2} that its facts allow; nothing unless the kernel replays a proof at each
    /// of them, and at each an instance is known at which the claim as it stands was compared and the proof's conditions hold.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="reason">What stopped the proof for all dimensions.</param>
    /// <param name="agreed">The instances at which the claim was compared.</param>
    public static Verdict.ProvedAtSizes? Prove(Claim claim, string reason, SearchResult.Agreed agreed)
    {
        ImmutableArray<string> names = SizeSelection.NamedDimensions(claim);
        if (names.IsEmpty || names.Length > MostDimensions)
        {
            return null;
        }

        ImmutableArray<ImmutableSortedDictionary<string, int>> all = [.. SizeSelection.UpTo(Largest, names).Where(sizes => Premises.Allow(claim.Given, sizes))];
        var conditions = ImmutableArray.CreateBuilder<string>();
        int steps = 0;
        foreach (ImmutableSortedDictionary<string, int> sizes in all)
        {
            if (Prove(claim, sizes, agreed) is not { } proof)
            {
                return null;
            }

            conditions.AddRange(proof.Theorem.Conditions.Select(ConditionText.Print));
            steps += proof.Steps;
        }

        return all.IsEmpty ? null : new(all, [.. conditions.Distinct()], $"kernel at each of the sizes, {steps} steps in all", reason);
    }

    private static Attempt.Succeeded? Prove(Claim claim, ImmutableSortedDictionary<string, int> sizes, SearchResult.Agreed agreed)
    {
        if (At(claim, sizes) is not { } small || Prover.Prove(small, StepsAtEach) is not Attempt.Succeeded proof)
        {
            return null;
        }

        IEnumerable<Instance> here = agreed.Witnesses.Where(w => w.Sizes.Values.SequenceEqual(sizes.Values));
        return here.Any(w => ConditionCheck.Hold(proof.Theorem.Conditions, small, w)) ? proof : null;
    }

    // Where an axis has length 1, an operator that needs one is not defined by its shape.
    private static Claim? At(Claim claim, ImmutableSortedDictionary<string, int> sizes)
    {
        try
        {
            return Specialization.At(claim, sizes);
        }
        catch (Exception e) when (e is ShapeException or ArgumentException)
        {
            return null;
        }
    }
}
