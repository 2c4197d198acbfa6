using DerivationKit.Kernel;

namespace DerivationKit.Language;

/// <summary>Gives the dimensions that stay open names that clash with nothing: n, m, k, ... in the order in which they are asked for.</summary>
internal sealed class OpenNames(Scope scope, IEnumerable<string> used)
{
    private static readonly string[] Letters = ["n", "m", "k", "l", "p", "q", "r", "s"];

    private readonly HashSet<string> taken = [.. used];
    private readonly Dictionary<Dimension, Dimension> names = [];

    public Dimension Of(Dimension open)
    {
        if (!names.TryGetValue(open, out Dimension? named))
        {
            string name = Candidates().First(c => scope.FindAlike(c) is null && !Names.IsReserved(c) && taken.Add(c));
            names[open] = named = Dimension.Named(name);
        }

        return named;
    }

    private static IEnumerable<string> Candidates() => Letters.Concat(Enumerable.Range(1, int.MaxValue - 1).Select(i => $"n{i}"));
}
