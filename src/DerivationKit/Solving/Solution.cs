namespace DerivationKit.Solving;

/// <summary>The solution of an equation for a variable, and the two claims that make it the only one: neither is decided yet.</summary>
/// <param name="Zero">What is to be 0.</param>
/// <param name="Variable">The variable.</param>
/// <param name="Value">What the variable is, in the variables that are left.</param>
/// <param name="Necessary">Where the equation holds, the variable has that value.</param>
/// <param name="Sufficient">Where the variable has that value, the equation holds.</param>
public sealed record Solution(Expr Zero, Variable Variable, Expr Value, Claim Necessary, Claim Sufficient);
