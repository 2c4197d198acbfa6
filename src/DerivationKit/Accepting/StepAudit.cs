using System.Collections.Immutable;
using DerivationKit.Kernel;
using DerivationKit.Refuting;
using DerivationKit.Refuting.Numbers;

namespace DerivationKit.Accepting;

/// <summary>Evaluates what a proof rewrites, before and after each step, at exact instances: a step that changes a value is a defect of the
/// kernel.</summary>
internal sealed class StepAudit
{
    private const int Precision = 128;
    private const long Work = 1_500_000;
    private const int Least = 2;
    private const int Most = 12;
    private readonly HashSet<string> evaluated = [];
    private int steps;

    private StepAudit()
    {
    }

    /// <summary>Evaluates the sides of the claim as the kernel reads them, and every step of the proof: at two instances, and at more as long as
    /// there are steps that were evaluated nowhere, since a case holds at some instances only.</summary>
    /// <returns>How many steps there are, how many of them were evaluated, and what changes a value, if anything does.</returns>
    public static (int Steps, int Evaluated, string? Evidence) Of(Claim claim, Proof proof, ImmutableArray<Instance> instances)
    {
        StepAudit audit = new();
        var obligations = Obligations.Of(proof.Statement);
        foreach (Instance instance in InTurn(instances).TakeWhile((_, i) => i < Least || (i < Most && audit.evaluated.Count < audit.steps)))
        {
            PolynomialEvaluator evaluator = new(instance, Precision, new(Work));
            audit.steps = 0;
            if ((Sides(claim, obligations, instance, evaluator) ?? audit.Visit(proof, obligations, "", evaluator, counts: true)) is { } evidence)
            {
                return (audit.steps, audit.evaluated.Count, $"{evidence}, at {instance}");
            }
        }

        return (audit.steps, audit.evaluated.Count, null);
    }

    // One with different sizes second: what confuses two dimensions shows there.
    private static ImmutableArray<Instance> InTurn(ImmutableArray<Instance> instances) =>
        instances.MaxBy(i => i.Sizes.Values.Distinct().Count()) is { } distinct && distinct != instances[0]
            ? [instances[0], distinct, .. instances.Where(i => i != instances[0] && i != distinct)]
            : instances;

    // The kernel's reading of both sides against their meaning.
    private static string? Sides(Claim claim, Obligations obligations, Instance instance, PolynomialEvaluator evaluator)
    {
        var meaning = MeaningEvaluator<Ball>.At(instance, claim.Variables, Precision, new(), new(Work));
        return Side(claim.Left, obligations.Parts[0], "left") ?? Side(claim.Right, obligations.Parts[1], "right");

        string? Side(Expr side, Term term, string name)
        {
            ImmutableArray<Index> free = obligations.Statement.Free, own = Obligations.FreeIndices(term);
            Polynomial polynomial = obligations.Read(term);
            Ball[]? means = Try(() => meaning.Evaluate(side));
            return means is null ? null : evaluator.Assignments([.. free.Select(i => i.Dimension)])
                .Select((at, entry) => (Entry: entry, Value: Evaluate(evaluator, polynomial, [.. own.Select(i => at[free.IndexOf(i)])])))
                .Where(e => e.Value?.Disjoint(means[e.Entry]) == true)
                .Select(e => $"the kernel reads entry {e.Entry + 1} of the {name} side as {e.Value}, but it means {means[e.Entry]}").FirstOrDefault();
        }
    }

    // Of a proof by cases, the case in which the instance lies; both are counted.
    private string? Visit(Proof proof, Obligations obligations, string place, PolynomialEvaluator evaluator, bool counts)
    {
        if (proof.Cases is not { } split)
        {
            return Steps(proof, obligations, place, evaluator, counts);
        }

        Polynomial subject = obligations.Read(split.Subject);
        Ball?[] signs = [.. evaluator.Assignments(subject.Parameters).Select(at => Evaluate(evaluator, subject, at))];
        bool above = signs.All(s => s is { IsNegative: false }), below = signs.All(s => s is { IsPositive: false });
        return counts && split.NotPositive is null && signs.Any(s => s is { IsNegative: true })
            ? "a number that is said to follow from the givens is negative"
            : Case(split.NotNegative, split.Subject, $"{place}+", counts && above)
                ?? (split.NotPositive is { } negative ? Case(negative, CaseSplit.Times(-1, split.Subject), $"{place}-", counts && below) : null);

        string? Case(Proof one, Term number, string at, bool isHere)
        {
            Proof assumed = one with { Statement = CaseSplit.Assuming(proof.Statement, number) };
            return Visit(assumed, Obligations.Of(assumed.Statement), at, evaluator, isHere);
        }
    }

    private string? Steps(Proof proof, Obligations obligations, string place, PolynomialEvaluator evaluator, bool counts)
    {
        (Polynomial p, Kernel.Replay replay) = (obligations.Difference, obligations.Replay);
        Ball?[] before = Values(p);
        for (int i = 0; i < proof.Steps.Length; i++, steps++)
        {
            Step step = proof.Steps[i];
            bool clears = step.Rule.StartsWith("clear", StringComparison.Ordinal);
            (p, replay) = replay.AtRoot(p, step);
            Ball?[] after = Values(p);
            if (counts && (clears ? after.Any(v => v is { ContainsZero: false }) : after.Zip(before).Any(v => v is ({ } x, { } y) && x.Disjoint(y))))
            {
                return $"step {i + 1} of {proof.Steps.Length}, by the rule {step.Rule}, changes a value";
            }

            if (counts && after.Any(v => v is not null))
            {
                evaluated.Add($"{place}{i}");
            }

            before = after;
        }

        return null;

        Ball?[] Values(Polynomial polynomial) => counts ? [.. evaluator.Assignments(polynomial.Parameters).Select(at => Evaluate(evaluator, polynomial, at))] : [];
    }

    private static Ball? Evaluate(PolynomialEvaluator evaluator, Polynomial polynomial, int[] at) => Try(() => (Ball?)evaluator.Evaluate(polynomial, at));

    private static T? Try<T>(Func<T?> value)
    {
        try
        {
            return value();
        }
        catch (Exception e) when (e is UndefinedException or InsufficientPrecisionException or OutOfRangeException or NotEvaluatedException)
        {
            return default;
        }
    }
}
