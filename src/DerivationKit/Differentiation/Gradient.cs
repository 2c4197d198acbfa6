namespace DerivationKit.Differentiation;

/// <summary>The gradient of a scalar as an expression without derivatives. It is a proposal: that it means grad(f, X) is proved, not taken
/// for granted.</summary>
/// <param name="Form">The array of partial derivatives, in the shape of the variable.</param>
public abstract record Gradient(Expr Form)
{
    /// <summary>The gradient of f in X by one reverse sweep; derivatives inside f are closed first, and declared properties of X are not
    /// used. Shapes: a scalar by anything, to the shape of X.</summary>
    /// <exception cref="ShapeException">f is not a scalar.</exception>
    /// <exception cref="DifferentiationException">A derivative inside f has no closed form.</exception>
    public static Gradient Of(Expr f, Variable x)
    {
        if (!f.Shape.IsScalar)
        {
            throw new ShapeException($"the gradient in {x.Name} needs a scalar, not {f.Shape}");
        }

        return ReverseSweep.Pull(ClosedForm.Of(f), x, Expr.One) is { } form ? new Pulled(form) : new Absent(Expr.Zeros(x.Shape), x);
    }

    /// <summary>What the sweep pulled back to the variable.</summary>
    /// <param name="Form">The gradient.</param>
    public sealed record Pulled(Expr Form) : Gradient(Form);

    /// <summary>Zeros, because f does not contain the variable.</summary>
    /// <param name="Form">Zeros in the shape of the variable.</param>
    /// <param name="Variable">The variable that f does not contain.</param>
    public sealed record Absent(Expr Form, Variable Variable) : Gradient(Form)
    {
        /// <summary>Why the gradient is zero.</summary>
        public string Reason => $"f does not contain {Variable.Name}";
    }
}
