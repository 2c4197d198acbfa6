using System.Collections.Immutable;
using DerivationKit.Kernel;
using DerivationKit.Refuting.Numbers;

namespace DerivationKit.Refuting;

/// <summary>Whether the conditions of a theorem hold at an instance: only there does the theorem say anything.</summary>
internal static class ConditionCheck
{
    private const int Precision = 256;
    private const int Weight = Precision / 64;

    /// <summary>Whether every condition certainly holds for all values of its free indices.</summary>
    public static bool Hold(ImmutableArray<Condition> conditions, Claim claim, Instance instance)
    {
        WorkMeter work = new(RefuterOptions.Default.SearchingWork);
        DefinitionEvaluator<Ball> evaluator = new(dimension => instance.SizeOf(dimension), Precision, entries => work.Spend(entries, Weight));
        ImmutableArray<Ball[]> values =
            [.. claim.Variables.Select(v => instance.Inputs[v.Name].Entries.Select(x => Ball.FromRational(x, Precision)).ToArray())];
        ImmutableArray<Formal> formals = [.. claim.Variables.Select(v => new Formal(v.Name, v.Shape.Dimensions))];
        return conditions.All(c => Holds(c.Kind, () => evaluator.Evaluate(c.Term, formals, values)));
    }

    private static bool Holds(ConditionKind kind, Func<Ball[]> evaluate)
    {
        try
        {
            Ball[] entries = evaluate();
            return kind switch
            {
                ConditionKind.NonZero => entries.All(x => !x.ContainsZero),
                ConditionKind.Positive => entries.All(x => x.IsPositive),
                ConditionKind.NonNegative => entries.All(x => !x.IsNegative),
                _ => false,
            };
        }
        catch (Exception e) when (e is UndefinedException or OutOfRangeException or InsufficientPrecisionException or NotEvaluatedException or NotSupportedException)
        {
            return false;
        }
    }
}
