using DerivationKit.Differentiation;
using DerivationKit.Kernel;

namespace DerivationKit.Tests.Expressions;

// A name means one thing, in code as in texts.
public class NameTests
{
    private static readonly Variable X = Expr.Variable("x", Shape.Vector("n"));
    private static readonly Variable Positive = Expr.Variable("x", Shape.Vector("n"), Property.Positive);

    [Theory]
    [InlineData("sum", "sum is a word of the language")]
    [InlineData("grad", "grad is a word of the language")]
    [InlineData("matrix", "matrix is a word of the language")]
    [InlineData("2x", "2x is not a name: a letter or _, then letters, digits, _ or ′")]
    [InlineData("", " is not a name: a letter or _, then letters, digits, _ or ′")]
    public void A_variable_has_a_name_that_a_text_can_have(string name, string reason) =>
        Assert.Equal(reason, Assert.Throws<ArgumentException>(() => Expr.Variable(name, Shape.Scalar)).Message);

    [Fact]
    public void A_variable_of_a_claim_is_no_dimension() => Assert.Equal(
        "n is both a variable and a dimension",
        Assert.Throws<ShapeException>(() => Claim.Equal(Expr.Variable("n", Shape.Scalar) * Expr.Sum(X), Expr.Sum(X))).Message);

    // The derivative in a variable that is not there is 0, and that in a namesake of one that is there is a slip.
    [Fact]
    public void There_is_no_derivative_in_a_namesake()
    {
        Expr f = Expr.Sum(X.T * X);
        Assert.Same(Expr.Zeros(Dimension.Named("n")), ClosedForm.Of(Expr.Gradient(f, Expr.Variable("y", X.Shape))));
        AssertRefused(() => Expr.Gradient(f, Positive));
        AssertRefused(() => Expr.Jacobian(X, Positive));
        AssertRefused(() => Expr.VecJacobian(X, Positive));
        AssertRefused(() => Expr.Directional(X, Positive, X));
        AssertRefused(() => f.Substitute(Positive, X));
    }

    private static void AssertRefused(Func<Expr> derivative) => Assert.Equal(
        "x is used as two different variables: x: vector(n) positive and x: vector(n)", Assert.Throws<ShapeException>(derivative).Message);
}
