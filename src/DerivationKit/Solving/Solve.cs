using System.Collections.Immutable;
using DerivationKit.Differentiation;
using DerivationKit.Kernel;
using DerivationKit.Proving;
using DerivationKit.Simplification;

namespace DerivationKit.Solving;

/// <summary>Solves equations that are linear in a variable: normal equations, fixed points, the update rules of alternating minimisation.</summary>
public static class Solve
{
    /// <summary>The variable where an expression is 0: x = -L⁻¹·c·R⁻¹ where the expression, or its product with x, is L·x·R + c, and x = -c./d where it is d.*x + c.
    /// Shapes: any; L and R square. Domain: where the inverses and quotients are defined.</summary>
    /// <param name="zero">What is to be 0.</param>
    /// <param name="x">For which variable.</param>
    /// <param name="given">What is taken for granted.</param>
    /// <exception cref="NotSolvedException">The expression is not linear in the variable, or not of one of these forms.</exception>
    /// <exception cref="DifferentiationException">A derivative in the expression has no closed form.</exception>
    public static Solution Zero(Expr zero, Variable x, ImmutableArray<Fact> given)
    {
        Expr left = Simplify.Closed(zero), value = Multiples(left, x).Select(multiple => Linear(multiple, x)).FirstOrDefault(found => found is not null)
            ?? throw new NotSolvedException($"{Language.Text.Print(left)} is not linear in {x.Name}, nor are its products with {x.Name}");

        // A tidy form is equal where both are defined: where it is defined more often, it need not be a solution there.
        Solution tidy = With(Simplify.Tidy(value));
        return Prover.Prove(tidy.Sufficient) is Attempt.Succeeded ? tidy : With(value);

        Solution With(Expr form) => new(
            zero, x, form, Claim.Equal(x, form).Assuming([.. given, new Fact.Has(Property.Zero, zero)]),
            Claim.Equal(zero.Substitute(x, form), Expr.Zeros(zero.Shape)).Assuming(given));
    }

    /// <summary>The variable where the gradient of a scalar vanishes. Shapes: f scalar, x any.</summary>
    /// <param name="f">The function.</param>
    /// <param name="x">For which variable.</param>
    /// <param name="given">What is taken for granted.</param>
    /// <exception cref="ShapeException">The function is no scalar.</exception>
    /// <exception cref="NotSolvedException">The gradient is not linear in the variable, or not of a form that is solved.</exception>
    /// <exception cref="DifferentiationException">The gradient has no closed form.</exception>
    public static Solution Stationary(Expr f, Variable x, ImmutableArray<Fact> given) => Zero(Expr.Gradient(f, x), x, given);

    // What is not linear may be so once it is multiplied by the variable: a variance or a covariance under a likelihood. The claims are about what was given.
    private static IEnumerable<Expr> Multiples(Expr left, Variable x)
    {
        IEnumerable<Func<Expr>> multiples =
            x.Shape.IsScalar ? [() => left * x, () => left * Expr.Pow(x, 2), () => left * Expr.Pow(x, 3)]
            : left.Shape != x.Shape ? []
            : x.Shape.IsSquare ? [() => left * x, () => x * left * x]
            : [() => Expr.Hadamard(left, x), () => Expr.Hadamard(left, Expr.HadamardPower(x, 2))];
        return multiples.Select(multiple => Simplify.Tidy(multiple())).Prepend(left);
    }

    private static Expr? Linear(Expr left, Variable x)
    {
        Variable v = FreshVariable.Create("V", x.Shape, left);
        Expr slope = Simplify.Closed(Expr.Directional(left, x, v));
        return slope.FreeVariables().Contains(x) ? null
            : !slope.FreeVariables().Contains(v) ? throw new NotSolvedException($"{Language.Text.Print(left)} does not depend on {x.Name}")
            : LinearMap.Of(slope, v).Solve(-Simplify.Tidy(left.Substitute(x, Expr.Zeros(x.Shape))));
    }
}
