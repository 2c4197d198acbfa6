namespace DerivationKit.Kernel;

/// <summary>Recognises sums that are quadratic forms of a positive semidefinite matrix, or squares: sum_ij h(i) M(i,j) h(j) and
/// (sum_i h(i))^2, times factors that are not negative, summed over indices that both halves share.</summary>
/// <remarks>A mirror exchanges bound indices in pairs. It has to map the factors one by one onto factors: those that hold an exchanged index onto
/// others, which belong to the other half, except for matrices M(i,j) between the halves, where the mirror exchanges i and j. No other
/// factor holds indices of both halves. Then the sum over the exchanged indices of all parts that hang together is h'·M·h, where M is the
/// Kronecker product of these matrices and of as many matrices 1 as it takes: it is positive semidefinite as its factors are, and symmetric.
/// What is left does not depend on these indices.</remarks>
/// <param name="isNonNegative">Whether a factor is certainly not negative.</param>
/// <param name="isSemidefinite">Whether an atom is certainly a positive semidefinite matrix over two of its slots.</param>
internal sealed class QuadraticForms(Func<Factor, bool> isNonNegative, Func<Atom, Slot, Slot, bool> isSemidefinite)
{
    private const int MostIndices = 6;

    /// <summary>Whether the monomial is certainly not negative; as a matrix over the given row and column, whether it is positive semidefinite.</summary>
    public bool IsForm(Monomial m, params ImmutableArray<Slot> ends) => m.Bound.Length <= MostIndices
        && Mirrors(m, 0, ends is [var row, var column] ? ImmutableDictionary<Slot, Slot>.Empty.Add(row, column).Add(column, row) : ImmutableDictionary<Slot, Slot>.Empty)
            .Any(mirror => IsForm(m, mirror));

    // Every way to exchange bound indices of one dimension in pairs.
    private static IEnumerable<ImmutableDictionary<Slot, Slot>> Mirrors(Monomial m, int from, ImmutableDictionary<Slot, Slot> mirror)
    {
        var index = Slot.Bound(from);
        return from == m.Bound.Length ? mirror.IsEmpty ? [] : [mirror] : mirror.ContainsKey(index) ? Mirrors(m, from + 1, mirror) : Enumerable.Range(from + 1, m.Bound.Length - from - 1).Select(Slot.Bound)
            .Where(other => m.Bound[other.Ordinal] == m.Bound[from] && !mirror.ContainsKey(other))
            .SelectMany(other => Mirrors(m, from + 1, mirror.Add(index, other).Add(other, index)))
            .Concat(Mirrors(m, from + 1, mirror));
    }

    private bool IsForm(Monomial m, ImmutableDictionary<Slot, Slot> mirror)
    {
        Dictionary<Slot, Slot> half = mirror.Keys.ToDictionary(s => s);
        HashSet<string> images = [];
        foreach (Factor f in m.Factors)
        {
            Slot[] moved = [.. f.Atom.Slots.Where(mirror.ContainsKey).Distinct()];
            if (moved is [var i, var j] && mirror[i] == j && f.Exponent is { IsInteger: true, Sign: > 0 } && isSemidefinite(f.Atom, i, j))
            {
                continue;
            }

            if (moved.Length == 0 ? !isNonNegative(f) : Image(m, f, mirror) is not { } image || !images.Add(image))
            {
                return false;
            }

            Slot[] ends = [.. moved.Select(s => half[s])];
            foreach (Slot s in half.Keys.Where(s => ends.Contains(half[s])).ToArray())
            {
                half[s] = ends[0];
            }
        }

        return mirror.All(pair => half[pair.Key] != half[pair.Value]);
    }

    // The factor onto which the mirror maps this one; a semidefinite matrix is symmetric. One that is mapped onto itself holds an index and
    // its image, which are then in one half: that is found in the end.
    private string? Image(Monomial m, Factor f, ImmutableDictionary<Slot, Slot> mirror)
    {
        Factor image = f.Map(s => mirror.GetValueOrDefault(s, s));
        IEnumerable<Factor> either = image.Atom is { Slots: [var i, var j] } && isSemidefinite(image.Atom, i, j) ? [image, new(image.Atom.At([j, i]), f.Exponent)] : [image];
        return either.Select(e => e.Key).FirstOrDefault(key => m.Factors.Any(g => g.Key == key));
    }
}
