using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using DerivationKit.Cli.Commands;
using DerivationKit.Cli.Output;
using DerivationKit.ProofFiles;

namespace DerivationKit.Cli;

/// <summary>The derive command: reads the command line, runs a command, and turns what goes wrong into one paragraph and an exit code.</summary>
internal static class CommandLine
{
    private const string NoColor = "--no-color";

    /// <summary>Runs derive with these arguments.</summary>
    public static int Run(string[] args, Terminal terminal)
    {
        try
        {
            return LargeStack.Run(() => Dispatch(args, terminal));
        }
        catch (Exception e) when (e is InputException or ProofFileException)
        {
            return Fail(terminal, ExitCode.BadInput, e is ProofFileException ? e.ToString() : e.Message);
        }
        catch (Exception e)
        {
            return Fail(terminal, ExitCode.Defect, $"unexpected {e.GetType().Name}: {e.Message.ReplaceLineEndings(" ")} (please report it with the command line)");
        }
    }

    private static int Dispatch(string[] args, Terminal terminal)
    {
        // Formulas begin with - and may hold anything: no bundles of short options, no files of arguments.
        ParserConfiguration configuration = new() { EnablePosixBundling = false, ResponseFileTokenReplacer = null };
        ParseResult parsed = Root(args.Contains(NoColor) ? terminal.Plain : terminal).Parse(args, configuration);
        if (parsed.Action is ParseErrorAction)
        {
            string name = parsed.CommandResult.Command.Name;
            string command = name == HelpText.RootName ? "derive" : $"derive {name}";
            throw new InputException($"{string.Join(" ", parsed.Errors.Select(e => e.Message))} Try '{command} --help'.");
        }

        return parsed.Invoke(new() { EnableDefaultExceptionHandler = false, Output = terminal.Out, Error = terminal.Error });
    }

    // Not a RootCommand: that takes its name from the program file, and System.CommandLine refuses a subcommand of the same name.
    private static Command Root(Terminal terminal)
    {
        Command root = new(HelpText.RootName, "Proves and refutes claims about matrix derivatives, and derives gradients.")
        {
            VerifyCommand.Create(terminal),
            ProveCommand.Create(terminal),
            GradCommand.Create(terminal),
            SolveCommand.Create(terminal),
            SimplifyCommand.Create(terminal),
            ExplainCommand.Create(terminal),
            FlowCommand.Create(terminal),
            CompileCommand.Create(terminal),
            ExportCommand.Create(terminal),
            CheckCertificateCommand.Create(terminal),
            ReviewCommand.Create(terminal),
            ReplayCommand.Create(terminal),
            RulesCommand.Create(terminal),
            OperatorsCommand.Create(terminal),
            SelfTestCommand.Create(terminal),
            new HelpOption { Action = new HelpText(new HelpAction()) },
            new VersionOption(),
            new Option<bool>(NoColor) { Description = "Neither colours nor drawn tables nor progress", Recursive = true },
        };
        return root;
    }

    private static int Fail(Terminal terminal, ExitCode code, string message)
    {
        terminal.Error.WriteLine($"derive: {Visible.Of(message)}");
        return (int)code;
    }
}
