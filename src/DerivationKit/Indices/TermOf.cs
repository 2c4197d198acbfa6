using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Indices;

/// <summary>Writes polynomials as terms again.</summary>
internal static class TermOf
{
    /// <summary>The polynomial as a sum of products.</summary>
    /// <param name="polynomial">The polynomial.</param>
    /// <param name="parameters">What its parameters are called.</param>
    public static Term Polynomial(Polynomial polynomial, ImmutableArray<Index> parameters) => Sum(polynomial, parameters, 0);

    /// <summary>The polynomial with parameters of its own.</summary>
    public static Abstraction Matrix(Polynomial polynomial)
    {
        ImmutableArray<Index> parameters = Fresh("i", polynomial.Parameters, 0);
        return new(parameters, Polynomial(polynomial, parameters));
    }

    /// <summary>The same divided by a number and by powers of atoms.</summary>
    public static Term Quotient(Polynomial polynomial, ImmutableArray<Index> parameters, Rational number, ImmutableArray<Factor> factors)
    {
        ImmutableArray<Factor> inverses = [.. factors.Select(f => new Factor(f.Atom, -f.Exponent))];
        return new Add([.. polynomial.Terms.Select(t => Product(t with { Coefficient = t.Coefficient / number }, parameters, inverses, 0))]);
    }

    /// <summary>An atom at indices that are parameters.</summary>
    public static Term Atom(Atom atom, ImmutableArray<Index> parameters) => Atom(atom, s => parameters[s.Ordinal], 0);

    // Names of another depth are not those of indices that are met inside.
    private static ImmutableArray<Index> Fresh(string letter, IEnumerable<Dimension> dimensions, int depth) =>
        [.. dimensions.Select((d, i) => new Index($"{letter}{depth}_{i}", d))];

    private static Add Sum(Polynomial polynomial, ImmutableArray<Index> parameters, int depth) =>
        new([.. polynomial.Terms.Select(t => Product(t, parameters, [], depth))]);

    private static Term Product(MonomialTerm term, ImmutableArray<Index> parameters, ImmutableArray<Factor> more, int depth)
    {
        ImmutableArray<Index> bound = Fresh("sum", term.Monomial.Bound, depth);
        return Product(term.Coefficient, bound, term.Monomial.Factors.Concat(more), s => s.IsBound ? bound[s.Ordinal] : parameters[s.Ordinal], depth);
    }

    /// <summary>A number times factors at indices, some of which are summed.</summary>
    public static Term Product(Rational coefficient, IEnumerable<Index> bound, IEnumerable<Factor> factors, Func<Slot, Index> at, int depth = 0)
    {
        IEnumerable<Term> powers = factors.GroupBy(f => f.Atom.Key)
            .Select(g => new Factor(g.First().Atom, g.Aggregate(Rational.Zero, (sum, f) => sum + f.Exponent)))
            .Where(f => !f.Exponent.IsZero)
            .Select(f => f.Exponent.IsOne ? Atom(f.Atom, at, depth + 1) : new Power(Atom(f.Atom, at, depth + 1), f.Exponent));
        return bound.Aggregate((Term)new Multiply([new Number(coefficient), .. powers]), (body, index) => new Sum(index, body));
    }

    private static Term Atom(Atom atom, Func<Slot, Index> at, int depth)
    {
        ImmutableArray<Index> indices = [.. atom.Slots.Select(at)];
        return atom switch
        {
            EntryAtom e => new Entry(e.Tensor.Name, indices),
            DeltaAtom => new Delta(indices[0], indices[1]),
            AtLeastAtom => new AtLeast(indices[0], indices[1]),
            SizeAtom size => new Size(size.Dimension),
            Closure { Kind: ClosureKind.Base } c => Sum(c.Body, indices, depth),
            Closure { Kind: ClosureKind.Inverse } c => new Inverse(Matrix(c), indices[..c.Axes], indices[c.Axes..c.Own]),
            Closure { Kind: ClosureKind.Determinant } c => new Determinant(Matrix(c)),
            Closure { Kind: ClosureKind.MatrixExp } c => new MatrixExponential(Matrix(c), indices[..c.Inner.Length]),
            Closure c when Enum.TryParse(c.Kind.ToString(), out ScalarFunction function) => new Function(function, Sum(c.Body, indices, depth)),
            _ => throw new KernelException("an index of a fixed value is not written as a term"),
        };

        Abstraction Matrix(Closure c)
        {
            ImmutableArray<Index> own = Fresh("i", c.Body.Parameters[..c.Own], depth);
            return new(own, Sum(c.Body, [.. own, .. indices[c.Inner.Length..]], depth));
        }
    }
}
