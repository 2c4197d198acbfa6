using System.Numerics;
using DerivationKit.Kernel;
using DerivationKit.Refuting.Numbers;

namespace DerivationKit.Refuting;

/// <summary>Compares the sides of a claim at instances: by exact rationals where they suffice, otherwise by enclosures. Two numbers differ
/// only if they are unequal rationals or their enclosures are disjoint.</summary>
/// <param name="claim">The claim.</param>
/// <param name="options">How precisely to compare.</param>
internal sealed class Comparer(Claim claim, RefuterOptions options)
{
    private const int ConfirmingPrecision = 256;
    private const int PrintedBits = 200;

    // More than rounding costs in most evaluations.
    private const int LostBits = 20;

    private readonly MeaningCache cache = new();
    private readonly Premises premises = new(claim.Given);

    /// <summary>Compares, where the facts of the claim hold, at rising precision until the sides differ or are close enough.</summary>
    public Comparison Compare(Instance instance, WorkMeter work) =>
        Compare(instance, work, exactly: true, -options.AgreementBits, Ball.MinPrecision, options.MaximumPrecision);

    /// <summary>The same for one of many instances, for which it does not matter how few digits would have sufficed.</summary>
    /// <param name="instance">Where the sides are compared.</param>
    /// <param name="work">What it may cost.</param>
    /// <param name="exactly">Whether to try exact rationals before enclosures: a waste where most values are irrational.</param>
    public Comparison CompareSoon(Instance instance, WorkMeter work, bool exactly)
    {
        int sufficient = (int)BitOperations.RoundUpToPowerOf2((uint)(options.AgreementBits + LostBits));
        return Compare(
            instance, work, exactly, -options.AgreementBits, Math.Clamp(sufficient, Ball.MinPrecision, options.MaximumPrecision), options.MaximumPrecision);
    }

    /// <summary>Compares with twice as many bits as usual: a factor such as 1 + 10^-40 shows there alone.</summary>
    public Comparison CompareClosely(Instance instance, WorkMeter work) =>
        Compare(instance, work, exactly: true, -2 * options.AgreementBits, ConfirmingPrecision, Math.Max(ConfirmingPrecision, options.MaximumPrecision));

    /// <summary>Whether the sides differ so clearly that the lowest precision shows it.</summary>
    public bool Differ(Instance instance, WorkMeter work) => CompareCoarsely(instance, work) is Comparison.Different;

    /// <summary>Compares exactly, or else at the lowest precision alone.</summary>
    public Comparison CompareCoarsely(Instance instance, WorkMeter work) =>
        Compare(instance, work, exactly: true, long.MaxValue, Ball.MinPrecision, Ball.MinPrecision);

    /// <summary>Whether enclosures of a higher precision confirm a difference. Unequal rationals need no confirmation where enclosures
    /// cannot tell whether the sides are defined or are too wide to tell them apart, but enclosures must not exclude them.</summary>
    public bool Confirm(Instance instance, Comparison.Different found)
    {
        bool confirmed = false;
        int first = Math.Max(ConfirmingPrecision, 2 * found.Precision);
        for (int precision = first; precision <= Ball.MaxPrecision && !confirmed; precision *= 2)
        {
            try
            {
                (Ball[] left, Ball[] right) = Evaluate<Ball>(instance, precision, WorkMeter.Unlimited());
                confirmed = left[found.Entry].Disjoint(right[found.Entry])
                    || (found.IsExact && precision == Ball.MaxPrecision && Contain(instance, found.Entry, left, right));
            }
            catch (Exception e) when (e is InsufficientPrecisionException or OutOfRangeException)
            {
                confirmed = found.IsExact;
            }
        }

        return confirmed;
    }

    /// <summary>Left side, right side and left minus right at a precision at which they were compared; 0 stands for exact arithmetic.</summary>
    public (ValueTable Left, ValueTable Right, ValueTable Difference) Show(Instance instance, int precision)
    {
        return precision == 0 ? Tables<ExactScalar>(Ball.MinPrecision, Print) : Tables<Ball>(precision, Print);

        (ValueTable, ValueTable, ValueTable) Tables<T>(int bits, Func<T, string> print)
            where T : struct, IScalar<T>
        {
            (T[] left, T[] right) = Evaluate<T>(instance, bits, WorkMeter.Unlimited());
            return (Table(instance, left, print), Table(instance, right, print), Table(instance, [.. left.Zip(right, (x, y) => x - y)], print));
        }
    }

