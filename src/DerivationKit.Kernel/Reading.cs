using System.Collections.Immutable;

namespace DerivationKit.Kernel;

/// <summary>Reads an elaborated term as a polynomial. Nothing is multiplied out: a sum that is multiplied becomes a closure.</summary>
/// <remarks>A sum over an index is read with one more parameter, which is bound in each term afterwards. The body of a closure is read over
/// parameters of its own, one for each index on which it depends.</remarks>
internal sealed class Reading(ImmutableDictionary<string, Declaration> declarations)
{
    /// <summary>The polynomial over the given indices as parameters.</summary>
    /// <exception cref="KernelException">Two of them have one name.</exception>
    public Polynomial Read(Term term, ImmutableArray<Index> parameters)
    {
        if (parameters.DistinctBy(p => p.Name).Count() < parameters.Length)
        {
            throw new KernelException("one index runs through two dimensions");
        }

        var slots = parameters.Select((index, i) => KeyValuePair.Create(index.Name, Slot.Parameter(i))).ToImmutableDictionary();
        return new Scoped(this, [.. parameters.Select(p => p.Dimension)], slots).Read(term);
    }

    /// <summary>The indices that occur free in a term, in the order in which they are met.</summary>
    public static ImmutableArray<Index> FreeIndices(Term term)
    {
        List<Index> free = [];
        Visit(term, []);
        return [.. free];

        void Visit(Term t, ImmutableHashSet<string> bound)
        {
            switch (t)
            {
                case Entry e:
                    Meet(e.Indices, bound);
                    break;
                case Delta d:
                    Meet([d.Left, d.Right], bound);
                    break;
                case AtLeast a:
                    Meet([a.Left, a.Right], bound);
                    break;
                case Sum s:
                    Visit(s.Body, bound.Add(s.Index.Name));
                    break;
                case Inverse v:
                    Meet([.. v.Rows, .. v.Columns], bound);
                    Visit(new Determinant(v.Matrix), bound);
                    break;
                case MatrixExponential x:
                    Meet(x.Indices, bound);
                    Visit(new Determinant(x.Matrix), bound);
                    break;
                case Determinant d:
                    Visit(d.Matrix.Body, bound.Union(d.Matrix.Parameters.Select(p => p.Name)));
                    break;
                default:
                    foreach (Term child in Children(t))
                    {
                        Visit(child, bound);
                    }

                    break;
            }
        }

        void Meet(ImmutableArray<Index> indices, ImmutableHashSet<string> bound) =>
            free.AddRange(indices.Where(i => !bound.Contains(i.Name) && !free.Contains(i)).Distinct());
    }

    /// <summary>The direct subterms of an elaborated term.</summary>
    public static ImmutableArray<Term> Children(Term term) => term switch
    {
        Add a => a.Terms,
        Multiply m => m.Factors,
        Sum s => [s.Body],
        Function f => [f.Argument],
        Power p => [p.Base],
        Inverse v => [v.Matrix.Body],
        Determinant d => [d.Matrix.Body],
        MatrixExponential x => [x.Matrix.Body],
        _ => [],
    };

    private EntryAtom Entry(Entry e, ImmutableArray<Slot> slots)
    {
        if (!declarations.TryGetValue(e.Tensor, out Declaration? tensor))
        {
            throw new KernelException($"{e.Tensor} is not declared");
        }

        return e.Indices.Select(i => i.Dimension).SequenceEqual(tensor.Dimensions)
            ? new EntryAtom(tensor, slots)
            : throw new KernelException($"{e.Tensor} is not indexed by its dimensions");
    }

    private sealed class Scoped(Reading reading, ImmutableArray<Dimension> parameters, ImmutableDictionary<string, Slot> slots)
    {
        public Polynomial Read(Term term)
        {
            KernelException.EnsureStack();
            return Of(term);
        }

