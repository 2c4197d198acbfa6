using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Indices;

/// <summary>A normal form and the rule applications that lead to it.</summary>
/// <param name="Polynomial">The normal form: equal keys mean equal for all dimensions.</param>
/// <param name="Steps">What the kernel replays.</param>
internal sealed record Normalised(Polynomial Polynomial, ImmutableArray<Step> Steps);

/// <summary>Which laws lead to a normal form.</summary>
internal enum Route
{
    /// <summary>Those of all dimensions.</summary>
    Usual,

    /// <summary>Those but the division of a sum of matrices by one of them: it hides that the sum is symmetric.</summary>
    Undivided,

    /// <summary>Those but the ones that take the matrix of an inverse or of a determinant apart: what is to cancel stays as it is.</summary>
    Whole,

    /// <summary>Those of all dimensions; and sums over small dimensions of a fixed size are written out.</summary>
    Unrolled,
}

/// <summary>Rewrites polynomials to normal form by the kernel's rules, one term at a time, until no tactic applies to any term. It decides
/// nothing: each step is the kernel's own rule, recorded for replay.</summary>
internal sealed class Normaliser
{
    private readonly Dictionary<string, Normalised> known = [];
    private readonly Tactics tactics;

    /// <summary>Works under the equations and conditions that the replay knows.</summary>
    public Normaliser(Replay replay, Budget budget, AngleUnits units, Route route = Route.Usual)
        : this(replay, budget, units, Equations.Of(replay, budget, units, route), route)
    {
    }

    /// <summary>Works under some of the equations that the replay knows.</summary>
    public Normaliser(Replay replay, Budget budget, AngleUnits units, Equations equations, Route route)
    {
        (Replay, Budget, Units, Equations, Route) = (replay, budget, units, equations, route);
        Symmetries = new(body => Normalise(body).Polynomial, equations.Symmetric.ContainsKey);
        Labelling = new(Symmetries.Of);
        tactics = new(this);
    }

    /// <summary>Applies the kernel's rules.</summary>
    public Replay Replay { get; }

    /// <summary>What may be spent.</summary>
    public Budget Budget { get; }

    /// <summary>The equations that may be used.</summary>
    public Equations Equations { get; }

    /// <summary>In which parts angles are measured.</summary>
    public AngleUnits Units { get; }

    /// <summary>Which of the laws are used.</summary>
    public Route Route { get; }

    /// <summary>Symmetries of atoms.</summary>
    public Symmetries Symmetries { get; }

    /// <summary>Canonical names for bound indices.</summary>
    public CanonicalLabelling Labelling { get; }

    /// <summary>Whether a function was not taken apart since it may be undefined in some case.</summary>
    public bool LacksSign { get; set; }

    /// <summary>The same, but leaving the matrices of inverses and determinants whole.</summary>
    public Normaliser Whole => field ??= Route == Route.Whole ? this : new(Replay, Budget, Units, Equations, Route.Whole);

    /// <summary>The same under a replay that knows more.</summary>
    public Normaliser With(Replay replay) => new(replay, Budget, Units, Equations, Route);

    /// <summary>The same without one of the equations that are used to reduce.</summary>
    public Normaliser Without(Equation e) =>
        new(Replay, Budget, Units, Equations with { Reductions = [.. Equations.Reductions.Where(other => other.Number != e.Number)] }, Route);

    /// <summary>The inner steps that turn what the rule of a step asks for into 0; none if the kernel refuses the step, or no such steps are found.</summary>
    public ImmutableArray<Step>? Proof(Polynomial polynomial, Step step)
    {
        try
        {
            Polynomial remainder = Replay.Remainder(polynomial, step);
            Normalised whole = Whole.Normalise(remainder), rest = whole.Polynomial.IsZero ? whole : Normalise(remainder);
            return rest.Polynomial.IsZero ? rest.Steps : null;
        }
        catch (KernelException)
        {
            return null;
        }
    }

    /// <summary>The normal form of a polynomial.</summary>
    /// <exception cref="BudgetException">It takes more steps or terms than the budget allows.</exception>
    public Normalised Normalise(Polynomial polynomial)
    {
        if (!known.TryGetValue(polynomial.Key, out Normalised? result))
        {
            System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
            Budget.Meet(polynomial.Terms.Length);
            Rewriting rewriting = new(this, polynomial);
            tactics.Run(rewriting);
            known[polynomial.Key] = result = new(rewriting.Polynomial, rewriting.Steps);
            known.TryAdd(result.Polynomial.Key, new(result.Polynomial, []));
        }

        return result;
    }
}