    // Whether the enclosures hold the exact values, where there are any.
    private bool Contain(Instance instance, int entry, Ball[] left, Ball[] right)
    {
        try
        {
            (ExactScalar[] exactLeft, ExactScalar[] exactRight) = Evaluate<ExactScalar>(instance, Ball.MinPrecision, WorkMeter.Unlimited());
            return !left[entry].Disjoint(Enclosure(exactLeft[entry])) && !right[entry].Disjoint(Enclosure(exactRight[entry]));
        }
        catch (NotExactException)
        {
            return false;
        }

        static Ball Enclosure(ExactScalar x) => Ball.FromRational(x.Value, Ball.MaxPrecision);
    }

    private Comparison Compare(
        Instance instance, WorkMeter work, bool exactly, long closeEnough, int firstPrecision, int maximumPrecision)
    {
        try
        {
            return premises.Missing(instance, work) is { } fact ? new Comparison.Missing($"no instance was found with {fact}")
                : exactly ? CompareExactly(instance, work)
                : CompareEnclosures(instance, work, closeEnough, firstPrecision, maximumPrecision);
        }
        catch (NotExactException)
        {
            return CompareEnclosures(instance, work, closeEnough, firstPrecision, maximumPrecision);
        }
        catch (Exception e) when (e is UndefinedException or NotEvaluatedException)
        {
            return new Comparison.Missing(e.Message);
        }
    }

    private Comparison CompareExactly(Instance instance, WorkMeter work)
    {
        (ExactScalar[] left, ExactScalar[] right) = Evaluate<ExactScalar>(instance, Ball.MinPrecision, work);
        int entry = Enumerable.Range(0, left.Length).FirstOrDefault(i => left[i] != right[i], -1);
        return entry < 0
            ? new Comparison.Close(long.MinValue, 0)
            : new Comparison.Different(entry, 0, new(() => (Table(instance, left, Print), Table(instance, right, Print))));
    }

    private Comparison CompareEnclosures(Instance instance, WorkMeter work, long closeEnough, int firstPrecision, int maximumPrecision)
    {
        Comparison last = new Comparison.Missing("no precision was tried");
        for (int precision = firstPrecision; precision <= maximumPrecision; precision *= 2)
        {
            try
            {
                last = CompareEnclosures(instance, work, precision);
                if (last is Comparison.Different || (last is Comparison.Close close && close.Log2Bound <= closeEnough))
                {
                    return last;
                }
            }
            catch (InsufficientPrecisionException e)
            {
                last = new Comparison.Missing(e.Message);
            }
            catch (Exception e) when (e is UndefinedException or OutOfRangeException or NotEvaluatedException)
            {
                return new Comparison.Missing(e.Message);
            }
        }

        return last is Comparison.Close ? new Comparison.Missing("the enclosures stay too wide") : last;
    }

    private Comparison CompareEnclosures(Instance instance, WorkMeter work, int precision)
    {
        (Ball[] left, Ball[] right) = Evaluate<Ball>(instance, precision, work);
        int entry = Enumerable.Range(0, left.Length).FirstOrDefault(i => left[i].Disjoint(right[i]), -1);
        return entry < 0
            ? new Comparison.Close(left.Zip(right, (x, y) => Apart(x, y)).Max(), precision)
            : new Comparison.Different(entry, precision, new(() => (Table(instance, left, Print), Table(instance, right, Print))));
    }

    private static long Apart(Ball x, Ball y) =>
        (x - y).Magnitude is var apart && apart == long.MinValue ? apart : apart - Math.Max(0, x.Magnitude);

    private (T[] Left, T[] Right) Evaluate<T>(Instance instance, int precision, WorkMeter work)
        where T : struct, IScalar<T>
    {
        var evaluator = MeaningEvaluator<T>.At(instance, claim.Variables, precision, cache, work);
        return (evaluator.Evaluate(claim.Left), evaluator.Evaluate(claim.Right));
    }

    private ValueTable Table<T>(Instance instance, T[] entries, Func<T, string> print) =>
        new(instance.SizeOf(claim.Left.Shape.Rows), instance.SizeOf(claim.Left.Shape.Columns), [.. entries.Select(print)]);

    private static string Print(Ball x) => x.ToString();

    private static string Print(ExactScalar x) =>
        x.Value.Numerator.GetBitLength() + x.Value.Denominator.GetBitLength() <= PrintedBits
            ? x.ToString()
            : Print(Ball.FromRational(x.Value, Ball.MinPrecision));
}
