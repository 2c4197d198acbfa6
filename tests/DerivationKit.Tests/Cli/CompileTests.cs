using System.Text.Json;

namespace DerivationKit.Tests.Cli;

public class CompileTests
{
    private const string Flow = "(C - softmax_rows(Z*T'))*T";

    private static readonly string[] Declared = ["--var", "Z: matrix(n,d); T: matrix(k,d); C: matrix(n,k)"];
    private static readonly string[] Explained = ["compile", Flow, .. Declared, "--explain", "--size", "n=512", "--size", "d=64,k=10"];

    [Fact]
    public void The_program_has_one_line_for_each_instruction() => Assert.Equal(
        """
        inputs Z: matrix(n,d), T: matrix(k,d), C: matrix(n,k)
        %0: matrix(n,k) = product Z T'
        %1: matrix(n,k) = map C - %0
        %2: matrix(n,d) = product %1 T
        return %2

        """,
        Holds(["compile", "(C - Z*T')*T", .. Declared]).Out,
        ignoreLineEndingDifferences: true);

    [Fact]
    public void The_conditions_of_a_form_are_shown() =>
        Assert.Contains("conditions  det(A) ≠ 0\n", Holds("compile", "grad(det(A), A)", "--var", "A: matrix(n,n)").Out, StringComparison.Ordinal);

    [Fact]
    public void A_program_may_have_no_inputs()
    {
        Derive run = Holds("compile", "3");
        Assert.StartsWith("no inputs\n", run.Out);
        Assert.Empty(run.Error);
    }

    // 4ndk for the products, 5nk + 2n for the softmax and the difference; 8(nd + kd + nk) bytes are read, 8nd written.
    [Fact]
    public void The_plan_counts_operations_and_bytes()
    {
        string text = Holds(Explained).Out;
        Assert.Contains("return %8", text);
        Assert.Contains("sizes       d = 64, k = 10, n = 512\n", text);
        Assert.Contains("flops       1,337,344, and 5,120 exp\n", text);
        Assert.Contains("bytes       308,224 of inputs, 262,144 of results; 2.34 flops a byte\n", text);
        Assert.Contains("double, row-major", text);
    }

    [Fact]
    public void Type_and_layout_are_options()
    {
        string text = Holds([.. Explained, "--type", "float", "--layout", "column"]).Out;
        Assert.Contains("float, column-major", text);
        Assert.Contains("bytes       154,112 of inputs, 131,072 of results; 4.69 flops a byte\n", text);
    }

    [Fact]
    public void A_terminal_gets_drawn_tables()
    {
        Assert.Contains("│", Derive.Run(mayDraw: true, Explained).Out);
        Assert.Equal(Derive.Run(Explained).Out, Derive.Run(mayDraw: true, [.. Explained, "--no-color"]).Out);
    }

    [Fact]
    public void Sizes_may_come_later()
    {
        string text = Holds("compile", "A*x", "--explain").Out;
        Assert.EndsWith("sizes       open; for the plan add --size m=... --size n=...\n", text);
        Assert.DoesNotContain("flops", text);
    }

    // d/dx (Ax - y)'(Ax - y) = 2A'(Ax - y): the residual is computed once for both.
    [Fact]
    public void A_loss_and_its_proved_gradient_share_what_they_have_in_common()
    {
        string loss = "(A*x - y)'*(A*x - y)";
        string text = Holds("compile", loss, $"grad({loss}, x)", "--var", "A: matrix(m,n); x: vector(n); y: vector(m)").Out;
        Assert.Contains("form        2*A'*(A*x - y)\n", text);
        Assert.Contains("this is equal to the expression, for all dimensions", text);
        Assert.Single(text.Split('\n'), line => line.EndsWith("= product A x"));
        Assert.Matches("return %[0-9]+, %[0-9]+\n$", text);
    }

