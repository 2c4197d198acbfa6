using DerivationKit.Cli;
using DerivationKit.Cli.Output;
using DerivationKit.Kernel;
using DerivationKit.Operators;

namespace DerivationKit.Tests.Cli;

public class CommandLineTests
{
    private const string Escape = "\u001b";

    [Theory]
    [InlineData("--help")]
    [InlineData("verify", "--help")]
    [InlineData("prove", "-h")]
    public void Help_names_the_command_derive_and_states_the_exit_codes(params string[] args)
    {
        Derive run = Derive.Run(args);
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Contains("  derive ", run.Out);
        Assert.DoesNotContain("derivationkit-root", run.Out);
        Assert.All(Enum.GetValues<ExitCode>(), code => Assert.Contains($"\n  {(int)code,-4}", run.Out));
    }

    [Fact]
    public void The_version_is_printed() => Assert.Matches(@"^\d+\.\d+\.\d+", Derive.Run("--version").Out);

    [Fact]
    public void Every_rule_of_the_kernel_is_listed_with_its_law()
    {
        Derive run = Derive.Run("rules");
        Assert.Equal(0, run.Code);
        Assert.All(RuleTable.All, rule => Assert.Contains(run.Out.Split('\n'), line => line.StartsWith(rule.Name + " ") && line.TrimEnd().EndsWith(rule.Law)));
    }

    [Fact]
    public void Every_operator_is_listed_with_its_meaning()
    {
        Derive run = Derive.Run("operators");
        Assert.Equal(0, run.Code);
        Assert.All(OperatorTable.All, family => Assert.Contains(run.Out.Split('\n'), line => line.StartsWith(family.Name + " ")));
        // Matrix product and softmax as textbooks define them.
        Assert.Contains("[i,j] = sum_p A[i,p]*B[p,j]", run.Out);
        Assert.Contains("[i,j] = exp(A[i,j])/(sum_l exp(A[i,l]))", run.Out);
    }

    [Fact]
    public void Columns_are_aligned_by_characters_as_a_reader_sees_them()
    {
        using StringWriter output = new();
        new DerivationKit.Cli.Output.Table(["a", "b"], [(["θ\u0304", "1"], Tone.Plain), (["wide", "2"], Tone.Good)]).Write(new(output, output, false, false));
        Assert.Equal(["a     b", "θ\u0304     1", "wide  2", ""], output.ToString().ReplaceLineEndings("\n").Split('\n'));
    }

    [Fact]
    public void A_terminal_gets_a_drawn_table_and_everything_else_plain_text()
    {
        Assert.Contains("│", Derive.Run(mayDraw: true, "rules").Out);
        string plain = Derive.Run("rules").Out;
        Assert.DoesNotContain("│", plain);
        Assert.DoesNotContain(Escape, plain);
        Assert.Equal(plain, Derive.Run(mayDraw: true, "rules", "--no-color").Out);
    }

    [Fact]
    public void Progress_goes_to_standard_error_of_a_terminal_alone()
    {
        using Folder folder = new();
        string file = folder.Write("a.md", Folder.Prove("a", "1 == 1"));
        Assert.Contains("deciding claim 1 of 1", Derive.Run(mayDraw: true, "verify", file).Error);
        Assert.Equal("", Derive.Run("verify", file).Error);
        Assert.Equal("", Derive.Run(mayDraw: true, "verify", file, "--no-color").Error);
    }

    [Fact]
    public void An_unexpected_exception_is_one_line_and_exit_code_70()
    {
        using StringWriter error = new();
        using BrokenWriter output = new();
        int code = CommandLine.Run(["rules"], new(output, error, false, false));
        Assert.Equal(70, code);
        Assert.Equal(
            "derive: unexpected NotSupportedException: broken (please report it with the command line)", error.ToString().TrimEnd());
    }

    [Fact]
    public void A_disagreement_between_layers_has_an_exit_code_of_its_own() =>
        Assert.Equal(3, (int)ExitCodes.Of(new Verdict.InternalError("evidence")));

    [Fact]
    public void A_disagreement_between_layers_outweighs_every_other_failure()
    {
        var claim = DerivationKit.ProofFiles.ProofFile.Parse("a.md", Folder.Prove("a", "1 == 1")).Claims[0];
        DerivationKit.Cli.Proofs.Outcome Of(Verdict verdict) => new(claim, verdict, claim.Unmet(verdict), TimeSpan.Zero);
        DerivationKit.Cli.Proofs.ProofRun run = new(1, [Of(new Verdict.Undecided("why")), Of(new Verdict.InternalError("evidence"))], []);
        Assert.Equal(ExitCode.Disagreement, run.ExitCode);
        Assert.All(run.Outcomes, o => Assert.Single(o.Failures));
    }

    private sealed class BrokenWriter : StringWriter
    {
        public override void WriteLine(string? value) => throw new NotSupportedException("broken");
    }
}
