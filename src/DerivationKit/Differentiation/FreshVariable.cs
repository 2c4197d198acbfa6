using System.Collections.Immutable;

namespace DerivationKit.Differentiation;

/// <summary>Variables that collide with nothing.</summary>
internal static class FreshVariable
{
    /// <summary>A variable of the given shape whose name is free in all the given expressions.</summary>
    public static Variable Create(string stem, Shape shape, params ImmutableArray<Expr> avoid) =>
        Expr.Variable(FreshName.Take(stem, [.. avoid.SelectMany(e => e.FreeVariables()).Select(v => v.Name)]), shape);
}
