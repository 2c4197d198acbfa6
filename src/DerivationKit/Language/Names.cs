using System.Globalization;
using System.Text;
using DerivationKit.Kernel;
using DerivationKit.Operators;

namespace DerivationKit.Language;

/// <summary>What a name looks like and which names are taken by the language.</summary>
internal static class Names
{
    /// <summary>The derivative forms, which bind a variable.</summary>
    public static readonly IReadOnlySet<string> DerivativeForms =
        new HashSet<string> { "grad", "jacobian", "vecjac", "vechess", "hessian", "mixed", "jvp", "hvp", "deriv", "along" };

    /// <summary>The kinds of a declaration.</summary>
    public static readonly IReadOnlySet<string> Kinds = new HashSet<string> { "scalar", "vector", "row", "matrix", "dimension" };

    /// <summary>The properties of a declaration.</summary>
    public static readonly IReadOnlyDictionary<string, Property> Properties =
        Enum.GetValues<Property>().ToDictionary(PropertyRules.Name);

    /// <summary>The keyword that introduces an abbreviation.</summary>
    public const string Let = "let";

    /// <summary>The keyword that introduces facts.</summary>
    public const string Given = "given";

    /// <summary>What larger minus smaller, or left minus right, is under a relation.</summary>
    public static readonly IReadOnlyDictionary<string, Property> Relations = new Dictionary<string, Property>
    {
        ["<"] = Property.Positive,
        [">"] = Property.Positive,
        ["<="] = Property.NonNegative,
        [">="] = Property.NonNegative,
        ["!="] = Property.NonZero,
        ["=="] = Property.Zero,
    };

    /// <summary>sqrt(x), which is short for the power 1/2.</summary>
    public const string SquareRoot = "sqrt";

    /// <summary>The identity matrix, whose size may follow from the context.</summary>
    public const string Eye = "eye";

    /// <summary>Whether name(c) fills an array whose size follows from the context. The names are also kinds.</summary>
    public static bool IsFitting(string name) => name is "vector" or "matrix";

    /// <summary>Whether the name can be called.</summary>
    public static bool IsFunction(string name) =>
        name == SquareRoot || DerivativeForms.Contains(name) || OperatorTable.TryFind(name, out _);

    /// <summary>Everything that can be called.</summary>
    public static IEnumerable<string> Functions => OperatorTable.All.Select(f => f.Name).Concat(DerivativeForms).Append(SquareRoot);

    /// <summary>Whether the language itself uses the name.</summary>
    public static bool IsReserved(string name) =>
        name is Let or Given || Kinds.Contains(name) || IsFunction(name);

    /// <summary>Why a text cannot name a variable; nothing if it can.</summary>
    public static string? Objection(string text) =>
        !IsName(text) ? $"{text} is not a name: a letter or _, then letters, digits, _ or ′"
        : IsReserved(text) ? $"{text} is a word of the language"
        : null;

    /// <summary>Whether the whole text is a name.</summary>
    public static bool IsName(string text) => text.Length > 0 && Length(text) == text.Length;

    /// <summary>How many UTF-16 units at the start of the text belong to a name: a letter or underscore, then letters, digits,
    /// underscores and primes ′.</summary>
    public static int Length(ReadOnlySpan<char> text)
    {
        int length = 0;
        while (Rune.DecodeFromUtf16(text[length..], out Rune rune, out int size) == System.Buffers.OperationStatus.Done
            && (IsLetter(rune) || (length > 0 && IsFollower(rune))))
        {
            length += size;
        }

        return length;
    }

    /// <summary>Whether a name that ended here would go on.</summary>
    public static bool GoesOn(ReadOnlySpan<char> text) =>
        Rune.DecodeFromUtf16(text, out Rune rune, out _) == System.Buffers.OperationStatus.Done && (IsLetter(rune) || IsFollower(rune));

    // Modifier letters are not letters here: ᵀ is a transpose.
    private static bool IsLetter(Rune rune) => rune.Value == '_' || Rune.GetUnicodeCategory(rune) is UnicodeCategory.UppercaseLetter
        or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.OtherLetter;

    private static bool IsFollower(Rune rune) => rune.Value is (>= '0' and <= '9') or '′';
}
