using System.Collections.Immutable;
using DerivationKit.Language;
using DerivationKit.Operators;

namespace DerivationKit;

/// <summary>Walks over expressions that visit a shared node once.</summary>
public static class Traversal
{
    /// <summary>Every node below and including the root, children before parents, each once; bodies of derivatives included.</summary>
    public static ImmutableArray<Expr> PostOrder(this Expr root)
    {
        var order = ImmutableArray.CreateBuilder<Expr>();
        HashSet<Expr> opened = [], closed = [];
        Stack<Expr> open = new([root]);
        while (open.TryPeek(out Expr? node))
        {
            if (opened.Add(node))
            {
                for (int i = node.Children.Length - 1; i >= 0; i--)
                {
                    open.Push(node.Children[i]);
                }
            }
            else if (closed.Add(open.Pop()))
            {
                order.Add(node);
            }
        }

        return order.ToImmutable();
    }

    /// <summary>The variables that occur free, in the order in which they are first met.</summary>
    public static ImmutableArray<Variable> FreeVariables(this Expr root)
    {
        Dictionary<Expr, Variable[]> free = [];
        foreach (Expr node in root.PostOrder())
        {
            free[node] = node switch
            {
                Variable v => [v],
                Derivative d => [.. free[d.Body].Where(v => v != d.BoundVariable).Union(d.Arguments.SelectMany(a => free[a]))],
                _ => [.. node.Children.SelectMany(c => free[c]).Distinct()],
            };
        }

        return [.. free[root]];
    }

    /// <summary>Replaces the free occurrences of a variable, without capture.</summary>
    /// <exception cref="ShapeException">The replacement does not have the variable's shape, or another variable has its name.</exception>
    public static Expr Substitute(this Expr root, Variable variable, Expr replacement)
    {
        root.RefuseNamesakes(variable);
        return root.Replace(variable, replacement);
    }

    /// <summary>The same where another variable of the name may occur.</summary>
    internal static Expr Replace(this Expr root, Variable variable, Expr replacement)
    {
        if (variable.Shape != replacement.Shape)
        {
            throw new ShapeException($"{variable.Name}: {variable.Shape} cannot be replaced by something of shape {replacement.Shape}");
        }

        HashSet<string> taken = [.. replacement.FreeVariables().Select(v => v.Name)];
        return Rebuild(root, node => node switch
        {
            _ when node == variable => replacement,
            Derivative d when d.Body.FreeVariables().Contains(variable) && d.BoundVariable != variable && taken.Contains(d.BoundVariable.Name)
                => RenameBound(d, taken).Replace(variable, replacement),
            Derivative d when d.BoundVariable == variable
                => Expr.Derivative(d.DerivativeKind, d.Body, d.BoundVariable, [.. d.Arguments.Select(a => a.Replace(variable, replacement))]),
            _ => null,
        });
    }

    /// <summary>Makes sure that no other free variable has a variable's name.</summary>
    /// <exception cref="ShapeException">One has.</exception>
    internal static void RefuseNamesakes(this Expr root, Variable variable)
    {
        if (root.FreeVariables().FirstOrDefault(v => v.Name == variable.Name && v != variable) is { } namesake)
        {
            throw TwoMeanings(variable, namesake);
        }
    }

    /// <summary>The objection to two variables of one name.</summary>
    internal static ShapeException TwoMeanings(Variable variable, Variable namesake) =>
        new($"{variable.Name} is used as two different variables: {Text.Declare(variable)} and {Text.Declare(namesake)}");

    /// <summary>Puts a variable of the same shape in the place of another, where it is bound as well.</summary>
    public static Expr Redeclare(this Expr root, Variable variable, Variable declared) => Rebuild(root, node => node switch
    {
        _ when node == variable => declared,
        Derivative d when d.BoundVariable == variable => Expr.Derivative(
            d.DerivativeKind, d.Body.Redeclare(variable, declared), declared, [.. d.Arguments.Select(a => a.Redeclare(variable, declared))]),
        _ => null,
    });

    /// <summary>The same expression, in which what a derivative binds has no properties: those hold at the point, and not around it.</summary>
    internal static Expr Unrestricted(this Expr root) => Rebuild(root, node =>
    {
        if (node is not Derivative { BoundVariable: { Properties.IsEmpty: false } variable } d)
        {
            return null;
        }

        Variable any = Expr.Variable(variable.Name, variable.Shape);
        return Expr.Derivative(d.DerivativeKind, d.Body.Redeclare(variable, any).Unrestricted(), any, [.. d.Arguments.Select(Unrestricted)]);
    });

    /// <summary>The same kind of node over other children.</summary>
    public static Expr WithChildren(this Expr node, ImmutableArray<Expr> children) => node switch
    {
        Apply { Operator: ScalarVariablePower } a when !a.Arguments.SequenceEqual(children) => Expr.Pow(children[0], children[1]),
        Apply a when !a.Arguments.SequenceEqual(children) => Expr.Apply(a.Operator, children),
        Derivative d when !d.Children.SequenceEqual(children) => Expr.Derivative(d.DerivativeKind, children[0], d.BoundVariable, children[1..]),
        _ => node,
    };

    /// <summary>Replaces nodes from the root down: where the function answers, its answer stands; elsewhere the children are rebuilt.</summary>
    internal static Expr Rebuild(Expr root, Func<Expr, Expr?> replace)
    {
        Dictionary<Expr, Expr> done = [];
        return Visit(root);

        Expr Visit(Expr node)
        {
            if (!done.TryGetValue(node, out Expr? result))
            {
                done[node] = result = replace(node) ?? node.WithChildren([.. node.Children.Select(Visit)]);
            }

            return result;
        }
    }

    private static Expr RenameBound(Derivative d, HashSet<string> taken)
    {
        string name = FreshName.Take(d.BoundVariable.Name, [.. taken, .. d.Body.FreeVariables().Select(v => v.Name)]);
        Variable fresh = Expr.Variable(name, d.BoundVariable.Shape, d.BoundVariable.Properties);
        return Expr.Derivative(d.DerivativeKind, d.Body.Replace(d.BoundVariable, fresh), fresh, d.Arguments);
    }
}
