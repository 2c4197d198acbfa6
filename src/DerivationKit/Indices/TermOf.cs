using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Indices;

/// <summary>Writes polynomials as terms again.</summary>
internal static class TermOf
{
    /// <summary>The polynomial as a sum of products.</summary>
    /// <param name="polynomial">The polynomial.</param>
    /// <param name="parameters">What its parameters are called.</param>
    /// <exception cref="KernelException">It holds a function of a matrix.</exception>
    public static Term Polynomial(Polynomial polynomial, ImmutableArray<Index> parameters) =>
        new Add([.. polynomial.Terms.Select(t => Product(t, parameters, []))]);

    /// <summary>The same divided by a number and by powers of atoms.</summary>
    public static Term Quotient(Polynomial polynomial, ImmutableArray<Index> parameters, Rational number, ImmutableArray<Factor> factors)
    {
        ImmutableArray<Factor> inverses = [.. factors.Select(f => new Factor(f.Atom, -f.Exponent))];
        return new Add([.. polynomial.Terms.Select(t => Product(t with { Coefficient = t.Coefficient / number }, parameters, inverses))]);
    }

    /// <summary>An atom at indices that are parameters.</summary>
    public static Term Atom(Atom atom, ImmutableArray<Index> parameters) => Atom(atom, s => parameters[s.Ordinal]);

    private static Term Product(MonomialTerm term, ImmutableArray<Index> parameters, ImmutableArray<Factor> more)
    {
        Index[] bound = [.. term.Monomial.Bound.Select((d, i) => new Index($"sum{parameters.Length}_{i}", d))];
        Index At(Slot s) => s.IsBound ? bound[s.Ordinal] : parameters[s.Ordinal];
        IEnumerable<Term> factors = term.Monomial.Factors.Concat(more).GroupBy(f => f.Atom.Key)
            .Select(g => new Factor(g.First().Atom, g.Aggregate(Rational.Zero, (sum, f) => sum + f.Exponent)))
            .Where(f => !f.Exponent.IsZero)
            .Select(f => f.Exponent.IsOne ? Atom(f.Atom, At) : new Power(Atom(f.Atom, At), f.Exponent));
        return bound.Aggregate((Term)new Multiply([new Number(term.Coefficient), .. factors]), (body, index) => new Sum(index, body));
    }

    private static Term Atom(Atom atom, Func<Slot, Index> at)
    {
        ImmutableArray<Index> indices = [.. atom.Slots.Select(at)];
        return atom switch
        {
            EntryAtom e => new Entry(e.Tensor.Name, indices),
            DeltaAtom => new Delta(indices[0], indices[1]),
            AtLeastAtom => new AtLeast(indices[0], indices[1]),
            SizeAtom size => new Size(size.Dimension),
            Closure { Kind: ClosureKind.Base } c => Polynomial(c.Body, indices),
            Closure c when Enum.TryParse(c.Kind.ToString(), out ScalarFunction function) => new Function(function, Polynomial(c.Body, indices)),
            _ => throw new KernelException("a matrix is not written as a term"),
        };
    }
}
