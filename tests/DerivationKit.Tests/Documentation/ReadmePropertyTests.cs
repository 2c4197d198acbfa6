// README
using DerivationKit;
using DerivationKit.Compilation;
using DerivationKit.Compilation.Matrices;
using DerivationKit.Language;
using DerivationKit.Testing;
using FsCheck.Fluent;
using MathNet.Numerics.LinearAlgebra;

// END
namespace DerivationKit.Tests.Documentation;

// README
public class LeastSquaresTests
{
    private static readonly Scope Scope = Scope.Parse("X: matrix(n,d); w: vector(d); y: vector(n)");
    private static readonly MatrixFunction<double> Derived =
        Compile.Gradient<double>(Scope.ParseExpression("norm2(X*w - y)^2/2"), Scope["w"], Scope.Variables).OnMatrices();

    // A formula, over random exact instances: a failure is a small counterexample, never rounding.
    [DerivationProperty]
    public FsCheck.Property The_formula_holds() =>
        ClaimProperty.Holds(Scope.ParseClaim("grad(norm2(X*w - y)^2/2, w) == X'*(X*w - y)"));

    // Code of your own, against the gradient that is derived from the loss.
    [DerivationProperty(MaxTest = 200)]
    public FsCheck.Property The_code_is_the_formula() => Prop.ForAll(InstanceGenerators.Of(Scope.Variables), at =>
    {
        Matrix<double> x = at.Inputs["X"].ToMatrix(), w = at.Inputs["w"].ToMatrix(), y = at.Inputs["y"].ToMatrix();
        return (GradientByHand(x, w, y) - Derived.Invoke(x, w, y)).InfinityNorm() < 1e-9;
    });

    private static Matrix<double> GradientByHand(Matrix<double> x, Matrix<double> w, Matrix<double> y) => x.TransposeThisAndMultiply((x * w) - y);
}
// END
