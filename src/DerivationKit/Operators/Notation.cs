namespace DerivationKit.Operators;

/// <summary>Where an operator's symbol stands.</summary>
public enum Fixity
{
    /// <summary>name(a, b).</summary>
    Function,

    /// <summary>a + b, read from the left.</summary>
    Infix,

    /// <summary>-a.</summary>
    Prefix,

    /// <summary>a'.</summary>
    Postfix,

    /// <summary>a^p, where p is the operator's static parameter.</summary>
    Exponent,

    /// <summary>The symbol alone, as the n of 1/n.</summary>
    Name,
}

/// <summary>How an application is written as text and in LaTeX. Precedence: sums 10, products 20, unary minus 30, powers 40, postfix 50.</summary>
/// <param name="Fixity">Where the symbol stands.</param>
/// <param name="Symbol">The symbol in text.</param>
/// <param name="Latex">The symbol in LaTeX; for a function its name as a command or \operatorname, for a postfix or an
/// exponent what stands raised: before the parameter, if there is one.</param>
/// <param name="Precedence">How strongly it binds; a function is 100.</param>
public sealed record Notation(Fixity Fixity, string Symbol, string Latex, int Precedence)
{
    /// <summary>name(arguments); in LaTeX what follows an underscore is an index, as in softmax_rows.</summary>
    public static Notation Function(string name) => Function(name, name.Split('_', 2) switch
    {
        [var stem, var index] => $"\\operatorname{{{stem}}}_{{\\mathrm{{{index.Replace("_", "\\_")}}}}}",
        _ => $"\\operatorname{{{name}}}",
    });

    /// <summary>name(arguments) with its own LaTeX command.</summary>
    public static Notation Function(string name, string latex) => new(Fixity.Function, name, latex, 100);
}
