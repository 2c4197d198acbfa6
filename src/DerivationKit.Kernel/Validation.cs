namespace DerivationKit.Kernel;

/// <summary>Refuses statements whose names or declarations could make two different things look alike.</summary>
internal static class Validation
{
    /// <summary>Checks names and their uniqueness.</summary>
    public static void Check(Statement statement)
    {
        KernelException.Require(statement.Declarations.Select(d => d.Name).Distinct().Count() == statement.Declarations.Length, "a variable is declared twice");
        KernelException.Require(statement.Free.Select(i => i.Name).Distinct().Count() == statement.Free.Length, "a free index is listed twice");
        KernelException.Require(statement.Free.All(i => IsName(i.Name)), "a free index has no proper name");
        foreach (Declaration d in statement.Declarations)
        {
            KernelException.Require(IsName(d.Name), $"'{d.Name}' is not a name");
            KernelException.Require(d.Dimensions.All(dimension => !dimension.IsOne), $"{d.Name} has an axis that cannot be indexed");
        }
    }

    /// <summary>Whether a text may stand in keys: none of their punctuation, nor the ~ of fresh names, occurs in it.</summary>
    public static bool IsName(string text) =>
        !string.IsNullOrEmpty(text) && !char.IsDigit(text[0]) && text.All(c => char.IsLetterOrDigit(c) || char.IsSurrogate(c) || c is '_' or '′');
}
