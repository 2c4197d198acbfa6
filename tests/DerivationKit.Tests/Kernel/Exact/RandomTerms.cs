using System.Collections.Immutable;
using DerivationKit.Indices;
using DerivationKit.Kernel;
using static DerivationKit.Tests.Kernel.Exact.Terms;

namespace DerivationKit.Tests.Kernel.Exact;

/// <summary>Random terms over the tensors of the bench: sums, products, deltas, powers, exp and log, nested a few levels deep. Few names
/// are used for bound indices, so that one often hides another.</summary>
/// <param name="seed">What chooses.</param>
/// <param name="binders">Whether operators and derivatives occur, which bind tensors as well.</param>
internal sealed class RandomTerms(int seed, bool binders = false)
{
    private readonly Random random = new(seed);
    private ImmutableArray<Tensor> scope = Bench.Tensors;

    /// <summary>A term in the given free indices.</summary>
    public Term Any(int depth, params ImmutableArray<Index> free) => depth == 0 ? Leaf(free) : random.Next(binders ? 22 : 16) switch
    {
        0 => Leaf(free),
        1 or 2 => Add(Any(depth - 1, free), Any(depth - 1, free)),
        3 or 4 => Mul(Any(depth - 1, free), Any(depth - 1, free), Leaf(free)),
        5 => Mul(Pair(free), Any(depth - 1, free)),
        6 or 7 or 8 => Bound(depth, free),
        9 => Pow(Any(depth - 1, free), Pick<Rational>(2, -1, -2, 3, 0)),
        10 => Pow(Positive(depth - 1, free), Pick(new Rational(1, 2), new Rational(-1, 2), new Rational(3, 2), -1)),
        11 => Exp(random.Next(2) == 0 ? Any(depth - 1, free) : Add(Leaf(free), Mul(Num(2), Leaf(free)))),
        12 => Log(Positive(depth - 1, free)),
        13 => random.Next(3) == 0 ? Chosen(depth, free) : Quotient(depth, free),
        14 => Wave(depth, free),
        15 => free.Where(f => f.Dimension == N).ToArray() is { Length: > 0 } rows
            ? Order(Pick(rows), Pick(rows), Any(depth - 1, free))
            : Any(depth - 1, free),
        16 or 17 => Matrix(depth, free),
        18 => Operator(depth, free),
        _ => Derivative(depth, free),
    };

