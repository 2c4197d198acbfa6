using System.Text.RegularExpressions;
using DerivationKit.Certificates;
using DerivationKit.Tests.Architecture;
using DerivationKit.Tests.Corpus;

namespace DerivationKit.Tests.Checking;

public class CheckerTests
{
    // Proofs of the corpus that between them use every rule that the corpus uses.
    private static readonly HashSet<string> Sample =
    [
        "expm-own-sum", "expm-shift", "expm-turned", "expm-similarity", "scalar-sin-arcsin", "scalar-cos-arcsin", "mutual-information", "cca-pd",
        "scalar-sin-odd", "scalar-erf-odd", "scalar-sin-square", "scalar-sin-double", "cookbook-499", "prop-skew-exponential", "inverses-010",
        "cookbook-025", "scalar-pythagoras", "scalar-tan", "scalar-abs-product", "cookbook-logdet-inverse", "prop-permutation-elementwise",
        "prop-permutation-logsumexp", "cauchy", "scalar-tanh-sum", "cookbook-460c", "inverses-007", "cookbook-512", "chain-expm-commutes",
        "frechet-own", "cookbook-460b", "cookbook-462", "inverses-015", "max-min-absorb", "relu6", "expm-diagonal", "chain-expm-trace",
        "scalar-relu-square", "elem-abs", "expm-inverse", "expm-determinant", "cookbook-021", "cookbook-023", "prop-mask-square",
        "prop-onehot-square", "cookbook-det-lemma", "inverses-020", "inverses-009", "cookbook-019", "prop-householder-det", "cookbook-024",
        "prop-onehot-sum", "prop-signs-norm", "norm1-max", "prop-skew-square", "cookbook-145", "prop-diagonal-inverse", "prop-diagonal-transpose",
        "softmax-jacobian-symmetric", "softmax-sum", "expfam-bernoulli", "prop-simplex-sum", "cookbook-020", "cookbook-501", "prop-positive-abs",
        "max-assoc", "layernorm-permute", "inverse-commute-form",
        "densities-product-scalar", "densities-complete-square",
    ];

    // The rules that no proof of the corpus uses.
    private static readonly (string Variables, string Claim)[] Others =
    [
        ("n: dimension", "causal(n) .* causal(n)' == eye(n)"),
        ("n: dimension", "causal(n) + causal(n)' == ones(n,n) + eye(n)"),
        ("x: scalar", "arcsin(1) == 2*arctan(1)"),
    ];

    [Fact]
    public void Both_checkers_accept_proofs_that_use_every_rule()
    {
        string[] proofs = [.. CorpusLine.Load(Path.Combine(Repository.Root, "tests", "Corpus")).Where(l => l.IsTrue && Sample.Contains(l.Id)).Select(l => Proofs.Write(l.Read())),
            .. Others.Select(o => Proofs.Write(o.Variables, "", o.Claim))];
        Assert.True(proofs.Length >= Sample.Count, $"{proofs.Length} proofs");
        Assert.All(proofs, text => Assert.Null(Proofs.RefusalOfKernel(text)));
        Assert.Equal(Proofs.AllRules, proofs.SelectMany(p => Proofs.Rules(p)).Distinct().Order(StringComparer.Ordinal));
    }

    // The statement and its proof stay as they are, about a matrix of n×d: a claim about other variables is not what they prove.
    [Theory]
    [InlineData("Z: matrix(n,d)", null)]
    [InlineData("Z: matrix(n,d) positive", null)]
    [InlineData("Z: matrix(d,n)", "of other dimensions")]
    [InlineData("Z: matrix(n,n)", "of other dimensions")]
    [InlineData("Z: vector(n*d)", null)]
    [InlineData("Z: vector(n)", "of other dimensions")]
    [InlineData("Z: scalar", "of other dimensions")]
    [InlineData("Y: matrix(n,d)", "of other dimensions")]
    public void The_statement_is_about_what_the_claim_declares(string declaration, string? problem)
    {
        string claim = "grad(sum(logsumexp_rows(Z)), Z) == softmax_rows(Z)", text = Proofs.Write("Z: matrix(n,d)", "", claim);
        string changed = text.Replace("\"Z: matrix(n,d)\"", $"\"{declaration}\"", StringComparison.Ordinal)
            .Replace(Digest.Of(["Z: matrix(n,d)", claim]), Digest.Of([declaration, claim]), StringComparison.Ordinal);
        if (problem is null)
        {
            Assert.Null(Proofs.RefusalOfSecond(changed));
        }
        else
        {
            Assert.Contains(problem, Proofs.RefusalOfSecond(changed));
        }
    }

