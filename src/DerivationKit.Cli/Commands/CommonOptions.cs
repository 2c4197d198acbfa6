using System.CommandLine;
using DerivationKit.Cli.Refutations;
using DerivationKit.Language;
using DerivationKit.Refuting;

namespace DerivationKit.Cli.Commands;

/// <summary>Options that several commands share, and what they come to.</summary>
internal static class CommonOptions
{
    /// <summary>--var.</summary>
    public const string VariablesName = "--var";

    /// <summary>--json.</summary>
    public static Option<bool> Json() => new("--json") { Description = "Write the result as JSON" };

    /// <summary>--var, once for each declaration.</summary>
    public static Option<string[]> Variables() => new(VariablesName, "-v")
    {
        Description = "A declaration, such as \"Z: matrix(n,d)\" or \"C: matrix(n,k) onehot_rows\"; may be repeated",
        HelpName = "declaration",
        DefaultValueFactory = _ => [],
    };

    /// <summary>--let, once for each abbreviation.</summary>
    public static Option<string[]> Abbreviations() => new("--let", "-l")
    {
        Description = "An abbreviation, such as \"S = softmax_rows(Z)\"; may be repeated",
        HelpName = "abbreviation",
        DefaultValueFactory = _ => [],
    };

    /// <summary>--given, once for each fact.</summary>
    public static Option<string[]> Given() => new("--given", "-g")
    {
        Description = "A fact, such as \"nonzero(det(A))\", \"symmetric(B)\" or \"m < n\"; may be repeated",
        HelpName = "fact",
        DefaultValueFactory = _ => [],
    };

    /// <summary>--require.</summary>
    public static Option<string?> Require() => new("--require")
    {
        Description = "What every verdict has to reach for exit code 0: all-dims (a proof for all dimensions, the default), sizes (a proof at some sizes) or tested (agreement at exact instances)",
        HelpName = string.Join('|', Levels.Names),
    };

    /// <summary>--seed.</summary>
    public static Option<ulong> Seed() => new("--seed")
    {
        Description = "Where the random draws begin: the same seed draws the same instances",
        HelpName = "number",
        DefaultValueFactory = _ => RefuterOptions.Default.Seed,
    };

    /// <summary>--database.</summary>
    public static Option<DirectoryInfo?> Database() => new("--database")
    {
        Description = "Keep the counterexamples in this folder, and try those that are there first; each is evaluated anew",
        HelpName = "folder",
    };

    /// <summary>How claims are decided by these options.</summary>
    /// <exception cref="InputException">There is no such level, or the folder cannot be read.</exception>
    public static Deciding Deciding(string? require, ulong seed, DirectoryInfo? database, Terminal terminal) => new(
        require is null ? null : Levels.Find(require) ?? throw new InputException($"--require takes {string.Join(", ", Levels.Names)}, not {Shown.Of(require)}"),
        seed,
        database is null ? null : RefutationDatabase.Open(database, terminal.Error));

    /// <summary>The scope of a text: what --var, --let and --given say, or where nothing is declared, the kinds by letter, which are told to
    /// the user.</summary>
    /// <exception cref="InputException">One of them cannot be read.</exception>
    public static Scope ScopeOf(string part, string text, string[] variables, string[] abbreviations, string[] given, Terminal terminal)
    {
        Scope scope = Declare(variables, abbreviations);
        if (variables.Length + abbreviations.Length == 0)
        {
            scope = Inferred(part, text);
            TellInferred(scope, terminal);
        }

        return given.Aggregate(scope, (scope, fact) => Reading("--given", () => scope.Assume(fact)));
    }

    private static void TellInferred(Scope scope, Terminal terminal)
    {
        string names = scope.ToString().ReplaceLineEndings("; ");
        if (names.Length > 0)
        {
            terminal.Error.WriteLine($"inferred by letter: {names}");
        }
    }

    // Where a shape is wrong, a letter that stands for another kind is the likely cause.
    private static Scope Inferred(string part, string text)
    {
        try
        {
            return Reading(part, () => Scope.Empty.Infer(text));
        }
        catch (InputException e)
        {
            throw new InputException($"{e.Message}\n    nothing is declared, so kinds go by letter: a to g scalars, h to z vectors, capitals matrices; declare all names with --var for others");
        }
    }

    /// <summary>The names that --var and --let declare.</summary>
    /// <exception cref="InputException">One of them cannot be read.</exception>
    public static Scope Declare(string[] variables, string[] abbreviations)
    {
        Scope scope = variables.Aggregate(Scope.Empty, (scope, text) => Reading("--var", () => scope.Extend(text)));
        return abbreviations.Aggregate(scope, (scope, text) => Reading("--let", () => scope.Extend($"let {text}")));
    }

    /// <summary>The variable that --wrt names.</summary>
    /// <exception cref="InputException">It names none that is declared.</exception>
    public static Variable WithRespectTo(Scope scope, string name)
    {
        Expr read = Reading("--wrt", () => scope.ParseExpression(name));
        return read as Variable ?? throw new InputException($"--wrt takes the name of a declared variable, not {Text.Print(read)}");
    }

    /// <summary>Reads a part of the command line.</summary>
    /// <exception cref="InputException">It cannot be read; the message shows where.</exception>
    public static T Reading<T>(string part, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (SyntaxException e)
        {
            throw new InputException($"{part}, {e}");
        }
    }
}
