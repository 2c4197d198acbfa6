namespace DerivationKit.Kernel;

/// <summary>What a condition states about a term.</summary>
public enum ConditionKind
{
    /// <summary>The term is not 0.</summary>
    NonZero,

    /// <summary>The term is not negative.</summary>
    NonNegative,

    /// <summary>The term is greater than 0.</summary>
    Positive,
}

/// <summary>A condition that a theorem rests on, for all values of the term's free indices. It is never dropped.</summary>
/// <param name="Kind">What must hold.</param>
/// <param name="Term">Of what.</param>
public sealed record Condition(ConditionKind Kind, Term Term);
