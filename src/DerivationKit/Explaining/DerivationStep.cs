namespace DerivationKit.Explaining;

/// <summary>What a step of a derivation does.</summary>
public enum StepKind
{
    /// <summary>Names an intermediate value.</summary>
    Value,

    /// <summary>Gives the derivative of the result in an intermediate value (its cotangent).</summary>
    Cotangent,

    /// <summary>Gives the derivative of an intermediate value along the direction (its tangent).</summary>
    Tangent,

    /// <summary>Puts formulas in the places of names or of derivatives.</summary>
    Assembly,

    /// <summary>Writes what was put together as a person would.</summary>
    Simplification,

    /// <summary>Reads the matrix of a linear map off its values.</summary>
    Reading,
}

/// <summary>One line of a derivation: left = right, and why.</summary>
/// <param name="Kind">What the step does.</param>
/// <param name="Left">What the line is about.</param>
/// <param name="Right">What it is equal to.</param>
/// <param name="Reason">The rule, in words and in formulas.</param>
public sealed record DerivationStep(StepKind Kind, Expr Left, Expr Right, string Reason);
