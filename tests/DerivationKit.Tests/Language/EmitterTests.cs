using System.Collections.Frozen;
using System.Text.Json;
using DerivationKit.Certificates;
using DerivationKit.Language;
using DerivationKit.Testing;
using DerivationKit.Tests.Cli;
using FsCheck;
using FsCheck.Fluent;
using Scope = DerivationKit.Language.Scope;

namespace DerivationKit.Tests.Language;

// Two names must not become one on the way out: what is written can be decoded.
public class EmitterTests
{
    private static readonly FrozenDictionary<string, string> Commands = new Dictionary<string, string>
    {
        ["ε"] = "varepsilon",
        ["ϵ"] = "epsilon",
        ["θ"] = "theta",
        ["ϑ"] = "vartheta",
        ["φ"] = "varphi",
        ["ϕ"] = "phi",
        ["µ"] = "mu",
        ["μ"] = "mu",
        ["λ"] = "lambda",
        ["Λ"] = "Lambda",
        ["ω"] = "omega",
    }.ToFrozenDictionary();

    private static readonly string[] Parts =
    [
        "a", "b", "x", "X", "I", "l", "O", "0", "1", "12", "_", "__", "′", "θ", "ϑ", "theta", "vartheta", "ε", "ϵ", "epsilon", "mu", "μ", "λ", "lambda",
        "Α", "а", "é", "𝑥", "mathrm", "text", "prime", "frac", "left", "nabla", "ﬀ", "ß", "İ", "ı",
    ];

    private static readonly Gen<string> AnyName = Gen.Elements(Parts).ListOf().Select(string.Concat).Where(Names.IsName);

    [Fact]
    public void A_name_can_be_read_back_from_LaTeX() => PropertyRunner.Check(
        nameof(A_name_can_be_read_back_from_LaTeX),
        Prop.ForAll(Arb.From(AnyName), name => (Decoded(LatexName.Of(name)) == Spelled(name)).Label($"{name} is {LatexName.Of(name)}")),
        new() { MaxTest = 5_000 });

    [Theory]
    [InlineData("x_1", "{x_{1}}")]
    [InlineData("x1", "\\mathrm{x1}")]
    [InlineData("x_", "\\mathrm{x\\_}")]
    [InlineData("_x", "\\mathrm{\\_x}")]
    [InlineData("x__1", "{x_{\\mathrm{\\_1}}}")]
    [InlineData("x′", "{x^{\\prime}}")]
    [InlineData("x_1′′", "{x_{1}^{\\prime\\prime}}")]
    [InlineData("а", "\\text{а}")]
    public void A_name_in_LaTeX(string name, string latex) => Assert.Equal(latex, LatexName.Of(name));

    // Names of every kind, side by side, through JSON and through a certificate.
    [Fact]
    public void Names_survive_JSON_and_certificates()
    {
        string[] names = ["x", "x′", "x′′", "_x", "x_", "x_1", "x1", "X", "θ", "ϑ", "Α", "A", "а", "a", "é", "𝑥", "ß", "İ", "ı", "i", "e1", "null", "true", "node"];
        string claim = $"{string.Join(" + ", names)} == {string.Join(" + ", names.Reverse())}", declarations = $"{string.Join(", ", names)}: scalar";
        Derive run = Derive.Run("prove", claim, "-v", declarations, "--json");
        Assert.Equal(0, run.Code);
        using var json = JsonDocument.Parse(run.Out);
        Scope scope = Scope.Parse(declarations);
        Claim meant = scope.ParseClaim(claim);
        Claim read = scope.ParseClaim(json.RootElement.GetProperty("claim").GetString()!);
        Assert.Same(meant.Left, read.Left);
        Assert.Same(meant.Right, read.Right);

        using StringWriter text = new();
        Certificate certificate = Assert.IsType<Verdict.ProvedAllDimensions>(Verifier.Decide(meant)).Certificate;
        certificate.Write(text);
        Certificate again = Certificate.Read(new StringReader(text.ToString()));
        again.CheckClaim();
        Assert.Equal(certificate.Claim.Hash, again.Claim.Hash);
        Assert.Equal(names.Order(StringComparer.Ordinal), again.Proof.Statement.Declarations.Select(d => d.Name).Order(StringComparer.Ordinal));
    }

    // The name with the English names of the Greek letters that have a command.
    private static string Spelled(string name)
    {
        string stem = name.TrimEnd('′'), primes = name[stem.Length..];
        int underscore = stem.IndexOf('_');
        return underscore > 0 && underscore < stem.Length - 1
            ? $"{Command(stem[..underscore])}_{Command(stem[(underscore + 1)..])}{primes}"
            : Command(stem) + primes;

        static string Command(string word) => Commands.GetValueOrDefault(word, word);
    }

    // {word^{\prime...}}, {word_{word}}, or a word: a letter, digits, a command, or \mathrm{...} and \text{...}.
    private static string Decoded(string latex)
    {
        int prime = latex.EndsWith("}}") && latex.StartsWith('{') ? latex.LastIndexOf("^{\\prime", StringComparison.Ordinal) : -1;
        if (prime >= 0)
        {
            string inner = latex[1..prime];
            return Body(inner) + string.Concat(Enumerable.Repeat("′", latex[prime..].Split("\\prime").Length - 1));
        }

        return Body(latex.StartsWith('{') ? latex[1..^1] : latex);

        static string Body(string text)
        {
            int index = text.IndexOf("_{", StringComparison.Ordinal);
            while (index > 0 && text[index - 1] == '\\')
            {
                index = text.IndexOf("_{", index + 1, StringComparison.Ordinal);
            }

            return index > 0 ? $"{Word(text[..index])}_{Word(text[(index + 2)..^1])}" : Word(text);
        }

        static string Word(string text) => text.StartsWith("\\mathrm{") ? text[8..^1].Replace("\\_", "_")
            : text.StartsWith("\\text{") ? text[6..^1].Replace("\\_", "_")
            : text.TrimStart('\\');
    }
}
