using System.CommandLine;
using DerivationKit.Cli.Output;
using DerivationKit.Kernel;

namespace DerivationKit.Cli.Commands;

/// <summary>derive rules: what a proof may rest on.</summary>
internal static class RulesCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Command command = new("rules", "List the kernel's rules: every proof is a sequence of these");
        command.SetAction(_ =>
        {
            Table table = new(["rule", "law"], [.. RuleTable.All.Select(r => ((System.Collections.Immutable.ImmutableArray<string>)[r.Name, r.Law], Tone.Plain))]);
            table.Write(terminal);
            return (int)ExitCode.Holds;
        });
        return command;
    }
}
