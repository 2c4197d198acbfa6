using System.Collections.Immutable;
using DerivationKit.Differentiation;
using DerivationKit.Language;
using DerivationKit.Operators;
using DerivationKit.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace DerivationKit.Tests.Differentiation;

// A scalar and a variable that its gradient is taken in.
internal sealed record Loss(Expr Value, Variable Variable)
{
    // Rectangular shapes, dimensions pairwise different, closed and open properties, and a scalar, a vector and matrices of each kind.
    private static readonly ImmutableArray<Variable> Variables = Scope.Parse("""
        Z: matrix(n,d)
        θ: matrix(k,d)
        C: matrix(n,k) onehot_rows
        A: matrix(n,n) symmetric
        B: matrix(n,n)
        x, y: vector(n) positive
        u: vector(d)
        a, t: scalar
        """).Variables;

    public override string ToString() => $"grad({Text.Print(Value)}, {Variable.Name})";

    // The same losses at every run: the name is the seed.
    public static ImmutableArray<Loss> Draw(string name, int count, Func<Expr, bool>? accept = null)
    {
        var losses = ImmutableArray.CreateBuilder<Loss>();
        Gen<Expr> scalars = ExprGenerators.WellShaped(Shape.Scalar, Variables)
            .Where(f => f.Depth is >= 3 and <= 6 && HasClosedForm(f) && (accept is null || accept(f)) && Of(f) is not null);
        PropertyRunner.Check(
            name, Prop.ForAll(Arb.From(scalars), f => losses.Add(Of(f)!)), new() { MaxTest = count, StartSize = 10, EndSize = 24 });
        return losses.ToImmutable();
    }

    // The second derivative of the exponential of a matrix has no matrix form.
    private static bool HasClosedForm(Expr f) => !f.PostOrder().OfType<Apply>().Any(a => a.Operator is ExponentialDerivative)
        && !(f.PostOrder().Any(node => node is Derivative) && HasMatrixExponential(f));

    public static bool HasMatrixExponential(Expr f) => f.PostOrder().OfType<Apply>().Any(a => a.Operator is MatrixExponential);

    // The first variable on which the scalar depends, as far as its structure tells.
    private static Loss? Of(Expr f) =>
        ClosedForm.Of(f).FreeVariables().FirstOrDefault() is { } variable ? new(f, variable) : null;
}
