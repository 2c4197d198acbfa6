using System.Collections.Immutable;

namespace DerivationKit.Kernel;

/// <summary>Refuses statements whose names or declarations could make two different things look alike.</summary>
internal static class Validation
{
    /// <summary>Checks names, uniqueness, and that each property fits its tensor.</summary>
    public static void Check(Statement statement)
    {
        Require(statement.Declarations.Select(d => d.Name).Distinct().Count() == statement.Declarations.Length, "a variable is declared twice");
        Require(statement.Free.Select(i => i.Name).Distinct().Count() == statement.Free.Length, "a free index is listed twice");
        Require(statement.Free.All(i => IsName(i.Name)), "a free index has no proper name");
        foreach (Declaration d in statement.Declarations)
        {
            Require(IsName(d.Name), $"'{d.Name}' is not a name");
            Require(d.Dimensions.All(dimension => !dimension.IsOne), $"{d.Name} has an axis that cannot be indexed");
            Require(d.Properties.All(p => Fits(p, d.Dimensions)), $"a property of {d.Name} does not fit its dimensions");
        }
    }

    private static bool Fits(Property property, ImmutableArray<Dimension> dimensions) => property switch
    {
        Property.Positive or Property.Mask => true,
        Property.Symmetric or Property.Orthogonal => dimensions.Length == 2 && dimensions[0] == dimensions[1],
        Property.OneHotRows or Property.RowStochastic => dimensions.Length == 2,
        _ => false,
    };

    /// <summary>Whether a text may stand in keys: none of their punctuation, nor the ~ of fresh names, occurs in it.</summary>
    public static bool IsName(string text) =>
        !string.IsNullOrEmpty(text) && !char.IsDigit(text[0]) && text.All(c => char.IsLetterOrDigit(c) || char.IsSurrogate(c) || c is '_' or '′');

    private static void Require(bool condition, string why)
    {
        if (!condition)
        {
            throw new KernelException(why);
        }
    }
}
