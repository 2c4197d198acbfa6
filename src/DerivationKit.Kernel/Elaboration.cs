namespace DerivationKit.Kernel;

/// <summary>Replaces operators by their definitions, and derivatives by what they are: the result holds neither.</summary>
/// <remarks>
/// Unfolding is substitution: an application is the definition's body with the argument tensors for the formal parameters. Every bound
/// index gets a fresh name on the way, so that nothing is captured. A derivative is removed by <see cref="Differentiation"/> while its
/// variable is a fresh tensor without properties; only then is the point put in its place: what holds at the point does not hold around it.
/// </remarks>
internal sealed class Elaboration(int budget)
{
    private readonly List<Obligation> obligations = [];
    private int fresh;
    private int size;

    /// <summary>What must be defined or hold besides the term itself, because a derivative or a product with 0 dropped it.</summary>
    public IReadOnlyList<Obligation> Obligations => obligations;

    /// <summary>Elaborates a side of a statement, or a given. The declared variables and the free indices stand for themselves; no other
    /// name comes from outside.</summary>
    /// <param name="term">The side, or the term of the given.</param>
    /// <param name="declarations">The variables.</param>
    /// <param name="free">The free indices; none given where every index that is not bound is one.</param>
    public Term Elaborate(Term term, ImmutableArray<Declaration> declarations, ImmutableArray<Index>? free) =>
        Elaborate(term, Scope.Empty.Bind(free ?? [], free ?? []) with { Renamed = declarations.ToImmutableDictionary(d => d.Name, d => d.Name), IsOpen = free is null });

    /// <summary>A name that was not used before.</summary>
    internal string Fresh(string name) => $"{name.Split('~')[0]}~{++fresh}";

    /// <summary>An entry of a tensor that is given by a formula.</summary>
    internal Term Instantiate(Abstraction tensor, Scope scope, ImmutableArray<Index> indices) =>
        Elaborate(tensor.Body, scope.Bind(tensor.Parameters, indices));

    internal void Oblige(ConditionKind? kind, Term term) => obligations.Add(new(kind, term));

    internal void Count()
    {
        KernelException.EnsureStack();
        if (++size > budget)
        {
            throw new KernelException($"the statement unfolds to more than {budget} nodes");
        }
    }

    private Term Elaborate(Term term, Scope scope)
    {
        Count();
        return term switch
        {
            Entry e when scope.Tensors.TryGetValue(e.Tensor, out Bound? bound) => Instantiate(bound.Tensor, bound.Scope, scope.At(e.Indices)),
            Entry e => new Entry(scope.Name(e.Tensor), scope.At(e.Indices)),
            Delta d => new Delta(scope.At(d.Left), scope.At(d.Right)),
            AtLeast a => new AtLeast(scope.At(a.Left), scope.At(a.Right)),
            Sum s => Sum(s, scope),
            Inverse v => new Inverse(Matrix(v.Matrix, scope, [.. v.Columns, .. v.Rows]), scope.At(v.Rows), scope.At(v.Columns)),
            Determinant d => new Determinant(Matrix(d.Matrix, scope, [.. Rows(d.Matrix), .. Rows(d.Matrix)])),
            MatrixExponential x => new MatrixExponential(Matrix(x.Matrix, scope, [Dimensional(x), Dimensional(x)]), scope.At(x.Indices)),
            Apply a => Unfold(a, scope),
            Derivative d => Remove(d, scope),
            Number or Size or Add or Multiply or Function or Power => Reading.WithChildren(term, t => Elaborate(t, scope)),
            _ => throw new KernelException($"unknown term {term.GetType().Name}"),
        };
    }

    private Sum Sum(Sum s, Scope scope)
    {
        Index index = s.Index with { Name = Fresh(s.Index.Name) };
        return new(index, Elaborate(s.Body, scope.Bind([s.Index], [index])));
    }

    private static ImmutableArray<Index> Rows(Abstraction matrix) => matrix.Parameters[..(matrix.Parameters.Length / 2)];

    // The one dimension of all indices.
    private static Index Dimensional(MatrixExponential x) => x.Matrix.Parameters.Length == 2 && x.Indices.Length > 0 && x.Indices.Length % 2 == 0 && x.Indices.All(i => i.Dimension == x.Indices[0].Dimension)
        ? x.Indices[0]
        : throw new KernelException("rules are known for the exponential of a matrix with one index for its rows and one for its columns, at pairs of indices of their dimension");

    // The indices say which dimensions rows and columns have: for a determinant the same in the same order, since its sign depends on how
    // they are numbered.
    private Abstraction Matrix(Abstraction matrix, Scope scope, ImmutableArray<Index> at)
    {
        ImmutableArray<Dimension> dimensions = [.. matrix.Parameters.Select(p => p.Dimension)];
        int half = Rows(matrix).Length;
        bool square = half > 0 && Sorted(dimensions[..half]).SequenceEqual(Sorted(dimensions[half..])) && at.Select(i => i.Dimension).SequenceEqual(dimensions);
        KernelException.Require(square, $"only a square matrix has an inverse, a determinant and an exponential, not one of {string.Join(", ", dimensions)}");
        ImmutableArray<Index> fresh = [.. matrix.Parameters.Select(p => p with { Name = Fresh(p.Name) })];
        return new(fresh, Instantiate(matrix, scope, fresh));

        static IEnumerable<Dimension> Sorted(ImmutableArray<Dimension> some) => some.OrderBy(d => d.Text, StringComparer.Ordinal);
    }

