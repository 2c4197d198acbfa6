using System.Globalization;
using System.Text;

namespace DerivationKit.Transfer;

/// <summary>Names in SMT-LIB: any text becomes a symbol from which it can be read back, so that different texts have different symbols.</summary>
public static class SmtName
{
    private const string Prefix = "v.";
    private const int Digits = 4;

    /// <summary>The symbol: v. and the text, in which everything but ASCII letters and digits is written as _uXXXX_, a UTF-16 unit in hexadecimal.</summary>
    public static string Encode(string text)
    {
        StringBuilder symbol = new(Prefix);
        foreach (char c in text)
        {
            symbol.Append(char.IsAsciiLetterOrDigit(c) ? c : $"_u{(int)c:X4}_");
        }

        return symbol.ToString();
    }

    /// <summary>The text of a symbol.</summary>
    /// <exception cref="FormatException">No text has this symbol.</exception>
    public static string Decode(string symbol)
    {
        StringBuilder text = new();
        for (int i = Prefix.Length; i < symbol.Length;)
        {
            bool isPlain = symbol[i] != '_';
            text.Append(isPlain ? symbol[i] : Unit(symbol, i));
            i += isPlain ? 1 : Digits + 3;
        }

        return Encode(text.ToString()) == symbol ? text.ToString() : throw new FormatException($"{symbol} is the symbol of no text");
    }

    private static char Unit(string symbol, int at) =>
        at + Digits + 3 <= symbol.Length && ushort.TryParse(symbol.AsSpan(at + 2, Digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort unit)
            ? (char)unit : throw new FormatException($"{symbol} is the symbol of no text");
}