    /// <summary>A sum over a few indices of a product of entries, with a closure in it now and then.</summary>
    public Term Contraction(params ImmutableArray<Index> free)
    {
        ImmutableArray<Index> all = free;
        List<Index> sums = [];
        for (int i = random.Next(1, 4); i > 0; i--)
        {
            sums.Add(New());
            all = With(all, sums[^1]);
        }

        Term[] factors = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Pair(all))];
        Term body = random.Next(3) == 0 ? Mul([.. factors, Any(1, all)]) : Mul([.. factors]);
        return sums.AsEnumerable().Reverse().Aggregate(body, (term, index) => Sum(index, term));
    }

    // A function of what a one-hot row chooses.
    private Term Chosen(int depth, ImmutableArray<Index> free)
    {
        Index[] rows = [.. free.Where(f => f.Dimension == N)];
        if (rows.Length == 0 || scope.All(d => d.Name != "H"))
        {
            return Any(depth - 1, free);
        }

        Index u = new("u", K);
        Term chosen = Sum(u, Mul(At("H", Pick(rows), u), Positive(depth - 1, With(free, u))));
        return Pick<Func<Term, Term>>(Exp, Inv, Log, Sin)(random.Next(2) == 0 ? chosen : Add(chosen, Positive(depth - 1, free)));
    }

    /// <summary>A determinant, an inverse, or the product of one with its matrix: bodies that the laws take apart.</summary>
    public Term Matrix(int depth, params ImmutableArray<Index> free)
    {
        Index[] rows = [.. free.Where(f => f.Dimension == N)];
        if (random.Next(5) == 0)
        {
            return Pairs(free);
        }

        ImmutableArray<Index> inside = With(With(free, R), S);
        Term one = Delta(R, S), entry = At(Pick("A", "B", "O"), R, S);
        Term body = random.Next(10) switch
        {
            0 => entry,
            1 => Sum(Q, Mul(At("B", R, Q), At("A", Q, S))),
            2 => Add(one, Sum(C, Mul(At("W", R, C), At("M", S, C)))),
            3 => Add(one, Mul(Num(2), Mul(At("y", R), At("x", S)))),
            4 => Mul(Leaf(With(free, R)), entry),
            5 => Mul(Num(2), one, Leaf(With(free, R), positive: true)),
            6 => Inverse(At("B", R, S), R, S),
            7 => Add(At("O", R, S), Mul(At("y", R), At("y", S))),
            8 => Add(Inverse(At("A", R, S), S, R), entry),
            _ => Any(depth - 1, inside),
        };
        if (rows.Length == 0 || random.Next(3) == 0)
        {
            return Det(body);
        }

        (Index i, Index j, Index p) = (Pick(rows), Pick(rows), new("p", N));
        return random.Next(2) == 0 ? Inverse(body, i, j)
            : random.Next(2) == 0 ? Sum(p, Mul(Inverse(body, i, p), At("B", p, j)))
            : Sum(p, Mul(At(Pick("B", "O"), i, p), Inverse(body, p, j)));
    }

    // The same over rows and columns of two indices.
    private Term Pairs(ImmutableArray<Index> free)
    {
        Index p = new("p", N);
        Term n = Pick(Delta(R, S), At("B", R, S), Sum(p, Mul(At("B", R, p), At("A", p, S))), Mul(At("y", R), Delta(R, S)));
        Term k = Pick(Delta(C, E), Sum(p, Mul(At("W", p, C), At("M", p, E))), Add(Delta(C, E), Sum(p, Mul(At("W", p, C), At("W", p, E)))));
        Term other = Pick(At("x", R), At("a"), Num(-2), Mul(At("W", R, C), At("W", S, E)), Num(1));
        Term body = random.Next(3) == 0 ? Add(Mul(n, k), Mul(other, k)) : Mul(other, n, k);
        Index[] rows = [.. free.Where(f => f.Dimension == N)], columns = [.. free.Where(f => f.Dimension == K)];
        if (rows.Length == 0 || columns.Length == 0 || random.Next(2) == 0)
        {
            return DetOfPairs(body);
        }

        Index i = Pick(rows), j = Pick(rows), u = Pick(columns), v = Pick(columns), q = new("q", K);
        return random.Next(3) switch
        {
            0 => Inverse(body, [E, S], [u, i, j, v]),
            1 => Inverse(body, [S, E], [i, u, j, v]),
            _ => Sum(p, Sum(q, Mul(At("B", i, p), Delta(u, q), Inverse(Mul(At("B", R, S), Delta(C, E)), [S, E], [p, q, j, v])))),
        };
    }

    /// <summary>Sums over dimensions of a fixed size, determinants and inverses of such a size.</summary>
    public Term Fixed(params ImmutableArray<Index> free)
    {
        Index h = new("h", Two), w = new("w", Two);
        Term matrix = Pick(At("L", F, G), Add(Delta(F, G), Mul(At("t", F), At("t", G))), Mul(Leaf(free), At("L", G, F)), Mul(Causal(F, G), At("L", F, G)));
        Term inverse = new global::DerivationKit.Kernel.Inverse(Terms.Tensor([F, G], matrix), h, w);
        return random.Next(9) switch
        {
            0 => Sum(F, Mul(At("t", F), Leaf(free))),
            1 => Sum(F, Sum(G, Mul(Causal(F, G), At("L", F, G), At("t", F)))),
            2 => Sum(F, Sum(G, Mul(Delta(F, G), At("L", F, G)))),
            3 => Sum(F, Inv(Add(Num(2), Pow(At("t", F), 2)))),
            4 => Det(F, G, matrix),
            5 => Det(U, V, Add(At("T", U, V), Mul(Leaf(free), Delta(U, V)))),
            6 => Sum(h, Sum(w, Mul(At("t", w), inverse))),
            7 => Sum(h, Sum(w, Mul(At("L", w, h), inverse))),
            _ => Pow(Sum(F, Mul(At("t", F), At("t", F))), Pick<Rational>(2, -1)),
        };
    }

    /// <summary>A wave of a sum, of a multiple or of an inverse function, or a product of a sine and a cosine of one angle.</summary>
    public Term Wave(int depth, params ImmutableArray<Index> free)
    {
        Term angle = Any(depth - 1, free);
        return random.Next(11) switch
        {
            0 => Sin(angle),
            1 => Arcsin(Num(1)),
            2 => Cos(Mul(Num(Pick<Rational>(-1, 2, -3)), angle)),
            3 => Mul(Pow(Sin(angle), Pick<Rational>(1, 2, -1)), Pow(Cos(angle), Pick<Rational>(2, 1, -1, -2))),
            4 => Sin(Add(angle, Arctan(Num(Pick<Rational>(new(4, 3), new(-4, 3)))))),
            5 => Mul(Leaf(free), Pick<Func<Term, Term>>(Sin, Cos)(Pick(Arcsin(Num(new(4, 5))), Arctan(Num(Pick<Rational>(new(4, 3), new(-4, 3))))))),
            7 => Mul(Leaf(free), Root(Mul(Num(4), Pow(Leaf(free), 2)))),
            8 => Mul(Leaf(free), Pow(Mul(Num(4), Pow(Leaf(free, positive: true), 2)), new(-1, 2))),
            9 => Inv(Mul(Sum(New(), Leaf(free, positive: true)), Sum(New(), Pow(Leaf(free, positive: true), 2)))),
            6 => Pow(Pow(angle, 2), Pick(new Rational(1, 2), new Rational(-1, 2), new Rational(3, 2))),
            _ => Pick<Func<Term, Term>>(Arcsin, Arctan, Erf)(angle),
        };
    }

    /// <summary>The name of a rule.</summary>
    public string Rule() => Rule([.. RuleTable.All.Select(r => r.Name).Where(name => !RuleTable.IsOfRoot(name))]);

    /// <summary>One of these names of rules.</summary>
    public string Rule(ImmutableArray<string> names) => Pick([.. names]);

    /// <summary>A step by that rule with arbitrary choices, applicable or not.</summary>
    public Step Step(string rule, Polynomial p, ImmutableArray<Polynomial> equations, int depth = 1)
    {
        int term = random.Next(p.Terms.Length);
        Monomial m = p.Terms[term].Monomial;
        int factor = m.Factors.IsEmpty ? -1 : random.Next(m.Factors.Length);
        ImmutableArray<int> data = rule switch
        {
            "rename" => Shuffled(m.Bound.Length),
            "permute" when factor >= 0 => Shuffled(m.Factors[factor].Atom is Closure permuted ? permuted.Body.Parameters.Length : 0),
            "cancel-inverse" => [random.Next(2), .. Enumerable.Range(0, factor >= 0 && m.Factors[factor].Atom is Closure inverse ? inverse.Axes : 1).Select(_ => random.Next(-3, 3)), random.Next(3), .. Shuffled(m.Bound.Length)],
            "unroll" => [random.Next(-2, 3)],
            "scale-matrix" => random.Next(3) == 0 ? [] : [random.Next(3), random.Next(2)],
            "select" or "decide" => Pointed(m, ref factor),
            "given" => Given(p.Parameters, m, random.Next(equations.Length) is var e ? e : 0, equations),
            _ => [.. Enumerable.Range(0, random.Next(4)).Select(_ => random.Next(Math.Max(3, m.Factors.Length)))],
        };
        Step step = new(rule, term, rule == "given" && random.Next(4) > 0 ? -1 : factor, data, Pick<Rational>(1, -1, 2, new(1, 2), 4, -2), []);
        if (rule == "solve" && depth > 0)
        {
            return step with { Inner = [Step(Rule(), Replay.Alone(p, m), equations, depth - 1)] };
        }

        if (rule is "factor-matrix" or "exchange-product" && factor >= 0 && m.Factors[factor].Atom is Closure { Kind: ClosureKind.Inverse or ClosureKind.Determinant, Axes: 1 } matrix)
        {
            return Named(step, p, matrix.Body);
        }

        return rule == "within" && depth > 0 && factor >= 0 && m.Factors[factor].Atom is Closure { Body.IsZero: false } c
            ? step with { Inner = [Step(Rule(), c.Body, equations, depth - 1)] }
            : step;
    }

    // Two matrices whose product is the matrix, or all of it but a term; now and then in the wrong order.
    private Step Named(Step step, Polynomial p, Polynomial matrix)
    {
        Normaliser normaliser = new(Bench.Read(Num(0)).Replay, new(500, 100), new());
        MatrixNames names = new(matrix.Parameters);
        try
        {
            Factoring[] products = [
                .. new Factorings(normaliser).Of(matrix, [.. Enumerable.Range(0, matrix.Terms.Length).Where(t => step.Rule == "factor-matrix" || matrix.Terms[t].Monomial.Factors is not [{ Atom: DeltaAtom }])]),
                .. EndInverse.All(matrix).Select(end => end.Times(end.Rest(matrix, names), matrix, names))];
            Step named = products.Length == 0 ? step : step with { Matrices = names.Matrices(Pick(products)) };
            return random.Next(8) == 0 ? named with { Matrices = [.. named.Matrices.Reverse()] } : p.Proved(named);
        }
        catch (Exception e) when (e is KernelException or BudgetException)
        {
            return step;
        }
    }

    // An entry in the body of a closure, if there is one, and an axis.
    private ImmutableArray<int> Pointed(Monomial m, ref int factor)
    {
        factor = Enumerable.Range(0, m.Factors.Length).Where(f => m.Factors[f].Atom is Closure).DefaultIfEmpty(factor).First();
        var places = factor < 0 || m.Factors[factor].Atom is not Closure c ? [] : c.Body.Terms
            .SelectMany((t, i) => t.Monomial.Factors.Select((f, k) => (f.Atom, Term: i, Factor: k))).Where(p => p.Atom is EntryAtom).ToArray();
        return places.Length == 0 ? [] : Pick(places) is var place ? [place.Term, place.Factor, random.Next(2)] : [];
    }

    // Slots that the leading term's tensors have in the monomial, now and then others.
    private ImmutableArray<int> Given(ImmutableArray<Dimension> parameters, Monomial m, int number, ImmutableArray<Polynomial> equations)
    {
        int lead = random.Next(equations[number].Terms.Length);
        Monomial pattern = equations[number].Terms[lead].Monomial;
        Dictionary<Slot, Slot> map = [];
        foreach (Atom atom in pattern.Factors.Select(f => f.Atom))
        {
            if (m.Factors.Where(f => f.Atom.Head == atom.Head).ToArray() is { Length: > 0 } alike)
            {
                foreach ((Slot from, Slot to) in atom.Slots.Zip(Pick(alike).Atom.Slots))
                {
                    map.TryAdd(from, to);
                }
            }
        }

        return
        [
            number,
            .. equations[number].Parameters.Select((_, i) => Code(Slot.Parameter(i))), lead,
            .. pattern.Bound.Select((_, i) => Code(Slot.Bound(i))),
        ];

        int Code(Slot from) => map.TryGetValue(from, out Slot? to) && random.Next(10) > 0
            ? to.IsBound ? to.Ordinal : -1 - to.Ordinal
            : random.Next(-1 - parameters.Length, m.Bound.Length + 1);
    }

    private Term Order(Index i, Index j, Term other) => random.Next(2) == 0 ? Mul(Causal(i, j), other) : Mul(Causal(i, j), Causal(j, i), other);

    // An operator whose formal parameters and indices have names that mean something else outside.
    private Term Operator(int depth, ImmutableArray<Index> free)
    {
        Formal[] formals = [new("B", [N, N]), new("y", [N]), new("a", [])];
        ImmutableArray<Abstraction> arguments = [.. formals.Select(f => Tensor(f, depth - 1, free))];
        ImmutableArray<Index> indices = random.Next(2) == 0 ? [J, I] : [];
        Term body = Within([.. formals.Select(f => new Exact.Tensor(f.Name, f.Dimensions, []))], () => Any(depth - 1, indices));
        return free.Where(f => f.Dimension == N).ToArray() is { Length: > 0 } rows || indices.IsEmpty
            ? Apply(new("op", [.. formals], indices, body), arguments, [.. indices.Select(_ => Pick([.. free.Where(f => f.Dimension == N)]))])
            : Any(depth - 1, free);
    }

    // The variable hides a declared one, whose properties it does not have.
    private Term Derivative(int depth, ImmutableArray<Index> free)
    {
        Formal variable = Pick<Formal>(new("y", [N]), new("A", [N, N]), new("H", [N, K]), new("b", []));
        Exact.Tensor bound = new(variable.Name, variable.Dimensions, []);
        Term body = Within([.. scope.Where(d => d.Name != bound.Name), bound, bound], () => Any(depth - 1, free));
        ImmutableArray<Index> own = [.. variable.Dimensions.Select((d, i) => new Index(i == 0 ? "p" : "q", d))];
        Abstraction same = Terms.Tensor(own, At(variable.Name, own));
        bool outside = scope.Any(d => d.Name == variable.Name && d.Dimensions.SequenceEqual(variable.Dimensions));
        return D(variable, body, outside && random.Next(2) == 0 ? same : Tensor(variable, depth - 1, free), Tensor(variable, depth - 1, free));
    }

    private Abstraction Tensor(Formal formal, int depth, ImmutableArray<Index> free)
    {
        ImmutableArray<Index> own = [.. formal.Dimensions.Select((d, i) => new Index(i == 0 ? "i" : "v", d))];
        return Terms.Tensor(own, Any(depth, own.Aggregate(free, With)));
    }

    private Term Within(ImmutableArray<Tensor> tensors, Func<Term> body)
    {
        (ImmutableArray<Tensor> outer, scope) = (scope, tensors);
        Term result = body();
        scope = outer;
        return result;
    }

    // Sums with a denominator of the same terms: what folding is about.
    private Term Quotient(int depth, ImmutableArray<Index> free)
    {
        Index index = New();
        Term summand = Positive(depth - 1, With(free, index));
        return Mul(Sum(index, summand), Inv(Add(Sum(index, summand), Leaf(free))), Leaf(free));
    }

    private Term Bound(int depth, ImmutableArray<Index> free)
    {
        Index index = New();
        ImmutableArray<Index> inside = With(free, index);
        Term body = Any(depth - 1, inside);
        Index[] same = [.. inside.Where(f => f.Dimension == index.Dimension)];
        return Sum(index, random.Next(5) switch
        {
            0 => Mul(Delta(index, Pick(same)), body),
            1 => Mul(Pair(inside), body),
            2 => Pair(inside),
            3 => Leaf(inside),
            _ => body,
        });
    }

    // Two entries of one matrix that often share an index: what the laws of the properties are about.
    private Term Pair(ImmutableArray<Index> free)
    {
        Tensor[] matrices = [.. scope.Where(d => d.Dimensions.Length == 2 && d.Dimensions.All(n => free.Any(f => f.Dimension == n)))];
        if (matrices.Length == 0)
        {
            return Leaf(free);
        }

        Tensor[] special = [.. matrices.Where(d => d.Properties.Any(p => p is Property.OneHotRows or Property.Orthogonal or Property.RowStochastic))];
        Tensor matrix = Pick(special.Length > 0 && random.Next(3) > 0 ? special : matrices);
        ImmutableArray<Index> first = At(matrix);
        ImmutableArray<Index> second = [.. At(matrix).Select((i, axis) => random.Next(3) == 0 ? i : first[axis])];
        return random.Next(4) == 0 ? Terms.At(matrix.Name, first) : Mul(Terms.At(matrix.Name, first), Terms.At(matrix.Name, second));

        // The index that was bound last is the likeliest.
        ImmutableArray<Index> At(Tensor d) =>
            [.. d.Dimensions.Select(n => free[^1].Dimension == n && random.Next(2) == 0 ? free[^1] : Pick([.. free.Where(f => f.Dimension == n)]))];
    }

    private Term Positive(int depth, ImmutableArray<Index> free) => depth <= 0 || random.Next(2) == 0
        ? Mul(Num(Pick<Rational>(1, 2, 4)), Pick(Exp(Leaf(free)), Pow(Exp(Leaf(free)), 2), Size(N), Leaf(free, positive: true)))
        : random.Next(2) == 0 ? Add(Positive(depth - 1, free), Positive(depth - 1, free)) : Any(depth, free);

    private Term Leaf(ImmutableArray<Index> free, bool positive = false)
    {
        Tensor[] fitting = [.. scope.Where(d =>
            (!positive || d.Properties.Contains(Property.Positive)) && d.Dimensions.All(dimension => free.Any(f => f.Dimension == dimension)))];
        if (fitting.Length == 0 || (random.Next(8) == 0 && !positive))
        {
            return Num(positive ? 2 : Pick<Rational>(1, 2, -1, new(1, 2), 0));
        }

        Tensor chosen = Pick(fitting);
        return At(chosen.Name, [.. chosen.Dimensions.Select(d => Pick([.. free.Where(f => f.Dimension == d)]))]);
    }

    private Index New() => new(Pick("i", "p", "u", "v"), random.Next(3) > 0 ? N : K);

    private static ImmutableArray<Index> With(ImmutableArray<Index> free, Index index) => free.RemoveAll(f => f.Name == index.Name).Add(index);

    private ImmutableArray<int> Shuffled(int count)
    {
        int[] places = [.. Enumerable.Range(0, count)];
        random.Shuffle(places);
        return [.. places];
    }

    private T Pick<T>(params T[] items) => items[random.Next(items.Length)];
}
