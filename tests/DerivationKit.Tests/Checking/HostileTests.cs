using DerivationKit.Certificates;

namespace DerivationKit.Tests.Checking;

// Whatever the text is, the second checker answers: it neither throws, nor runs out of stack, nor goes on for long.
public class HostileTests
{
    private const int Deep = 50_000;

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"certificate\":1e400}")]
    [InlineData("{\"certificate\":\"\\ud800\"}")]
    [InlineData("{\"certificate\":1,\"certificate\":1}")]
    [InlineData("{\"\\ud800\":1}")]
    [InlineData("{\"a\":[[[[[[[[[[[[1]]]]]]]]]]]]}")]
    public void A_text_that_is_no_certificate_is_rejected(string text) => Assert.NotNull(Proofs.RefusalOfSecond(text));

    [Fact]
    public void Terms_that_are_nested_deeply_are_rejected() => Assert.Contains("nested too deeply", Proofs.RefusalOfSecond(Certificate(
        [.. Enumerable.Range(1, Deep).Select(i => $"{{\"node\":{i},\"op\":\"function\",\"of\":\"sin\",\"arguments\":[{i - 1}]}}")], Deep, "[]")));

    [Fact]
    public void Terms_that_double_with_every_line_are_rejected() => Assert.Contains("too many parts", Proofs.RefusalOfSecond(Certificate(
        [.. Enumerable.Range(1, 60).Select(i => $"{{\"node\":{i},\"op\":\"add\",\"arguments\":[{i - 1},{i - 1}]}}")], 60, "[]")));

    [Fact]
    public void Steps_that_are_nested_deeply_are_rejected()
    {
        string[] steps = [.. Enumerable.Range(0, Deep).Select(i => $"{{\"step\":{i},\"rule\":\"solve\",\"term\":0,\"factor\":-1,\"inner\":[{(i == 0 ? "" : i - 1)}]}}")];
        Assert.Contains("nested too deeply", Proofs.RefusalOfSecond(Certificate(["{\"node\":1,\"op\":\"number\",\"of\":\"2\"}", .. steps], 1, $"[{Deep - 1}]")));
    }

    [Fact]
    public void A_power_that_is_too_large_is_rejected() => Assert.Contains("too large", Proofs.RefusalOfSecond(Certificate(
        ["{\"node\":1,\"op\":\"number\",\"of\":\"3\"}", "{\"node\":2,\"op\":\"power\",\"of\":\"1000000000000\",\"arguments\":[1]}"], 2, "[]")));

    // Bound indices get fresh names with a ~, which a parameter of a matrix could otherwise share, and be captured: det(A) = 0 for all A.
    [Theory]
    [InlineData("o~1")]
    [InlineData("~1")]
    [InlineData("~2")]
    public void A_matrix_over_an_index_with_a_fresh_name_is_rejected(string name)
    {
        string text = Proofs.Write("A: matrix(n,n)\nB: matrix(n,n)\nC: matrix(n,n)", "", "det((A + B)*C) == det(A + B)*det(C)");
        Assert.Null(Proofs.RefusalOfKernel(text));
        Assert.Null(Proofs.RefusalOfSecond(text));
        Assert.Contains("\"matrices\":[", text, StringComparison.Ordinal);
        string renamed = System.Text.RegularExpressions.Regex.Replace(text, "\"name\":\"r\"", $"\"name\":\"{name}\"");
        Assert.NotEqual(text, renamed);
        Assert.Contains("no proper name", Proofs.RefusalOfKernel(renamed), StringComparison.Ordinal);
        Assert.Contains("no proper name", Proofs.RefusalOfSecond(renamed), StringComparison.Ordinal);
    }

    // A matrix that doubles with every node is read once, however many steps name it.
    [Fact]
    public void A_matrix_that_is_named_often_is_read_once()
    {
        string[] doubling = [.. Enumerable.Range(1, 16).Select(i => $"{{\"node\":{i},\"op\":\"add\",\"arguments\":[{i - 1},{i - 1}]}}"), "{\"node\":17,\"op\":\"abstraction\",\"arguments\":[16]}"];
        string[] steps = [.. Enumerable.Range(0, 2_000).Select(i => $"{{\"step\":{i},\"rule\":\"factor-matrix\",\"term\":0,\"factor\":0,\"matrices\":[17,17]}}")];
        Assert.NotNull(Proofs.RefusalOfSecond(Certificate([.. doubling, .. steps], 1, $"[{string.Join(',', Enumerable.Range(0, steps.Length))}]")));
    }

    // A statement about one scalar: node 0 is it, on the left; the right side is another node.
    private static string Certificate(string[] lines, int right, string steps) => string.Join('\n', (string[])
    [
        $"{{\"certificate\":1,\"rules\":\"{CertificateWriter.Rules}\"}}",
        $"{{\"claim\":\"x == x\",\"variables\":[\"x: scalar\"],\"given\":[],\"hash\":\"{Digest.Of(["x: scalar", "x == x"])}\"}}",
        "{\"node\":0,\"op\":\"entry\",\"of\":\"x\"}",
        .. lines,
        $"{{\"tensors\":[[\"x\",[]]],\"free\":[],\"left\":0,\"right\":{right},\"given\":[]}}",
        $"{{\"proof\":0,\"steps\":{steps}}}",
        "{\"conditions\":[]}",
        "{\"sizes\":{},\"values\":{}}",
        "",
    ]);
}
