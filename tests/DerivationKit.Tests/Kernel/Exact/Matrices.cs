using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Tests.Kernel.Exact;

/// <summary>Determinants and inverses by cofactors: for matrices of two or three rows, and with infinitesimals.</summary>
internal static class Matrices
{
    private const int MostPowers = 20;

    /// <summary>The entries of an n×n matrix.</summary>
    public static ImmutableArray<ImmutableArray<Jet>> Of(int n, Func<int, int, Jet> entry) =>
        [.. Enumerable.Range(0, n).Select(i => Enumerable.Range(0, n).Select(j => entry(i, j)).ToImmutableArray())];

    /// <summary>The entries of a matrix whose rows take as many indices as its columns, over their dimensions in this order.</summary>
    public static ImmutableArray<ImmutableArray<Jet>> Of(World world, IEnumerable<Dimension> dimensions, Func<ImmutableArray<int>, Jet> entry)
    {
        Dimension[] all = [.. dimensions];
        return [.. world.Tuples(all[..(all.Length / 2)]).Select(row => world.Tuples(all[(all.Length / 2)..]).Select(column => entry([.. row, .. column])).ToImmutableArray())];
    }

    /// <summary>The determinant of a matrix, developed along its last row; minors of the rows above it are met again and again.</summary>
    public static Jet Determinant(ImmutableArray<ImmutableArray<Jet>> rows) => Minor(rows, (1 << rows.Length) - 1, []);

    // Of the first rows and as many columns, which are the bits of a number.
    private static Jet Minor(ImmutableArray<ImmutableArray<Jet>> rows, int columns, Dictionary<int, Jet> known)
    {
        if (columns == 0)
        {
            return Rational.One;
        }

        if (!known.TryGetValue(columns, out Jet? minor))
        {
            int[] some = [.. Enumerable.Range(0, rows.Length).Where(j => (columns & (1 << j)) != 0)];
            ImmutableArray<Jet> last = rows[some.Length - 1];
            known[columns] = minor = some.Select((j, place) => last[j].IsZero ? (Jet)Rational.Zero
                    : (Jet)(Rational)((some.Length - 1 + place) % 2 == 0 ? 1 : -1) * last[j] * Minor(rows, columns & ~(1 << j), known))
                .Aggregate((x, y) => x + y);
        }

        return minor;
    }

    /// <summary>Whether a symmetric matrix, given row after row, is positive semidefinite: whether no principal minor is negative.</summary>
    public static bool IsSemidefinite(IReadOnlyList<Rational> entries, int size) => Enumerable.Range(1, (1 << size) - 1).All(chosen =>
    {
        int[] kept = [.. Enumerable.Range(0, size).Where(i => (chosen & (1 << i)) != 0)];
        return Determinant([.. kept.Select(i => kept.Select(j => (Jet)entries[(i * size) + j]).ToImmutableArray())]).Value.Sign >= 0;
    });

    /// <summary>An entry of the inverse of a matrix.</summary>
    public static Jet Inverse(ImmutableArray<ImmutableArray<Jet>> rows, int row, int column) =>
        Cofactor(rows, column, row) * Determinant(rows).Power(-1);

    /// <summary>The integral over times s, t, ... that add up to 1 of exp(s A)[a,b]·exp(t A)[c,d]· ... for a nilpotent matrix: that of
    /// s^p/p! t^q/q! ... over m times is 1/(p + q + ... + m - 1)! (Dirichlet).</summary>
    public static Jet Exponential(ImmutableArray<ImmutableArray<Jet>> rows, ImmutableArray<int> pairs)
    {
        List<ImmutableArray<ImmutableArray<Jet>>> powers = [Of(rows.Length, (i, j) => (Rational)(i == j ? 1 : 0))];
        while (powers[^1].Any(row => row.Any(x => !x.IsZero)))
        {
            ImmutableArray<ImmutableArray<Jet>> last = powers[^1];
            powers.Add(Of(rows.Length, (i, j) => Enumerable.Range(0, rows.Length).Aggregate((Jet)Rational.Zero, (sum, k) => sum + last[i][k] * rows[k][j])));
            if (powers.Count > MostPowers)
            {
                throw new IrrationalException("the exponential of a matrix that is not nilpotent");
            }
        }

        Jet[] products = [Rational.One];
        for (int pair = 0; pair < pairs.Length; pair += 2)
        {
            Jet[] before = products;
            products = [.. Enumerable.Range(0, before.Length + powers.Count).Select(k => Enumerable.Range(0, powers.Count).Where(p => k - p >= 0 && k - p < before.Length)
                .Aggregate((Jet)Rational.Zero, (sum, p) => sum + powers[p][pairs[pair]][pairs[pair + 1]] * before[k - p]))];
        }

        Rational factorial = Enumerable.Range(1, (pairs.Length / 2) - 1).Aggregate(Rational.One, (product, k) => product * k);
        Jet sum = Rational.Zero;
        for (int k = 0; k < products.Length; k++)
        {
            sum += (1 / factorial) * products[k];
            factorial *= k + (pairs.Length / 2);
        }

        return sum;
    }

    private static Jet Cofactor(ImmutableArray<ImmutableArray<Jet>> rows, int row, int column) =>
        (Jet)(Rational)((row + column) % 2 == 0 ? 1 : -1) * Determinant([.. rows.RemoveAt(row).Select(r => r.RemoveAt(column))]);
}
