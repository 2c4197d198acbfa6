using DerivationKit.Kernel;
using DerivationKit.Language;
using Scope = DerivationKit.Language.Scope;

namespace DerivationKit.Tests.Language;

public class ExpressionTests
{
    private static readonly Variable Z = Of("Z");
    private static readonly Variable Theta = Of("θ");
    private static readonly Variable C = Of("C");
    private static readonly Variable A = Of("A");
    private static readonly Variable B = Of("B");
    private static readonly Variable X = Of("x");
    private static readonly Variable Y = Of("y");
    private static readonly Variable S = Of("a");
    private static readonly Variable T = Of("t");
    private static readonly Dimension N = Dimension.Named("n");

    // The example expressions of matrixcalculus.org (its documentation and front page) whose functions the kit has.
    public static TheoryData<string, Expr> FromMatrixCalculus => new()
    {
        { "0.5*x'*A*x", Expr.Constant(new Rational(1, 2)) * X.T * A * X },
        { "A*exp(x)", A * Expr.Exp(X) },
        { "exp(x)'*y", Expr.Exp(X).T * Y },
        { "(y.*x)'*x", Expr.Hadamard(Y, X).T * X },
        { "sum(log(exp(-y.*(A*x)) + ones(n)))", Expr.Sum(Expr.Log(Expr.Exp(Expr.Hadamard(-Y, A * X)) + Expr.Ones(N))) },
        { "tr(A*B'*A*B*A)", Expr.Trace(A * B.T * A * B * A) },
        { "sum((A*x-y).^2)", Expr.Sum(Expr.HadamardPower((A * X) - Y, 2)) },
    };

    public static TheoryData<string, Expr> Precedence => new()
    {
        { "a + t*a", S + (T * S) },
        { "a*t + a", (S * T) + S },
        { "a - t - a", S - T - S },
        { "a - (t - a)", S - (T - S) },
        { "a/t/a", S / T / S },
        { "a/t*a", S / T * S },
        { "a*(t/a)", S * (T / S) },
        { "x .* y ./ x", Expr.HadamardDivide(Expr.Hadamard(X, Y), X) },
        { "-a*t", (-S) * T },
        { "a*-t", S * -T },
        { "a - -t", S - (-T) },
        { "--a", -(-S) },
        { "-a^2", -Expr.Pow(S, 2) },
        { "(-a)^2", Expr.Pow(-S, 2) },
        { "a^2*t", Expr.Pow(S, 2) * T },
        { "a^-1", Expr.Pow(S, -1) },
        { "a^-(1/2)", Expr.Pow(S, new Rational(-1, 2)) },
        { "x.^(3/2)", Expr.HadamardPower(X, new Rational(3, 2)) },
        { "x'.^2", Expr.HadamardPower(X.T, 2) },
        { "-x'", -X.T },
        { "Z*θ'", Z * Theta.T },
        { "(Z*θ')'", (Z * Theta.T).T },
        { "x''", X.T.T },
    };

    public static TheoryData<string, Expr> Numbers => new()
    {
        { "12", Expr.Constant(12) },
        { "0.25", Expr.Constant(new Rational(1, 4)) },
        { "1e-3", Expr.Constant(new Rational(1, 1000)) },
        { "2.5E+2", Expr.Constant(250) },
        { "-3", Expr.Constant(-3) },
        { "-(3)", -Expr.Constant(3) },
        { "3/4", Expr.Constant(new Rational(3, 4)) },
        { "-3/6", Expr.Constant(new Rational(-1, 2)) },
        { "3/(4)", Expr.Constant(3) / Expr.Constant(4) },
        { "(3)/4", Expr.Constant(3) / Expr.Constant(4) },
        { "3/4/5", Expr.Constant(new Rational(3, 4)) / Expr.Constant(5) },
        { "a*3/4", S * 3 / 4 },
        { "1/0", Expr.Constant(1) / Expr.Constant(0) },
        { "2*3", Expr.Constant(2) * Expr.Constant(3) },
        { "2.*3", Expr.Hadamard(Expr.Constant(2), Expr.Constant(3)) },
        { "1/n", Expr.Constant(1) / Expr.Size(N) },
    };

