using DerivationKit.Kernel;

namespace DerivationKit.Refuting;

/// <summary>What evaluating a claim needs to know about its nodes whatever the instance: found once, used at every instance.</summary>
internal sealed class MeaningCache
{
    private readonly FlatAxes axes = new();
    private readonly Dictionary<Apply, Definition> definitions = [];
    private readonly Dictionary<Derivative, HashSet<Expr>> dependents = [];

    /// <summary>What the operator means at the shapes of its arguments, in which no axis is a product.</summary>
    public Definition DefinitionOf(Apply node)
    {
        if (!definitions.TryGetValue(node, out Definition? definition))
        {
            definitions[node] = definition = node.Operator.Meaning([.. node.Arguments.Select(a => axes.Flatten(a.Shape))]);
        }

        return definition;
    }

    /// <summary>The size of a dimension of a definition.</summary>
    public int SizeOf(Dimension dimension, Func<Dimension, int> sizeOf) => axes.SizeOf(dimension, sizeOf);

    /// <summary>The nodes of a derivative's body in which the bound variable occurs free.</summary>
    public HashSet<Expr> DependentsOf(Derivative node)
    {
        if (!dependents.TryGetValue(node, out HashSet<Expr>? found))
        {
            dependents[node] = found = [];
            foreach (Expr inner in node.Body.PostOrder())
            {
                if (Depends(inner, node.BoundVariable, found))
                {
                    found.Add(inner);
                }
            }
        }

        return found;
    }

    private static bool Depends(Expr node, Variable variable, HashSet<Expr> dependent) => node switch
    {
        Derivative d => d.Arguments.Any(dependent.Contains) || (d.BoundVariable != variable && dependent.Contains(d.Body)),
        _ => node == variable || node.Children.Any(dependent.Contains),
    };
}
