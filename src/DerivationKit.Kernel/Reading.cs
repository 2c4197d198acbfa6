namespace DerivationKit.Kernel;

/// <summary>Reads an elaborated term as a polynomial. Nothing is multiplied out: a sum that is multiplied becomes a closure.</summary>
/// <remarks>A sum over an index is read with one more parameter, which is bound in each term afterwards. The body of a closure is read over
/// parameters of its own, one for each index on which it depends.</remarks>
internal sealed class Reading(ImmutableDictionary<string, Declaration> declarations)
{
    private readonly Dictionary<Term, OpenPolynomial> known = [];

    /// <summary>The polynomial over the given indices as parameters.</summary>
    /// <exception cref="KernelException">Two of them have one name.</exception>
    public Polynomial Read(Term term, ImmutableArray<Index> parameters)
    {
        KernelException.Require(parameters.DistinctBy(p => p.Name).Count() == parameters.Length, "one index runs through two dimensions");
        var slots = Slot.Parameters(0, parameters.Length).ToImmutableDictionary(s => parameters[s.Ordinal].Name);
        return new Scoped(this, [.. parameters.Select(p => p.Dimension)], slots).Read(term);
    }

    /// <summary>The indices that occur free in a term, and the polynomial over them; each term is read once.</summary>
    public OpenPolynomial Read(Term term) => known.TryGetValue(term, out OpenPolynomial? read) ? read : known[term] = Over(term, FreeIndices(term));

    private OpenPolynomial Over(Term term, ImmutableArray<Index> free) => new(free, Read(term, free));

    /// <summary>The indices that occur free in a term, in the order in which they are met.</summary>
    public static ImmutableArray<Index> FreeIndices(Term term)
    {
        KernelException.EnsureStack();
        ImmutableArray<Index> met = term switch
        {
            Entry e => e.Indices,
            Delta d => [d.Left, d.Right],
            AtLeast a => [a.Left, a.Right],
            Sum s => FreeIndices(new Abstraction([s.Index], s.Body)),
            Inverse v => [.. v.Rows, .. v.Columns, .. FreeIndices(v.Matrix)],
            Determinant d => FreeIndices(d.Matrix),
            MatrixExponential x => [.. x.Indices, .. FreeIndices(x.Matrix)],
            _ => [.. Children(term).SelectMany(t => FreeIndices(t))],
        };
        return [.. met.Distinct()];
    }

    // The parameters are bound.
    private static ImmutableArray<Index> FreeIndices(Abstraction tensor) =>
        FreeIndices(tensor.Body).RemoveAll(i => tensor.Parameters.Any(p => p.Name == i.Name));

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

    /// <summary>The same term with others in the place of its direct subterms, all of whose indices stay.</summary>
    public static Term WithChildren(Term term, Func<Term, Term> child) => term switch
    {
        Add a => new Add([.. a.Terms.Select(child)]),
        Multiply m => new Multiply([.. m.Factors.Select(child)]),
        Sum s => new Sum(s.Index, child(s.Body)),
        Function f => new Function(f.Name, child(f.Argument)),
        Power p => new Power(child(p.Base), p.Exponent),
        Inverse v => new Inverse(new(v.Matrix.Parameters, child(v.Matrix.Body)), v.Rows, v.Columns),
        Determinant d => new Determinant(new(d.Matrix.Parameters, child(d.Matrix.Body))),
        MatrixExponential x => new MatrixExponential(new(x.Matrix.Parameters, child(x.Matrix.Body)), x.Indices),
        _ => term,
    };

