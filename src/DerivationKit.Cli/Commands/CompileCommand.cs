using System.Collections.Immutable;
using System.CommandLine;
using DerivationKit.Cli.Json;
using DerivationKit.Cli.Output;
using DerivationKit.Compilation;
using DerivationKit.Language;

namespace DerivationKit.Cli.Commands;

/// <summary>derive compile: the program that computes expressions, and at given sizes the plan by which it runs.</summary>
internal static class CompileCommand
{
    private static readonly string[] Types = ["double", "float"];
    private static readonly string[] Layouts = ["row", "column"];

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Argument<string[]> expressions = new("expression")
        {
            Description = "What is computed, such as \"(softmax_rows(Z*θ') - C)*θ\" or \"grad(norm2(A*x - y)^2, x)\"; several share what they have in common",
            Arity = ArgumentArity.OneOrMore,
        };
        Option<string[]> variables = CommonOptions.Variables();
        Option<string[]> abbreviations = CommonOptions.Abbreviations();
        Option<bool> explain = new("--explain")
        {
            Description = "Show how it is computed at given sizes on this processor: regions, loops, buffers, operations and bytes",
        };
        Option<string[]> sizes = new("--size", "-s")
        {
            Description = "For --explain: the size of a dimension, such as n=512; may be repeated, or n=512,d=64",
            HelpName = "size",
            DefaultValueFactory = _ => [],
        };
        Option<string> type = Choice("--type", "The floating-point type", Types);
        Option<string> layout = Choice("--layout", "The order of the entries of inputs and results", Layouts);
        Option<bool> json = CommonOptions.Json();
        Command command = new("compile", "Show the program that computes expressions, and what it costs")
        {
            expressions, variables, abbreviations, explain, sizes, type, layout, json,
        };
        command.SetAction(parsed =>
        {
            var request = new PlanRequest(
                DimensionSizes.Read(parsed.GetValue(sizes)!), parsed.GetValue(explain),
                One("--type", Types, parsed.GetValue(type)!) == "float",
                One("--layout", Layouts, parsed.GetValue(layout)!) == "row" ? MatrixLayout.RowMajor : MatrixLayout.ColumnMajor);
            string[] texts = parsed.GetValue(expressions)!;
            if (texts.FirstOrDefault(text => text.StartsWith("--", StringComparison.Ordinal)) is { } option)
            {
                throw new InputException($"compile has no option {Shown.Of(option)}, as derive compile --help shows; an expression that begins with two minus signs is written with a blank between them");
            }

            Scope scope = ScopeOf(texts, parsed.GetValue(variables)!, parsed.GetValue(abbreviations)!, terminal);
            var compiled = Compiled.Of([.. texts.Select(text => CommonOptions.Reading("the expression", () => scope.ParseExpression(text)))], scope, request);
            Write(compiled, parsed.GetValue(json), terminal);
            return (int)compiled.ExitCode;
        });
        return command;
    }

    private static Scope ScopeOf(string[] texts, string[] variables, string[] abbreviations, Terminal terminal) =>
        texts.Length > 1 && variables.Length + abbreviations.Length == 0
            ? throw new InputException(
                "names of several expressions are not told by letter: declare them with --var, such as --var \"A: matrix(m,n); x: vector(n)\"")
            : CommonOptions.ScopeOf("the expression", texts[0], variables, abbreviations, [], terminal);

    private static Option<string> Choice(string name, string description, string[] words) =>
        new(name) { Description = description, HelpName = string.Join('|', words), DefaultValueFactory = _ => words[0] };

    private static string One(string option, string[] words, string word) =>
        words.Contains(word) ? word : throw new InputException($"{option} takes {string.Join(" or ", words)}, not {Shown.Of(word)}");

    private static void Write(Compiled compiled, bool json, Terminal terminal)
    {
        if (json)
        {
            terminal.Out.WriteLine(JsonText.Write(CompiledJson.Of(compiled)));
        }
        else
        {
            new CompiledReport(terminal).Write(compiled);
        }
    }
}
