using System.Collections.Immutable;
using DerivationKit.Differentiation;
using DerivationKit.Kernel;
using DerivationKit.Proving;
using DerivationKit.Refuting;
using DerivationKit.Simplification;

namespace DerivationKit.Suggesting;

/// <summary>Looks for what would have been true: near misses of a refuted claim, and assumptions under which it holds.</summary>
/// <remarks>A candidate has to agree at the counterexample first, which costs an evaluation; only those that do are decided. Every bound
/// counts candidates, so the same claim gets the same suggestions.</remarks>
public static class Suggester
{
    private const int MostCandidates = 300;
    private const int MostDecisions = 6;
    private const int StepsOfProof = 3_000;

    // One search for each variable and property: of what has more, nobody forgot one.
    private const int MostVariables = 20;

    private static readonly RefuterOptions Screening = new() { InstancesPerSize = 1, LeastInstances = 6, SearchingWork = 300_000, MinimizingComparisons = 0 };

    // In the order in which people forget them.
    private static readonly ImmutableArray<Property> Forgotten =
    [
        Property.Symmetric, Property.Positive, Property.NonNegative, Property.RowStochastic, Property.Simplex, Property.OneHotRows, Property.OneHot,
        Property.Mask, Property.Signs, Property.Unit, Property.Orthogonal, Property.OrthonormalColumns, Property.Diagonal, Property.Skew,
    ];

    /// <summary>At most one suggestion of each kind, each proved for all dimensions.</summary>
    public static ImmutableArray<Suggestion> For(Claim claim, Counterexample counterexample)
    {
        Suggestion?[] found = [NearMiss(claim, counterexample), Derived(claim), Assumption(claim)];
        return [.. found.OfType<Suggestion>().DistinctBy(s => (s.Claim.Left, s.Claim.Right, s.Claim.Variables.Length == 0 ? "" : string.Join(";", s.Claim.Variables.Select(Language.Text.Declare))))];
    }

    private static Suggestion? NearMiss(Claim claim, Counterexample counterexample)
    {
        IEnumerable<Dimension> dimensions = claim.Variables.SelectMany(v => v.Shape.Dimensions).Where(d => d.Size is null).Distinct();
        return NearMisses.Of(claim.Right, dimensions)
            .DistinctBy(miss => miss.Formula)
            .Take(MostCandidates)
            .Where(miss => miss.Formula != claim.Left)
            .Select(miss => new Suggestion(SuggestionKind.NearMiss, Claim.Equal(claim.Left, miss.Formula).Assuming(claim.Given), miss.Change))
            .Where(s => AgreesAt(s.Claim, counterexample.Instance))
            .Where(s => Refuter.Search(s.Claim, Screening) is SearchResult.Agreed)
            .Take(MostDecisions)
            .Select(Tidied)
            .FirstOrDefault(s => IsProved(s.Claim));
    }

    // Unless that is the left side again.
    private static Suggestion Tidied(Suggestion s) =>
        Simplify.Tidy(s.Claim.Right) is var tidy && tidy == s.Claim.Left ? s : s with { Claim = Claim.Equal(s.Claim.Left, tidy).Assuming(s.Claim.Given) };

    // What the left side is, where it is a derivative of something.
    private static Suggestion? Derived(Claim claim)
    {
        try
        {
            Expr closed = Simplify.Closed(claim.Left);
            var derived = Claim.Equal(claim.Left, closed).Assuming(claim.Given);
            return closed != claim.Left && claim.Left.PostOrder().Any(n => n is Derivative) && IsProved(derived)
                ? new(SuggestionKind.Derived, derived, "derived from the left side")
                : null;
        }
        catch (DifferentiationException)
        {
            return null;
        }
    }

    private static Suggestion? Assumption(Claim claim) => claim.Variables.Length > MostVariables ? null :
        (from property in Forgotten
         from variable in claim.Variables
         where PropertyRules.Fits(property, variable.Shape) && !variable.Properties.Contains(property)
         let stronger = claim.With(variable, [.. variable.Properties, property])
         where Refuter.Search(stronger, Screening) is SearchResult.Agreed agreed && !IsZero(variable, agreed)
         select new Suggestion(SuggestionKind.Assumption, stronger, $"{PropertyRules.Name(property)}({variable.Name})"))
        .Take(MostDecisions)
        .FirstOrDefault(s => IsProved(s.Claim));

    // What is symmetric and skew is 0: nothing worth assuming.
    private static bool IsZero(Variable variable, SearchResult.Agreed agreed) =>
        agreed.Witnesses.All(w => w.Inputs[variable.Name].Entries.All(x => x.IsZero));

    private static bool AgreesAt(Claim claim, Instance instance) =>
        claim.Variables.All(v => instance.Inputs.ContainsKey(v.Name))
        && new Comparer(claim, RefuterOptions.Default).Compare(instance, new WorkMeter(RefuterOptions.Default.SearchingWork)) is Comparison.Close;

    // What takes a long search is seldom what was meant.
    private static bool IsProved(Claim claim) => Prover.Prove(claim, StepsOfProof) is Attempt.Succeeded && Verifier.Decide(claim) is Verdict.ProvedAllDimensions;
}
