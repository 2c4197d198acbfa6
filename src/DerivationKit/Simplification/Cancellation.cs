using DerivationKit.Operators;

namespace DerivationKit.Simplification;

/// <summary>Where an expression loses digits: differences of terms that grow at least as the square of one variable, such as
/// n*sum(x.^2) - sum(x)^2, which is n*sum((x - mean(x)*ones(n)).^2) with nothing left of it where the mean is large.</summary>
internal static class Cancellation
{
    /// <summary>Whether the expression holds such a difference.</summary>
    public static bool IsIn(Expr expression) => expression.FreeVariables().Any(variable =>
    {
        Dictionary<Expr, double> degrees = [];
        foreach (Expr node in expression.PostOrder())
        {
            degrees[node] = Degree(node, variable, degrees);
        }

        return degrees.Keys.Any(node => node is Apply { Operator: Subtraction, Arguments: [var left, var right] } && degrees[left] >= 2 && degrees[right] >= 2);
    });

    // How fast it grows with the variable; a function that is no power is taken to be bounded.
    private static double Degree(Expr node, Variable variable, Dictionary<Expr, double> degrees) => node switch
    {
        Variable v => v == variable ? 1 : 0,
        Apply { Operator: Addition or Subtraction, Arguments: [var a, var b] } => Math.Max(degrees[a], degrees[b]),
        Apply { Operator: Product or HadamardProduct or OuterProduct or Kronecker, Arguments: [var a, var b] } => degrees[a] + degrees[b],
        Apply { Operator: Division or HadamardDivision, Arguments: [var a, var b] } => degrees[a] - degrees[b],
        Apply { Operator: ConstantPower power, Arguments: [var a] } => power.Exponent.ToDouble() * degrees[a],
        Apply { Operator: Inverse, Arguments: [var a] } => -degrees[a],
        Apply { Operator: Negation or Norm2, Arguments: [var a] } => degrees[a],
        Apply { Arguments: [var a] } when LinearSteps.IsLinear(node) => degrees[a],
        _ => 0,
    };
}
