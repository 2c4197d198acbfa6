using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using DerivationKit.Cli.Commands;

namespace DerivationKit.Cli;

/// <summary>The help text of System.CommandLine under the command's own name, with examples, the kinds of undeclared names and the exit codes.</summary>
internal sealed class HelpText(HelpAction inner) : SynchronousCommandLineAction
{
    public const string RootName = "derivationkit-root";

    private const string ByLetter = """
        Where nothing is declared by --var or --let, kinds go by letter, and are told: names that
        begin with a to g are scalars, h to z vectors, A to Z matrices; their dimensions are as
        different as the text allows. Greek letters go by their English names: θ as t.
        """;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        TextWriter output = parseResult.InvocationConfiguration.Output;
        using StringWriter text = new();
        parseResult.InvocationConfiguration.Output = text;
        int code = inner.Invoke(parseResult);
        parseResult.InvocationConfiguration.Output = output;
        Command command = parseResult.CommandResult.Command;
        string[] sections =
        [
            text.ToString().Replace(RootName, "derive").TrimEnd(),
            ExamplesOf(command.Name),
            command.Options.Any(option => option.Name == CommonOptions.VariablesName) ? ByLetter : "",
            ExitCodes.Help,
        ];
        output.WriteLine(string.Join(Environment.NewLine + Environment.NewLine, sections.Where(section => section.Length > 0)));
        return code;
    }

    private static string ExamplesOf(string command)
    {
        string[] examples = command switch
        {
            RootName =>
            [
                "prove \"grad(x'*A*x, x) == 2*A*x\" --given \"symmetric(A)\"",
                "grad \"norm2(A*x - y)^2\" --wrt x",
                "explain \"grad(logdet(X), X)\"",
                "operators softmax_rows",
            ],
            "prove" => ["prove \"grad(tr(X'*A*X), X) == (A + A')*X\"", "prove \"inv(A)' == inv(A)\" --var \"A: matrix(n,n) symmetric\""],
            "replay" => ["prove \"A*B == B*A\" --json > refutation.json", "replay refutation.json"],
            "grad" => ["grad \"sum(C .* logsoftmax_rows(Z*W'))\" --wrt Z --var \"Z: matrix(n,d); W: matrix(k,d); C: matrix(n,k) onehot_rows\""],
            "solve" => ["solve \"norm2(X*w - y)^2 + a*norm2(w)^2\" --wrt w", "solve \"A*X*B == C\" --wrt X"],
            "simplify" => ["simplify \"hessian(logsumexp(x), x)\"", "simplify \"vecjac(A*X*B, X)\""],
            "explain" => ["explain \"grad(norm2(A*x - y)^2, x)\" --markdown", "explain \"grad(tr(A*X), X, on: symmetric)\""],
            "export" => ["export \"sum(softmax(z)) == 1\" --smt claim.smt2 --sizes n=2 --run"],
            "flow" => ["flow \"1/2*norm2(A*x - y)^2\" --wrt x"],
            "compile" =>
            [
                "compile \"(C - softmax_rows(Z*W'))*W\" --var \"Z: matrix(n,d); W: matrix(k,d); C: matrix(n,k)\" --explain --size n=512,d=64,k=10",
                "compile \"norm2(A*x - y)^2\" \"grad(norm2(A*x - y)^2, x)\" --var \"A: matrix(m,n); x: vector(n); y: vector(m)\"",
            ],
            "selftest" => ["selftest --mutants 100000 --seed 7 --json", "selftest --true-claims claims.jsonl --seeds 20"],
            _ => [],
        };
        return examples.Length == 0 ? "" : string.Join(Environment.NewLine, examples.Select(example => $"  derive {example}").Prepend("Examples:"));
    }
}
