using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Coq;

/// <summary>The variables of one scalar lemma. A letter of which only negative powers occur becomes a variable for its inverse, so that it
/// need not be known not to be 0; one of which square roots occur, a variable for the root.</summary>
internal sealed class Letters
{
    private readonly Dictionary<string, Use> uses = [];
    private readonly List<(string Name, string Text)> variables = [];
    private readonly ImmutableArray<Equation> same;

    public Letters(IEnumerable<LetterPower> powers, ImmutableArray<Equation> equations)
    {
        foreach (LetterPower p in powers)
        {
            if (!p.Exponent.IsInteger && p.Exponent.Denominator != 2)
            {
                throw new CoqExportException($"no Coq lemma yet for the power {p.Exponent}");
            }

            Note(p.Letter).Exponents.Add(p.Exponent);
        }

        same = [.. equations.Where(e => e.Other is not null)];
        foreach (Equation e in same.Concat(same.Reverse()))
        {
            Use left = Note(e.Left.Letter), right = Note(e.Other!);
            left.Exponents.UnionWith(right.Exponents);
            right.Exponents.UnionWith(left.Exponents);
        }
    }

    /// <summary>The names of the variables made so far.</summary>
    public IEnumerable<string> Names => variables.Select(v => v.Name);

    /// <summary>What they stand for.</summary>
    public IEnumerable<string> Texts => variables.Select(v => v.Text);

    /// <summary>The indicators of which a product holds more than one, where letters that are the same count as one.</summary>
    public ImmutableArray<LetterPower> Repeated(IEnumerable<Product> products) => [.. products
        .SelectMany(p => p.Powers.Where(q => q.Letter.ZeroOrOne is not null).Select(q => new LetterPower(One(q.Letter), 1)).GroupBy(q => q.Letter.Text).Where(g => g.Count() > 1).Select(g => g.First()))
        .DistinctBy(p => p.Letter.Text)];

    /// <summary>A power in terms of its variable.</summary>
    public string Raised(LetterPower p) =>
        CoqText.Raised(Variable(p.Letter, !p.Exponent.IsInteger), uses[p.Letter.Text].IsInverse ? Rational.Abs(p.Exponent.Numerator) : p.Exponent.Numerator);

    /// <summary>The variable of a letter of which either roots or whole powers occur.</summary>
    public string Variable(Letter letter) => Variable(letter, uses[letter.Text].HasRoot);

    /// <summary>From a proof that two letters are equal, one that their variables are.</summary>
    public string Within(Letter letter, string proof) => uses[letter.Text] is { HasRoot: false, IsInverse: false }
        ? proof
        : $"(congr1 (fun z : R => {Form("z", uses[letter.Text].HasRoot, uses[letter.Text].IsInverse)}) {proof})";

    /// <summary>Where a root and whole powers occur, the one is the square of the other.</summary>
    public IEnumerable<(string Statement, string Intro, string Proof)> Squares()
    {
        foreach (Use use in uses.Values.Where(u => u.HasRoot && u.Exponents.Any(e => e.IsInteger)).ToArray())
        {
            yield return ($"{Variable(use.Letter, false)} = {Variable(use.Letter, true)} ^+ 2", Scalars.Replace,
                $"({(use.IsInverse ? "inv_sqr_root" : "sqr_root")} {use.Letter.NonNegative()})");
        }
    }

    /// <summary>What has to be known not to be 0, since both positive and negative powers occur.</summary>
    public IEnumerable<(string Statement, string Proof)> NonZero()
    {
        foreach (Use use in uses.Values.Where(u => u.IsMixed).ToArray())
        {
            yield return ($"{Variable(use.Letter, use.HasRoot)} != 0",
                use.HasRoot ? $"(root_neq0 {use.Letter.NonNegative()} {use.Letter.NonZero()})" : use.Letter.NonZero());
        }
    }

    private Letter One(Letter letter) => same.FirstOrDefault(e => e.Left.Letter.Text == letter.Text)?.Other ?? letter;

    private static string Form(string text, bool root, bool inverse) => (root, inverse) switch
    {
        (true, true) => $"(Num.sqrt {text})^-1",
        (true, false) => $"Num.sqrt {text}",
        (false, true) => $"{text}^-1",
        _ => text,
    };

    private string Variable(Letter letter, bool root)
    {
        string text = $"({Form(letter.Text, root, uses[letter.Text].IsInverse)})";
        int known = variables.FindIndex(v => v.Text == text);
        if (known < 0)
        {
            known = variables.Count;
            variables.Add(($"x{known}", text));
        }

        return variables[known].Name;
    }

    private Use Note(Letter letter)
    {
        if (!uses.TryGetValue(letter.Text, out Use? use))
        {
            uses.Add(letter.Text, use = new(letter));
        }

        return use;
    }

    private sealed record Use(Letter Letter)
    {
        public HashSet<Rational> Exponents { get; } = [];

        public bool HasRoot => Exponents.Any(e => !e.IsInteger);

        public bool IsInverse => Exponents.Count > 0 && Exponents.All(e => e.Sign < 0);

        public bool IsMixed => Exponents.Any(e => e.Sign < 0) && Exponents.Any(e => e.Sign > 0);
    }
}
