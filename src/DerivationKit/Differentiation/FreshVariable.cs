using System.Collections.Immutable;

namespace DerivationKit.Differentiation;

/// <summary>Variables that collide with nothing.</summary>
internal static class FreshVariable
{
    /// <summary>A variable of the given shape whose name is free in all the given expressions.</summary>
    public static Variable Create(string stem, Shape shape, params ImmutableArray<Expr> avoid)
    {
        HashSet<string> used = [.. avoid.SelectMany(e => e.FreeVariables()).Select(v => v.Name)];
        string name = stem;
        while (used.Contains(name))
        {
            name += "′";
        }

        return Expr.Variable(name, shape);
    }
}
