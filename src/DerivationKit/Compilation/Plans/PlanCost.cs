using System.Collections.Immutable;

namespace DerivationKit.Compilation;

/// <summary>What arithmetic costs. The counts are exact up to 2^53.</summary>
/// <param name="Flops">Additions, subtractions, multiplications, divisions, maxima, minima and changes of sign; a fused multiply-add is two.</param>
/// <param name="Evaluations">How often each function is evaluated, by its name, such as exp.</param>
public sealed record PlanCost(double Flops, ImmutableSortedDictionary<string, double> Evaluations)
{
    /// <summary>Nothing.</summary>
    public static PlanCost None { get; } = OfFlops(0);

    /// <summary>How many functions are evaluated.</summary>
    public double EvaluationCount => Evaluations.Values.Sum();

    /// <summary>The cost of one after the other.</summary>
    public static PlanCost operator +(PlanCost left, PlanCost right) => new(
        left.Flops + right.Flops,
        right.Evaluations.Aggregate(left.Evaluations, (sum, e) => sum.SetItem(e.Key, sum.GetValueOrDefault(e.Key) + e.Value)));

    /// <summary>The cost of doing it so many times.</summary>
    public static PlanCost operator *(double times, PlanCost cost) =>
        new(times * cost.Flops, cost.Evaluations.ToImmutableSortedDictionary(e => e.Key, e => times * e.Value, StringComparer.Ordinal));

    /// <summary>So many operations, and no function.</summary>
    internal static PlanCost OfFlops(double flops) => new(flops, ImmutableSortedDictionary.Create<string, double>(StringComparer.Ordinal));

    /// <summary>One evaluation of a function.</summary>
    internal static PlanCost OfFunction(string name) => None with { Evaluations = None.Evaluations.Add(name, 1) };
}
