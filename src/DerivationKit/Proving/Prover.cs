using System.Collections.Immutable;
using DerivationKit.Indices;
using DerivationKit.Kernel;
using DerivationKit.Operators;

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
    private const int Steps = 20_000;
    private const int Terms = 20_000;
    private const int UnrolledTerms = 1_000;

    /// <summary>The claim in the kernel's language: an equation between entries, and what the declared properties and the facts about
    /// expressions mean. A fact about dimensions is left out: the claim is proved without it.</summary>
    /// <exception cref="KernelException">A fact does not fit its expression, or an expression cannot be written in index notation.</exception>
    public static Statement State(Claim claim)
    {
        AxisOrder.Require(claim.Left.Shape, claim.Right.Shape);
        IndexNotation notation = new();
        return new(
            [.. claim.Variables.Select(IndexNotation.Declare)],
            IndexNotation.Axes(claim.Left.Shape),
            notation.Of(claim.Left).Body,
            notation.Of(claim.Right).Body,
            [.. claim.Variables.SelectMany(v => v.Properties.SelectMany(p => Conditions(p, v))), .. claim.Given.OfType<Fact.Has>().SelectMany(f => Conditions(f.Property, f.Subject))]);

        IEnumerable<Condition> Conditions(Property property, Expr subject) => PropertyConditions.Of(property, subject.Shape, notation.Entries(subject));
    }

    /// <summary>Tries to prove the claim with the usual budget.</summary>
    public static Attempt Prove(Claim claim) => Prove(claim, Steps);

    /// <summary>Tries to prove the claim in at most so many rule applications.</summary>
    public static Attempt Prove(Claim claim, int budgetOfSteps) => Prove(() => State(claim), budgetOfSteps);

    /// <summary>Tries to prove a statement of the kernel's language with the usual budget.</summary>
    public static Attempt Prove(Statement statement) => Prove(() => statement, Steps);

    // Where nothing else helps, sums of matrices are not divided, or small dimensions of a fixed size are written out.
    private static Attempt Prove(Func<Statement> state, int steps) => Guarded(() =>
    {
        var obligations = Obligations.Of(state());
        Attempt attempt = By(Route.Usual, steps, Terms);
        bool undivided = attempt is Attempt.Failed && steps >= Steps && HasInverse(obligations.Difference);
        attempt = undivided && By(Route.Undivided, steps / 4, Terms) is Attempt.Succeeded other ? other : attempt;
        return attempt is Attempt.Failed && UnrollTactics.Applies(obligations.Difference) && By(Route.Unrolled, steps, UnrolledTerms) is Attempt.Succeeded unrolled ? unrolled : attempt;

        Attempt By(Route route, int mostSteps, int terms) => Guarded(() => Prove(obligations, new(mostSteps, terms), route));
    });

    private static bool HasInverse(Polynomial p) => p.Terms.SelectMany(t => t.Monomial.Factors)
        .Any(f => f.Atom is Closure c && (c.Kind == ClosureKind.Inverse || HasInverse(c.Body)));

    private static Attempt Prove(Obligations obligations, Budget budget, Route route)
    {
        (Polynomial rest, Proof? proof) = Find(obligations, budget, route);
        return proof is not null
            ? new Attempt.Succeeded(proof.Check(obligations), proof, budget.Steps, budget.PeakTerms)
            : new Attempt.Failed($"the sides have different normal forms; {(rest.Terms.Length == 1 ? "1 term" : $"{rest.Terms.Length} terms")} of their difference {(rest.Terms.Length == 1 ? "is" : "are")} left");
    }

    private static Attempt Guarded(Func<Attempt> attempt)
    {
        try
        {
            return attempt();
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

    // Normal form; where that is not 0, the same for each sign of a number on which it depends.
    private static (Polynomial Left, Proof? Proof) Find(Obligations obligations, Budget budget, Route route)
    {
        Statement statement = obligations.Statement;
        (Polynomial rest, ImmutableArray<Step> steps) = Search(obligations, budget, route);
        if (rest.IsZero)
        {
            return (rest, new(statement, steps));
        }

        Kinks kinks = new(obligations, new(obligations.Replay, budget, new()));
        return (rest, kinks.First() is { } number && budget.TrySplit() ? ByCases(number) : null);

        Proof? ByCases(Kink kink)
        {
            Term number = kink.Number;
            return Find(Obligations.Of(CaseSplit.Assuming(statement, number)), budget, route).Proof is not { } above ? null
                : kink.Weights is { } weights ? new(statement, [], new(number, above, null, weights))
                : Find(Obligations.Of(CaseSplit.Assuming(statement, CaseSplit.Times(-1, number))), budget, route).Proof is { } below ? new(statement, [], new(number, above, below, []))
                : null;
        }
    }

    /// <summary>The normal form of an expression's entry under its variables' declarations: equal keys mean equal for all dimensions.</summary>
    /// <exception cref="KernelException">The expression cannot be read.</exception>
    /// <exception cref="BudgetException">It takes too many steps.</exception>
    internal static Polynomial NormalForm(Expr expr)
    {
        var obligations = Obligations.Of(State(Claim.Equal(expr, Expr.Zeros(expr.Shape))));
        return new Normaliser(obligations.Replay, new(Steps, Terms), new()).Normalise(obligations.Difference).Polynomial;
    }

    /// <summary>Identifies the normal form of an expression.</summary>
    /// <exception cref="KernelException">The expression cannot be read.</exception>
    internal static string Key(Expr expr) => NormalForm(expr).Key;

    // Angles of which smaller parts turn up later have to be taken apart from the beginning.
    private static (Polynomial Left, ImmutableArray<Step> Steps) Search(Obligations obligations, Budget budget, Route route)
    {
        AngleUnits units = new();
        while (true)
        {
            units.Reset();
            (Polynomial Left, ImmutableArray<Step> Steps) found = Search(obligations, new Normaliser(obligations.Replay, budget, units, route));
            if (found.Left.IsZero || !units.Refined)
            {
                return found;
            }
        }
    }

    private static (Polynomial Left, ImmutableArray<Step> Steps) Search(Obligations obligations, Normaliser normaliser)
    {
        Rewriting start = new(normaliser, obligations.Difference);
        if (normaliser.Route == Route.Unrolled)
        {
            UnrollTactics.Parameters(start);
        }

        (Polynomial p, ImmutableArray<Step> steps) = Normal(normaliser, start.Polynomial, start.Steps);
        Rewriting oriented = new(normaliser, p);
        if (IndexTactics.Orient(oriented))
        {
            (p, steps) = Normal(normaliser, oriented.Polynomial, [.. steps, .. oriented.Steps]);
        }

        if (!p.IsZero && normaliser.LacksSign)
        {
            // Both sides are in normal form by now, so that what one of them needs to be defined is told of the other.
            Normaliser wiser = normaliser.With(normaliser.Replay.Where(p));
            (Polynomial Left, ImmutableArray<Step> Steps) found = Normal(wiser, p, [.. steps, Step.Of("domain", 0, -1)]);
            (normaliser, p, steps) = found.Left.Key == p.Key ? (normaliser, p, steps) : (wiser, found.Left, found.Steps);
        }

        Superposition superposition = new(normaliser);
        (p, steps) = superposition.Of(p, steps);
        (p, steps) = new Clearing(normaliser).Of(p, steps);
        return new Cancellation(obligations, normaliser, superposition).Of(p, steps);
    }

    private static (Polynomial Left, ImmutableArray<Step> Steps) Normal(Normaliser normaliser, Polynomial p, ImmutableArray<Step> steps)
    {
        Normalised normal = normaliser.Normalise(p);
        return (normal.Polynomial, [.. steps, .. normal.Steps]);
    }
}