    public static TheoryData<string, Expr> Derivatives => new()
    {
        { "grad(sum(Z), Z)", Expr.Gradient(Expr.Sum(Z), Z) },
        { "grad(sum(Z), Z = A*Z)", Expr.Gradient(Expr.Sum(Z), Z, A * Z) },
        { "jacobian(A*x, x)", Expr.Jacobian(A * X, X) },
        { "jacobian(exp(x), x = y)", Expr.Jacobian(Expr.Exp(X), X).Substitute(X, Y) },
        { "vecjac(Z*θ', Z)", Expr.VecJacobian(Z * Theta.T, Z) },
        { "vecjac(exp(x), x = y)", Expr.VecJacobian(Expr.Exp(X), X).Substitute(X, Y) },
        { "vechess(sum(exp(Z)), Z)", Expr.VecJacobian(Expr.Gradient(Expr.Sum(Expr.Exp(Z)), Z), Z) },
        { "vechess(sum(exp(x)), x = y)", Expr.VecHessian(Expr.Sum(Expr.Exp(X)), X).Substitute(X, Y) },
        { "jvp(Z*θ', θ, 2*θ)", Expr.Directional(Z * Theta.T, Theta, 2 * Theta) },
        { "jvp(exp(x), x = y, x)", Expr.Derivative(DerivativeKind.Directional, Expr.Exp(X), X, [Y, X]) },
        { "deriv(t*x, t)", Expr.Directional(T * X, T, Expr.One) },
        { "deriv(t*x, t = 0)", Expr.Derivative(DerivativeKind.Directional, T * X, T, [Expr.Zero, Expr.One]) },
        { "along(sum(Z), Z, C*θ)", Expr.Directional(Expr.Sum(Z), Z, C * Theta) },
        { "along(a*t, a, t, t, 2*a)", Expr.Directional(S * T, S, T) + Expr.Directional(S * T, T, 2 * S) },
    };

    public static TheoryData<string, Expr> ProductsOfDimensions => new()
    {
        { "kron(Z, θ)", Expr.Kron(Z, Theta) },
        { "vec(Z)", Expr.Vec(Z) },
        { "comm(n, k)", Expr.Comm(N, Dimension.Named("k")) },
        { "comm(2*n, k)", Expr.Comm(Dimension.Of(2) * (Axis)N, Dimension.Named("k")) },
        { "eye(n^2)", Expr.Eye((Axis)N * N) },
        { "ones(k*n^3)", Expr.Ones((Axis)Dimension.Named("k") * N * N * N) },
        { "eye(n*k)", Expr.Eye((Axis)N * Dimension.Named("k")) },
        { "ones(n*n*3)", Expr.Ones((Axis)N * N * Dimension.Of(3)) },
        { "zeros(2*3, n)", Expr.Zeros((Axis)Dimension.Of(2) * Dimension.Of(3), N) },
        { "eye(1*n)", Expr.Eye(N) },
        { "n*n", Expr.Size(N) * Expr.Size(N) },
    };

    [Theory]
    [MemberData(nameof(ProductsOfDimensions))]
    [MemberData(nameof(FromMatrixCalculus))]
    [MemberData(nameof(Precedence))]
    [MemberData(nameof(Numbers))]
    [MemberData(nameof(Derivatives))]
    public void A_text_is_read_as(string text, Expr expected) => Assert.Same(expected, Samples.Read(text));

    [Fact]
    public void A_let_stands_for_its_expression()
    {
        Scope scope = Samples.Scope.Extend("let S = softmax_rows(Z*θ')\nlet f = sum(S .* C)");
        Assert.Same(Expr.Gradient(Expr.Sum(Expr.Hadamard(Expr.SoftmaxRows(Z * Theta.T), C)), Z), scope.ParseExpression("grad(f, Z)"));
    }

    [Fact]
    public void A_claim_has_both_sides_and_their_free_variables()
    {
        Claim claim = Samples.Scope.ParseClaim("grad(-sum(C .* logsoftmax_rows(Z*θ')), Z) == (softmax_rows(Z*θ') - C)*θ");
        Assert.Same(Expr.Gradient(-Expr.Sum(Expr.Hadamard(C, Expr.LogSoftmaxRows(Z * Theta.T))), Z), claim.Left);
        Assert.Same((Expr.SoftmaxRows(Z * Theta.T) - C) * Theta, claim.Right);
        Assert.Equal([C, Z, Theta], claim.Variables);
    }

    [Theory]
    [InlineData("Z == 0")]
    [InlineData("0 == Z")]
    public void The_bare_number_0_is_zeros_in_the_shape_of_the_other_side(string text)
    {
        Claim claim = Samples.Scope.ParseClaim(text);
        Assert.Equal([Z, Expr.Zeros(Z.Shape)], new[] { claim.Left, claim.Right }.OrderBy(side => side == Z ? 0 : 1));
    }

    [Fact]
    public void Beside_a_scalar_0_is_a_number() => Assert.Same(Expr.Zero, Samples.Scope.ParseClaim("a == 0").Right);

    [Theory]
    [InlineData("Z == (0)")]
    [InlineData("Z == -0")]
    [InlineData("Z == 1")]
    public void Only_the_bare_number_0_takes_a_shape(string text) =>
        Assert.Equal(3, Assert.Throws<SyntaxException>(() => Samples.Scope.ParseClaim(text)).Column);

    private static Variable Of(string name) => Samples.Scope.Variables.Single(v => v.Name == name);
}
