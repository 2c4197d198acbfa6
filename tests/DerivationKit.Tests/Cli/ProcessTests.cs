using System.Diagnostics;

namespace DerivationKit.Tests.Cli;

// The program as a shell runs it.
public class ProcessTests
{
    [Fact]
    public void A_claim_is_proved_and_nothing_is_coloured()
    {
        Derive run = Start("prove", "-sum(A) == sum(-A)", "--var", "A: matrix(n,k)");
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Contains("proved for all dimensions", run.Out);
        Assert.DoesNotContain("\u001b", run.Out);
    }

    [Fact]
    public void A_file_of_brackets_ends_with_an_error_and_not_with_the_stack()
    {
        using Folder folder = new();
        string file = folder.Write("a.md", Folder.Given("x: scalar"), Folder.Prove("a", $"{new string('(', 100_000)}x == x"));
        Start("verify", file).AssertRefused("a.md:5:401", "nested 401 deep");
    }

    [Fact]
    public void Greek_letters_survive_a_pipe()
    {
        Derive run = Start("prove", "θ*β == β*θ", "--var", "θ, β: scalar", "--json");
        Assert.Contains("\"claim\": \"θ*β == β*θ\"", run.Out);
    }

    private static Derive Start(params string[] args)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "derive.dll");
        ProcessStartInfo start = new("dotnet", ["exec", program, .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = System.Text.Encoding.UTF8,
            StandardErrorEncoding = System.Text.Encoding.UTF8,
        };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new(process.ExitCode, output, error.GetAwaiter().GetResult());
    }
}
