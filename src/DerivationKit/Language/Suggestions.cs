using System.Collections.Frozen;

namespace DerivationKit.Language;

/// <summary>Guesses at what was meant.</summary>
internal static class Suggestions
{
    private const string NoLatex = "LaTeX is not read: write a/b and exp(x), and Greek letters as they are declared";
    private const string NoBars = "write abs(x) for an absolute value, ‖x‖ for a norm, det(X) for a determinant";

    // Words of other languages and papers for what is written otherwise here.
    private static readonly FrozenDictionary<string, string> Habits = new Dictionary<string, string>
    {
        ["trace"] = "did you mean tr?",
        ["ln"] = "did you mean log?",
        ["norm"] = "did you mean norm2?",
        ["frobenius"] = "did you mean norm2?",
        ["dot"] = "write x'*y",
        ["matmul"] = "write A*B",
        ["identity"] = "did you mean eye?",
        ["gradient"] = "did you mean grad?",
        ["nabla"] = "did you mean grad?",
        ["diff"] = "write deriv(F, t) for a scalar t, grad(f, X) for a gradient",
        ["derivative"] = "write deriv(F, t) for a scalar t, grad(f, X) for a gradient",
        ["vjp"] = "write grad(sum(F .* V), X)",
        ["square"] = "write x .* x",
        ["inverse"] = "did you mean inv?",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<char, string> LookAlikes = new Dictionary<char, string>
    {
        ['’'] = "write ' for a transpose",
        ['‘'] = "write ' for a transpose",
        ['´'] = "write ' for a transpose",
        ['`'] = "write ' for a transpose",
        ['“'] = "write \" around a text",
        ['”'] = "write \" around a text",
        ['.'] = "a decimal number has digits on both sides of its point, as in 0.5",
        ['['] = "write ( and )",
        ['{'] = "write ( and )",
        ['\\'] = NoLatex,
        ['|'] = NoBars,
        ['∇'] = "write grad(f, X)",
        ['!'] = TokenReader.OnlyEqualities,
    }.ToFrozenDictionary();

    /// <summary>For a character that belongs to no word.</summary>
    public static string ForCharacter(char character) => LookAlikes.GetValueOrDefault(character, "");

    /// <summary>For an unknown function.</summary>
    public static string ForFunction(string name, IEnumerable<string> known)
    {
        string guess = Habits.TryGetValue(name, out string? habit) ? habit : ForName(name, known);
        return guess.EndsWith('?') ? guess : $"{guess}{(guess.Length == 0 ? "" : "; ")}derive operators lists them";
    }

    /// <summary>For a second argument of a function that takes one, as where an axis is given.</summary>
    public static string ForAxis(string function, IEnumerable<string> known)
    {
        string[] siblings = function switch
        {
            "sum" => ["rowsum(X)", "colsum(X)"],
            "eye" => ["eye(n), which is square"],
            _ => [.. known.Where(name => name == $"{function}_rows" || name == $"{function}_cols").Select(name => $"{name}(X)")],
        };
        return siblings.Length == 0 ? "" : $"write {string.Join(" or ", siblings)}";
    }

    /// <summary>For a dot inside of what another language reads as one name, such as np.exp.</summary>
    public static string ForDottedName(string afterDot) =>
        $"names have no dots{(Names.Functions.Contains(afterDot) ? $": write {afterDot}(...)" : "")}";

    /// <summary>The known name that begins with this one or is spelled most like it; empty if none is close.</summary>
    public static string ForName(string name, IEnumerable<string> known)
    {
        int limit = Math.Max(1, name.Length / 3);
        string? best = known
            .Where(candidate => candidate.StartsWith(name + "_") || Math.Abs(candidate.Length - name.Length) <= limit)
            .Select(candidate => (candidate, distance: candidate.StartsWith(name + "_") ? 0 : Distance(name, candidate)))
            .Where(pair => pair.distance <= limit && pair.distance < pair.candidate.Length)
            .OrderBy(pair => pair.distance).ThenBy(pair => pair.candidate, StringComparer.Ordinal)
            .Select(pair => pair.candidate).FirstOrDefault();
        return best is null ? "" : $"did you mean {best}?";
    }

    /// <summary>How many insertions, deletions, replacements and exchanges of neighbours lead from one word to the other, in either case of
    /// letters.</summary>
    internal static int Distance(string from, string to)
    {
        int[,] cost = new int[from.Length + 1, to.Length + 1];
        for (int i = 0; i <= from.Length; i++)
        {
            for (int j = 0; j <= to.Length; j++)
            {
                cost[i, j] = (i, j) switch
                {
                    (0, _) => j,
                    (_, 0) => i,
                    _ => Math.Min(
                        Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1,
                        cost[i - 1, j - 1] + (Same(i - 1, j - 1) ? 0 : 1)),
                };
                if (i > 1 && j > 1 && Same(i - 1, j - 2) && Same(i - 2, j - 1))
                {
                    cost[i, j] = Math.Min(cost[i, j], cost[i - 2, j - 2] + 1);
                }
            }
        }

        return cost[from.Length, to.Length];

        bool Same(int i, int j) => char.ToLowerInvariant(from[i]) == char.ToLowerInvariant(to[j]);
    }
}
