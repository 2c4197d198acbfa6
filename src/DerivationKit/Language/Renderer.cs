using System.Collections.Immutable;
using System.Text;

namespace DerivationKit.Language;

/// <summary>A part of a spelling: text, or a notation that is still to be spelled.</summary>
internal sealed record Piece(string Text, NotationTree? Tree)
{
    public static implicit operator Piece(string text) => new(text, null);

    public static implicit operator Piece(NotationTree tree) => new("", tree);
}

/// <summary>Spells a notation from its pieces, without recursion.</summary>
internal static class Renderer
{
    // Shared parts are spelled each time they occur, so that a small expression may have a text that no memory holds.
    private const int Longest = 10_000_000;

    /// <summary>The whole spelling.</summary>
    /// <exception cref="InvalidOperationException">It has more than ten million characters.</exception>
    public static string Render(NotationTree root, Func<NotationTree, ImmutableArray<Piece>> spell)
    {
        string text = Render(root, spell, Longest + 1);
        return text.Length <= Longest
            ? text
            : throw new InvalidOperationException($"the text has more than {Longest} characters, because parts are repeated; name them");
    }

    /// <summary>The spelling, or at least that many characters of it.</summary>
    public static string Render(NotationTree root, Func<NotationTree, ImmutableArray<Piece>> spell, int length)
    {
        StringBuilder text = new();
        Stack<Piece> rest = new([root]);
        while (text.Length < length && rest.TryPop(out Piece? piece))
        {
            text.Append(piece.Text);
            foreach (Piece part in piece.Tree is null ? [] : spell(piece.Tree).Reverse())
            {
                rest.Push(part);
            }
        }

        return text.ToString();
    }

    /// <summary>Pieces with a separator between them.</summary>
    public static IEnumerable<Piece> Join(string separator, IEnumerable<NotationTree> trees) =>
        trees.SelectMany((tree, position) => position == 0 ? (IEnumerable<Piece>)[tree] : [separator, tree]);
}
