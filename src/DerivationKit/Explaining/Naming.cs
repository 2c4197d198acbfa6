using System.Collections.Immutable;

namespace DerivationKit.Explaining;

/// <summary>Gives each operator application on the way from the variable to the result a name of its own.</summary>
internal sealed class Naming
{
    private readonly HashSet<string> taken;
    private readonly Dictionary<Expr, Expr> names = [];

    public Naming(Expr function, Variable x)
    {
        taken = [.. function.PostOrder().OfType<Variable>().Select(v => v.Name), x.Name];
        HashSet<Expr> dependent = [];
        var order = ImmutableArray.CreateBuilder<(Variable Name, Apply Value)>();
        foreach (Expr node in function.PostOrder())
        {
            names[node] = node;
            if (node == x || node.Children.Any(dependent.Contains))
            {
                dependent.Add(node);
                if (node is Apply apply)
                {
                    Variable name = Fresh("v", order.Count + 1, node.Shape);
                    order.Add((name, (Apply)apply.WithChildren([.. apply.Arguments.Select(a => names[a])])));
                    names[node] = name;
                }
            }
        }

        Values = order.ToImmutable();
        Root = names[function];
    }

    /// <summary>Each name with its value over the names before it.</summary>
    public ImmutableArray<(Variable Name, Apply Value)> Values { get; }

    /// <summary>The name of the whole; the expression itself if it does not contain the variable.</summary>
    public Expr Root { get; }

    /// <summary>A numbered name that nothing else has.</summary>
    public Variable Fresh(string stem, int number, Shape shape)
    {
        string name = $"{stem}_{number}";
        while (!taken.Add(name))
        {
            name += "′";
        }

        return Expr.Variable(name, shape);
    }

    /// <summary>An expression over names as one over the variables of the function.</summary>
    public Expr WrittenOut(Expr expression) =>
        Values.Reverse().Aggregate(expression, (written, named) => written.Substitute(named.Name, named.Value));
}
