using System.Diagnostics;
using DerivationKit.Kernel;
using DerivationKit.Language;
using Scope = DerivationKit.Language.Scope;

namespace DerivationKit.Tests.Language;

public class HostileInputTests
{
    private const int Million = 1_000_000;

    // A reader that is linear needs well under a second for a megabyte; one that is quadratic needs minutes.
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(60);

    public static TheoryData<string, string> Repeated => new()
    {
        { "(", "brackets nested 401 deep" },
        { "sum(", "brackets nested 401 deep" },
        { "grad(", "brackets nested 401 deep" },
        { "-", "the end of the text" },
        { "-a", "an expression nested more than 2000 deep" },
        { "a+", "an expression nested more than 2000 deep" },
        { "a + (t*", "brackets nested 401 deep" },
        { "1/", "an expression nested more than 2000 deep" },
        { "7", "a number of 1000000 characters" },
        { "1e999+", "an expression nested more than 2000 deep" },
        { "a", "a name of 1000000 characters" },
        { "a ", "'a'" },
        { "a'", "'a'" },
        { "'", "'''" },
        { "^T", "'^T'" },
        { "θ^T*θ*", "an expression nested more than 2000 deep" },
        { "\"", "'\"\"'" },
        { "contract(\"i->i\",", "brackets nested 401 deep" },
        { "\n", "the end of the text" },
        { "e\u0301", "a name" },
        { "θ̂", "'\u0302'" },
        { "=", "'=='" },
        { "softmax_rows(Z,", "brackets nested 401 deep" },
    };

    [Theory]
    [MemberData(nameof(Repeated))]
    public void A_megabyte_of_one_thing_is_refused_at_once(string unit, string found)
    {
        string text = string.Concat(Enumerable.Repeat(unit, Million / unit.Length));
        SyntaxException error = Refused(() => Samples.Scope.ParseExpression(text));
        Assert.StartsWith(found == "a name" ? "'" : found, error.Found);
        Assert.InRange(error.ToString().Length, 0, 1_000);
    }

    [Fact]
    public void A_megabyte_of_transposes_is_too_deep() =>
        Assert.StartsWith("an expression nested", Refused(() => Samples.Scope.ParseExpression("a" + new string('\'', Million))).Found);

    [Fact]
    public void A_character_of_a_megabyte_is_shown_in_part() =>
        Assert.InRange(Refused(() => Samples.Scope.ParseExpression("$" + new string('\u0301', Million))).ToString().Length, 0, 1_000);

    [Fact]
    public void A_megabyte_of_arguments_is_read_once()
    {
        string text = $"contract(\"{string.Concat(Enumerable.Repeat(",", 400))}->\"{string.Concat(Enumerable.Repeat(",1e999", 140_000))})";
        Assert.Equal("contract takes 401 arguments, not 140000", Refused(() => Samples.Scope.ParseExpression(text)).Expected);
    }

    [Fact]
    public void A_megabyte_of_distinct_parts_is_read()
    {
        // A balanced tree of some 60,000 different numbers is neither deep nor wrong.
        string Tree(int from, int to) => to - from == 1 ? $"{from}" : $"({Tree(from, (from + to) / 2)}+{Tree((from + to) / 2, to)})";
        string text = Tree(0, 1 << 16);
        Stopwatch watch = Stopwatch.StartNew();
        Assert.Equal(17, Samples.Scope.ParseExpression(text).Depth);
        Assert.True(watch.Elapsed < Enough);
    }

    // The longest number that is read, and one character more.
    [Theory]
    [InlineData("", 10_000)]
    [InlineData(".5", 9_998)]
    [InlineData("e-1000", 9_994)]
    public void A_number_has_at_most_10000_characters(string end, int digits)
    {
        Assert.Equal(NodeKind.Constant, Samples.Read(new string('7', digits) + end).Kind);
        Assert.Equal("a number of 10001 characters", Samples.Fails(new string('7', digits + 1) + end).Found);
    }

    [Theory]
    [InlineData("1e1001")]
    [InlineData("1e-1001")]
    [InlineData("1e99999999999999999999")]
    public void An_exponent_of_ten_is_at_most_1000(string text) =>
        Assert.Equal("an exponent of at most 1000", Samples.Fails(text).Expected);

    [Theory]
    [InlineData("x:scalar;", "'x'")]
    [InlineData("let ", "'let'")]
    [InlineData("let a = ", "'let'")]
    [InlineData("x,", "the end of the text")]
    [InlineData("x:vector(", "':'")]
    [InlineData(";\n", "")]
    public void A_megabyte_of_declarations_is_refused_at_once(string unit, string found)
    {
        string text = string.Concat(Enumerable.Repeat(unit, Million / unit.Length));
        if (found.Length == 0)
        {
            Assert.Empty(Scope.Parse(text).Variables);
        }
        else
        {
            Assert.Equal(found, Refused(() => Scope.Parse(text)).Found);
        }
    }

