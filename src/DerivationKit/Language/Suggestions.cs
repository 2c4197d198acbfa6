
namespace DerivationKit.Language;

/// <summary>Guesses at what was meant.</summary>
internal static class Suggestions
{
    private const string NoLatex = "LaTeX is not read: write a/b and exp(x), and Greek letters as they are declared";
    private const string NoBars = "write abs(x) for an absolute value, ‖x‖ for a norm, det(X) for a determinant";

    // Words of other languages and papers for what is written otherwise here.
    private static readonly Dictionary<string, string> Habits = new Dictionary<string, string>
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
        ["matrix_exp"] = "did you mean expm?",
        ["dexpm"] = "did you mean expm_frechet?",
        ["kronecker"] = "did you mean kron?",
        ["otimes"] = "did you mean kron?",
        ["odot"] = "write A .* B",
        ["circ"] = "write A .* B",
        ["multiply"] = "write A .* B",
        ["elementwise"] = "write A .* B",
        ["divide"] = "write A ./ B",
        ["mm"] = "write A*B",
        ["matvec"] = "write A*x",
        ["bmm"] = "write A*B",
        ["einsum"] = "write contract(\"ij,jk->ik\", A, B)",
        ["vdot"] = "write x'*y",
        ["frob"] = "did you mean norm2?",
        ["fro"] = "did you mean norm2?",
        ["logsum"] = "did you mean logsumexp?",
        ["lse"] = "did you mean logsumexp?",
        ["slogdet"] = "did you mean logdet?",
        ["lndet"] = "did you mean logdet?",
        ["determinant"] = "did you mean det?",
        ["asin"] = "did you mean arcsin?",
        ["acos"] = "did you mean arccos?",
        ["atan"] = "did you mean arctan?",
        ["sgn"] = "did you mean sign?",
        ["heaviside"] = "did you mean step?",
        ["expit"] = "did you mean sigmoid?",
        ["logistic"] = "did you mean sigmoid?",
        ["matexp"] = "did you mean expm?",
        ["log1p"] = "write log(1 + x), log(ones(n) + x) for a vector, or softplus(x) for log1p(exp(x))",
        ["log2"] = "write log(x)/log(2)",
        ["log10"] = "write log(x)/log(10)",
        ["pinv"] = "write inv(A'*A)*A' or A'*inv(A*A')",
        ["solve"] = "write inv(A)*b",
        ["average"] = "did you mean mean?",
        ["var"] = "write mean((x - mean(x)*ones(n)).^2)",
        ["layernorm"] = "did you mean layernorm_rows?",
        ["rmsnorm"] = "did you mean rmsnorm_rows?",
        ["id"] = "did you mean eye?",
        ["Id"] = "did you mean eye?",
        ["diagonal"] = "did you mean diag?",
        ["vectorize"] = "did you mean vec?",
        ["reshape"] = "write vec(X) for all entries, column by column",
        ["tril"] = "write causal(n) .* A",
        ["jac"] = "did you mean jacobian?",
        ["hess"] = "did you mean hessian?",
        ["D"] = "write deriv(F, t) for a scalar t, grad(f, X) for a gradient",
        ["d"] = "write deriv(F, t) for a scalar t, grad(f, X) for a gradient",
        ["directional"] = "did you mean jvp?",
    };

    private static readonly Dictionary<char, string> LookAlikes = new Dictionary<char, string>
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
    };

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

    /// <summary>For a constant array with its size as a subscript, such as eye_n; empty for other names.</summary>
    public static string ForSubscript(string name) => name.Split('_') switch
    {
        ["eye" or "I", { Length: > 0 } size] => $"write eye({size})",
        [("ones" or "zeros") and var array, { Length: > 0 } size] => $"write {array}({size})",
        _ => "",
    };

    /// <summary>For a dot inside of what another language reads as one name, such as np.exp.</summary>
    public static string ForDottedName(string afterDot)
    {
        string called = afterDot[(afterDot.LastIndexOf('.') + 1)..];
        string meant = Names.Functions.Contains(called) ? $": write {called}(...)" : Habits.TryGetValue(called, out string? habit) ? $": {habit}" : "";
        return $"names have no dots{meant}";
    }

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
