using System.Collections.Immutable;
using DerivationKit.Kernel;
using DerivationKit.Operators;
using DerivationKit.Refuting.Numbers;

namespace DerivationKit.Refuting;

/// <summary>Changes drawn values so that given equations hold: one variable after the other is moved to a solution of the equations in which it
/// occurs, if these are linear in it. What the equations leave open keeps its drawn value.</summary>
/// <param name="variables">The variables, with the properties that their values are to keep.</param>
/// <param name="zeros">The expressions that are to be 0.</param>
internal sealed class EquationSolver(ImmutableArray<Variable> variables, ImmutableArray<Expr> zeros)
{
    private const int MostUnknowns = 64;
    private const long MostWork = 1_000_000;

    private readonly MeaningCache cache = new();

    // By name: the equations may be about a variable of other properties.
    private readonly ImmutableArray<ImmutableHashSet<string>> occurring = [.. zeros.Select(zero => zero.FreeVariables().Select(v => v.Name).ToImmutableHashSet())];

    /// <summary>The expressions that are to be 0.</summary>
    public ImmutableArray<Expr> Zeros => zeros;

    /// <summary>An instance at which as many of the equations hold as could be solved.</summary>
    public Instance Solve(Instance drawn)
    {
        if (zeros.IsEmpty)
        {
            return drawn;
        }

        Instance at = drawn;
        foreach (Variable variable in variables.OrderByDescending(Rank).ThenBy(v => v.Name, StringComparer.Ordinal))
        {
            int[] open = [.. Enumerable.Range(0, zeros.Length).Where(i => Residual(at, [zeros[i]]) is not { } left || left.Any(x => !x.IsZero))];
            if (open.Length == 0)
            {
                break;
            }

            at = open.Any(i => occurring[i].Contains(variable.Name)) && Solved(at, variable) is { } solved ? solved : at;
        }

        return at;

        // An equation that defines a variable has a solution whatever the others are; large arrays are more seldom left without a choice than small ones.
        (bool, int) Rank(Variable v) => (zeros.Any(zero => Defines(zero, v.Name)), drawn.Inputs[v.Name].Entries.Length);
    }

    private static bool Defines(Expr zero, string name)
    {
        return zero is Apply { Operator: Subtraction, Arguments: [var left, var right] } && (Is(left, right) || Is(right, left));

        bool Is(Expr defined, Expr other) => defined is Variable v && v.Name == name && other.FreeVariables().All(free => free.Name != name);
    }

    // The differences of the residual along each direction are its derivative, if it is linear: whether it is shows at the solution.
    private Instance? Solved(Instance at, Variable variable)
    {
        ImmutableArray<Expr> about = [.. zeros.Where((_, i) => occurring[i].Contains(variable.Name))];
        ExactArray[] directions = [.. Directions(variable, at.Inputs[variable.Name])];
        if (directions.Length > MostUnknowns || Residual(at, about) is not { } here)
        {
            return null;
        }

        Rational[]?[] there = [.. directions.Select(direction => Residual(Moved([(direction, Rational.One)]), about))];
        return there.All(r => r is not null)
            && Elimination.Solve(here.Length, directions.Length, (i, k) => there[k]![i] - here[i], i => -here[i]) is { } steps
            && Moved(directions.Zip(steps)) is var solved
            && variable.Properties.All(p => PropertyCheck.Holds(p, solved.Inputs[variable.Name]))
            && Residual(solved, about) is { } left && left.All(x => x.IsZero) ? solved : null;

        Instance Moved(IEnumerable<(ExactArray Direction, Rational Step)> by) => at with
        {
            Inputs = at.Inputs.SetItem(variable.Name, by.Aggregate(at.Inputs[variable.Name], (sum, move) =>
                Arrays.Fill(sum.Rows, sum.Columns, (i, j) => sum[i, j] + (move.Step * move.Direction[i, j])))),
        };
    }

    // A basis of the arrays of a kind that is closed under addition.
    private static IEnumerable<ExactArray> Directions(Variable variable, ExactArray value)
    {
        ImmutableHashSet<Property> properties = Implications.Closure(variable.Properties, variable.Shape.IsSquare);
        (bool diagonal, bool symmetric, bool skew) = (properties.Contains(Property.Diagonal), properties.Contains(Property.Symmetric), properties.Contains(Property.Skew));
        return from i in Enumerable.Range(0, value.Rows)
               from j in Enumerable.Range(0, value.Columns)
               where !(diagonal && i != j) && !(symmetric && j < i) && !(skew && j <= i)
               select Arrays.Fill(value.Rows, value.Columns, (r, c) =>
                   (r, c) == (i, j) || (symmetric && (r, c) == (j, i)) ? Rational.One : skew && (r, c) == (j, i) ? -Rational.One : Rational.Zero);
    }

    // Nothing where it is undefined or not rational.
    private Rational[]? Residual(Instance at, ImmutableArray<Expr> of)
    {
        try
        {
            var evaluator = MeaningEvaluator<ExactScalar>.At(at, of.SelectMany(zero => zero.FreeVariables()).Distinct(), Ball.MinPrecision, cache, new(MostWork));
            return [.. of.SelectMany(evaluator.Evaluate).Select(x => x.Value)];
        }
        catch (Exception e) when (e is NotExactException or UndefinedException or OutOfRangeException or NotEvaluatedException)
        {
            return null;
        }
    }
}
