using DerivationKit.Language;
using DerivationKit.Testing;
using FsCheck;
using FsCheck.Fluent;
using Scope = DerivationKit.Language.Scope;

namespace DerivationKit.Tests.Language;

// Whatever the text, it is read or refused with a place inside it: no other exception leaves the reader.
public class FuzzTests
{
    private static readonly string[] Words =
    [
        "a", "t", "x", "y", "Z", "θ", "C", "n", "d", "0", "1", "2", "0.5", "1e3", "+", "-", "*", "/", ".*", "./", "^", ".^", "'",
        "(", "(", ")", ")", ",", "=", "==", ":", ";", "\n", "\"ij->ji\"", "sum", "exp", "softmax_rows", "contract", "ones", "eye", "size",
        "pow", "sqrt", "grad", "jvp", "jacobian", "deriv", "along", "let", "matrix", "vector", "scalar", "dimension", "positive", "q",
        "^T", "⊙", " ", "#", "\u202e", "\ud800", "𝑥",
    ];

    private static readonly Gen<string> Soup = Gen.Elements(Words).ListOf().Select(words => string.Join(' ', words));

    // A text that can be read, with a few characters dropped, doubled or replaced.
    private static readonly Gen<string> Damaged =
        from e in ExprGenerators.WellShaped(Samples.Scope.Variables)
        let text = Text.Print(e)
        from place in Gen.Choose(0, text.Length)
        from length in Gen.Choose(0, Math.Min(3, text.Length - place))
        from word in Gen.Elements(["", .. Words])
        select text[..place] + word + text[(place + length)..];

    [Fact]
    public void A_soup_of_words_is_read_or_refused() => Check(nameof(A_soup_of_words_is_read_or_refused), Soup, 3_000);

    [Fact]
    public void A_damaged_text_is_read_or_refused() => Check(nameof(A_damaged_text_is_read_or_refused), Damaged, 1_500);

    private static void Check(string name, Gen<string> texts, int cases) => PropertyRunner.Check(
        name,
        Prop.ForAll(Arb.From(texts), text =>
            IsReadOrRefused(text, () => Samples.Scope.ParseExpression(text))
            && IsReadOrRefused(text, () => Samples.Scope.ParseClaim(text))
            && IsReadOrRefused(text, () => Scope.Parse(text))),
        new() { MaxTest = cases });

    private static bool IsReadOrRefused(string text, Action read)
    {
        try
        {
            read();
            return true;
        }
        catch (SyntaxException error)
        {
            string[] lines = text.Split('\n');
            return error.Line <= lines.Length && error.Column <= lines[error.Line - 1].Length + 1
                && error.CaretLine.TrimStart(' ', '\t') == "^" && error.Found.Length > 0 && error.Expected.Length > 0;
        }
    }
}
