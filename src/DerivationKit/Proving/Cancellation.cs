using System.Collections.Immutable;
using DerivationKit.Indices;
using DerivationKit.Kernel;

namespace DerivationKit.Proving;

/// <summary>Looks for a proof that a polynomial in normal form is 0 by what is left where it is multiplied by an invertible matrix that a given equation
/// speaks of: where A*x = A*y and A is invertible, x = y.</summary>
/// <param name="normaliser">Brings what results to normal form.</param>
internal sealed class Cancellation(Normaliser normaliser)
{
    private const int MostForms = 60;

    // Once on either side.
    private const int MostFactors = 2;

    /// <summary>What is left in the end, and the steps that lead there after those before.</summary>
    public (Polynomial Left, ImmutableArray<Step> Steps) Of(Polynomial p, ImmutableArray<Step> before)
    {
        ImmutableArray<Abstraction> matrices = p.IsZero ? [] : [.. Matrices().Where(m => IsInvertible(p, m))];
        HashSet<string> met = [p.Key];
        List<Normalised> last = matrices.IsEmpty ? [] : [new(p, before)];
        for (int factors = 0; factors < MostFactors; factors++)
        {
            List<Normalised> products = [];
            foreach (Normalised product in last.SelectMany(form => Products(form, matrices)).TakeWhile(_ => met.Count < MostForms && normaliser.Budget.IsAmple))
            {
                if (product.Polynomial.IsZero)
                {
                    return (product.Polynomial, product.Steps);
                }

                if (met.Add(product.Polynomial.Key))
                {
                    products.Add(product);
                }
            }

            last = products;
        }

        return (p, before);
    }

    // The square matrices of which an equation speaks that is more than a property of one tensor.
    private IEnumerable<Abstraction> Matrices() => normaliser.Equations.Others
        .Select(e => e.Sum.Terms.SelectMany(t => t.Monomial.Factors).Select(f => f.Atom).DistinctBy(a => a.Head).ToList())
        .Where(atoms => atoms.Count > 1)
        .SelectMany(atoms => atoms).DistinctBy(a => a.Head)
        .SelectMany(Matrices);

    // An inverse, and the matrix of it.
    private static IEnumerable<Abstraction> Matrices(Atom atom)
    {
        ImmutableArray<Dimension> dimensions = atom switch
        {
            EntryAtom e => e.Tensor.Dimensions,
            Closure { Kind: ClosureKind.Inverse, Axes: 1, Outer.IsEmpty: true } v => v.Body.Parameters,
            _ => [],
        };
        if (dimensions.Length == 2 && dimensions[0] == dimensions[1])
        {
            ImmutableArray<Index> indices = [new("r", dimensions[0]), new("c", dimensions[0])];
            yield return new(indices, TermOf.Atom(atom.At([Slot.Parameter(0), Slot.Parameter(1)]), indices));
            if (atom is Closure inverse)
            {
                yield return TermOf.Matrix(inverse.Body);
            }
        }
    }

    private IEnumerable<Normalised> Products(Normalised form, ImmutableArray<Abstraction> matrices) =>
        from matrix in matrices
        from step in Steps(form.Polynomial, matrix)
        let normal = normaliser.Normalise(normaliser.Replay.AtRoot(form.Polynomial, step).Left)
        select new Normalised(normal.Polynomial, [.. form.Steps, step, .. normal.Steps]);

    // Along each index of the whole that it fits, on the left and on the right.
    private static IEnumerable<Step> Steps(Polynomial p, Abstraction matrix) =>
        from index in Enumerable.Range(0, p.Parameters.Length)
        where p.Parameters[index] == matrix.Parameters[0].Dimension
        from side in Enumerable.Range(0, 2)
        select Step.Of("clear-inverse", 0, -1, index, side) with { Matrices = [matrix] };

    private bool IsInvertible(Polynomial p, Abstraction matrix) => Steps(p, matrix).Take(1).Any(step => Multiplied(p, step) is not null);

    private Polynomial? Multiplied(Polynomial p, Step step)
    {
        try
        {
            return normaliser.Replay.AtRoot(p, step).Left;
        }
        catch (KernelException)
        {
            return null;
        }
    }
}