    // op(args)[idx] = body of op's definition with args for the formals: by definition.
    private Term Unfold(Apply a, Scope scope)
    {
        Definition definition = a.Definition;
        bool matching = definition.Formals.Select(f => f.Name).Distinct().Count() == a.Arguments.Length && a.Arguments.Length == definition.Formals.Length;
        KernelException.Require(matching, $"{definition.Name} is not applied to one tensor for each formal parameter");
        Scope inner = Enumerable.Range(0, a.Arguments.Length).Aggregate(Scope.Empty, (bound, i) => bound.Bind(definition.Formals[i].Name, a.Arguments[i], scope));
        return Elaborate(definition.Body, inner.Bind(definition.Indices, scope.At(a.Indices)));
    }

    // d/dt body(point + t·direction) at t = 0: differentiate with the variable free, then put the point in its place.
    private Term Remove(Derivative d, Scope scope)
    {
        int before = obligations.Count;
        string variable = Fresh(d.Variable.Name);
        Oblige(null, Elaborate(d.Body, scope.Rename(d.Variable.Name, variable)));
        Differentiation differentiation = new(this, variable, at => Instantiate(d.Direction, scope, at));

        // What derivatives inside the body take for granted has to hold around the point, too: differentiating it finds the roots that must
        // not be of 0. The body is the last obligation.
        Term derivative = obligations.GetRange(before, obligations.Count - before).ConvertAll(o => differentiation.Of(o.Term))[^1] ?? new Add([]);
        int after = obligations.Count;
        for (int i = before; i < after; i++)
        {
            obligations[i] = obligations[i] with { Term = AtPoint(obligations[i].Term) };
        }

        // Both have to be defined even where the derivative does not ask for them.
        Oblige(null, Somewhere(d.Point, scope));
        Oblige(null, Somewhere(d.Direction, scope));
        return AtPoint(derivative);

        Term AtPoint(Term term)
        {
            Count();
            return term is Entry e && e.Tensor == variable ? Instantiate(d.Point, scope, e.Indices) : Reading.WithChildren(term, AtPoint);
        }
    }

    private Term Somewhere(Abstraction tensor, Scope scope) =>
        Instantiate(tensor, scope, [.. tensor.Parameters.Select(p => p with { Name = Fresh(p.Name) })]);
}

/// <summary>Something that a statement takes for granted: that a term is defined, or that it is positive, not negative, or not 0.</summary>
/// <param name="Kind">What must hold of the term; none if it only must be defined.</param>
/// <param name="Term">The term; its free indices are universally quantified.</param>
internal sealed record Obligation(ConditionKind? Kind, Term Term);

/// <summary>A tensor that stands for a name, and what the names in it mean.</summary>
internal sealed record Bound(Abstraction Tensor, Scope Scope);

/// <summary>What names mean while a term is elaborated.</summary>
internal sealed record Scope(
    ImmutableDictionary<string, Index> Indices,
    ImmutableDictionary<string, Bound> Tensors,
    ImmutableDictionary<string, string> Renamed,
    bool IsOpen = false)
{
    public static Scope Empty { get; } = new(
        ImmutableDictionary<string, Index>.Empty,
        ImmutableDictionary<string, Bound>.Empty,
        ImmutableDictionary<string, string>.Empty);

    public Scope Bind(ImmutableArray<Index> parameters, ImmutableArray<Index> indices) =>
        parameters.Length == indices.Length && parameters.Select(p => p.Name).Distinct().Count() == parameters.Length
            ? this with { Indices = Enumerable.Range(0, indices.Length).Aggregate(Indices, (bound, i) => bound.SetItem(parameters[i].Name, Check(parameters[i], indices[i]))) }
            : throw new KernelException($"({string.Join(",", parameters)}) cannot stand for ({string.Join(",", indices)})");

    public Scope Bind(string formal, Abstraction tensor, Scope scope) =>
        this with { Tensors = Tensors.SetItem(formal, new(tensor, scope)), Renamed = Renamed.Remove(formal) };

    public Scope Rename(string variable, string name) =>
        this with { Tensors = Tensors.Remove(variable), Renamed = Renamed.SetItem(variable, name) };

    public Index At(Index index) => !Indices.TryGetValue(index.Name, out Index? found)
        ? IsOpen && Validation.IsName(index.Name) ? index : throw new KernelException($"index {index.Name} is not bound")
        : Check(index, found);

    public string Name(string tensor) => Renamed.GetValueOrDefault(tensor) ?? throw new KernelException($"{tensor} is not declared");

    public ImmutableArray<Index> At(ImmutableArray<Index> indices) => [.. indices.Select(At)];

    private static Index Check(Index wanted, Index index) => wanted.Dimension == index.Dimension
        ? index
        : throw new KernelException($"index {index.Name} runs through {index.Dimension}, but {wanted} is to run through {wanted.Dimension}");
}