        private Polynomial Of(Term term) => term switch
        {
            Number n => Single(n.Value, []),
            Size s => s.Dimension.Size is { } size ? Single(size, []) : Single(1, [new(new SizeAtom(s.Dimension), 1)]),
            Entry e => Single(1, [new(reading.Entry(e, At(e.Indices)), 1)]),
            Delta d => Pair(d.Left, d.Right, (left, right) => new DeltaAtom(left, right)),
            AtLeast a => Pair(a.Left, a.Right, (left, right) => new AtLeastAtom(left, right)),
            Add a => Polynomial.Of(parameters, a.Terms.SelectMany(t => Read(t).Terms)),
            Multiply m => Product([.. m.Factors.Select(Read)]),
            Sum s => Sum(s),
            Function f => Single(1, [new(Close(Kind(f.Name), f.Argument), 1)]),
            Power p => p.Exponent.IsZero ? Single(1, []) : p.Exponent.IsOne ? Read(p.Base) : Single(1, [new(Close(ClosureKind.Base, p.Base), p.Exponent)]),
            Inverse v => Single(1, [new(Close(ClosureKind.Inverse, v.Matrix, [.. v.Rows, .. v.Columns]), 1)]),
            Determinant d => Single(1, [new(Close(ClosureKind.Determinant, d.Matrix), 1)]),
            MatrixExponential x => Single(1, [new(Close(ClosureKind.MatrixExp, x.Matrix, x.Indices), 1)]),
            _ => throw new KernelException($"{term.GetType().Name} is left after elaboration"),
        };

        private static ClosureKind Kind(ScalarFunction name) => name switch
        {
            ScalarFunction.Exp => ClosureKind.Exp,
            ScalarFunction.Log => ClosureKind.Log,
            ScalarFunction.Sin => ClosureKind.Sin,
            ScalarFunction.Cos => ClosureKind.Cos,
            ScalarFunction.Arcsin => ClosureKind.Arcsin,
            ScalarFunction.Arctan => ClosureKind.Arctan,
            ScalarFunction.Erf => ClosureKind.Erf,
            _ => throw new KernelException($"no rules are known for {name}"),
        };

        private ImmutableArray<Slot> At(ImmutableArray<Index> indices) => [.. indices.Select(i => slots[i.Name])];

        private Polynomial Pair(Index left, Index right, Func<Slot, Slot, Atom> atom) => left.Dimension == right.Dimension
            ? Single(1, [new(atom(slots[left.Name], slots[right.Name]), 1)])
            : throw new KernelException($"{left} and {right} run through different dimensions");

        private Polynomial Single(Rational coefficient, ImmutableArray<Factor> factors) =>
            Polynomial.Of(parameters, [Polynomial.Term(coefficient, [], factors)]);

        private Closure Close(ClosureKind kind, Term body)
        {
            ImmutableArray<Index> free = FreeIndices(body);
            return new Closure(kind, reading.Read(body, free), At(free));
        }

        private Closure Close(ClosureKind kind, Abstraction matrix, params ImmutableArray<Index> at)
        {
            ImmutableArray<Index> free = FreeIndices(new Determinant(matrix));
            return new Closure(kind, reading.Read(matrix.Body, [.. matrix.Parameters, .. free]), At([.. at, .. free]), matrix.Parameters.Length / 2);
        }

        // A factor with one term is multiplied in; another one becomes a closure.
        private Polynomial Product(ImmutableArray<Polynomial> factors)
        {
            MonomialTerm product = new(1, Monomial.One);
            foreach (Polynomial factor in factors)
            {
                if (factor.IsZero)
                {
                    return factor;
                }

                MonomialTerm part = factor.Terms.Length == 1 ? factor.Terms[0] : Polynomial.Term(1, [], [new(Closure.Over(ClosureKind.Base, factor), 1)]);
                product = Polynomial.Times(product, part, parameters.Length);
            }

            return Polynomial.Of(parameters, [product]);
        }

        private Polynomial Sum(Sum s)
        {
            var holder = Slot.Parameter(parameters.Length);
            Polynomial body = new Scoped(reading, parameters.Add(s.Index.Dimension), slots.SetItem(s.Index.Name, holder)).Read(s.Body);
            return Polynomial.Of(parameters, body.Terms.Select(t => Polynomial.Term(
                t.Coefficient,
                [.. t.Monomial.Bound, s.Index.Dimension],
                t.Monomial.Factors.Select(f => f.Map(slot => slot == holder ? Slot.Bound(t.Monomial.Bound.Length) : slot)))));
        }
    }
}
