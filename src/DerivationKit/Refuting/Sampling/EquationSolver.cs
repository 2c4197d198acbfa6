using System.Collections.Immutable;
using DerivationKit.Kernel;
using DerivationKit.Operators;
using DerivationKit.Refuting.Numbers;

namespace DerivationKit.Refuting;

/// <summary>Changes drawn values so that given equations hold. What an equation defines is computed in the end; of the others, one variable after the other is
/// moved to a solution of those in which it occurs, if they are linear in it. What the equations leave open keeps its drawn value.</summary>
internal sealed class EquationSolver
{
    private const int MostUnknowns = 64;
    private const long MostWork = 1_000_000;

    private readonly MeaningCache cache = new();
    private readonly ImmutableArray<Variable> variables;
    private readonly ImmutableArray<Definition> definitions;
    private readonly ImmutableArray<Expr> open;
    private readonly ImmutableArray<Variable> linear;

    /// <summary>Solves equations for variables.</summary>
    /// <param name="variables">The variables, with the properties that their values are to keep.</param>
    /// <param name="zeros">The expressions that are to be 0; they may be about variables of these names with other properties.</param>
    public EquationSolver(ImmutableArray<Variable> variables, ImmutableArray<Expr> zeros)
    {
        (this.variables, Zeros) = (variables, zeros);
        try
        {
            (definitions, open) = Apart(zeros);
        }
        catch (ExpressionTooDeepException)
        {
            (definitions, open) = ([], zeros);
        }

        linear = [.. variables.Where(v => open.All(zero => DegreeOf(zero, v.Name) < 2))];
    }

    /// <summary>The expressions that are to be 0.</summary>
    public ImmutableArray<Expr> Zeros { get; }

    /// <summary>The claim with what its equations define in the place of the variables that they define: the same claim, about fewer variables. Nothing if they define
    /// none.</summary>
    /// <exception cref="ExpressionTooDeepException">It is nested too deeply.</exception>
    public static Claim? Unfolded(Claim claim)
    {
        (ImmutableArray<Definition> definitions, ImmutableArray<Expr> open) = Apart(Premises.Zeros(claim));
        IEnumerable<Fact> facts = claim.Given.Where(fact => fact is not Fact.Has { Property: Property.Zero, Subject: not Variable })
            .Select(fact => fact is Fact.Has has ? has with { Subject = In(has.Subject) } : fact);
        return definitions.IsEmpty ? null : Claim.Equal(In(claim.Left), In(claim.Right)).Assuming([
            .. facts, .. open.Select(zero => new Fact.Has(Property.Zero, zero)), .. definitions.Select(IsDefined),
            .. definitions.SelectMany(d => d.Variable.Properties.Select(p => new Fact.Has(p, d.Value)))]);

        // Also where the value does not occur in the claim: s = log(x) says that x > 0.
        static Fact.Has IsDefined(Definition d) => new(Property.Positive, Expr.One + (0 * Expr.Sum(d.Value)));

        Expr In(Expr e) => definitions.Aggregate(e, (rest, known) => known.In(rest));
    }

    /// <summary>An instance at which as many of the equations hold as could be solved.</summary>
    public Instance Solve(Instance drawn)
    {
        Instance at = drawn;
        foreach (Variable variable in open.IsEmpty ? [] : BySize(drawn))
        {
            Expr[] failing = [.. open.Where(zero => Values(at, [zero]) is not { } left || left.Any(x => !x.IsZero))];
            if (failing.Length == 0)
            {
                break;
            }

            at = failing.Any(zero => Holds(zero, variable.Name)) && Solved(at, variable) is { } solved ? solved : at;
        }

        return definitions.Aggregate(at, Defined);
    }

    // Definitions, and the other equations, in none of which what they define is left.
    private static (ImmutableArray<Definition> Definitions, ImmutableArray<Expr> Open) Apart(ImmutableArray<Expr> zeros) => zeros.Aggregate(
        (Definitions: ImmutableArray<Definition>.Empty, Open: ImmutableArray<Expr>.Empty), (apart, zero) =>
        {
            Expr left = apart.Definitions.Aggregate(zero, (rest, known) => known.In(rest));
            return Definition.Of(left) is { } found
                ? ([.. apart.Definitions.Select(known => known with { Value = found.In(known.Value) }), found], [.. apart.Open.Select(found.In)])
                : (apart.Definitions, apart.Open.Add(left));
        });

