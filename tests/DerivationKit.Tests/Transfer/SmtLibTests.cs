using DerivationKit.Cli.Exports;
using DerivationKit.Tests.Cli;
using DerivationKit.Transfer;

namespace DerivationKit.Tests.Transfer;

public class SmtLibTests
{
    [Theory]
    [InlineData("x")]
    [InlineData("")]
    [InlineData("_")]
    [InlineData("_u0041_")]
    [InlineData("A[0,1]")]
    [InlineData("exp(1 0^1 2^-1 /2)")]
    [InlineData("θ′|\\\n\"𝟙")]
    public void A_name_can_be_read_back(string name)
    {
        string symbol = SmtName.Encode(name);
        Assert.All(symbol, c => Assert.True(char.IsAsciiLetterOrDigit(c) || c is '_' or '.'));
        Assert.Equal(name, SmtName.Decode(symbol));
    }

    [Theory]
    [InlineData("v._")]
    [InlineData("v._u00")]
    [InlineData("v._u0041_")]
    [InlineData("v._x0028_")]
    [InlineData("w.x")]
    public void A_symbol_of_no_text_is_refused(string symbol) => Assert.Throws<FormatException>(() => SmtName.Decode(symbol));

    [Fact]
    public void A_quotient_is_defined_by_a_product()
    {
        string text = SmtLib.Write(FixedSizesTests.Read("x: scalar; y: scalar", "x/y == x"), new Dictionary<string, int>());
        Assert.Equal(
            """
            ; unsat: the sides are equal at these sizes; sat: they differ, or what is said here of functions is too little to tell
            (set-logic QF_NRA)
            (declare-const v.x_u005B__u005D_ Real)
            (declare-const v.y_u005B__u005D_ Real)
            (declare-const left0 Real)
            (assert (distinct v.y_u005B__u005D_ 0))
            (assert (= (* left0 (* v.y_u005B__u005D_ 1)) v.x_u005B__u005D_))
            (assert (or (not (= left0 v.x_u005B__u005D_)) false))
            (check-sat)

            """,
            text,
            ignoreLineEndingDifferences: true);
    }

    // c1² = c1, c2² = c2 and c1 + c2 = 1; exp(z1), exp(z2), exp(c1 z1) and exp(c2 z2) are positive.
    [Fact]
    public void What_is_known_of_inputs_is_written()
    {
        string[] lines = SmtLib.Write(
            FixedSizesTests.Read("C: matrix(n,k) onehot_rows; z: vector(k)", "C*exp(z) == exp(C*z)"), new Dictionary<string, int> { ["n"] = 1, ["k"] = 2 }).Split('\n');
        Assert.Equal(3, lines.Count(line => line.StartsWith("(assert (= t")));
        Assert.Equal(4, lines.Count(line => line.StartsWith("(assert (> v.exp")));
    }

    [Theory]
    [InlineData("z: vector(n)", "sum(softmax(z)) == 1", "unsat")]
    [InlineData("z: vector(n)", "sum(softmax(z)) == n", "sat")]
    [InlineData("C: matrix(n,n) onehot_rows; S: matrix(n,n)", "grad(-sum(C .* logsoftmax_rows(S)), S) == softmax_rows(S) - C", "unsat")]
    [InlineData("x: vector(n); A: matrix(n,n)", "grad(x'*A*x, x) == 2*A*x", "sat")]
    [InlineData("x: vector(n) positive", "grad(norm2(x), x) == x/norm2(x)", "unsat")]
    [InlineData("Q: matrix(n,n) orthogonal", "Q*Q' == eye(n)", "unsat")]
    [InlineData("V: matrix(3,n) orthonormal_cols", "V'*V == eye(n)", "unsat")]
    [InlineData("V: matrix(3,n) orthonormal_cols", "V*V' == eye(3)", "sat")]
    public void Z3_agrees_where_it_is_installed(string variables, string claim, string answer)
    {
        string given = Solver.Ask(SmtLib.Write(FixedSizesTests.Read(variables, claim), new Dictionary<string, int> { ["n"] = 2 }));
        Assert.SkipWhen(given.Contains("not installed"), "z3 is not installed");
        Assert.StartsWith($"z3 answers {answer}:", given);
    }

    [Fact]
    public void What_the_formulas_leave_out_and_what_was_settled_before_is_remarked()
    {
        Assert.Contains("; the sides became the same formula", Written("z: vector(n)", "sum(softmax(z)) == 1"));
        Assert.Contains("; the sides became the same formula", Written("A: matrix(n,n); B: matrix(n,n)", "tr(A*B) == tr(B*A)"));
        Assert.DoesNotContain("; the sides became the same formula", Written("A: matrix(n,n); B: matrix(n,n)", "A*B == B*A"));
        Assert.DoesNotContain("; the sides became the same formula", Written("Q: matrix(n,n) orthogonal", "Q*Q' == eye(n)"));
        Assert.Contains("; known of the inputs, but not asserted here: psd(P)", Written("P: matrix(n,n) psd", "tr(P) == tr(P)"));

        static string Written(string variables, string claim) => SmtLib.Write(FixedSizesTests.Read(variables, claim), new Dictionary<string, int> { ["n"] = 2 });
    }

    [Fact]
    public void The_command_writes_the_formulas()
    {
        Derive run = Derive.Run("export", "x'*x == sum(x.^2)", "--smt", "-", "--sizes", "n=2", "--var", "x: vector(n)");
        Assert.Equal(0, run.Code);
        Assert.StartsWith("; unsat", run.Out);
        Assert.EndsWith("(check-sat)", run.Out.TrimEnd());
    }

    [Theory]
    [InlineData("n", "--sizes")]
    [InlineData("n=x", "--sizes")]
    [InlineData("n=2,n=3", "--sizes")]
    [InlineData("m=2", "n needs a size")]
    [InlineData("n=0", "n needs a size")]
    public void The_command_refuses_other_sizes(string sizes, string message) =>
        Derive.Run("export", "x'*x == sum(x.^2)", "--smt", "-", "--sizes", sizes, "--var", "x: vector(n)").AssertRefused(message);
}
