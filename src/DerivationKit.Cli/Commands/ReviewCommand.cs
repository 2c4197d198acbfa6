using System.Collections.Immutable;
using System.CommandLine;
using DerivationKit.Certificates;
using DerivationKit.Cli.Output;
using DerivationKit.Cli.Proofs;
using DerivationKit.Kernel;
using DerivationKit.Language;
using DerivationKit.Operators;

namespace DerivationKit.Cli.Commands;

/// <summary>derive review: what a certificate states, on one page for a person to agree with.</summary>
internal static class ReviewCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Argument<FileInfo> file = new("file") { Description = "A certificate, as derive prove --certificate writes it" };
        Command command = new("review", "Show what a certificate states, entry by entry, with every definition and law that it rests on") { file };
        command.SetAction(parsed => (int)Show(parsed.GetValue(file)!, terminal));
        return command;
    }

    private static ExitCode Show(FileInfo file, Terminal terminal)
    {
        Lines lines = new(terminal.Out);
        try
        {
            using StringReader text = new(CertificateFiles.Read(file));
            var certificate = Certificate.Read(text);
            Claimed(certificate, lines);
            Statement statement = certificate.Proof.Statement;
            Review review = Review.Of(certificate.Proof);
            lines.Write("statement", $"for all {string.Join(", ", statement.Free.Select(i => $"{i.Name} in {i.Dimension}").DefaultIfEmpty("sizes and values"))}:");
            lines.Write("", Text.Print(statement.Left), $"= {Text.Print(statement.Right)}");
            lines.Write("given that", [.. statement.Given.Select(ConditionText.Print).Distinct()]);
            lines.Write("where", [.. review.Definitions.Select(Defined)]);
            lines.Write("calculus", "derivatives in the statement are removed first, by the rules that src/DerivationKit/Certificates/Format.md lists");
            lines.Write("laws", [.. review.Rules.Select(rule => $"{rule.Name} ({rule.Count}): {rule.Law}")]);
            lines.Write("conditions", certificate.Conditions is [] ? ["none"] : [.. certificate.Conditions.Select(ConditionText.Print).Distinct()]);
            lines.Write("witness", certificate.Witness.ToString());
            lines.Write("proof", "as written, not replayed here: derive check-certificate does that");
            return ExitCode.Holds;
        }
        catch (CertificateException e)
        {
            throw new InputException($"{file} is no certificate: {e.Message}");
        }
    }

    private static void Claimed(Certificate certificate, Lines lines)
    {
        lines.Write("claim", certificate.Claim.Formula);
        lines.Write("for all", [.. certificate.Claim.Variables]);
        lines.Write("given", [.. certificate.Claim.Given]);
        lines.Write("hash", certificate.Claim.Hash);
    }

    private static string Defined(Definition d)
    {
        string name = d.Name.Split('(')[0];
        ImmutableArray<string> formals = [.. d.Formals.Select(f => f.Dimensions.IsEmpty ? f.Name : $"{f.Name}: {string.Join("×", f.Dimensions)}")];
        string at = d.Indices.IsEmpty ? "" : $"[{string.Join(",", d.Indices.Select(i => i.Name))}]";
        bool isOperator = OperatorTable.TryFind(name, out OperatorFamily? family) && family.ParameterKind == ParameterKind.None;
        return $"{name}({string.Join("; ", formals)}){at} = {Text.Print(d.Body)}{(isOperator ? OperatorReference.Characterized(family!.Create([])) : "")}";
    }
}
