using System.Text;

namespace DerivationKit.Language;

/// <summary>How a name is written in LaTeX. Two names are written alike only if they differ in nothing but the spelling of a Greek letter:
/// θ and theta are both \theta.</summary>
internal static class LatexName
{
    // Greek letters that look like Latin ones have no command of their own, and are written as text.
    private static readonly (string Letter, string Name)[] Letters =
    [
        ("α", "alpha"), ("β", "beta"), ("γ", "gamma"), ("δ", "delta"), ("ε", "varepsilon"), ("ϵ", "epsilon"), ("ζ", "zeta"), ("η", "eta"),
        ("θ", "theta"), ("ϑ", "vartheta"), ("ι", "iota"), ("κ", "kappa"), ("λ", "lambda"), ("μ", "mu"), ("ν", "nu"), ("ξ", "xi"),
        ("π", "pi"), ("ρ", "rho"), ("ϱ", "varrho"), ("σ", "sigma"), ("ς", "varsigma"), ("τ", "tau"), ("υ", "upsilon"), ("φ", "varphi"),
        ("ϕ", "phi"), ("χ", "chi"), ("ψ", "psi"), ("ω", "omega"), ("Γ", "Gamma"), ("Δ", "Delta"), ("Θ", "Theta"), ("Λ", "Lambda"),
        ("Ξ", "Xi"), ("Π", "Pi"), ("Σ", "Sigma"), ("Υ", "Upsilon"), ("Φ", "Phi"), ("Ψ", "Psi"), ("Ω", "Omega"),
    ];

    private static readonly Dictionary<string, string> Greek = Commands();

    /// <summary>The name in mathematical mode; one group, so that an index or exponent may follow.</summary>
    public static string Of(string name)
    {
        string stem = name.TrimEnd('′');
        string primes = string.Concat(Enumerable.Repeat("\\prime", name.Length - stem.Length));
        int underscore = stem.IndexOf('_');
        bool hasIndex = underscore > 0 && underscore < stem.Length - 1;
        string word = hasIndex ? $"{Word(stem[..underscore])}_{{{Word(stem[(underscore + 1)..])}}}" : Word(stem);
        return (hasIndex, primes) switch
        {
            (_, not "") => $"{{{word}^{{{primes}}}}}",
            (true, _) => $"{{{word}}}",
            _ => word,
        };
    }

    /// <summary>The first letter of a name, that of its English name for a Greek letter: t for θ.</summary>
    public static char FirstLetter(string name)
    {
        string command = Greek.GetValueOrDefault(name[..1], name).TrimStart('\\');
        return command.StartsWith("var") && command.Length > 3 && Greek.ContainsKey(name[..1]) ? command[3] : command[0];
    }

    private static Dictionary<string, string> Commands()
    {
        Dictionary<string, string> commands = new() { ["µ"] = "\\mu" };
        foreach ((string letter, string name) in Letters)
        {
            commands[letter] = commands[name] = "\\" + name;
        }

        return commands;
    }

    private static string Word(string word) =>
        Greek.GetValueOrDefault(word)
        ?? (word.Length == 1 && char.IsAscii(word[0]) && word[0] != '_' ? word
            : word.All(char.IsAsciiDigit) ? word
            : $"\\{(Ascii.IsValid(word) ? "mathrm" : "text")}{{{word.Replace("_", "\\_")}}}");
}
