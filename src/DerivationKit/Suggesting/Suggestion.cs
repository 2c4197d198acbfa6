namespace DerivationKit.Suggesting;

/// <summary>A claim near a refuted one that is proved.</summary>
/// <param name="Kind">In what it differs.</param>
/// <param name="Claim">The proved claim.</param>
/// <param name="Change">What was changed, in a few words.</param>
public sealed record Suggestion(SuggestionKind Kind, Claim Claim, string Change);

/// <summary>In what a suggestion differs from the refuted claim.</summary>
public enum SuggestionKind
{
    /// <summary>A small change of the right side.</summary>
    NearMiss,

    /// <summary>One more assumption about a variable.</summary>
    Assumption,

    /// <summary>The right side is what the kit derives from the left one.</summary>
    Derived,
}
