namespace DerivationKit.Differentiation;

/// <summary>The matrix of the derivative of a vector by a vector.</summary>
internal static class Jacobian
{
    /// <summary>J with J[i,j] = ∂F[i]/∂x[j], read off the pullback V -> J'V. The variable occurs in F.</summary>
    /// <exception cref="DifferentiationException">The pullback has no matrix form; the message names the operator.</exception>
    public static Expr Of(Expr f, Variable x)
    {
        if (f.Shape.IsScalar)
        {
            return ReverseSweep.Pull(f, x, Expr.One)!.T;
        }

        Variable v = FreshVariable.Create("V", f.Shape, f);
        Expr pulled = ReverseSweep.Pull(f, x, v)!;
        return pulled.FreeVariables().Contains(v)
            ? LinearForm.Of(pulled, v).ToMatrix().T
            : Expr.Zeros(new Shape(f.Shape.Rows, x.Shape.Rows));
    }
}
