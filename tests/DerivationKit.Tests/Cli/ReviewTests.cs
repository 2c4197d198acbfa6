namespace DerivationKit.Tests.Cli;

public class ReviewTests
{
    [Fact]
    public void A_page_shows_the_statement_its_definitions_and_the_laws_used()
    {
        using Folder folder = new();
        Derive.Run("prove", "rowsum(C .* softmax_rows(X)) == rowsum(C .* softmax_rows(X)) .* rowsum(C)", "--var", "X: matrix(m,n); C: matrix(m,n) onehot_rows", "--certificate", folder["proof.jsonl"]);
        Derive review = Derive.Run("review", folder["proof.jsonl"]);
        Assert.Equal((0, ""), (review.Code, review.Error));
        Assert.Contains("for all i in m:", review.Out);
        Assert.Contains("softmax_rows(A: m×n)[i,j] = exp(A[i,j])/(sum_l exp(A[i,l]))", review.Out);
        Assert.Contains("hadamard(A: m×n; B: m×n)[i,j] = A[i,j]*B[i,j]", review.Out);
        Assert.Contains("sum_", review.Out[review.Out.IndexOf("given that", StringComparison.Ordinal)..]);
        Assert.Matches(@"laws .*\(\d+\): ", review.Out);
        Assert.Contains("witness     m = 2, n = 2;", review.Out);
    }

    // ESC and BEL would set the title of a terminal, and U+202E turns what follows round.
    [Fact]
    public void Nothing_in_a_certificate_acts_on_the_terminal()
    {
        using Folder folder = new();
        string file = folder.Write("other.jsonl", "{\"certificate\":1,\"\\u001b]0;x\\u0007\\u202e\":9}");
        foreach (string command in new[] { "review", "check-certificate" })
        {
            Derive run = Derive.Run(command, file);
            Assert.DoesNotContain(run.Out + run.Error, c => c is '\u001b' or '\u0007' or '\u202e');
            Assert.NotEqual(0, run.Code);
        }
    }

    [Fact]
    public void What_is_no_certificate_is_an_error_of_the_input()
    {
        using Folder folder = new();
        Derive review = Derive.Run("review", folder.Write("other.jsonl", "{\"certificate\":9}"));
        Assert.Equal((2, ""), (review.Code, review.Out));
        Assert.Contains("is no certificate", review.Error);
    }
}
