using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit;

/// <summary>The claim left = right: for all dimensions from 1 on and all inputs with the declared properties at which both sides are
/// defined (every function under a derivative differentiable there), the sides are equal.</summary>
public sealed class Claim
{
    private Claim(Expr left, Expr right, ImmutableArray<Fact> given, ImmutableArray<Variable> variables) =>
        (Left, Right, Given, Variables) = (left, right, given, variables);

    /// <summary>The left side.</summary>
    public Expr Left { get; }

    /// <summary>The right side, in the shape of the left.</summary>
    public Expr Right { get; }

    /// <summary>What is taken for granted beyond the properties of the variables.</summary>
    public ImmutableArray<Fact> Given { get; }

    /// <summary>The free variables of both sides and of the facts, sorted by name.</summary>
    public ImmutableArray<Variable> Variables { get; }

    /// <summary>Claims that two expressions are equal. A variable that a derivative binds is renamed where another one has its name.</summary>
    /// <exception cref="ShapeException">The sides differ in shape, or a name stands for two different variables, or for a variable and a dimension.</exception>
    public static Claim Equal(Expr left, Expr right) => Of(left, right, []);

    /// <summary>The same claim with more taken for granted.</summary>
    /// <exception cref="ShapeException">A name stands for two different variables.</exception>
    public Claim Assuming(ImmutableArray<Fact> facts) => Of(Left, Right, Given.AddRange(facts));

    /// <summary>The same claim without one of its facts.</summary>
    public Claim Without(Fact fact) => Of(Left, Right, Given.Remove(fact));

    /// <summary>The same claim about a variable that is declared with other properties.</summary>
    /// <exception cref="ShapeException">A property does not fit the variable.</exception>
    public Claim With(Variable variable, ImmutableArray<Property> properties)
    {
        Variable declared = Expr.Variable(variable.Name, variable.Shape, properties);
        return Of(Left.Redeclare(variable, declared), Right.Redeclare(variable, declared), Redeclare(Given, variable, declared));
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Left} == {Right}";

    private static Claim Of(Expr left, Expr right, ImmutableArray<Fact> given)
    {
        if (!left.Shape.IsAsLargeAs(right.Shape))
        {
            throw new ShapeException($"== needs two sides of one shape, not {left.Shape} and {right.Shape}");
        }

        ImmutableArray<Expr> all = [left, right, .. given.OfType<Fact.Has>().Select(fact => fact.Subject)];
        Variable[] variables = [.. all.SelectMany(e => e.FreeVariables()).Distinct().OrderBy(v => v.Name, StringComparer.Ordinal)];
        for (int i = 1; i < variables.Length; i++)
        {
            if (variables[i].Name == variables[i - 1].Name)
            {
                throw Traversal.TwoMeanings(variables[i - 1], variables[i]);
            }
        }

        HashSet<string> names = [.. variables.Select(v => v.Name)];
        if (all.SelectMany(e => e.PostOrder()).SelectMany(e => e.Shape.Dimensions).FirstOrDefault(d => names.Contains(d.Text)) is { } size)
        {
            throw new ShapeException($"{size} is both a variable and a dimension");
        }

        foreach ((Variable bound, Variable fresh) in Renamings(all, variables))
        {
            (left, right, given) = (left.Redeclare(bound, fresh), right.Redeclare(bound, fresh), Redeclare(given, bound, fresh));
        }

        return new(left, right, given, [.. variables]);
    }

    // A text declares a name once: a bound variable makes way for another one of its name. The fresh name is nobody's, so that nothing is captured.
    private static List<(Variable Bound, Variable Fresh)> Renamings(ImmutableArray<Expr> all, Variable[] free)
    {
        Variable[] bound = [.. all.SelectMany(e => e.PostOrder()).OfType<Derivative>().Select(d => d.BoundVariable).Distinct()];
        var owners = free.ToDictionary(v => v.Name);
        HashSet<string> taken = [.. owners.Keys, .. bound.Select(v => v.Name)];
        List<(Variable Bound, Variable Fresh)> renamings = [];
        foreach (Variable variable in bound.Where(v => !owners.TryAdd(v.Name, v) && owners[v.Name] != v))
        {
            renamings.Add((variable, Expr.Variable(FreshName.Take(variable.Name, taken), variable.Shape, variable.Properties)));
        }

        return renamings;
    }

    private static ImmutableArray<Fact> Redeclare(ImmutableArray<Fact> facts, Variable variable, Variable declared) =>
        [.. facts.Select(f => f is Fact.Has has ? has with { Subject = has.Subject.Redeclare(variable, declared) } : f)];
}
