using System.Collections.Immutable;

namespace DerivationKit.Explaining;

/// <summary>Names that nothing else in a derivation has.</summary>
internal sealed class FreshNames(IEnumerable<string> taken)
{
    private readonly HashSet<string> taken = [.. taken];

    /// <summary>How many intermediate values have names.</summary>
    public int Values { get; set; }

    /// <summary>Such as v_1 or d_x; with a prime if that is taken.</summary>
    public Variable Of(string stem, string index, Shape shape) => Expr.Variable(FreshName.Take($"{stem}_{index}", taken), shape);
}

/// <summary>Gives each operator application on the way from the variable to the result a name of its own.</summary>
internal sealed class Naming
{
    private readonly Dictionary<Expr, Expr> names = [];
    private readonly int before;

    public Naming(Expr function, Variable x, FreshNames fresh)
    {
        (Fresh, before) = (fresh, fresh.Values);
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
                    Variable name = fresh.Of("v", $"{++fresh.Values}", node.Shape);
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

    /// <summary>Names that are still free.</summary>
    public FreshNames Fresh { get; }

    /// <summary>The number in the name of a value.</summary>
    public string NumberOf(int value) => $"{before + value + 1}";

    /// <summary>An expression over names as one over the variables of the function.</summary>
    public Expr WrittenOut(Expr expression) =>
        Values.Reverse().Aggregate(expression, (written, named) => written.Substitute(named.Name, named.Value));
}