/// <summary>Where atoms are in monomials.</summary>
internal static class Monomials
{
    /// <summary>The place of the factor with that atom; -1 if there is none.</summary>
    public static int Place(this Monomial m, Atom atom)
    {
        for (int i = 0; i < m.Factors.Length; i++)
        {
            if (m.Factors[i].Atom.Key == atom.Key)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The factors that are as wanted, of functions of a body alone, with their places.</summary>
    public static IEnumerable<PlacedClosure> Closures(this Monomial m, Func<Factor, ClosureKind, bool> isWanted) => m.Factors
        .Select((f, i) => f.Atom is Closure c && isWanted(f, c.Kind) ? new PlacedClosure(c, i) : null)
        .OfType<PlacedClosure>();
}

/// <summary>A function of a body, and which factor of a monomial it is.</summary>
internal sealed record PlacedClosure(Closure C, int F);

/// <summary>A polynomial under way to its normal form.</summary>
internal sealed class Rewriting(Normaliser normaliser, Polynomial polynomial)
{
    private readonly List<Made> made = [];

    /// <summary>As it stands.</summary>
    public Polynomial Polynomial { get; private set; } = polynomial;

    /// <summary>How it came there.</summary>
    public ImmutableArray<Step> Steps => [.. made.Select(m => m.Step)];

    /// <summary>One of its monomials alone, to try something out.</summary>
    public Rewriting Of(Monomial monomial) => new(normaliser, Replay.Alone(Polynomial, monomial));

    /// <summary>The same, to go on from here in two ways.</summary>
    public Rewriting Fork()
    {
        Rewriting fork = new(normaliser, Polynomial);
        fork.made.AddRange(made);
        return fork;
    }

    /// <summary>Repeats what was tried out on one monomial, as long as what it leads to is still there.</summary>
    public void Follow(Rewriting trial)
    {
        foreach ((Monomial at, Step step) in trial.made)
        {
            if (Polynomial.Terms.All(t => t.Monomial.Key != at.Key))
            {
                return;
            }

            Apply(at, t => step with { Term = t });
        }
    }

    /// <summary>Applies a step to one monomial.</summary>
    public void Apply(Monomial monomial, Func<int, Step> step) => Apply(monomial, step(Position(monomial)));

    /// <summary>The same; answers the monomial that took its place, if it is one and still there.</summary>
    public Monomial? Replace(Monomial monomial, Func<int, Step> step)
    {
        Step next = step(Position(monomial));
        ImmutableArray<MonomialTerm> replacement = normaliser.Replay.Rewrite(Polynomial, next);
        Apply(monomial, next);
        return replacement is [{ } only] && Polynomial.Terms.Any(t => t.Monomial.Key == only.Monomial.Key) ? only.Monomial : null;
    }

    /// <summary>Applies a step, unless the kernel refuses it because its side condition is not known to hold.</summary>
    public bool TryApply(Monomial monomial, Func<int, Step> step)
    {
        try
        {
            Apply(monomial, step);
            return true;
        }
        catch (KernelException)
        {
            return false;
        }
    }

    /// <summary>Applies a step whose rule asks for a proof that something is 0, if one is found.</summary>
    public bool TryProve(Monomial monomial, Step step) =>
        normaliser.Proof(Replay.Alone(Polynomial, monomial), step) is { } inner && TryApply(monomial, step with { Inner = inner });

    /// <summary>The same for a step that is made already, whatever its term.</summary>
    public bool TryApply(Monomial monomial, Step step) => TryApply(monomial, t => step with { Term = t });

    private void Apply(Monomial monomial, Step step)
    {
        Polynomial = normaliser.Replay.Apply(Polynomial, step);
        made.Add(new(monomial, step));
        normaliser.Budget.Spend(Polynomial);
    }

    private int Position(Monomial monomial)
    {
        for (int i = 0; i < Polynomial.Terms.Length; i++)
        {
            if (Polynomial.Terms[i].Monomial.Key == monomial.Key)
            {
                return i;
            }
        }

        throw new InvalidOperationException("the monomial is no term of the polynomial");
    }

    private sealed record Made(Monomial At, Step Step);
}
