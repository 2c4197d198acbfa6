using DerivationKit.Transfer;

namespace DerivationKit.Tests.Transfer;

// The claims of Theorems.md, with bounds counted by hand.
public class DimensionTransferTests
{
    private const string Distinct = "(1 - {a})^3 - 3*(1 - {a})*({p2} - {a}^2) + 2*({p3} - {a}^3)";

    // grad(tr X'AX): two indices of n, one of k, of which one is bound. ‖Ax - y‖²: derivative terms hold A'A, so one of m, two of n.
    [Theory]
    [InlineData("X: matrix(n,k); A: matrix(n,n)", "grad(tr(X'*A*X), X) == (A + A')*X", "Theorem 1", "k=1,n=2")]
    [InlineData("A: matrix(m,n); x: vector(n); y: vector(m)", "grad(norm2(A*x - y)^2, x) == 2*A'*(A*x - y)", "Theorem 1", "m=1,n=2")]
    [InlineData("x: vector(n)", "sum(x)^2 == sum(x*x')", "Theorem 1", "n=2")]
    [InlineData("z: vector(n)", "sum(softmax(z)) == 1", "Theorem 2", "n=1")]
    [InlineData("C: matrix(n,k) onehot_rows", "rowsum(C) == ones(n)", "Theorem 1'", "k=2,n=1")]
    public void True_claims_transfer_with_the_bounds_of_the_theorem(string variables, string claim, string theorem, string bounds)
    {
        var agrees = Assert.IsType<TransferResult.Agrees>(Check(variables, claim));
        Assert.Equal((theorem, bounds), (agrees.Theorem, string.Join(',', agrees.Bounds.Select(b => $"{b.Key}={b.Value}"))));
    }

    [Theory]
    [InlineData("Z: matrix(n,d); W: matrix(k,d); C: matrix(n,k) onehot_rows", "grad(-sum(C .* logsoftmax_rows(Z*W')), Z) == (softmax_rows(Z*W') - C)*W")]
    [InlineData("X: matrix(n,d)", "(eye(n) - 1/n*ones(n,n))*(eye(n) - 1/n*ones(n,n))*X == (eye(n) - 1/n*ones(n,n))*X")]
    [InlineData("Z: matrix(n,d); V: matrix(n,e)", "grad(sum(softmax_rows(Z*Z'/sqrt(d))*V), V) == softmax_rows(Z*Z'/sqrt(d))'*ones(n)*ones(e)'")]
    [InlineData("A: matrix(n,n) symmetric; x: vector(n)", "grad(exp(x'*A*x), x) == 2*exp(x'*A*x)*A*x")]
    [InlineData("z: vector(n)", "hessian(logsumexp(z), z) == diag(softmax(z)) - softmax(z)*softmax(z)'")]
    public void Claims_with_functions_and_normalised_rows_transfer(string variables, string claim) =>
        Assert.IsType<TransferResult.Agrees>(Check(variables, claim));

    // The bound is attained: the first size at which the claim fails is the last one that is checked.
    [Theory]
    [InlineData("x: vector(n)", "sum(x)^3 == 3*sum(x)*sum(x.^2) - 2*sum(x.^3)", "n", 3)]
    [InlineData("x: vector(n)", "(n - 1)*(n - 2)*(n - 3)*sum(x) == 0", "n", 4)]
    [InlineData("p: vector(k) simplex", "sum(p.^3) == (3*sum(p.^2) - 1)/2", "k", 3)]
    [InlineData("A: matrix(n,n); B: matrix(n,n); C: matrix(n,n)", "(A*B - B*A)^2*C == C*(A*B - B*A)^2", "n", 3)]
    public void Claims_that_hold_at_small_sizes_alone_are_denied(string variables, string claim, string dimension, int failing)
    {
        AssertHoldsBelow(variables, claim, dimension, failing);
        Assert.Equal(failing, Assert.IsType<TransferResult.Disagrees>(Check(variables, claim)).Sizes[dimension]);
    }

    // A variance of one number is 0, and what is divided by it is defined nowhere: no difference, though the product of the numerator and 0 is 0.
    [Theory]
    [InlineData("X: matrix(m,n)", "rowsum(layernorm_rows(X).^2) == n*ones(m)")]
    [InlineData("x: scalar", "(x - x)/(x - x) == 1")]
    [InlineData("s: scalar; n: dimension", "(s^n)^2 == (s^2)^n")]
    public void Where_a_side_is_defined_nowhere_nothing_is_denied(string variables, string claim) =>
        Assert.IsNotType<TransferResult.Disagrees>(Check(variables, claim));

    // Each holds at all sizes below the one given, and a count that forgets something would stop there.
    [Theory]
    [InlineData("x: vector(n)", "exp(sum(x)) - 1 == sum(exp(x) - ones(n))", "n", 2)]
    [InlineData("y: vector(n)", "sum(y ./ y) == 1", "n", 2)]
    [InlineData("x: vector(n)", "tr(causal(n)) + 0*sum(x) == 1", "n", 2)]
    [InlineData("x: vector(n)", "sum(exp(0*x)) == 1", "n", 2)]
    [InlineData("z: vector(k)", "sum(softmax(z).^3) == (3*sum(softmax(z).^2) - 1)/2", "k", 3)]
    [InlineData("p: vector(k) simplex; q: vector(k) simplex", "1 - sum(p.^2) - sum(q.^2) - 4*p'*q + sum(p.^2)*sum(q.^2) + 2*(p'*q)^2 + 4*sum(p.^2 .* q) + 4*sum(p .* q.^2) - 6*sum(p.^2 .* q.^2) == 0", "k", 4)]
    public void Counterexamples_to_larger_claims_do_not_transfer(string variables, string claim, string dimension, int failing)
    {
        AssertHoldsBelow(variables, claim, dimension, failing);
        Assert.IsNotType<TransferResult.Agrees>(Check(variables, claim));
    }

