using System.Collections.Immutable;
using DerivationKit.Certificates;
using DerivationKit.Language;

namespace DerivationKit.ProofFiles;

/// <summary>A claim of a proof file with the verdict that it demands.</summary>
/// <param name="File">The file, as it was named.</param>
/// <param name="Line">The line on which its fence opens, counted from 1.</param>
/// <param name="Name">Its name, unique among all files that are checked together.</param>
/// <param name="Demand">The verdict that it demands.</param>
/// <param name="Claim">What is claimed.</param>
public sealed record ProofClaim(string File, int Line, string Name, Demand Demand, Claim Claim)
{
    private const int HashDigits = 16;
    private const int LongLine = 120;

    /// <summary>The claim as text, with abbreviations written out.</summary>
    public string Formula { get; } = Text.Print(Claim);

    /// <summary>The declarations of the variables that the claim uses, sorted by name.</summary>
    public ImmutableArray<string> Declarations => [.. Claim.Variables.Select(Text.Declare)];

    /// <summary>The first 16 hexadecimal digits of the claim's hash: another claim has another one.</summary>
    public string Hash => ClaimText.Of(Claim).Hash[..HashDigits];

    /// <summary>The claim in LaTeX; the sides of a false one are written as not identical.</summary>
    public string Display
    {
        get
        {
            string relation = Demand is Demand.Prove ? "=" : "\\not\\equiv";
            (string left, string right) = (Latex.Print(Claim.Left), Latex.Print(Claim.Right));
            return left.Length + right.Length <= LongLine
                ? $"{left} {relation} {right}"
                : $"\\begin{{aligned}}\n& {left} \\\\\n& \\quad {relation} {right}\n\\end{{aligned}}";
        }
    }

    /// <summary>Whether the formula displayed below the claim is the claim's.</summary>
    public bool IsDisplayed => Shown?.Content == Display;

    /// <summary>The formula that the file displays.</summary>
    internal Fence? Shown { get; init; }

    /// <summary>The line on which the claim's own fence closes.</summary>
    internal int LastLine { get; init; }

    /// <summary>Why a verdict does not meet the demand, in sentences; empty if it does.</summary>
    public ImmutableArray<string> Unmet(Verdict verdict) => Unmet(verdict, null);

    /// <summary>The same where claims to prove are to reach a level, whatever the file states.</summary>
    public ImmutableArray<string> Unmet(Verdict verdict, Level? required) => (Demand, verdict) switch
    {
        (Demand.Prove demanded, _) when verdict.Reaches(required ?? demanded.Level) => Differences(demanded.Conditions, verdict),
        (Demand.Refute, Verdict.Refuted) => [],
        (Demand.Prove, Verdict.Refuted refuted) => [$"it is false: {Describe(refuted.Counterexample)}"],
        (_, Verdict.ProvedAllDimensions) => ["it is proved for all dimensions, so nothing refutes it"],
        (_, Verdict.ProvedAtSizes proved) => [$"it is proved only at {SizesText.Print(proved.Sizes)}: {proved.Reason}"],
        (_, Verdict.Tested tested) => [$"it is only tested, at {tested.Instances} instances: {tested.Reason}"],
        (_, Verdict.Undecided undecided) => [$"it is undecided: {undecided.Reason}"],
        (_, Verdict.InternalError error) => [$"the layers of the kit disagree: {error.Evidence}"],
        _ => throw new InvalidOperationException("a verdict that no demand knows"),
    };

    private static ImmutableArray<string> Differences(ImmutableArray<string> demanded, Verdict verdict) => verdict switch
    {
        Verdict.ProvedAllDimensions proved => Differences(demanded, proved.Conditions),
        Verdict.ProvedAtSizes proved => Differences(demanded, proved.Conditions),
        // What is tested rests on no proof.
        _ => [],
    };

    private static ImmutableArray<string> Differences(ImmutableArray<string> demanded, ImmutableArray<string> needed) =>
    [
        .. needed.Except(demanded).Select(c => $"its proof rests on a condition that the file does not state; add to a conditions fence: {c}"),
        .. demanded.Except(needed).Select(c => $"its proof does not rest on a condition that the file states; remove: {c}"),
    ];

    private static string Describe(Counterexample c)
    {
        string sizes = string.Join(", ", c.Instance.Sizes.Select(s => $"{s.Key} = {s.Value}"));
        return $"the sides differ in row {c.Row}, column {c.Column}{(sizes.Length == 0 ? "" : $" for {sizes}")}";
    }
}
