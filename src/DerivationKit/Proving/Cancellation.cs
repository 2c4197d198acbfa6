using System.Collections.Immutable;
using DerivationKit.Indices;
using DerivationKit.Kernel;

namespace DerivationKit.Proving;

/// <summary>Looks for a proof that a polynomial in normal form is 0 by what is left where it is multiplied by a number that is not 0, or by an invertible matrix, of
/// which the givens speak: where A*x = A*y and A is invertible, x = y; where (l - m)*u'*v = 0 and l is not m, u'*v = 0.</summary>
/// <param name="obligations">What is given.</param>
/// <param name="normaliser">Brings what results to normal form.</param>
/// <param name="superposition">Looks at each product.</param>
internal sealed class Cancellation(Obligations obligations, Normaliser normaliser, Superposition superposition)
{
    private const int MostForms = 60;

    // Once on either side.
    private const int MostFactors = 2;

    /// <summary>What is left in the end, and the steps that lead there after those before.</summary>
    public (Polynomial Left, ImmutableArray<Step> Steps) Of(Polynomial p, ImmutableArray<Step> before)
    {
        ImmutableArray<Abstraction> factors = p.IsZero || Atoms.Count == 0 ? [] : [.. Numbers().Concat(Matrices()).Where(m => Steps(p, m).Take(1).Any(step => Multiplied(p, step) is not null))];
        HashSet<string> met = [p.Key];
        List<Normalised> last = factors.IsEmpty ? [] : [new(p, before)];
        for (int count = 0; count < MostFactors; count++)
        {
            List<Normalised> products = [];
            foreach (Normalised product in last.SelectMany(form => Products(form, factors)).TakeWhile(_ => met.Count < MostForms && normaliser.Budget.IsAmple))
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

    // What the equations speak of that are about more than one thing, be it the unit matrix.
    private List<Atom> Atoms => field ??= [.. normaliser.Equations.Others.Where(e => e.Atoms.Count() > 1).SelectMany(e => e.Atoms).DistinctBy(a => a.Head)];

    // What is given not to be 0.
    private IEnumerable<Polynomial> Given() => obligations.Given
        .Where(g => g.Kind is ConditionKind.NonZero or ConditionKind.Positive && Obligations.FreeIndices(g.Term).IsEmpty).Select(g => obligations.Read(g.Term));

    // Numbers that hold nothing else.
    private IEnumerable<Abstraction> Numbers() => Given()
        .Where(p => p.Terms.SelectMany(t => t.Monomial.Factors).All(f => Atoms.Any(a => a.Head == f.Atom.Head))).Select(p => new Abstraction([], TermOf.Polynomial(p, [])));

    private IEnumerable<Abstraction> Matrices() => Atoms.SelectMany(Matrices).Concat(
        from p in Given()
        from t in p.Terms
        from f in t.Monomial.Factors
        where f.Atom is Closure { Kind: ClosureKind.Determinant, Axes: 1, Body.Terms.Length: > 1, Outer.IsEmpty: true }
        select TermOf.Matrix(((Closure)f.Atom).Body));

    // An inverse, and the matrix of it.
    private static IEnumerable<Abstraction> Matrices(Atom atom)
    {
        if (atom is EntryAtom { Tensor.Dimensions: [var rows, var columns] } && rows == columns)
        {
            yield return Entries(rows);
        }
        else if (atom is Closure { Kind: ClosureKind.Inverse, Axes: 1, Outer.IsEmpty: true } v)
        {
            yield return Entries(v.Body.Parameters[0]);
            yield return TermOf.Matrix(v.Body);
        }

        Abstraction Entries(Dimension dimension)
        {
            ImmutableArray<Index> indices = [new("r", dimension), new("c", dimension)];
            return new(indices, TermOf.Atom(atom.At([Slot.Parameter(0), Slot.Parameter(1)]), indices));
        }
    }

    private IEnumerable<Normalised> Products(Normalised form, ImmutableArray<Abstraction> factors) =>
        from factor in factors
        from step in Steps(form.Polynomial, factor)
        let normal = normaliser.Normalise(normaliser.Replay.AtRoot(form.Polynomial, step).Left)
        let all = superposition.Of(normal.Polynomial, normal.Steps)
        select new Normalised(all.Left, [.. form.Steps, step, .. all.Steps]);

    // A matrix along each index of the whole that it fits, on the left and on the right.
    private static IEnumerable<Step> Steps(Polynomial p, Abstraction factor) => factor.Parameters.IsEmpty ? [Step.Of("clear", 0, -1) with { Matrices = [factor] }]
        : from index in Enumerable.Range(0, p.Parameters.Length)
          where p.Parameters[index] == factor.Parameters[0].Dimension
          from side in Enumerable.Range(0, 2)
          select Step.Of("clear-inverse", 0, -1, index, side) with { Matrices = [factor] };

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
