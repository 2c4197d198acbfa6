namespace DerivationKit.Differentiation;

/// <summary>The matrix of the derivative of vec(F) by vec(X).</summary>
internal static class VecJacobian
{
    /// <summary>J with d vec(F) = J*d vec(X), read off the pullback: the vec of V -> D F(X)'[V] is J'*vec(V). X occurs in F.</summary>
    /// <exception cref="DifferentiationException">The pullback has no such form; the message names the operator.</exception>
    public static Expr Of(Expr f, Variable x)
    {
        if (f.Shape.IsScalar)
        {
            return VecForm.Vec(ReverseSweep.Pull(f, x, Expr.One)!).T;
        }

        Variable v = FreshVariable.Create("V", f.Shape, f);
        Expr pulled = ReverseSweep.Pull(f, x, v)!;
        return pulled.FreeVariables().Contains(v)
            ? VecForm.Of(pulled, v)
            : Expr.Zeros(new Shape(f.Shape.Columns * f.Shape.Rows, x.Shape.Columns * x.Shape.Rows));
    }
}
