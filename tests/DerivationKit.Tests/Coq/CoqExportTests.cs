using System.Text.RegularExpressions;
using DerivationKit.Coq;
using DerivationKit.Kernel;
using DerivationKit.Tests.Architecture;
using DerivationKit.Tests.Cli;

namespace DerivationKit.Tests.Coq;

public class CoqExportTests
{
    [Fact]
    public void The_same_proof_gives_the_same_text()
    {
        string first = Exported.Text(Exported.SoftmaxVariables, Exported.Softmax);
        Assert.Equal(first, Exported.Text(Exported.SoftmaxVariables, Exported.Softmax));
        Assert.DoesNotContain("\r", first);
    }

    [Fact]
    public void The_file_says_what_it_states_and_what_is_trusted()
    {
        string text = Exported.Text(Exported.SoftmaxVariables, Exported.Softmax);
        Assert.Contains("What is trusted", text);
        Assert.Contains("Z: matrix(n,d)", text);
        Assert.Contains("Variable v_C : 'I_(n_n.+1) -> 'I_(n_k.+1) -> R.", text);
        Assert.Matches(new Regex(@"Hypothesis G1 : forall \(i_i : .I_\(n_n\.\+1\)\).*v_C.* (= 0|>= 0)\."), text);
        Assert.Matches(new Regex("Theorem claim : forall .*Print Assumptions claim\\.\n$", RegexOptions.Singleline), text);
        Assert.DoesNotContain("Admitted", text);
        Assert.DoesNotContain("Axiom", text);
    }

    // Without exp in the claim nothing about it is assumed.
    [Fact]
    public void Only_functions_that_occur_are_assumed() =>
        Assert.DoesNotContain("exp_add", Exported.Text("X: matrix(m,n)", "grad(sum(X .* X), X) == 2*X"));

    [Theory]
    [InlineData("A: matrix(m,n)", "grad(logdet(A*A'), A) == 2*inv(A*A')*A", "matrices")]
    [InlineData("x: scalar", "sin(x)^2 + cos(x)^2 == 1", "sin")]
    public void What_has_no_counterpart_is_named(string variables, string claim, string named)
    {
        var refused = Assert.Throws<CoqExportException>(() => Exported.Text(variables, claim));
        Assert.Contains(named, refused.Message);
        Assert.Contains("yet", refused.Message);
    }

    [Fact]
    public void A_rule_without_a_lemma_is_named()
    {
        var refused = Assert.Throws<CoqExportException>(() => Exported.Text("a, b: scalar", "log(exp(a)*exp(b)) == a + b"));
        Assert.Matches("the rule [a-z-]+ has no Coq lemma yet", refused.Message);
    }

    [Theory]
    [InlineData("grad(sum(X .* X), X) == 3*X", "X: matrix(m,n)")]
    [InlineData("X*Y == Y*X", "X, Y: matrix(m,m)")]
    public void A_claim_that_is_not_proved_is_not_exported(string claim, string variables)
    {
        using Folder folder = new();
        Derive run = Derive.Run("export", claim, "--coq", folder["claim.v"], "-v", variables);
        Assert.Equal(1, run.Code);
        Assert.Contains("no proof to export", run.Error);
        Assert.False(File.Exists(folder["claim.v"]));
    }

    [Fact]
    public void The_command_writes_the_file()
    {
        using Folder folder = new();
        Derive run = Derive.Run("export", "grad(sum(X .* X), X) == 2*X", "--coq", folder["claim.v"], "-v", "X: matrix(m,n)");
        Assert.Equal(0, run.Code);
        Assert.Contains("Theorem claim", folder.Read("claim.v"));
    }

    [Fact]
    public void Every_rule_with_a_lemma_is_a_rule_of_the_kernel_and_is_documented()
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, "src/DerivationKit/Coq/Coq.md"));
        Assert.All(RuleProofs.Supported, rule =>
        {
            Assert.Contains(RuleTable.All, r => r.Name == rule);
            Assert.Contains($"| `{rule}` |", page);
        });
    }
}
