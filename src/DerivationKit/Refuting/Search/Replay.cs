using DerivationKit.Kernel;

namespace DerivationKit.Refuting;

/// <summary>What the sides of a claim are at one given instance, evaluated anew.</summary>
public abstract record Replay
{
    private const string Alone = "not searched: it is the instance that was given";

    private protected Replay()
    {
    }

    /// <summary>They certainly differ: the claim is refuted.</summary>
    /// <param name="Counterexample">The instance and both sides.</param>
    /// <param name="Difference">Left minus right.</param>
    public sealed record Differs(Counterexample Counterexample, ValueTable Difference) : Replay;

    /// <summary>They cannot be told apart.</summary>
    /// <param name="Left">The left side.</param>
    /// <param name="Right">The right side.</param>
    /// <param name="Difference">Left minus right.</param>
    /// <param name="Log2Bound">As of <see cref="Verdict.Tested"/>.</param>
    public sealed record Agrees(ValueTable Left, ValueTable Right, ValueTable Difference, int Log2Bound) : Replay;

    /// <summary>The instance says nothing about the claim.</summary>
    /// <param name="Reason">It does not fit the declarations, a side is undefined, or the evaluation is too much work.</param>
    public sealed record Silent(string Reason) : Replay;

    /// <summary>Evaluates both sides at an instance, which is believed nothing.</summary>
    public static Replay Of(Claim claim, Instance instance)
    {
        RefuterOptions options = RefuterOptions.Default;
        WorkMeter work = new(options.SearchingWork);
        if (!instance.Fits(claim, work))
        {
            return new Silent("the instance does not have the names, shapes, properties and facts of the claim");
        }

        Comparer comparer = new(claim, options);
        return comparer.Compare(instance, work) switch
        {
            Comparison.Different d when comparer.Confirm(instance, d) =>
                new Differs(Counterexample.Of(instance, d, Alone), comparer.Show(instance, d.Precision).Difference),
            Comparison.Close close when comparer.Show(instance, close.Precision) is var (left, right, difference) =>
                new Agrees(left, right, difference, (int)Math.Max(close.Log2Bound, int.MinValue)),
            Comparison.Missing missing => new Silent(missing.Reason),
            _ => new Silent("a difference is not confirmed at a higher precision: a defect of the kit, please report it"),
        };
    }
}
