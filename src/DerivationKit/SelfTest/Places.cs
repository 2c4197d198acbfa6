using System.Collections.Immutable;

namespace DerivationKit.SelfTest;

/// <summary>Where a node stands in an expression.</summary>
/// <param name="Path">From the root down, which child.</param>
/// <param name="Node">The node.</param>
internal readonly record struct Place(ImmutableStack<int> Path, Expr Node);

/// <summary>The places of an expression; a shared node stands at several.</summary>
internal static class Places
{
    /// <summary>All places, parents before children. The points of derivatives are left out: they are variables nearly always.</summary>
    public static IEnumerable<Place> Of(Expr root) => Of(root, []).Select(place => place with { Path = Reversed(place.Path) });

    /// <summary>The expression with another node at a place.</summary>
    /// <exception cref="ShapeException">The node does not fit there.</exception>
    public static Expr Replace(Expr root, ImmutableStack<int> path, Expr replacement)
    {
        if (path.IsEmpty)
        {
            return replacement;
        }

        int child = path.Peek();
        return root.WithChildren(root.Children.SetItem(child, Replace(root.Children[child], path.Pop(), replacement)));
    }

    private static IEnumerable<Place> Of(Expr node, ImmutableStack<int> above) =>
        Enumerable.Range(0, node.Children.Length)
            .Where(child => node is not Derivative || child != 1)
            .SelectMany(child => Of(node.Children[child], above.Push(child)))
            .Prepend(new(above, node));

    private static ImmutableStack<int> Reversed(ImmutableStack<int> path) => path.Aggregate(ImmutableStack<int>.Empty, (stack, child) => stack.Push(child));
}