    [Fact]
    public void Many_declarations_take_linear_time()
    {
        string text = string.Join('\n', Enumerable.Range(0, 40_000).Select(i => $"x{i}: vector(n{i})"));
        Stopwatch watch = Stopwatch.StartNew();
        Assert.Equal(40_000, Scope.Parse(text).Variables.Length);
        Assert.True(watch.Elapsed < Enough);
    }

    [Fact]
    public void More_than_a_megabyte_is_refused()
    {
        SyntaxException error = Samples.Fails(new string(' ', SourceText.MaximumLength + 1));
        Assert.Equal(("a text of 1048577 characters", "at most 1048576"), (error.Found, error.Expected));
    }

    // character, how the message names it
    [Theory]
    [InlineData('\0', "U+0000")]
    [InlineData('\a', "U+0007")]
    [InlineData('\r', "U+000D")]
    [InlineData('\u001b', "U+001B")]
    [InlineData('\u007f', "U+007F")]
    [InlineData('\u0085', "U+0085")]
    [InlineData('\u200b', "U+200B")]
    [InlineData('\u202e', "U+202E")]
    [InlineData('\u2028', "U+2028")]
    [InlineData('\ue000', "U+E000")]
    [InlineData('\uffff', "U+FFFF")]
    [InlineData('\ud800', "U+D800")]
    [InlineData('\udc00', "U+DC00")]
    public void What_cannot_be_seen_is_refused_with_its_place(char character, string name)
    {
        SyntaxException error = Samples.Fails($"a +\n  t + {character}a");
        Assert.Equal((2, 7, $"the character {name}"), (error.Line, error.Column, error.Found));
        Assert.DoesNotContain(character, error.ToString().Replace("\n", "").Replace("\r\n", ""));
    }

    [Fact]
    public void Line_breaks_of_either_kind_count_as_one()
    {
        SyntaxException error = Samples.Fails("a +\r\n\tt +\r\n  $");
        Assert.Equal((3, 3, "  $"), (error.Line, error.Column, error.SourceLine));
    }

    [Theory]
    [InlineData("(", "a", ")")]
    [InlineData("sum(", "a", ")")]
    [InlineData("-(a - ", "a", ")")]
    [InlineData("jvp(", "a", ", a, t)")]
    [InlineData("grad(a*", "t", ", a = t)")]
    public void Deep_nesting_is_read_or_refused_but_never_a_crash(string open, string inner, string close)
    {
        string At(int depth) => string.Concat(Enumerable.Repeat(open, depth)) + inner + string.Concat(Enumerable.Repeat(close, depth));
        OnStack(4096, () => Assert.True(Samples.Read(At(400)).Shape.IsScalar));
        OnStack(4096, () => Assert.StartsWith("brackets nested 401 deep", Samples.Fails(At(401)).Found));
        OnStack(256, () => Assert.StartsWith("brackets nested ", Samples.Fails(At(400)).Found));
    }

    [Fact]
    public void The_deepest_expression_is_printed_on_a_small_stack()
    {
        Expr a = Samples.Read("a");
        Expr deep = Enumerable.Range(1, Expr.MaximumDepth - 1).Aggregate(a, (e, _) => a - e);
        OnStack(256, () =>
        {
            Assert.StartsWith("a - (a - (a - ", Text.Print(deep));
            Assert.StartsWith("a - \\left(a - ", Latex.Print(deep));
        });
        Term term = Enumerable.Range(1, 100_000).Aggregate((Term)new Number(1), (t, _) => new Function(ScalarFunction.Exp, t));
        OnStack(256, () => Assert.StartsWith("exp(exp(exp(", Text.Print(term)));
    }

    [Fact]
    public void A_shared_expression_is_shown_in_part_and_not_printed_in_full()
    {
        Expr doubled = Enumerable.Range(0, 60).Aggregate(Samples.Read("a"), (e, _) => e + e);
        Assert.StartsWith("a + a + (a + a)", doubled.ToString());
        Assert.InRange(doubled.ToString().Length, 9_000, 11_000);
        Assert.Throws<InvalidOperationException>(() => Text.Print(doubled));
        Assert.Throws<InvalidOperationException>(() => Latex.Print(doubled));
    }

    private static SyntaxException Refused(Action read)
    {
        Stopwatch watch = Stopwatch.StartNew();
        SyntaxException error = Assert.Throws<SyntaxException>(read);
        Assert.True(watch.Elapsed < Enough, $"took {watch.Elapsed}");
        return error;
    }

    private static void OnStack(int kilobytes, Action action)
    {
        Exception? failure = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    action();
                }
                catch (Exception exception)
                {
                    failure = exception;
                }
            },
            kilobytes * 1024);
        thread.Start();
        thread.Join();
        Assert.Null(failure);
    }
}
