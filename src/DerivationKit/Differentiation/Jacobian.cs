using System.Collections.Immutable;
using DerivationKit.ReadBack;

namespace DerivationKit.Differentiation;

/// <summary>The matrix of the derivative of vec(F) by vec(X); of vectors these are F and X themselves.</summary>
internal static class Jacobian
{
    /// <summary>J with J[i,j] = ∂vec(F)[i]/∂vec(X)[j], read off the pullback V -> J'V. The variable occurs in F.</summary>
    /// <exception cref="DifferentiationException">The pullback has no matrix form; the message says what else to ask for.</exception>
    public static Expr Of(Expr f, Variable x)
    {
        if (f.Shape.IsScalar)
        {
            return Row(ReverseSweep.Pull(f, x, Expr.One)!);
        }

        Variable v = FreshVariable.Create("V", f.Shape, f);
        Expr pulled = ReverseSweep.Pull(f, x, v)!;
        return pulled.FreeVariables().Contains(v)
            ? Matrix(pulled, v)
            : Expr.Zeros(new Shape(f.Shape.Columns * f.Shape.Rows, x.Shape.Columns * x.Shape.Rows));
    }

    private static Expr Row(Expr gradient) => (gradient.Shape.IsColumn ? gradient : Expr.Vec(gradient)).T;

    // The kernel's normal form reaches further; rules about linear forms are quicker, and keep the notation of what they are given.
    private static Expr Matrix(Expr pulled, Variable v)
    {
        try
        {
            return pulled.Shape.IsColumn && v.Shape.IsColumn ? LinearForm.Of(pulled, v).ToMatrix().T : VecForm.Of(pulled, v);
        }
        catch (DifferentiationException)
        {
        }

        return MatrixForm.OfAdjoint(pulled, v)
            ?? throw new DifferentiationException(
                "the Jacobian has no matrix form that the kit can write; its product with a direction has one: jvp(F, x, D), or hvp(f, x, D) for a Hessian");
    }
}
