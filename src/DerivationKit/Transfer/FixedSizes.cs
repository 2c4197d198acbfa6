using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Transfer;

/// <summary>Proves equalities at fixed sizes exactly: the sides are written out as rational functions of the entries of the inputs and of
/// values of functions, and their difference is tested for 0.</summary>
/// <remarks>It shares with the prover how operators unfold and how derivatives are removed, and no rewriting. Nothing depends on chance or
/// on time.</remarks>
public static class FixedSizes
{
    private const int MostRestarts = 100;

    /// <summary>Tries to prove the claim at the given sizes.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="sizes">A size for each named dimension of the claim.</param>
    /// <param name="limits">What it may cost; the usual limits if left out.</param>
    /// <exception cref="ArgumentException">A dimension has no size, or one below 1.</exception>
    public static FixedSizesResult Prove(Claim claim, IReadOnlyDictionary<string, int> sizes, FixedSizesLimits? limits = null)
    {
        Require(claim, sizes);
        limits ??= FixedSizesLimits.Default;
        try
        {
            return Prove(Equation.Of(claim), sizes.ToImmutableSortedDictionary(StringComparer.Ordinal), limits, new(limits.Work));
        }
        catch (KernelException e)
        {
            return new FixedSizesResult.NotApplicable(e.Message);
        }
    }

    /// <summary>Requires a size for each dimension.</summary>
    /// <exception cref="ArgumentException">A dimension has no size, or one below 1.</exception>
    internal static void Require(Claim claim, IReadOnlyDictionary<string, int> sizes)
    {
        foreach (string name in DimensionsOf(claim))
        {
            if (!sizes.TryGetValue(name, out int size) || size < 1)
            {
                throw new ArgumentException($"the dimension {name} needs a size of 1 or more", nameof(sizes));
            }
        }
    }

    /// <summary>The names of the dimensions of a claim's variables and sides.</summary>
    internal static IEnumerable<string> DimensionsOf(Claim claim) => claim.Left.PostOrder().Concat(claim.Right.PostOrder())
        .SelectMany(e => e.Shape.Dimensions).Concat(claim.Variables.SelectMany(v => v.Shape.Dimensions))
        .Where(d => d.Size is null).Select(d => d.Text).Distinct().Order(StringComparer.Ordinal);

    /// <summary>Tries to prove an equation at the given sizes.</summary>
    internal static FixedSizesResult Prove(Equation equation, ImmutableSortedDictionary<string, int> sizes, FixedSizesLimits limits, Work work)
    {
        try
        {
            (int entries, long bits) = (0, 0L);
            foreach (ImmutableDictionary<string, ImmutableArray<int>> ones in Choices.All(equation.Inputs, SizeOf))
            {
                AtSizes attempt = Restarting(units => new AtSizes(equation, SizeOf, ones, limits, work, units).Run());
                if (attempt.Differing is { } at)
                {
                    return new FixedSizesResult.NotZero(sizes, at, attempt.IsConclusive);
                }

                (entries, bits) = (entries + attempt.Compared, Math.Max(bits, attempt.LargestBits));
            }

            return new FixedSizesResult.Proved(sizes, entries, work.Spent, bits);
        }
        catch (NotDecidedException e)
        {
            return new FixedSizesResult.NotApplicable(e.Message);
        }
        catch (Exception e) when (e is InsufficientExecutionStackException or OverflowException)
        {
            return new FixedSizesResult.NotApplicable("the claim is nested too deeply, or its exponents are too large");
        }

        // A dimension that only a function of a matrix has is in no bound.
        int SizeOf(Dimension dimension) => dimension.Size ?? (sizes.TryGetValue(dimension.Text, out int size) ? size : throw new NotDecidedException($"{dimension} has no size"));
    }

    /// <summary>Attempts, with finer units each time until they are fine enough.</summary>
    /// <exception cref="NotDecidedException">They never are.</exception>
    internal static T Restarting<T>(Func<Units, T> attempt)
    {
        Units units = new();
        for (int i = 0; i < MostRestarts; i++)
        {
            try
            {
                return attempt(units);
            }
            catch (FinerUnitException)
            {
                // The next attempt knows the finer unit.
            }
        }

        throw new NotDecidedException("exponents have too many different denominators");
    }
}
