using System.Collections.Immutable;
using DerivationKit.Indices;
using DerivationKit.Kernel;

namespace DerivationKit.Proving;

/// <summary>Looks for a proof that a polynomial in normal form is 0 by what two given equations say together: where A*v = l*v and u'*A = m*u', the product
/// u'*A*v is l*u'*v and m*u'*v. A term that one equation ends at is put back into what it comes from, and the others go on from there.</summary>
/// <remarks>A product with two such ends is a critical pair of the equations; what it says is used without being added to them. Source: Knuth and Bendix,
/// Simple word problems in universal algebras (1970).</remarks>
/// <param name="normaliser">Brings what results to normal form.</param>
internal sealed class Superposition(Normaliser normaliser)
{
    private const int MostForms = 40;
    private const int MostPlaces = 4;

    // Equations about one tensor alone are properties, or as good as that: they say the same of each product.
    private readonly ImmutableArray<Equation> equations = [.. normaliser.Equations.Reductions.Where(e => e.Atoms.Count(IsTensor) > 1)];
    private readonly Dictionary<int, Normaliser> others = [];

    /// <summary>What is left in the end, and the steps that lead there after those before.</summary>
    public (Polynomial Left, ImmutableArray<Step> Steps) Of(Polynomial p, ImmutableArray<Step> before)
    {
        PriorityQueue<Normalised, (int Terms, int Order)> open = new();
        HashSet<string> met = [p.Key];
        if (!p.IsZero && equations.Length > 0)
        {
            open.Enqueue(new(p, before), default);
        }

        while (open.TryDequeue(out Normalised? form, out _))
        {
            foreach (Normalised next in Neighbours(form).TakeWhile(_ => met.Count < MostForms && normaliser.Budget.IsAmple))
            {
                if (next.Polynomial.IsZero)
                {
                    return (next.Polynomial, next.Steps);
                }

                if (met.Add(next.Polynomial.Key))
                {
                    open.Enqueue(next, (next.Polynomial.Terms.Length, met.Count));
                }
            }
        }

        return (p, before);
    }

    // A square of what an equation ends at is put back twice: l*l*v'*v is v'*A'*A*v.
    private IEnumerable<Normalised> Neighbours(Normalised form)
    {
        List<PutBack> once = [];
        foreach (PutBack next in Ends().SelectMany(end => PutBacks(form, end)))
        {
            once.Add(next);
            yield return All(next.Form);
        }

        foreach (PutBack next in once.SelectMany(first => PutBacks(first.Form, first.End)))
        {
            yield return All(next.Form);
        }
    }

    private IEnumerable<Equation> Ends() =>
        from e in equations
        from end in Enumerable.Range(0, e.Sum.Terms.Length).Where(end => end != e.Lead).Select(e.For)
        where end.Pattern.Factors.Any(f => IsTensor(f.Atom))
        select end;

    private IEnumerable<PutBack> PutBacks(Normalised form, Equation end) =>
        from term in form.Polynomial.Terms
        from place in end.In(term.Monomial, form.Polynomial.Parameters, normaliser.Symmetries).Take(MostPlaces)
        let next = At(form, term.Monomial, end, place)
        where next is not null
        select new PutBack(next, end);

    // The equation itself would only undo it.
    private Normalised? At(Normalised form, Monomial m, Equation end, Occurrence place)
    {
        Normaliser without = others.TryGetValue(end.Number, out Normaliser? known) ? known : others[end.Number] = normaliser.Without(end);
        Rewriting back = new(without, form.Polynomial);
        if (!new Orientation(without).TryUse(back, m, end, place))
        {
            return null;
        }

        Normalised first = without.Normalise(back.Polynomial);
        return first with { Steps = [.. form.Steps, .. back.Steps, .. first.Steps] };
    }

    private Normalised All(Normalised form)
    {
        Normalised all = normaliser.Normalise(form.Polynomial);
        return all with { Steps = [.. form.Steps, .. all.Steps] };
    }

    /// <summary>A form in which a term was put back into what it comes from, in normal form but for that equation.</summary>
    private sealed record PutBack(Normalised Form, Equation End);

    private static bool IsTensor(Atom atom) => atom is EntryAtom or Closure;
}