    // Large arrays are more seldom left without a choice than small ones. What has no solution at first may have one when others have been moved.
    private IEnumerable<Variable> BySize(Instance drawn) => Enumerable.Repeat(
        linear.OrderByDescending(v => drawn.Inputs[v.Name].Entries.Length).ThenBy(v => v.Name, StringComparer.Ordinal), 2).SelectMany(all => all);

    private Instance Defined(Instance at, Definition definition)
    {
        ExactArray drawn = at.Inputs[definition.Variable.Name];
        Instance? defined = Values(at, [definition.Value]) is { } values ? With(at, definition.Variable.Name, new(drawn.Rows, drawn.Columns, [.. values])) : null;
        return defined is not null && KeepsProperties(defined, definition.Variable.Name) ? defined : at;
    }

    private static Instance With(Instance at, string name, ExactArray value) => at with { Inputs = at.Inputs.SetItem(name, value) };

    private bool KeepsProperties(Instance at, string name) =>
        variables.Single(v => v.Name == name).Properties.All(p => PropertyCheck.Holds(p, at.Inputs[name]));

    private static bool Holds(Expr zero, string name) => zero.FreeVariables().Any(free => free.Name == name);

    // The differences of the residual along each direction are its derivative, if it is linear: whether it is shows at the solution.
    private Instance? Solved(Instance at, Variable variable)
    {
        ImmutableArray<Expr> about = [.. open.Where(zero => Holds(zero, variable.Name))];
        ExactArray[] directions = [.. Directions(variable, at.Inputs[variable.Name])];
        if (directions.Length > MostUnknowns || Values(at, about) is not { } here)
        {
            return null;
        }

        Rational[]?[] there = [.. directions.Select(direction => Values(Moved([(direction, Rational.One)]), about))];
        return there.All(r => r is not null)
            && Elimination.Solve(here.Length, directions.Length, (i, k) => there[k]![i] - here[i], i => -here[i]) is { } steps
            && Moved(directions.Zip(steps)) is var solved
            && KeepsProperties(solved, variable.Name)
            && Values(solved, about) is { } left && left.All(x => x.IsZero) ? solved : null;

        Instance Moved(IEnumerable<(ExactArray Direction, Rational Step)> by) => With(at, variable.Name, by.Aggregate(at.Inputs[variable.Name], (sum, move) =>
            Arrays.Fill(sum.Rows, sum.Columns, (i, j) => sum[i, j] + (move.Step * move.Direction[i, j]))));
    }

    // 0 for what is free of a variable, 1 for what may be linear in it, 2 for what surely is not.
    private static int DegreeOf(Expr root, string name)
    {
        Dictionary<Expr, int> degrees = [];
        foreach (Expr node in root.PostOrder())
        {
            degrees[node] = node switch
            {
                Variable v => v.Name == name ? 1 : 0,
                Derivative d => Holds(d, name) ? 1 : 0,
                Apply { Operator: Product or HadamardProduct or Kronecker } a => int.Min(2, a.Arguments.Sum(x => degrees[x])),
                Apply { Operator: Division or HadamardDivision } a => int.Min(2, degrees[a.Arguments[0]] + (2 * degrees[a.Arguments[1]])),
                Apply { Operator: Addition or Subtraction or Negation or Transposition or Reduction or Trace or Diagonal or Vectorization } a => a.Arguments.Max(x => degrees[x]),
                Apply a => a.Arguments.Any(x => degrees[x] > 0) ? 2 : 0,
                _ => 0,
            };
        }

        return degrees[root];
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
    private Rational[]? Values(Instance at, ImmutableArray<Expr> of)
    {
        try
        {
            var evaluator = MeaningEvaluator<Surd>.At(at, of.SelectMany(zero => zero.FreeVariables()).Distinct(), Ball.MinPrecision, cache, new(MostWork));
            return [.. of.SelectMany(evaluator.Evaluate).Select(x => x.Value)];
        }
        catch (Exception e) when (e is NotExactException or UndefinedException or OutOfRangeException or NotEvaluatedException)
        {
            return null;
        }
    }

    /// <summary>A variable and what an equation says it is; the variable is not in it.</summary>
    private sealed record Definition(Variable Variable, Expr Value)
    {
        public static Definition? Of(Expr zero) => zero is not Apply { Operator: Subtraction, Arguments: [var left, var right] } ? null
            : left is Variable l && !right.FreeVariables().Contains(l) ? new(l, right)
            : right is Variable r && !left.FreeVariables().Contains(r) ? new(r, left)
            : null;

        public Expr In(Expr other) => other.Substitute(Variable, Value);
    }
}
