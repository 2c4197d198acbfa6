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

    /// <summary>The term is 0: an equation, which only a statement's givens may hold.</summary>
    Zero,

    /// <summary>The term is a symmetric matrix M over its two free indices, and sum_ij v(i) M(i,j) v(j) is not negative for any v; only a
    /// statement's givens may hold it.</summary>
    Semidefinite,
}

/// <summary>A condition that is given, or that a theorem rests on, for all values of the term's free indices.</summary>
/// <param name="Kind">What must hold.</param>
/// <param name="Term">Of what.</param>
public sealed record Condition(ConditionKind Kind, Term Term);
