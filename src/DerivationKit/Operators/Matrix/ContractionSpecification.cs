using System.Collections.Immutable;

namespace DerivationKit.Operators;

/// <summary>The text "ij,jk->ik" in parts: index letters for each argument and for the result.</summary>
internal sealed class ContractionSpecification
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private ContractionSpecification(ImmutableArray<string> inputs, string output) => (Inputs, Output) = (inputs, output);

    /// <summary>The letters of each argument: at most two, not always different.</summary>
    public ImmutableArray<string> Inputs { get; }

    /// <summary>The letters of the result: at most two, different, each of them a letter of some argument.</summary>
    public string Output { get; }

    /// <summary>Reads a specification; spaces count for nothing.</summary>
    /// <exception cref="ArgumentException">The text is not a specification.</exception>
    public static ContractionSpecification Parse(string text)
    {
        string[] sides = text.Replace(" ", "").Split("->");
        if (sides.Length != 2)
        {
            throw Malformed("it needs one arrow, as in \"ij,jk->ik\"");
        }

        (string[] inputs, string output) = (sides[0].Split(','), sides[1]);
        foreach (string letters in inputs.Append(output))
        {
            if (letters.FirstOrDefault(letter => !Alphabet.Contains(letter)) is char wrong and not default(char))
            {
                throw Malformed($"'{wrong}' is not a letter");
            }

            if (letters.Length > 2)
            {
                throw Malformed($"'{letters}' has more than two letters, but there is nothing beyond a matrix");
            }
        }

        if (output is [char row, char column] && row == column)
        {
            throw Malformed($"the result has {row} twice; a diagonal matrix is diag(contract(\"...->{row}\", ...))");
        }

        return output.Except(string.Concat(inputs)).FirstOrDefault() is char unknown and not default(char)
            ? throw Malformed($"the result has {unknown}, which no argument has")
            : new([.. inputs], output);

        ArgumentException Malformed(string reason) => new($"contract(\"{text}\"): {reason}");
    }

    /// <summary>A letter that does not occur.</summary>
    public char FreshLetter() => Alphabet.Except(string.Concat(Inputs)).First();

    /// <inheritdoc/>
    public override string ToString() => $"{string.Join(",", Inputs)}->{Output}";
}