    private EntryAtom Entry(Entry e, ImmutableArray<Slot> slots)
    {
        Declaration tensor = declarations.GetValueOrDefault(e.Tensor) ?? throw new KernelException($"{e.Tensor} is not declared");
        KernelException.Require(e.Indices.Select(i => i.Dimension).SequenceEqual(tensor.Dimensions), $"{e.Tensor} is not indexed by its dimensions");
        return new(tensor, slots);
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
            Number n => Product(n.Value, []),
            Size s => Product(1, [new(new SizeAtom(s.Dimension), 1)]),
            Entry e => Product(1, [new(reading.Entry(e, At(e.Indices)), 1)]),
            Delta d => Pair(d.Left, d.Right, (left, right) => new DeltaAtom(left, right)),
            AtLeast a => Pair(a.Left, a.Right, (left, right) => new AtLeastAtom(left, right)),
            Add a => Polynomial.Of(parameters, a.Terms.SelectMany(t => Read(t).Terms)),
            Multiply m => Product([.. m.Factors.Select(Read)]),
            Sum s => Sum(s),
            Function f => Product(1, [new(Close(Kind(f.Name), f.Argument), 1)]),
            Power p => p.Exponent.IsZero ? Product(1, []) : p.Exponent.IsOne ? Read(p.Base) : Product(1, [new(Close(ClosureKind.Base, p.Base), p.Exponent)]),
            Inverse v => Product(1, [new(Close(ClosureKind.Inverse, v.Matrix, [.. v.Rows, .. v.Columns]), 1)]),
            Determinant d => Product(1, [new(Close(ClosureKind.Determinant, d.Matrix), 1)]),
            MatrixExponential x => Product(1, [new(Close(ClosureKind.MatrixExp, x.Matrix, x.Indices), 1)]),
            _ => throw new KernelException($"{term.GetType().Name} is left after elaboration"),
        };

        // Both lists name the functions in one order.
        private static ClosureKind Kind(ScalarFunction name) =>
            name is >= ScalarFunction.Exp and <= ScalarFunction.Erf ? ClosureKind.Exp + (int)name : throw new KernelException($"no rules are known for {name}");

        private ImmutableArray<Slot> At(ImmutableArray<Index> indices) => [.. indices.Select(At)];

        // What a name means here runs through the dimension that the index has.
        private Slot At(Index i) => slots[i.Name] is var slot && i.Dimension == parameters[slot.Ordinal] ? slot : throw new KernelException($"{i} runs through another dimension");

        private Polynomial Pair(Index left, Index right, Func<Slot, Slot, Atom> atom) => left.Dimension == right.Dimension
            ? Product(1, [new(atom(At(left), At(right)), 1)])
            : throw new KernelException($"{left} and {right} run through different dimensions");

        private Closure Close(ClosureKind kind, Term body) => new(kind, reading.Read(body).Polynomial, At(reading.Read(body).Free));

        private Closure Close(ClosureKind kind, Abstraction matrix, params ImmutableArray<Index> at)
        {
            ImmutableArray<Index> free = FreeIndices(matrix);
            return new Closure(kind, reading.Read(matrix.Body, [.. matrix.Parameters, .. free]), At([.. at, .. free]), matrix.Parameters.Length / 2);
        }

        private Polynomial Product(ImmutableArray<Polynomial> factors) => factors.FirstOrDefault(f => f.IsZero) ?? Polynomial.Of(parameters, [
            factors.Aggregate(new MonomialTerm(1, Monomial.One), (product, factor) => Polynomial.Times(product, Single(factor), parameters.Length))]);

        private Polynomial Product(Rational coefficient, ImmutableArray<Factor> factors) => Polynomial.Single(parameters, coefficient, factors);

        // A factor with one term is multiplied in; another one becomes a closure.
        private static MonomialTerm Single(Polynomial factor) =>
            factor.Terms is [var only] ? only : Polynomial.Term(1, [], [new(Closure.Over(ClosureKind.Base, factor), 1)]);

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

/// <summary>A polynomial over indices.</summary>
/// <param name="Free">The indices, in the order of its parameters.</param>
/// <param name="Polynomial">The polynomial.</param>
internal sealed record OpenPolynomial(ImmutableArray<Index> Free, Polynomial Polynomial);
