using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Coq;

/// <summary>A number that a scalar lemma takes as a variable: how Coq writes it where the lemma is used, and what may be needed of it.</summary>
/// <param name="Text">The term of Coq, in parentheses where it needs them.</param>
/// <param name="NonZero">A proof that it is not 0.</param>
/// <param name="NonNegative">A proof that it is not negative.</param>
/// <param name="ZeroOrOne">A proof that it is 0 or 1, for what is an indicator.</param>
internal sealed record Letter(string Text, Func<string> NonZero, Func<string> NonNegative, string? ZeroOrOne = null)
{
    /// <summary>A number of which nothing is known.</summary>
    public static Letter Opaque(string text) => new(text, () => throw Unknown(text, "not 0"), () => throw Unknown(text, "not negative"));

    private static CoqExportException Unknown(string text, string what) => new($"no proof in Coq that {text} is {what}");
}

/// <summary>A rational power of a letter.</summary>
internal readonly record struct LetterPower(Letter Letter, Rational Exponent);

/// <summary>A number times powers of letters.</summary>
internal sealed record Product(Rational Coefficient, ImmutableArray<LetterPower> Powers)
{
    public static Product Of(Rational coefficient, string text) => new(coefficient, [new(Letter.Opaque(text), 1)]);
}

/// <summary>What is known: a power of a letter is a sum of products. A letter that is just another one needs no fixed power.</summary>
internal sealed record Equation(LetterPower Left, ImmutableArray<Product> Right, string Proof)
{
    public Letter? Other { get; private init; }

    /// <summary>Two letters that are one number.</summary>
    public static Equation Same(Letter left, Letter right, string proof) => new(new(left, 1), [], proof) { Other = right };
}

/// <summary>Proves equations between sums of products by lemmas about variables, so that ring and field never see more than these.</summary>
internal sealed class Scalars(Script script)
{
    // A letter may have been replaced by itself already, and then there is nothing left to do.
    internal const string Replace = "(move=> -> || move=> _)";

    /// <summary>The proof of left = right from the equations, each used once, in order.</summary>
    public string Prove(ImmutableArray<Product> left, ImmutableArray<Product> right, params ImmutableArray<Equation> equations)
    {
        Letters letters = new([.. left.Concat(right).Concat(equations.SelectMany(e => e.Right)).SelectMany(p => p.Powers).Concat(
            equations.Where(e => e.Other is null).Select(e => e.Left))], equations);
        List<(string Statement, string Intro, string Proof)> premises = [];
        foreach (Equation e in equations)
        {
            premises.Add(e.Other is { } other
                ? ($"{letters.Variable(e.Left.Letter)} = {letters.Variable(other)}", Replace, letters.Within(e.Left.Letter, e.Proof))
                : ($"{letters.Raised(e.Left)} = {Sum(e.Right, letters)}", Replace, e.Proof));
        }

        foreach (LetterPower indicator in letters.Repeated(left))
        {
            premises.Add(($"{letters.Raised(indicator)} = 0 \\/ {letters.Raised(indicator)} = 1", "(case=> -> || move=> _)", indicator.Letter.ZeroOrOne!));
        }

        premises.AddRange(letters.Squares());
        ImmutableArray<(string Statement, string Proof)> nonZero = [.. letters.NonZero()];
        premises.AddRange(nonZero.Select((n, i) => (n.Statement, $"move=> nz{i}", n.Proof)));
        bool field = nonZero.Length > 0 || left.Concat(right).Concat(equations.SelectMany(e => e.Right)).Any(p => !p.Coefficient.IsInteger);
        string intros = string.Concat(premises.Select(p => $"{p.Intro}; "));
        string end = field ? $"(by ring) || (by field; rewrite ?pnatr_eq0 {string.Concat(nonZero.Select((_, i) => $"?nz{i} "))}//)" : "by ring";
        string statement = $"{string.Concat(premises.Select(p => $"{p.Statement} -> "))}{Sum(left, letters)} = {Sum(right, letters)} :> R";
        string parameters = letters.Names.Any() ? $" ({string.Join(" ", letters.Names)} : R)" : "";
        string lemma = script.Lemma("s", $"{parameters} : {statement}", $"{intros}{end}");
        return $"({string.Join(" ", letters.Texts.Prepend(lemma).Concat(premises.Select(p => p.Proof)))})";
    }

    private static string Sum(ImmutableArray<Product> products, Letters letters) =>
        CoqText.Sum(products.Select(p => CoqText.Scaled(p.Coefficient, CoqText.Times(p.Powers.Select(letters.Raised)))));
}
