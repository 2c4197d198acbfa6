using System.Collections.Immutable;

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
        switch (term)
        {
            case Number or Size:
                return term;
            case Entry e:
                ImmutableArray<Index> indices = scope.At(e.Indices);
                return scope.Tensors.TryGetValue(e.Tensor, out (Abstraction Tensor, Scope Scope) bound)
                    ? Instantiate(bound.Tensor, bound.Scope, indices)
                    : new Entry(scope.Name(e.Tensor), indices);
            case Delta d:
                return new Delta(scope.At(d.Left), scope.At(d.Right));
            case AtLeast a:
                return new AtLeast(scope.At(a.Left), scope.At(a.Right));
            case Add a:
                return new Add([.. a.Terms.Select(t => Elaborate(t, scope))]);
            case Multiply m:
                return new Multiply([.. m.Factors.Select(f => Elaborate(f, scope))]);
            case Sum s:
                Index index = s.Index with { Name = Fresh(s.Index.Name) };
                return new Sum(index, Elaborate(s.Body, scope.Bind([s.Index], [index])));
            case Function f:
                return new Function(f.Name, Elaborate(f.Argument, scope));
            case Power p:
                return new Power(Elaborate(p.Base, scope), p.Exponent);
            case Inverse v:
                return new Inverse(Matrix(v.Matrix, scope, [.. v.Columns, .. v.Rows]), scope.At(v.Rows), scope.At(v.Columns));
            case Determinant d:
                ImmutableArray<Index> rows = d.Matrix.Parameters[..(d.Matrix.Parameters.Length / 2)];
                return new Determinant(Matrix(d.Matrix, scope, [.. rows, .. rows]));
            case MatrixExponential x:
                return x.Indices.Length > 0 && x.Indices.Length % 2 == 0 && x.Indices.All(i => i.Dimension == x.Indices[0].Dimension)
                    ? new MatrixExponential(Matrix(x.Matrix, scope, [x.Indices[0], x.Indices[0]]), scope.At(x.Indices))
                    : throw new KernelException("the indices of a matrix exponential are no pairs of one dimension");
            case Apply a:
                return Unfold(a, scope);
            case Derivative d:
                return Remove(d, scope);
            default:
                throw new KernelException($"unknown term {term.GetType().Name}");
        }
    }

    // The indices say which dimensions rows and columns have: for a determinant the same in the same order, since its sign depends on how
    // they are numbered.
    private Abstraction Matrix(Abstraction matrix, Scope scope, ImmutableArray<Index> at)
    {
        ImmutableArray<Dimension> dimensions = [.. matrix.Parameters.Select(p => p.Dimension)];
        int half = dimensions.Length / 2;
        if (half == 0 || !Sorted(dimensions[..half]).SequenceEqual(Sorted(dimensions[half..])) || !at.Select(i => i.Dimension).SequenceEqual(dimensions))
        {
            throw new KernelException($"only a square matrix has an inverse, a determinant and an exponential, not one of {string.Join(", ", dimensions)}");
        }

        ImmutableArray<Index> fresh = [.. matrix.Parameters.Select(p => p with { Name = Fresh(p.Name) })];
        return new(fresh, Instantiate(matrix, scope, fresh));

        static IEnumerable<Dimension> Sorted(ImmutableArray<Dimension> some) => some.OrderBy(d => d.Text, StringComparer.Ordinal);
    }

    // op(args)[idx] = body of op's definition with args for the formals: by definition.
    private Term Unfold(Apply a, Scope scope)
    {
        Definition definition = a.Definition;
        if (definition.Formals.Select(f => f.Name).Distinct().Count() != a.Arguments.Length || a.Arguments.Length != definition.Formals.Length)
        {
            throw new KernelException($"{definition.Name} is not applied to one tensor for each formal parameter");
        }

        var inner = Scope.Empty;
        for (int i = 0; i < definition.Formals.Length; i++)
        {
            inner = inner.Bind(definition.Formals[i].Name, a.Arguments[i], scope);
        }

        return Elaborate(definition.Body, inner.Bind(definition.Indices, scope.At(a.Indices)));
    }

    // d/dt body(point + t·direction) at t = 0: differentiate with the variable free, then put the point in its place.
    private Term Remove(Derivative d, Scope scope)
    {
        int before = obligations.Count;
        string variable = Fresh(d.Variable.Name);
        Oblige(null, Elaborate(d.Body, scope.Rename(d.Variable.Name, variable)));
        Term derivative = Differentiate(before, new(this, variable, at => Instantiate(d.Direction, scope, at))) ?? new Add([]);
        Substitution point = new(this, variable, at => Instantiate(d.Point, scope, at));
        int after = obligations.Count;
        for (int i = before; i < after; i++)
        {
            obligations[i] = obligations[i] with { Term = point.In(obligations[i].Term) };
        }

        // Both have to be defined even where the derivative does not ask for them.
        Oblige(null, Somewhere(d.Point, scope));
        Oblige(null, Somewhere(d.Direction, scope));
        return point.In(derivative);
    }

    // D body. What derivatives inside the body take for granted has to hold around the point, too: differentiating it finds the roots
    // that must not be of 0. The body is the last obligation.
    private Term? Differentiate(int first, Differentiation differentiation)
    {
        Term? derivative = null;
        int count = obligations.Count;
        for (int i = first; i < count; i++)
        {
            derivative = differentiation.Of(obligations[i].Term);
        }

        return derivative;
    }

    private Term Somewhere(Abstraction tensor, Scope scope) =>
        Instantiate(tensor, scope, [.. tensor.Parameters.Select(p => p with { Name = Fresh(p.Name) })]);
}

