using System.CommandLine;
using DerivationKit.Certificates;
using DerivationKit.Cli.Output;
using DerivationKit.Cli.Proofs;
using DerivationKit.Kernel;
using DerivationKit.Language;

namespace DerivationKit.Cli.Commands;

/// <summary>derive check-certificate: replays a proof from its file alone, by the kernel and by the second checker, which shares no code with it.</summary>
internal static class CheckCertificateCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Argument<FileInfo[]> files = new("file") { Description = "Certificates, as derive prove --certificate writes them", Arity = ArgumentArity.OneOrMore };
        Command command = new("check-certificate", "Replay proofs from their files, without any search") { files };
        command.SetAction(parsed =>
        {
            ExitCode worst = ExitCode.Holds;
            foreach (FileInfo file in parsed.GetValue(files)!)
            {
                worst = (ExitCode)Math.Max((int)worst, (int)Check(file, terminal));
            }

            return (int)worst;
        });
        return command;
    }

    private static ExitCode Check(FileInfo file, Terminal terminal)
    {
        Lines lines = new(terminal.Out);
        lines.Write("file", file.ToString());
        string text = CertificateFiles.Read(file);
        // The second checker comes first: it gives up in time on a file that was made to take long, and the kernel would not.
        Checker.Verdict checkedBySecond = CheckBySecond(text);
        if (checkedBySecond.IsTooMuchWork)
        {
            lines.Write("verdict", "not accepted");
            lines.Write("reason", "checking takes more work than a file may ask for");
            return ExitCode.DoesNotHold;
        }

        string? second = checkedBySecond is Checker.Verdict.Rejected r ? $"line {r.Line}: {r.Reason}" : null;
        string? claim = null, kernel = Refusal(() => claim = CheckByKernel(text, lines));
        // Both look at what the claim declares, the kernel's side apart from the proof.
        string? first = kernel ?? claim;
        if (second is null ? kernel is not null : first is null)
        {
            lines.Write("verdict", "internal error: the checkers disagree");
            lines.Write("kernel", kernel ?? "accepted");
            lines.Write("second", second ?? "accepted");
            return ExitCode.Disagreement;
        }

        lines.Write("verdict", first is null ? "accepted by both checkers: the claim holds for all dimensions" : "rejected");
        lines.Write("reason", [.. new[] { first }.OfType<string>()]);
        return first is null ? ExitCode.Holds : ExitCode.DoesNotHold;
    }

    // Prints what the proof rests on; the second checker does not read claims, so that what is wrong with the claim comes back apart.
    private static string? CheckByKernel(string text, Lines lines)
    {
        using StringReader reader = new(text);
        var certificate = Certificate.Read(reader);
        Theorem theorem = certificate.Check();
        lines.Write("claim", certificate.Claim.Formula);
        lines.Write("for all", [.. certificate.Claim.Variables]);
        lines.Write("given", [.. certificate.Claim.Given]);
        lines.Write("conditions", theorem.Conditions is [] ? ["none"] : [.. theorem.Conditions.Select(ConditionText.Print).Distinct()]);
        return Refusal(certificate.CheckClaim) ?? Refusal(certificate.CheckWitness);
    }

    private static Checker.Verdict CheckBySecond(string text)
    {
        using StringReader reader = new(text);
        return Checker.Checker.Check(reader);
    }

    // Why a certificate is rejected, if it is.
    private static string? Refusal(Action check)
    {
        try
        {
            check();
            return null;
        }
        catch (CertificateException e)
        {
            return e.Message;
        }
    }
}
