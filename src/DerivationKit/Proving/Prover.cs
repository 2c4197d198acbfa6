using System.Collections.Immutable;
using DerivationKit.Indices;
using DerivationKit.Kernel;

namespace DerivationKit.Proving;

/// <summary>What an attempt to prove came to.</summary>
public abstract record Attempt
{
    private protected Attempt()
    {
    }

    /// <summary>A proof that the kernel replayed.</summary>
    /// <param name="Theorem">What the kernel made of it.</param>
    /// <param name="Proof">The steps.</param>
    /// <param name="Steps">How many rules were applied, those inside closures included.</param>
    /// <param name="PeakTerms">The most terms that a polynomial had.</param>
    public sealed record Succeeded(Theorem Theorem, Proof Proof, int Steps, int PeakTerms) : Attempt;

    /// <summary>No proof was found; that says nothing about truth.</summary>
    /// <param name="Reason">Why, in a sentence.</param>
    public sealed record Failed(string Reason) : Attempt;
}

/// <summary>Proves equalities for all dimensions: the difference of the sides is brought to normal form, and the kernel replays every step.</summary>
public static class Prover
{
    private const int Steps = 100_000;
    private const int Terms = 20_000;
    private const int Denominators = 20;

    /// <summary>The claim in the kernel's language: an equation between entries, and what the declared properties and the facts about
    /// expressions mean. A fact about dimensions is left out: the claim is proved without it.</summary>
    /// <exception cref="KernelException">A fact does not fit its expression, or an expression cannot be written in index notation.</exception>
    public static Statement State(Claim claim)
    {
        IndexNotation notation = new();
        var properties = claim.Variables.SelectMany(v => v.Properties.Select(p => (Property: p, Subject: (Expr)v)))
            .Concat(claim.Given.OfType<Fact.Has>().Select(f => (f.Property, f.Subject)));
        return new(
            [.. claim.Variables.Select(IndexNotation.Declare)],
            IndexNotation.Axes(claim.Left.Shape),
            notation.Of(claim.Left).Body,
            notation.Of(claim.Right).Body,
            [.. properties.SelectMany(p => PropertyConditions.Of(p.Property, p.Subject.Shape, notation.Entries(p.Subject)))]);
    }

    /// <summary>Tries to prove the claim with the usual budget.</summary>
    public static Attempt Prove(Claim claim) => Prove(claim, Steps);

    /// <summary>Tries to prove the claim in at most so many rule applications.</summary>
    public static Attempt Prove(Claim claim, int budgetOfSteps)
    {
        Budget budget = new(budgetOfSteps, Terms);
        try
        {
            Statement statement = State(claim);
            (Polynomial rest, ImmutableArray<Step> steps) = Search(Obligations.Of(statement), budget);
            Proof proof = new(statement, steps);
            return rest.IsZero
                ? new Attempt.Succeeded(proof.Check(), proof, budget.Steps, budget.PeakTerms)
                : new Attempt.Failed($"the sides have different normal forms; {(rest.Terms.Length == 1 ? "1 term" : $"{rest.Terms.Length} terms")} of their difference {(rest.Terms.Length == 1 ? "is" : "are")} left");
        }
        catch (Exception e) when (e is KernelException or BudgetException)
        {
            return new Attempt.Failed(e.Message);
        }
        catch (InsufficientExecutionStackException)
        {
            return new Attempt.Failed("the statement is nested too deeply for the stack");
        }
    }

    /// <summary>The normal form of an expression's entry under its variables' declarations: equal keys mean equal for all dimensions.</summary>
    /// <exception cref="KernelException">The expression cannot be read.</exception>
    internal static string Key(Expr expr)
    {
        var obligations = Obligations.Of(State(Claim.Equal(expr, Expr.Zeros(expr.Shape))));
        return new Normaliser(obligations.Replay, new(Steps, Terms), new()).Normalise(obligations.Difference).Polynomial.Key;
    }

    // Angles of which smaller parts turn up later have to be taken apart from the beginning.
    private static (Polynomial Left, ImmutableArray<Step> Steps) Search(Obligations obligations, Budget budget)
    {
        AngleUnits units = new();
        while (true)
        {
            units.Reset();
            (Polynomial Left, ImmutableArray<Step> Steps) found = Search(obligations, new Normaliser(obligations.Replay, budget, units));
            if (found.Left.IsZero || !units.Refined)
            {
                return found;
            }
        }
    }

    // Normal form; where denominators of the whole are left, multiply by one of them and go on.
    private static (Polynomial Left, ImmutableArray<Step> Steps) Search(Obligations obligations, Normaliser normaliser)
    {
        var steps = ImmutableArray.CreateBuilder<Step>();
        Polynomial p = obligations.Difference;
        for (int cleared = 0; ; cleared++)
        {
            Normalised normal = normaliser.Normalise(p);
            steps.AddRange(normal.Steps);
            p = normal.Polynomial;
            if (p.IsZero || cleared == Denominators || Denominator(p) is not { } step)
            {
                return (p, steps.ToImmutable());
            }

            steps.Add(step);
            p = obligations.Replay.ClearDenominator(p, step);
        }
    }

    private static Step? Denominator(Polynomial p)
    {
        for (int t = 0; t < p.Terms.Length; t++)
        {
            ImmutableArray<Factor> factors = p.Terms[t].Monomial.Factors;
            for (int f = 0; f < factors.Length; f++)
            {
                if (factors[f] is { Exponent.Sign: < 0, Atom: Closure { Kind: ClosureKind.Base } c } && c.Slots.All(s => !s.IsBound))
                {
                    return Step.Of("clear", t, f);
                }
            }
        }

        return null;
    }
}