/// <summary>Something that a statement takes for granted: that a term is defined, or that it is positive, not negative, or not 0.</summary>
/// <param name="Kind">What must hold of the term; none if it only must be defined.</param>
/// <param name="Term">The term; its free indices are universally quantified.</param>
internal readonly record struct Obligation(ConditionKind? Kind, Term Term);

/// <summary>What names mean while a term is elaborated.</summary>
internal sealed record Scope(
    ImmutableDictionary<string, Index> Indices,
    ImmutableDictionary<string, (Abstraction Tensor, Scope Scope)> Tensors,
    ImmutableDictionary<string, string> Renamed,
    bool IsOpen = false)
{
    public static Scope Empty { get; } = new(
        ImmutableDictionary<string, Index>.Empty,
        ImmutableDictionary<string, (Abstraction Tensor, Scope Scope)>.Empty,
        ImmutableDictionary<string, string>.Empty);

    public Scope Bind(ImmutableArray<Index> parameters, ImmutableArray<Index> indices) =>
        parameters.Length == indices.Length && parameters.Select(p => p.Name).Distinct().Count() == parameters.Length
            ? this with { Indices = Indices.SetItems(parameters.Zip(indices, Check)) }
            : throw new KernelException($"({string.Join(",", parameters)}) cannot stand for ({string.Join(",", indices)})");

    public Scope Bind(string formal, Abstraction tensor, Scope scope) =>
        this with { Tensors = Tensors.SetItem(formal, (tensor, scope)), Renamed = Renamed.Remove(formal) };

    public Scope Rename(string variable, string name) =>
        this with { Tensors = Tensors.Remove(variable), Renamed = Renamed.SetItem(variable, name) };

    public Index At(Index index) => !Indices.TryGetValue(index.Name, out Index found)
        ? IsOpen && Validation.IsName(index.Name) ? index : throw new KernelException($"index {index.Name} is not bound")
        : found.Dimension == index.Dimension
            ? found
            : throw new KernelException($"index {index.Name} runs through {found.Dimension}, not through {index.Dimension}");

    public string Name(string tensor) => Renamed.GetValueOrDefault(tensor) ?? throw new KernelException($"{tensor} is not declared");

    public ImmutableArray<Index> At(ImmutableArray<Index> indices) => [.. indices.Select(At)];

    private static KeyValuePair<string, Index> Check(Index parameter, Index index) => parameter.Dimension == index.Dimension
        ? new(parameter.Name, index)
        : throw new KernelException($"index {index.Name} runs through {index.Dimension}, but {parameter.Dimension} is expected");
}
