using DerivationKit.Language;

namespace DerivationKit.Tests.Operators;

// What the sources of the operators say of them, and slips of the pen that a person might make. The left sides of the gradients are the
// definitions, so that a pullback is checked by the kernel against what the operator means.
public class ClaimTests
{
    private const string Declarations = """
        X: matrix(m,n)
        Y: matrix(m,n)
        A: matrix(m,n)
        M: matrix(m,n)
        S: matrix(n,n)
        x: vector(n)
        y: vector(m)
        a: scalar
        b: scalar
        eps: scalar
        """;

    public static TheoryData<string> True { get; } =
    [
        "grad(sum(tanh(X)), X) == ones(m,n) - tanh(X).^2",
        "tanh(a) == (exp(a) - exp(-a))/(exp(a) + exp(-a))",
        "tanh(a) == 2*sigmoid(2*a) - 1",
        "tanh(X) == sinh(X) ./ cosh(X)",
        "cosh(x).^2 - sinh(x).^2 == ones(n)",
        "sinh(2*a) == 2*sinh(a)*cosh(a)",
        "tanh(2*a) == 2*tanh(a)/(1 + tanh(a)^2)",
        "sigmoid(-x) == ones(n) - sigmoid(x)",
        "sigmoid(a) == exp(a)/(1 + exp(a))",
        "grad(sum(sigmoid(x)), x) == sigmoid(x) .* (ones(n) - sigmoid(x))",
        "grad(sum(softplus(X)), X) == sigmoid(X)",
        "softplus(x) - softplus(-x) == x",
        "exp(-softplus(-a)) == sigmoid(a)",
        "log(sigmoid(a)) == -softplus(-a)",
        "grad(sum(abs(X)), X) == sign(X)",
        "sign(x) .* abs(x) == x",
        "sign(x).^2 == ones(n)",
        "abs(x).^2 == x.^2",
        "abs(a*b) == abs(a)*abs(b)",
        "grad(sum(relu(X)), X) == step(X)",
        "relu(x) == x .* step(x)",
        "relu(x) - relu(-x) == x",
        "step(x) + step(-x) == ones(n)",
        "step(x).^2 == step(x)",
        "max(X, Y) + min(X, Y) == X + Y",
        "max(X, Y) - min(X, Y) == abs(X - Y)",
        "relu(X) == max(X, zeros(m,n))",
        "grad(sum(max(X, Y)), X) == step(X - Y)",
        "grad(norm1(x), x) == sign(x)",
        "grad(norm2(x), x) == x/norm2(x)",
        "grad(norm2(X), X) == X/norm2(X)",
        "grad(norm2(A*x - y)^2, x) == 2*A'*(A*x - y)",
        "grad(norm2(A*x - y), x) == A'*(A*x - y)/norm2(A*x - y)",
        "norm2(X)^2 == tr(X'*X)",
        "hessian(norm2(x), x) == eye(n)/norm2(x) - x*x'/norm2(x)^3",
        "grad(inner(X, Y), X) == Y",
        "outer(y, x) == y*x'",
        "grad(sum(sin(X)), X) == cos(X)",
        "sin(x).^2 + cos(x).^2 == ones(n)",
        "grad(tan(a), a) == 1/cos(a)^2",
        "grad(tan(a), a) == 1 + tan(a)^2",
        "sin(2*a) == 2*sin(a)*cos(a)",
        "grad(sum(arcsin(x)), x) == ones(n) ./ sqrt(ones(n) - x.^2)",
        "grad(sum(arccos(x)), x) == -ones(n) ./ sqrt(ones(n) - x.^2)",
        "arcsin(a) + arccos(a) == 2*arctan(1)",
        "grad(sum(arctan(x)), x) == ones(n) ./ (ones(n) + x.^2)",
        "grad(erf(a), a) == 2/sqrt(4*arctan(1))*exp(-a^2)",
        "grad(erf(a), a) == exp(-a^2)/sqrt(arctan(1))",
        "erf(-a) == -erf(a)",
        "grad(gelu(a), a) == (1 + erf(a/sqrt(2)))/2 + a*exp(-a^2/2)/sqrt(8*arctan(1))",
        "gelu(x) - gelu(-x) == x",
        "grad(a^b, a) == b*a^(b-1)",
        "grad(a^b, b) == log(a)*a^b",
        "grad(sum(x.^a), x) == a*x.^(a-1)",
        "grad(sum(X.^Y), X) == Y .* X.^(Y - ones(m,n))",
        "rowsum(softmax_rows(X, M)) == ones(m)",
        "grad(sum(logsumexp_rows(X, M)), X) == softmax_rows(X, M)",
        "softmax_rows(X, ones(m,n)) == softmax_rows(X)",
        "softmax_rows(X, M) == M .* exp(logsoftmax_rows(X, M))",
        "grad(-sum(Y .* logsoftmax_rows(X, M)), X) == softmax_rows(X, M) .* (rowsum(Y)*ones(n)') - Y",
        "rowsum(layernorm_rows(X)) == zeros(m)",
        "rowsum(layernorm_rows(X).^2) == n*ones(m)",
        "rowsum(rmsnorm_rows(X).^2) == n*ones(m)",
        "rowsum(layernorm_rows(X, eps)) == zeros(m)",
        "layernorm_rows(X + y*ones(n)', eps) == layernorm_rows(X, eps)",
        "grad(sum(Y .* rmsnorm_rows(X)), X) == (rowsum(X.^2)/n).^(-1/2)*ones(n)' .* (Y - rmsnorm_rows(X) .* (rowsum(Y .* rmsnorm_rows(X))/n*ones(n)'))",
        "grad(sum(Y .* rmsnorm_rows(X, eps)), X) == (rowsum(X.^2)/n + eps*ones(m)).^(-1/2)*ones(n)' .* (Y - rmsnorm_rows(X, eps) .* (rowsum(Y .* rmsnorm_rows(X, eps))/n*ones(n)'))",
        "grad(sum(Y .* layernorm_rows(X)), X) == (rowsum((X - rowsum(X)/n*ones(n)').^2)/n).^(-1/2)*ones(n)' .* (Y - rowsum(Y)/n*ones(n)' - layernorm_rows(X) .* (rowsum(Y .* layernorm_rows(X))/n*ones(n)'))",
        "grad(sum(Y .* layernorm_rows(X, eps)), X) == (rowsum((X - rowsum(X)/n*ones(n)').^2)/n + eps*ones(m)).^(-1/2)*ones(n)' .* (Y - rowsum(Y)/n*ones(n)' - layernorm_rows(X, eps) .* (rowsum(Y .* layernorm_rows(X, eps))/n*ones(n)'))",
        "grad(sum(sqrt(ones(n) + x.^2) - ones(n)), x) == x ./ sqrt(ones(n) + x.^2)",
        "grad(sum(log(cosh(x))), x) == tanh(x)",
        "grad(sum(a*abs(x) + x.^2/2), x) == a*sign(x) + x",
        "grad(sum(min(x.^2/2, a*abs(x) - a^2/2*ones(n))), x) == x .* step(a*abs(x) - a^2/2*ones(n) - x.^2/2) + a*sign(x) .* step(x.^2/2 - a*abs(x) + a^2/2*ones(n))",
        "grad(sum(softplus(-y .* (A*x))), x) == -A'*(y .* sigmoid(-y .* (A*x)))",
        "grad(sum(relu(ones(m) - y .* (A*x))), x) == -A'*(y .* step(ones(m) - y .* (A*x)))",
        "tr(causal(n)) == n",
        "causal(n) + causal(n)' == ones(n,n) + eye(n)",
        "causal(n).^2 == causal(n)",
        "rowsum(softmax_rows(S, causal(n))) == ones(n)",
        "grad(sum(logsumexp_rows(S, causal(n))), S) == softmax_rows(S, causal(n))",
        "hessian(sum(softplus(x)), x) == diag(sigmoid(x) .* sigmoid(-x))",
        "grad(sum(tanh(A*tanh(x))), x) == (ones(n) - tanh(x).^2) .* (A'*(ones(m) - tanh(A*tanh(x)).^2))",
    ];

