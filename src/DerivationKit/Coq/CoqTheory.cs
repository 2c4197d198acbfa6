namespace DerivationKit.Coq;

/// <summary>The lemmas that every export begins with; they are proved by Coq as the others are.</summary>
internal static class CoqTheory
{
    /// <summary>The lemmas, those about exp where the statement holds it.</summary>
    public static string Common(string statement) =>
        $"{Read("Theory.v")}{(statement.Contains("(exp ", StringComparison.Ordinal) ? Read("Exponential.v") : "")}Unset Implicit Arguments.";

    private static string Read(string name)
    {
        using Stream file = typeof(CoqTheory).Assembly.GetManifestResourceStream($"DerivationKit.Coq.{name}")!;
        using StreamReader text = new(file);
        return text.ReadToEnd().ReplaceLineEndings("\n");
    }
}
