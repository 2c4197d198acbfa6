using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Transfer;

/// <summary>Makes a term one whose factors are local: fresh tensors stand for what functions are applied to as far as it is summed, for
/// denominators and for functions of matrices. What holds for all fresh tensors holds for those that they stand for.</summary>
/// <param name="families">Makes the fresh tensors.</param>
/// <param name="keeps">Whether a sum may stay in a denominator.</param>
internal sealed class Generalisation(Families families, Func<Term, bool> keeps)
{
    /// <summary>The fresh tensors.</summary>
    public Families Families => families;

    /// <summary>The more general term.</summary>
    /// <exception cref="NotDecidedException">It has too many terms.</exception>
    public Term Of(Term term) => Of(term, keeps);

    private Term Of(Term term, Func<Term, bool> keeps) => term switch
    {
        Add a => new Add([.. a.Terms.Select(t => Of(t, keeps))]),
        Multiply m => new Multiply([.. m.Factors.Select(t => Of(t, keeps))]),
        Sum s => new Sum(s.Index, Of(s.Body, keeps)),
        Function f => new Function(f.Name, Local(f.Argument)),
        Power { Base: Power inner } p when p.Exponent.IsInteger => Of(new Power(inner.Base, inner.Exponent * p.Exponent), keeps),
        Power { Exponent: { IsInteger: true, Sign: >= 0 } } p => new Power(Of(p.Base, keeps), p.Exponent),
        Power { Base: Size { Dimension.Size: null } s } p => p.Exponent.IsInteger ? p : new Power(families.Size(s.Dimension), p.Exponent),
        Power { Base: Multiply m } p when p.Exponent.IsInteger => new Multiply([.. m.Factors.Select(f => Of(new Power(f, p.Exponent), keeps))]),
        Power p => Denominator(p, keeps),
        Inverse or Determinant or MatrixExponential => families.Matrix(term),
        _ => term,
    };

    private Power Denominator(Power p, Func<Term, bool> keeps)
    {
        Term general = Of(p.Base, keeps);
        return new(Indices.IsLocal(general) || (p.Exponent.IsInteger && keeps(general)) ? general : Local(p.Base), p.Exponent);
    }

    private Term Local(Term term)
    {
        Term general = Of(term, _ => false);
        return Indices.IsLocal(general) ? general : new Add([.. new Expansion(_ => false).Of(general).Select(Local)]);
    }

    // Sizes and connected sums are replaced one by one.
    private Term Local(EinsumTerm term)
    {
        List<Term> product = [new Number(term.Coefficient)];
        List<(HashSet<Index> Bound, List<Term> Factors)> components = [.. term.Bound.Select(b => (new HashSet<Index> { b }, new List<Term>()))];
        foreach (EinsumFactor factor in term.Factors)
        {
            if (factor.Term is Size s)
            {
                product.Add(new Power(families.Size(s.Dimension), factor.Exponent));
                continue;
            }

            var met = components.Where(c => Obligations.FreeIndices(factor.Term).Any(c.Bound.Contains)).ToList();
            if (met.Count == 0)
            {
                product.Add(factor.Exponent == 1 ? factor.Term : throw new NotDecidedException("a sum is left in a denominator"));
                continue;
            }

            foreach ((HashSet<Index> bound, List<Term> factors) in met[1..])
            {
                met[0].Bound.UnionWith(bound);
                met[0].Factors.AddRange(factors);
            }

            met[0].Factors.Add(factor.Term);
            components = [.. components.Except(met[1..])];
        }

        product.AddRange(components.Select(c => c.Factors.Count == 0
            ? SizeOf(c.Bound.Single().Dimension)
            : families.Sum([.. c.Bound.OrderBy(i => term.Bound.IndexOf(i))], [.. c.Factors])));
        return new Multiply([.. product]);
    }

    private Term SizeOf(Dimension dimension) => dimension.Size is { } size ? new Number(size) : families.Size(dimension);
}