    public static TheoryData<string> False { get; } =
    [
        "grad(sum(tanh(X)), X) == ones(m,n) + tanh(X).^2",
        "grad(sum(sigmoid(x)), x) == sigmoid(x) .* (ones(n) + sigmoid(x))",
        "grad(sum(softplus(X)), X) == tanh(X)",
        "grad(norm2(x), x) == x",
        "grad(norm1(x), x) == abs(x)",
        "relu(x) == x",
        "abs(x) == x",
        "grad(sum(max(X, Y)), X) == step(Y - X)",
        "grad(sum(cos(X)), X) == sin(X)",
        "grad(erf(a), a) == exp(-a^2)",
        "grad(tan(a), a) == 1 - tan(a)^2",
        "layernorm_rows(2*X, eps) == layernorm_rows(X, eps)",
        "grad(a^b, a) == a^(b-1)",
        "softmax_rows(X, M) == softmax_rows(X)",
        "grad(sum(logsumexp_rows(X, M)), X) == softmax_rows(X)",
        "causal(n) == eye(n)",
        "grad(sum(arctan(x)), x) == ones(n) ./ (ones(n) - x.^2)",
        "sign(x) == ones(n)",
        "rowsum(rmsnorm_rows(X)) == zeros(m)",
    ];

    [Theory]
    [MemberData(nameof(True))]
    public void A_law_of_an_operator_is_proved(string claim) => Assert.IsType<Verdict.ProvedAllDimensions>(VerdictOf(claim));

    [Theory]
    [MemberData(nameof(False))]
    public void A_slip_is_refuted(string claim) => Assert.IsType<Verdict.Refuted>(VerdictOf(claim));

    private static Verdict VerdictOf(string claim) => Verifier.Decide(Scope.Parse(Declarations).ParseClaim(claim));
}