    [Fact]
    public void Json_holds_the_program_and_the_plan()
    {
        JsonElement json = JsonDocument.Parse(Holds([.. Explained, "--json"]).Out).RootElement;
        Assert.Equal(["expressions", "inputs", "program", "plan"], json.EnumerateObject().Select(p => p.Name));
        Assert.Equal(["Z: matrix(n,d)", "T: matrix(k,d)", "C: matrix(n,k)"], json.GetProperty("inputs").EnumerateArray().Select(input => input.GetString()));
        Assert.Equal("product Z T'", json.GetProperty("program")[0].GetProperty("instruction").GetString());
        Assert.Equal("%8", json.GetProperty("expressions")[0].GetProperty("value").GetString());
        Assert.Equal(JsonValueKind.Null, json.GetProperty("expressions")[0].GetProperty("decision").ValueKind);
        JsonElement plan = json.GetProperty("plan");
        Assert.Equal("""{"d":64,"k":10,"n":512}""", plan.GetProperty("sizes").GetRawText().Replace(" ", "").ReplaceLineEndings(""));
        Assert.Equal(1_337_344, plan.GetProperty("flops").GetInt64());
        Assert.Equal(5_120, plan.GetProperty("evaluations").GetProperty("exp").GetInt64());
        Assert.Equal((308_224, 262_144), (plan.GetProperty("input_bytes").GetInt64(), plan.GetProperty("output_bytes").GetInt64()));
        Assert.Equal(1_337_344, plan.GetProperty("steps").EnumerateArray().Sum(step => step.GetProperty("flops").GetInt64()));
    }

    // 2·500·400·300 operations for A*B, and 2·400·300 for B*X: without sizes the program is as it is written, with them as it runs.
    [Fact]
    public void The_program_of_a_plan_has_the_order_for_its_sizes()
    {
        string[] product = ["compile", "A*B*X", "--var", "A: matrix(m,k); B: matrix(k,n); X: matrix(n,p)"];
        string[] explained = [.. product, "--explain", "--size", "m=500,k=400,n=300,p=1"];
        Assert.Contains("%0: matrix(m,n) = product A B\n%1: matrix(m,p) = product %0 X\n", Holds(product).Out);
        string text = Holds(explained).Out;
        Assert.Contains("%0: matrix(k,p) = product B X\n%1: matrix(m,p) = product A %0\n", text);
        Assert.Contains("flops       640,000\n", text);
        JsonElement json = JsonDocument.Parse(Holds([.. explained, "--json"]).Out).RootElement;
        Assert.Equal(["product B X", "product A %0"], json.GetProperty("program").EnumerateArray().Select(x => x.GetProperty("instruction").GetString()));
        Assert.Equal(640_000, json.GetProperty("plan").GetProperty("flops").GetInt64());
    }

    [Fact]
    public void Json_has_no_plan_where_none_is_asked_for() =>
        Assert.Equal(JsonValueKind.Null, JsonDocument.Parse(Holds("compile", "A*x", "--json").Out).RootElement.GetProperty("plan").ValueKind);

    [Theory]
    [InlineData("there is no dimension q here, but m, n", "--explain", "--size", "q=3")]
    [InlineData("the size of m is missing", "--explain", "--size", "n=3")]
    [InlineData("n = 0, but a dimension is at least 1", "--explain", "--size", "n=0,m=2")]
    [InlineData("n = 99999999999 is longer than an array can be", "--explain", "--size", "n=99999999999,m=2")]
    [InlineData("matrix(n,m) is 999999×999999 here, more numbers than an array holds", "--explain", "--size", "n=999999,m=999999")]
    [InlineData("--size takes a dimension and its size, such as n=512, not n", "--explain", "--size", "n")]
    [InlineData("--size gives n twice", "--explain", "--size", "n=3,n=4")]
    [InlineData("--size is for --explain", "--size", "n=3,m=4")]
    [InlineData("--type takes double or float, not half", "--type", "half")]
    [InlineData("--layout takes row or column, not diagonal", "--layout", "diagonal")]
    public void A_wrong_option_says_what_is_right(string message, params string[] options) =>
        Refused(["compile", "A*x", "--var", "A: matrix(n,m); x: vector(m)", .. options], message);

    [Fact]
    public void Names_of_several_expressions_have_to_be_declared() => Refused(["compile", "A*x", "x"], "declare them with --var");

    [Fact]
    public void An_unknown_option_is_no_expression() => Refused(["compile", "A*x", "--latex"], "no option --latex");

    [Fact]
    public void What_has_no_closed_form_is_not_compiled() =>
        Refused(["compile", "hessian(sum((A*diag(x)*X).^3), x)", "--var", "A: matrix(m,n); x: vector(n); X: matrix(n,p)"], "has no closed form");

    private static Derive Holds(params string[] args)
    {
        Derive run = Derive.Run(args);
        Assert.Equal(0, run.Code);
        return run with { Out = run.Out.ReplaceLineEndings("\n") };
    }

    private static void Refused(string[] args, string part) => Derive.Run(args).AssertRefused(part);
}
