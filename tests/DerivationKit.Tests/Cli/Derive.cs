using DerivationKit.Cli;

namespace DerivationKit.Tests.Cli;

// Runs the command inside of the test, with captured writers.
internal sealed record Derive(int Code, string Out, string Error)
{
    public static Derive Run(params string[] args) => Run(mayDraw: false, args);

    public static Derive Run(bool mayDraw, params string[] args)
    {
        using StringWriter output = new(), error = new();
        int code = CommandLine.Run(args, new Terminal(output, error, mayDraw, mayDraw));
        return new(code, output.ToString(), error.ToString());
    }

    // An error of the input: one paragraph on standard error, nothing on standard output, no stack trace.
    public void AssertRefused(params string[] parts)
    {
        Assert.Equal(2, Code);
        Assert.Equal("", Out);
        Assert.StartsWith("derive: ", Error);
        Assert.DoesNotContain("\n\n", Error.TrimEnd());
        Assert.DoesNotContain("   at ", Error);
        Assert.InRange(Error.Length, 20, 1_000);
        Assert.All(parts, part => Assert.Contains(part, Error));
    }
}
