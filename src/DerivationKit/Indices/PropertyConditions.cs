using System.Collections.Immutable;
using DerivationKit.Kernel;
using DerivationKit.Operators;

namespace DerivationKit.Indices;

/// <summary>What a property means: the conditions on an array's entries A[i,j], or v[i], that a statement takes for granted.</summary>
internal sealed class PropertyConditions
{
    private readonly Func<ImmutableArray<Index>, Term> entry;
    private readonly Shape shape;
    private readonly Term any;
    private readonly MultiIndex i, j, k, l;

    // i and l run through the first axis, j and k through the last.
    private PropertyConditions(Shape shape, Func<ImmutableArray<Index>, Term> entry)
    {
        (this.shape, this.entry) = (shape, entry);
        ImmutableArray<Index> axes = IndexNotation.Axes(shape);
        any = entry(axes);
        Axis first = shape.Axes.IsEmpty ? shape.Rows : shape.Axes[0], last = shape.Axes.IsEmpty ? shape.Columns : shape.Axes[^1];
        (i, l) = (new("i", first), new("l", first));
        (j, k) = (new("j", last), new("k", last));
    }

    /// <summary>The conditions that a property of an array states.</summary>
    /// <param name="property">The property.</param>
    /// <param name="shape">The array's shape.</param>
    /// <param name="entry">The array's entry at given indices.</param>
    /// <exception cref="KernelException">The property does not fit the shape.</exception>
    public static ImmutableArray<Condition> Of(Property property, Shape shape, Func<ImmutableArray<Index>, Term> entry) =>
        PropertyRules.Fits(property, shape)
            ? new PropertyConditions(shape, entry).Of(property)
            : throw new KernelException($"{shape} cannot be {PropertyRules.Name(property)}");

    private ImmutableArray<Condition> Of(Property property) => property switch
    {
        Property.Positive => [new(ConditionKind.Positive, any)],
        Property.NonNegative => [new(ConditionKind.NonNegative, any)],
        Property.NonZero => [new(ConditionKind.NonZero, any)],
        Property.Zero => [new(ConditionKind.Zero, any)],
        Property.Between01 => [new(ConditionKind.Positive, any), new(ConditionKind.Positive, Minus(One, any))],
        Property.Mask => Bits,
        Property.Signs => [Equal(Square(any), One), Equal(new Power(any, -1), any), new(ConditionKind.NonZero, any)],
        Property.Symmetric => [Symmetric],
        Property.Skew => [Equal(A(i, j), Minus(Zero, A(j, i)))],
        Property.Diagonal => [Equal(A(i, j), Times(A(i, i), Delta(i, j)))],
        Property.PositiveSemidefinite => [Symmetric, .. Semidefinite, new(ConditionKind.NonNegative, A(i, i)), .. Determinant(ConditionKind.NonNegative)],
        Property.PositiveDefinite => [Symmetric, .. Semidefinite, new(ConditionKind.Positive, A(i, i)), .. Determinant(ConditionKind.Positive)],
        Property.Invertible => Determinant(ConditionKind.NonZero),
        Property.Orthogonal => [OrthonormalColumns, OrthonormalRows, .. Rotation],
        Property.OrthonormalColumns => shape.IsSquare ? Of(Property.Orthogonal) : [OrthonormalColumns],
        Property.Permutation => [.. Bits, OneInRow, OneInColumn, .. Is1(Total(j, A(i, j))), .. Is1(Total(i, A(i, j))), .. Rotation],
        Property.OneHotRows => [.. Bits, OneInRow, .. Is1(Total(j, A(i, j)))],
        Property.RowStochastic => [new(ConditionKind.NonNegative, any), .. Is1(Total(j, A(i, j)))],
        Property.OneHot => [.. Bits, Equal(Times(V(i), V(l)), Times(V(i), Delta(i, l))), .. Is1(Total(i, V(i)))],
        Property.Simplex => [new(ConditionKind.NonNegative, any), .. Is1(Total(i, V(i)))],
        Property.Unit => Is1(Total(i, Square(V(i)))),
        _ => throw new KernelException($"no meaning is known for {property}"),
    };

    // Entries are 0 or 1.
    private ImmutableArray<Condition> Bits => [Equal(Square(any), any), new(ConditionKind.NonNegative, any)];

    private Condition Symmetric => Equal(A(i, j), A(j, i));

    // sum_l A[l,j] A[l,k] = δ[j,k].
    private Condition OrthonormalColumns => Equal(Total(l, Times(A(l, j), A(l, k))), Delta(j, k));

    // sum_j A[i,j] A[l,j] = δ[i,l].
    private Condition OrthonormalRows => Equal(Total(j, Times(A(i, j), A(l, j))), Delta(i, l));

    // At most one entry of a row is not 0: A[i,j] A[i,k] = A[i,j] δ[j,k] for entries 0 and 1.
    private Condition OneInRow => Equal(Times(A(i, j), A(i, k)), Times(A(i, j), Delta(j, k)));

    private Condition OneInColumn => Equal(Times(A(i, j), A(l, j)), Times(A(i, j), Delta(i, l)));

    // The kernel's determinants are of matrices whose axes are one dimension each.
    private ImmutableArray<Condition> Determinant(ConditionKind kind) => Matrix is { } matrix ? [new(kind, new Kernel.Determinant(matrix))] : [];

    private ImmutableArray<Condition> Semidefinite => Matrix is { } matrix ? [new(ConditionKind.Semidefinite, matrix.Body)] : [];

    // The inverse is the transpose, and the determinant 1 or -1.
    private ImmutableArray<Condition> Rotation => Matrix is { } matrix
        ?
        [
            .. Determinant(ConditionKind.NonZero), Equal(Square(new Kernel.Determinant(matrix)), One),
            Equal(new Kernel.Inverse(matrix, i.Indices[0], j.Indices[0]), A(j, i)),
        ]
        : [];

    private Abstraction? Matrix => (i.Indices, j.Indices) is ([var row], [var column]) ? new([row, column], A(i, j)) : null;

    private static Term Zero => new Number(Rational.Zero);

    private static Term One => new Number(Rational.One);

    // What is 1 is positive, too.
    private static ImmutableArray<Condition> Is1(Term term) => [Equal(term, One), new(ConditionKind.Positive, term)];

    private static Condition Equal(Term left, Term right) => new(ConditionKind.Zero, Minus(left, right));

    private static Add Minus(Term left, Term right) => new([left, Times(new Number(-1), right)]);

    private static Multiply Times(Term left, Term right) => new([left, right]);

    private static Power Square(Term term) => new(term, 2);

    private static Term Delta(MultiIndex left, MultiIndex right) =>
        left.Indices.Zip(right.Indices, (a, b) => (Term)new Delta(a, b)).Aggregate((product, next) => Times(product, next));

    private static Term Total(MultiIndex index, Term term) => index.Indices.Aggregate(term, (sum, next) => new Sum(next, sum));

    private Term A(MultiIndex row, MultiIndex column) => entry([.. row.Indices, .. column.Indices]);

    private Term V(MultiIndex row) => entry(row.Indices);
}
