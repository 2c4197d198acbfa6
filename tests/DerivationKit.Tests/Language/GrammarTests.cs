using DerivationKit.Language;
using DerivationKit.Tests.Architecture;

namespace DerivationKit.Tests.Language;

// Grammar.md is the manual: every example in it is read here.
public class GrammarTests
{
    private static readonly ILookup<string, string> Blocks = ReadBlocks();

    private static readonly Scope Declared = Scope.Parse(string.Join('\n', Blocks["declarations"]));

    public static TheoryData<string> Expressions => [.. Blocks["expressions"]];

    public static TheoryData<string> Equalities => [.. Blocks["same"]];

    public static TheoryData<string> Differences => [.. Blocks["different"]];

    public static TheoryData<string> Claims => [.. Blocks["claims"]];

    public static TheoryData<string> Inferred => [.. Blocks["inferred"]];

    public static TheoryData<string> Errors => [.. Blocks["errors"]];

    [Fact]
    public void No_block_has_an_unknown_label() =>
        Assert.Equal(["claims", "declarations", "different", "ebnf", "errors", "expressions", "inferred", "same"], Blocks.Select(b => b.Key).Order());

    [Fact]
    public void Every_kind_and_property_has_an_example()
    {
        string[] words = [.. Blocks["declarations"].SelectMany(line => line.Split(' ', '(', ',', ';'))];
        Assert.Empty(Names.Kinds.Except(words).Except(["scalar"]));
        Assert.Empty(Names.Properties.Keys.Except(words));
    }

    [Theory]
    [MemberData(nameof(Expressions))]
    public void An_example_is_read_and_written(string text)
    {
        Expr expression = Declared.ParseExpression(text);
        Assert.Same(expression, Declared.ParseExpression(Text.Print(expression)));
    }

    [Theory]
    [MemberData(nameof(Equalities))]
    public void Two_spellings_are_one_expression(string line)
    {
        string[] sides = line.Split(" ≡ ");
        Assert.Same(Declared.ParseExpression(sides[0]), Declared.ParseExpression(sides[1]));
    }

    [Theory]
    [MemberData(nameof(Differences))]
    public void Two_expressions_differ(string line)
    {
        string[] sides = line.Split(" ≢ ");
        Assert.NotSame(Declared.ParseExpression(sides[0]), Declared.ParseExpression(sides[1]));
    }

    [Theory]
    [MemberData(nameof(Inferred))]
    public void Declarations_are_inferred(string line)
    {
        string[] sides = line.Split(" ≡ ");
        Scope scope = Scope.Empty.Infer(sides[0]);
        Assert.Equal(sides[1], scope.ToString().Replace("\n", "; "));
        Assert.NotEmpty(sides[0].Contains("==") ? scope.ParseClaim(sides[0]).Variables : scope.ParseExpression(sides[0]).FreeVariables());
    }

    [Theory]
    [MemberData(nameof(Claims))]
    public void A_claim_is_read(string text) => Assert.NotEmpty(Declared.ParseClaim(text).Variables);

    [Theory]
    [MemberData(nameof(Errors))]
    public void A_mistake_is_refused(string text) => Assert.Throws<SyntaxException>(() => Declared.ParseExpression(text));

    private static ILookup<string, string> ReadBlocks()
    {
        string[] lines = File.ReadAllLines(Path.Combine(Repository.Root, "src", "DerivationKit", "Language", "Grammar.md"));
        List<(string Label, string Line)> blocks = [];
        string label = "";
        foreach (string line in lines)
        {
            if (line.StartsWith("```"))
            {
                label = label.Length == 0 ? line[3..] : "";
            }
            else if (label.Length > 0)
            {
                blocks.Add((label, line));
            }
        }

        return blocks.ToLookup(b => b.Label, b => b.Line);
    }
}
