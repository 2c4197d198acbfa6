using DerivationKit.Cli.Exports;

namespace DerivationKit.Tests.Coq;

// What coqc says; without it there is nothing to ask.
public class CoqcTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    [Theory]
    [InlineData("X: matrix(m,n)", "grad(sum(X .* X), X) == 2*X")]
    [InlineData("Z: matrix(n,d)", "rowsum(softmax_rows(Z)) == ones(n)")]
    [InlineData("Q: matrix(n,d); K: matrix(m,d); V: matrix(m,e); G: matrix(n,e)", "grad(sum(G .* (softmax_rows(Q*K'/sqrt(d))*V)), V) == softmax_rows(Q*K'/sqrt(d))'*G")]
    [InlineData(Exported.SoftmaxVariables, Exported.Softmax)]
    public void A_proof_is_accepted_without_axioms(string variables, string claim)
    {
        CoqRun run = Run(Exported.Text(variables, claim));
        Assert.True(run.IsAccepted, run.Message);
    }

    // The same proof for a statement that is false.
    [Theory]
    [InlineData("X: matrix(m,n)", "grad(sum(X .* X), X) == 2*X", "(2%:R)", "(3%:R)")]
    [InlineData("A, B: matrix(m,m)", "(A*B)' == B'*A'", "v_A", "v_B")]
    [InlineData("A, B: matrix(m,m)", "tr(A*B) == tr(B*A)", "(v_B j1 j0)", "(v_B j0 j1)")]
    public void A_tampered_statement_is_rejected(string variables, string claim, string from, string to)
    {
        string text = Exported.Text(variables, claim);
        int theorem = text.IndexOf("Theorem claim", StringComparison.Ordinal), at = text.IndexOf(from, theorem, StringComparison.Ordinal);
        Assert.True(at > 0, text[theorem..]);
        CoqRun run = Run(text[..at] + to + text[(at + from.Length)..]);
        Assert.False(run.IsAccepted);
        Assert.StartsWith("rejected", run.Message);
    }

    [Fact]
    public void An_axiom_is_not_accepted()
    {
        CoqRun run = Run("Axiom false : False.\nTheorem claim : 0 = 1.\nProof. destruct false. Qed.\nPrint Assumptions claim.\n");
        Assert.False(run.IsAccepted);
        Assert.Contains("axioms", run.Message);
    }

    [Fact]
    public void A_file_that_takes_too_long_is_stopped()
    {
        CoqRun run = Run("Fixpoint f (n : nat) := match n with 0 => 1 | S m => f m + f m end.\nEval vm_compute in f 60.\n", TimeSpan.FromSeconds(3));
        Assert.False(run.IsAccepted);
        Assert.Contains("stopped after 3 s", run.Message);
    }

    private static CoqRun Run(string text, TimeSpan? limit = null)
    {
        CoqRun run = CoqRun.Of(text, limit ?? Limit);
        Assert.SkipUnless(run.IsPresent, "coqc is not installed");
        return run;
    }
}
