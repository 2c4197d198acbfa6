using System.Globalization;
using System.Text;

namespace DerivationKit.Coq;

/// <summary>The definitions and lemmas of an export, in the order in which they are needed, none twice.</summary>
internal sealed class Script
{
    private const int LongestScript = 20_000_000;
    private readonly StringBuilder text = new();
    private readonly Dictionary<string, string> known = [];

    /// <summary>The name of a definition with the given parameters and value.</summary>
    public string Define(string prefix, string signatureAndBody) => Once("Definition", prefix, signatureAndBody, ".");

    /// <summary>The name of a lemma.</summary>
    /// <param name="prefix">What its name begins with.</param>
    /// <param name="statement">Parameters, colon and statement.</param>
    /// <param name="proof">Tactics, without the final period.</param>
    public string Lemma(string prefix, string statement, string proof) => Once("Lemma", prefix, statement, $".\nProof. {proof}. Qed.");

    /// <inheritdoc/>
    public override string ToString() => text.ToString();

    private string Once(string command, string prefix, string statement, string end)
    {
        string key = $"{command} {prefix} {statement}";
        if (!known.TryGetValue(key, out string? name))
        {
            name = string.Create(CultureInfo.InvariantCulture, $"{prefix}{known.Count}");
            known.Add(key, name);
            text.Append(CultureInfo.InvariantCulture, $"{command} {name}{statement}{end}\n");
            if (text.Length > LongestScript)
            {
                throw new CoqExportException("the proof is too long to be written in Coq");
            }
        }

        return name;
    }
}