    // One change in one place: whatever it is, both say the same of it. Most changes leave no proof; some, as that of a name of a bound
    // index, leave one.
    [Theory]
    [InlineData("Z: matrix(n,d)", "", "grad(sum(logsumexp_rows(Z)), Z) == softmax_rows(Z)")]
    [InlineData("A: matrix(m,n)", "", "grad(logdet(A*A'), A) == 2*inv(A*A')*A")]
    [InlineData("A: matrix(n,n); t: scalar", "", "jvp(expm(t*A), t, 1) == A*expm(t*A)")]
    [InlineData("a, b: scalar", "", "max(a, min(a, b)) == a")]
    [InlineData("A: matrix(n,n); x: vector(n)", "symmetric(A)", "grad(x'*A*x, x) == 2*A*x")]
    [InlineData("x: scalar", "", "cos(arcsin(x))^2 == 1 - x^2")]
    [InlineData("x: scalar", "", "abs(x)*relu(x) == relu(x)^2")]
    public void The_checkers_agree_on_every_change(string variables, string given, string claim)
    {
        string text = Proofs.Write(variables, given, claim);
        int changes = 0, accepted = 0;
        foreach ((string changed, string what) in Mutations.Of(text, Proofs.AllRules))
        {
            (string? kernel, string? second) = (Proofs.RefusalOfKernel(changed), Proofs.RefusalOfSecond(changed));
            Assert.True(kernel is null == second is null, $"{what}: the kernel says {kernel ?? "nothing"}, the second checker {second ?? "nothing"}");
            changes++;
            accepted += second is null ? 1 : 0;
        }

        Assert.True(changes > 150, $"{changes} changes");
        Assert.True(accepted < changes / 4, $"{accepted} of {changes} changes were accepted");
    }

    // A proof of nothing: conditions, a case, steps or a given that are missing, or another statement.
    [Theory]
    [InlineData("A: matrix(n,n)", "", "inv(A)*A == eye(n)", "\"conditions\":.*", "\"conditions\":[]}", "other conditions")]
    [InlineData("x: scalar", "", "log(x) + log(x) == 2*log(x)", "\"positive\"", "\"nonzero\"", "other conditions")]
    [InlineData("a, b: scalar", "", "max(a, min(a, b)) == a", "\"cases\":\\[(\\d+),\\d+\\]", "\"cases\":[$1]", "weight|follow")]
    [InlineData("A: matrix(n,n); x: vector(n)", "symmetric(A)", "grad(x'*A*x, x) == 2*A*x", "(\"right\":\\d+,\"given\":).*", "$1[]}", "no such equation")]
    [InlineData("A: matrix(n,n); x: vector(n)", "", "grad(x'*A*x, x) == (A + A')*x", "\"steps\":.*", "\"steps\":[]}", "terms are left")]
    [InlineData("x: scalar", "", "x + x == 2*x", "\"of\":\"2\"", "\"of\":\"3\"", "terms are left")]
    public void A_false_proof_is_rejected(string variables, string given, string claim, string right, string wrong, string why)
    {
        string text = Proofs.Write(variables, given, claim);
        Assert.Null(Proofs.RefusalOfSecond(text));
        string changed = Regex.Replace(text, right, wrong);
        Assert.NotEqual(text, changed);
        Assert.Matches(why, Proofs.RefusalOfSecond(changed));
    }
}
