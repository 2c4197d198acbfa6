using System.CommandLine;
using DerivationKit.Certificates;
using DerivationKit.Cli.Output;
using DerivationKit.Cli.Proofs;
using DerivationKit.Kernel;
using DerivationKit.Language;

namespace DerivationKit.Cli.Commands;

/// <summary>derive check-certificate: replays a proof from its file alone.</summary>
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
                worst = Check(file, terminal) == ExitCode.Holds ? worst : ExitCode.DoesNotHold;
            }

            return (int)worst;
        });
        return command;
    }

    private static ExitCode Check(FileInfo file, Terminal terminal)
    {
        Lines lines = new(terminal.Out);
        lines.Write("file", file.ToString());
        try
        {
            Certificate certificate = CertificateFiles.Read(file);
            lines.Write("claim", certificate.Claim.Formula);
            lines.Write("for all", [.. certificate.Claim.Variables]);
            lines.Write("given", [.. certificate.Claim.Given]);
            certificate.CheckClaim();
            Theorem theorem = certificate.Check();
            lines.Write("verdict", "accepted: the claim holds for all dimensions");
            lines.Write("conditions", theorem.Conditions is [] ? ["none"] : [.. theorem.Conditions.Select(ConditionText.Print).Distinct()]);
            return ExitCode.Holds;
        }
        catch (CertificateException e)
        {
            lines.Write("verdict", "rejected");
            lines.Write("reason", e.Message);
            return ExitCode.DoesNotHold;
        }
    }
}