    // Rows and columns in one dimension, and labels among the columns.
    [Theory]
    [InlineData("P: matrix(n,n) row_stochastic", "sum(P .* eye(n))", "n", false)]
    [InlineData("P: matrix(m,n) row_stochastic; C: matrix(m,n) onehot_rows", "sum(P .* C)", "n", true)]
    public void Sums_over_normalised_rows_that_meet_their_columns_do_not_transfer(string variables, string _, string dimension, bool hasLabels)
    {
        string a = hasLabels ? "rowsum(P .* C)" : "rowsum(P .* eye(n))", one = hasLabels ? "ones(m)" : "ones(n)";
        string entrywise = Distinct.Replace("1 -", $"{one} -").Replace("{a}", a).Replace("{p2}", "rowsum(P.^2)").Replace("{p3}", "rowsum(P.^3)")
            .Replace(")^3", ").^3").Replace(")*(", ").*(").Replace(")^2", ").^2");
        string zero = hasLabels ? "zeros(m)" : "zeros(n)";
        Assert.IsNotType<TransferResult.Agrees>(Check(variables, $"{entrywise} == {zero}"));
        Assert.IsNotType<TransferResult.Agrees>(Check(variables, $"sum({entrywise}) == 0"));
        for (int n = 1; n <= 4; n++)
        {
            FixedSizesResult result = FixedSizes.Prove(FixedSizesTests.Read(variables, $"{entrywise} == {zero}"), new Dictionary<string, int> { ["m"] = 1, [dimension] = n });
            Assert.Equal(n < 4, result is FixedSizesResult.Proved);
        }
    }

    [Fact]
    public void Self_attention_summed_over_its_rows_is_not_bounded()
    {
        var none = Assert.IsType<TransferResult.NoTransfer>(Check("P: matrix(n,n) row_stochastic", "P*P*ones(n) == ones(n)"));
        Assert.Contains("neither can be bounded first", none.Reason);
    }

    [Theory]
    [InlineData("A: matrix(n,n)", "A*inv(A) == eye(n)")]
    [InlineData("Q: matrix(n,n) orthogonal", "Q'*Q == eye(n)")]
    [InlineData("P: matrix(n,n) permutation", "P*ones(n) == ones(n)")]
    [InlineData("A: matrix(n,n); B: matrix(n,n)", "det(A*B) == det(A)*det(B)")]
    [InlineData("u: vector(n) unit", "u'*u == 1")]
    public void What_is_not_closed_under_restriction_does_not_transfer(string variables, string claim) =>
        Assert.IsType<TransferResult.NoTransfer>(Check(variables, claim));

    // Equal formulas share a fresh tensor, and one that is symmetric in its slots is so: S = ZZ'.
    [Theory]
    [InlineData("exp(Z*Z')' == exp(Z*Z')", true)]
    [InlineData("exp(Z*A*Z')' == exp(Z*A*Z')", false)]
    [InlineData("exp(Z*A*Z')' == exp(Z*A'*Z')", true)]
    public void Fresh_tensors_are_symmetric_where_their_formulas_are(string claim, bool transfers) =>
        Assert.Equal(transfers, Check("Z: matrix(n,d); A: matrix(d,d)", claim) is TransferResult.Agrees);

    // The diagonal of the fresh tensor for ZZ' holds the squared lengths: exp(0) there.
    [Fact]
    public void Values_at_equal_indices_are_entries_of_the_same_tensor() => Assert.IsType<TransferResult.Agrees>(
        Check("Z: matrix(n,d)", "tr(exp(Z*Z' - 1/2*rowsum(Z.^2)*ones(n)' - 1/2*ones(n)*rowsum(Z.^2)')) == n"));

    // A tensor may be named as a function is.
    [Fact]
    public void Names_of_tensors_are_no_names_of_functions() => Assert.IsNotType<TransferResult.Agrees>(
        Check("Exp: vector(n); y: vector(n)", "cos(sum(Exp)) == cos(sum(exp(y)))"));

    private static TransferResult Check(string variables, string claim) => DimensionTransfer.Check(FixedSizesTests.Read(variables, claim));

    private static void AssertHoldsBelow(string variables, string claim, string dimension, int failing)
    {
        Claim read = FixedSizesTests.Read(variables, claim);
        for (int size = 1; size < failing; size++)
        {
            Assert.IsType<FixedSizesResult.Proved>(FixedSizes.Prove(read, new Dictionary<string, int> { [dimension] = size }));
        }

        Assert.IsType<FixedSizesResult.NotZero>(FixedSizes.Prove(read, new Dictionary<string, int> { [dimension] = failing }));
    }
}
