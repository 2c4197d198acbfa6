using System.Numerics;
using DerivationKit.Kernel;

namespace DerivationKit.Transfer;

/// <summary>Determinants of parts of one square matrix, by expansion along rows: the last rows, and any columns.</summary>
/// <param name="quotients">Arithmetic.</param>
/// <param name="entries">The matrix.</param>
/// <param name="work">What it may cost.</param>
internal sealed class Minors(Quotients quotients, Quotient[,] entries, Work work)
{
    private readonly Dictionary<(int Skipped, int Columns), Quotient> known = [];

    private int Size => entries.GetLength(0);

    /// <summary>The determinant.</summary>
    public Quotient Determinant => Of(skipped: -1, row: 0, (1 << Size) - 1);

    /// <summary>An entry of the inverse: the cofactor of the transposed place over the determinant.</summary>
    /// <exception cref="NotDecidedException">The determinant is 0 everywhere.</exception>
    public Quotient Inverse(int row, int column)
    {
        Quotient minor = Of(skipped: column, row: 0, ((1 << Size) - 1) & ~(1 << row));
        return quotients.Times(quotients.Of((row + column) % 2 == 0 ? 1 : -1), minor, quotients.Power(Determinant, -1));
    }

    // The rows from one on but for the skipped one, in the columns that are left.
    private Quotient Of(int skipped, int row, int columns)
    {
        if (columns == 0)
        {
            return quotients.One;
        }

        if (row == skipped)
        {
            return Of(skipped, row + 1, columns);
        }

        if (!known.TryGetValue((skipped, columns), out Quotient? minor))
        {
            List<Quotient> terms = [];
            for (int column = 0; column < Size; column++)
            {
                if ((columns & (1 << column)) != 0 && !entries[row, column].IsZero)
                {
                    Rational sign = BitOperations.PopCount((uint)(columns & ((1 << column) - 1))) % 2 == 0 ? 1 : -1;
                    work.Spend(1);
                    terms.Add(quotients.Times(quotients.Of(sign), entries[row, column], Of(skipped, row + 1, columns & ~(1 << column))));
                }
            }

            known[(skipped, columns)] = minor = quotients.Sum(terms);
        }

        return minor;
    }
}
