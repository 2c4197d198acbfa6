using System.Collections.Immutable;

namespace DerivationKit.Compilation;

/// <summary>How a bound function is computed, counted and not measured; its text is a listing. The values are those of the listing of the
/// bound program.</summary>
/// <param name="Sizes">The size of each named dimension.</param>
/// <param name="Layout">The order of the entries of inputs and results.</param>
/// <param name="NumberType">The floating-point type, double or float.</param>
/// <param name="VectorLanes">How many numbers a vector register holds; nothing where plain loops compute everything.</param>
/// <param name="StraightLineOperations">How many vector operations there are if the whole program is emitted without loops; else nothing.</param>
/// <param name="Steps">What is done, in order.</param>
/// <param name="InputBytes">What has to be read at least: each input that is used, once.</param>
/// <param name="OutputBytes">What has to be written at least: each result, once.</param>
/// <param name="RegisterBytes">The memory of values that one step hands to another.</param>
public sealed record ExecutionPlan(
    ImmutableSortedDictionary<string, int> Sizes,
    MatrixLayout Layout,
    string NumberType,
    int? VectorLanes,
    int? StraightLineOperations,
    ImmutableArray<PlanStep> Steps,
    long InputBytes,
    long OutputBytes,
    long RegisterBytes)
{
    /// <summary>The cost of a run: of all steps but those that are done once, when the function is bound.</summary>
    public PlanCost Cost => Steps.Where(step => !step.IsDoneOnce).Aggregate(PlanCost.None, (sum, step) => sum + step.Cost);

    /// <summary>The memory that steps use within themselves.</summary>
    public long ScratchBytes => Steps.OfType<PlanStep.Region>().Sum(region => region.ScratchBytes);

    /// <summary>The arithmetic intensity: operations, without evaluations of functions, for each byte of inputs and results.</summary>
    public double Intensity => Cost.Flops / (InputBytes + OutputBytes);

    /// <summary>The listing.</summary>
    public override string ToString() => PlanListing.Print(this);
}
