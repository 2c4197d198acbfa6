using System.Collections.Immutable;
using DerivationKit.Kernel;
using DerivationKit.Refuting;
using DerivationKit.Refuting.Numbers;

namespace DerivationKit.SelfTest;

/// <summary>Judges verdicts by evaluation alone, at instances and precisions that the verifier did not use.</summary>
/// <param name="seed">Where the random draws begin.</param>
internal sealed class GroundTruth(ulong seed)
{
    private const int Tries = 12;
    private const int ConfirmingPrecision = 512;
    private const long WorkPerComparison = 2_000_000;
    private const int InstancesPerSize = 10;
    private const int MostSmallerSizes = 40;

    // Looks more closely than the verifier at what it took for equal.
    private static readonly RefuterOptions Close = new() { AgreementBits = 200, MaximumPrecision = 1024 };

    // Of the entries: any at first.
    private static readonly ImmutableArray<bool> Simplicity = [false, true];

    private static readonly ImmutableArray<int> Primes = [2, 3, 5];

    /// <summary>Looks for an instance that contradicts the claim at several choices of pairwise different sizes.</summary>
    /// <returns>The first one, if there is any, and at how many the sides were compared and agree.</returns>
    public (Disproof? Disproof, int Agreeing) Disprove(Claim claim)
    {
        Comparer comparer = new(claim, Close);
        SplitMix64 random = new(seed);
        int agreeing = 0;
        foreach ((CandidateSpace space, bool simple) in from space in Spaces(claim) from simple in Simplicity select (space, simple))
        {
            (Comparison? found, Instance? at) = Compare(claim, comparer, space, random, simple);
            if (found is Comparison.Different difference)
            {
                return (new(at!, difference.Left, difference.Right), agreeing);
            }

            agreeing += found is null ? 0 : 1;
        }

        return (null, agreeing);
    }

    /// <summary>Whether a counterexample is one: its inputs are as declared, and both sides, evaluated anew, are unequal rationals or have disjoint
    /// enclosures of a higher precision.</summary>
    public static bool Confirms(Claim claim, Counterexample counterexample)
    {
        Instance instance = counterexample.Instance;
        return instance.Satisfies(claim)
            && new Premises(claim.Given).Missing(instance, WorkMeter.Unlimited()) is null
            && (DifferExactly(claim, instance) ?? DifferByEnclosures(claim, instance));
    }

    /// <summary>Whether another search finds no difference at any smaller sizes.</summary>
    public bool IsSmallest(Claim claim, Counterexample counterexample)
    {
        SplitMix64 random = new(seed);
        Comparer comparer = new(claim, Close);
        (ImmutableArray<Variable> variables, ImmutableArray<Expr> zeros) = (Premises.Declared(claim), Premises.Zeros(claim));
        return !SizeSelection.Below([.. counterexample.Instance.Sizes.Keys], counterexample.Instance.Sizes.Values.Sum())
            .Where(sizes => Premises.Allow(claim.Given, sizes))
            .Take(MostSmallerSizes)
            .Select(sizes => CandidateSpace.TryCreate(variables, zeros, sizes, [], out CandidateSpace? space, out _) ? space : null)
            .OfType<CandidateSpace>()
            .SelectMany(space => Enumerable.Range(0, InstancesPerSize).Select(i => space.Draw(random, simple: i % 2 == 0)))
            .Any(candidate => comparer.Differ(candidate.Instance, new(WorkPerComparison)));
    }

    // The sides are compared at the first of several draws at which they are defined and the facts hold.
    private static (Comparison? Found, Instance? At) Compare(Claim claim, Comparer comparer, CandidateSpace space, SplitMix64 random, bool simple) =>
        Enumerable.Range(0, Tries)
            .Select(_ => space.Draw(random, simple).Instance)
            .Where(at => at.Satisfies(claim))
            .Select(at => (Found: (Comparison?)comparer.CompareSoon(at, new(WorkPerComparison), exactly: true), At: (Instance?)at))
            .FirstOrDefault(compared => compared.Found is not Comparison.Missing);

    private static IEnumerable<CandidateSpace> Spaces(Claim claim)
    {
        ImmutableArray<string> names = SizeSelection.NamedDimensions(claim);
        (ImmutableArray<Variable> declared, ImmutableArray<Expr> zeros) = (Premises.Declared(claim), Premises.Zeros(claim));
        ImmutableArray<Variable> positive = [.. declared.Select(v => v.Properties.IsEmpty ? Expr.Variable(v.Name, v.Shape, Property.Positive) : v)];
        return from sizes in Sizes(names).Where(sizes => Premises.Allow(claim.Given, sizes))
               from variables in declared.SequenceEqual(positive) ? [declared] : new[] { declared, positive }
               select CandidateSpace.TryCreate(variables, zeros, sizes, [], out CandidateSpace? space, out _) ? space : null into found
               where found is not null
               select found;
    }

    // Primes in three orders; where there are too many dimensions for that to be cheap, numbers from 2 on.
    private static IEnumerable<ImmutableSortedDictionary<string, int>> Sizes(ImmutableArray<string> names)
    {
        ImmutableArray<int> sizes = names.Length <= 3 ? Primes : [.. Enumerable.Range(2, names.Length)];
        return from shift in Enumerable.Range(0, names.IsEmpty ? 1 : 3)
               select names.Select((name, i) => KeyValuePair.Create(name, sizes[(i + shift) % sizes.Length])).ToImmutableSortedDictionary(StringComparer.Ordinal);
    }

    private static bool? DifferExactly(Claim claim, Instance instance)
    {
        try
        {
            (ExactScalar[] left, ExactScalar[] right) = Evaluate<ExactScalar>(claim, instance, Ball.MinPrecision);
            return left.Zip(right).Any(pair => pair.First != pair.Second);
        }
        catch (NotExactException)
        {
            return null;
        }
        catch (UndefinedException)
        {
            return false;
        }
    }

    private static bool DifferByEnclosures(Claim claim, Instance instance)
    {
        for (int precision = ConfirmingPrecision; precision <= Ball.MaxPrecision; precision *= 2)
        {
            try
            {
                (Ball[] left, Ball[] right) = Evaluate<Ball>(claim, instance, precision);
                if (left.Zip(right).Any(pair => pair.First.Disjoint(pair.Second)))
                {
                    return true;
                }
            }
            catch (InsufficientPrecisionException)
            {
            }
            catch (Exception e) when (e is UndefinedException or OutOfRangeException)
            {
                return false;
            }
        }

        return false;
    }

    private static (T[] Left, T[] Right) Evaluate<T>(Claim claim, Instance instance, int precision)
        where T : struct, IScalar<T>
    {
        var evaluator = MeaningEvaluator<T>.At(instance, claim.Variables, precision, new(), WorkMeter.Unlimited());
        return (evaluator.Evaluate(claim.Left), evaluator.Evaluate(claim.Right));
    }
}

/// <summary>An instance at which the sides of a claim differ.</summary>
/// <param name="Instance">The instance.</param>
/// <param name="Left">The left side.</param>
/// <param name="Right">The right side.</param>
internal sealed record Disproof(Instance Instance, ValueTable Left, ValueTable Right);
