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

    /// <summary>The determinant of a matrix.</summary>
    public static Jet Determinant(ImmutableArray<ImmutableArray<Jet>> rows) => rows.IsEmpty
        ? Rational.One
        : Enumerable.Range(0, rows.Length).Aggregate((Jet)Rational.Zero, (sum, j) => sum + rows[0][j] * Cofactor(rows, 0, j));

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
