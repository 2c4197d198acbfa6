using System.Collections.Immutable;
using DerivationKit.Kernel;
using DerivationKit.Refuting.Numbers;

namespace DerivationKit.Refuting;

/// <summary>What a claim takes for granted beyond the declarations of its variables. A fact that does not certainly hold at an instance,
/// or whose expression is undefined there, disqualifies the instance.</summary>
/// <param name="given">The facts.</param>
internal sealed class Premises(ImmutableArray<Fact> given)
{
    private const int HighestPrecision = 256;

    private readonly MeaningCache cache = new();

    /// <summary>The variables of a claim with the properties that facts add to their declarations: what is drawn for them has these.</summary>
    public static ImmutableArray<Variable> Declared(Claim claim) =>
    [
        .. claim.Variables.Select(v => Expr.Variable(
            v.Name,
            v.Shape,
            v.Properties.AddRange(claim.Given.OfType<Fact.Has>().Where(fact => fact.Subject == v).Select(fact => fact.Property)))),
    ];

    /// <summary>What the facts of a claim say to be 0, but for variables, which are drawn so.</summary>
    public static ImmutableArray<Expr> Zeros(Claim claim) =>
        [.. claim.Given.OfType<Fact.Has>().Where(fact => fact.Property == Property.Zero && fact.Subject is not Variable).Select(fact => fact.Subject)];

    /// <summary>Whether the sizes of dimensions are as the facts order them.</summary>
    public static bool Allow(ImmutableArray<Fact> given, ImmutableSortedDictionary<string, int> sizes)
    {
        return given.OfType<Fact.Less>().All(fact => SizeOf(fact.Smaller) < SizeOf(fact.Larger));

        int SizeOf(Dimension dimension) => dimension.Size ?? sizes[dimension.Text];
    }

    /// <summary>The first fact that does not certainly hold at the instance.</summary>
    /// <exception cref="NotEvaluatedException">The work is too much.</exception>
    public Fact? Missing(Instance instance, WorkMeter work) =>
        given.FirstOrDefault(fact => !(fact is Fact.Has has ? Holds(has, instance, work) : Allow([fact], instance.Sizes)));

    private bool Holds(Fact.Has fact, Instance instance, WorkMeter work)
    {
        try
        {
            Surd[] entries = Evaluate<Surd>(fact.Subject, instance, Ball.MinPrecision, work);
            (int rows, int columns) = (instance.SizeOf(fact.Subject.Shape.Rows), instance.SizeOf(fact.Subject.Shape.Columns));
            return PropertyCheck.Holds(fact.Property, new(rows, columns, [.. entries.Select(x => x.Value)]));
        }
        catch (NotExactException)
        {
            return HoldsOfEnclosures(fact, instance, work);
        }
        catch (UndefinedException)
        {
            return false;
        }
    }

    // Only inequalities can be seen to hold of enclosures.
    private bool HoldsOfEnclosures(Fact.Has fact, Instance instance, WorkMeter work)
    {
        for (int precision = Ball.MinPrecision; precision <= HighestPrecision; precision *= 2)
        {
            try
            {
                Ball[] entries = Evaluate<Ball>(fact.Subject, instance, precision, work);
                Ball one = Ball.FromRational(1, precision);
                int size = instance.SizeOf(fact.Subject.Shape.Rows);
                bool holds = fact.Property switch
                {
                    Property.Positive or Property.NonNegative => entries.All(x => x.IsPositive),
                    Property.NonZero => entries.All(x => !x.ContainsZero),
                    Property.Between01 => entries.All(x => x.IsPositive && (one - x).IsPositive),
                    Property.Invertible => !SquareMatrix<Ball>.Determinant(entries, size, one).ContainsZero,
                    _ => false,
                };
                if (holds)
                {
                    return true;
                }
            }
            catch (Exception e) when (e is UndefinedException or OutOfRangeException)
            {
                return false;
            }
            catch (InsufficientPrecisionException)
            {
            }
        }

        return false;
    }

    private T[] Evaluate<T>(Expr subject, Instance instance, int precision, WorkMeter work)
        where T : struct, IScalar<T> =>
        MeaningEvaluator<T>.At(instance, subject.FreeVariables(), precision, cache, work).Evaluate(subject);
}
