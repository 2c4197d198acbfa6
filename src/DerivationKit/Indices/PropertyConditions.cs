using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Indices;

/// <summary>What a property means: the conditions on an array's entries A[i,j], or v[i], that a statement takes for granted.</summary>
internal sealed class PropertyConditions
{
    private readonly Func<ImmutableArray<Index>, Term> entry;
    private readonly Term any;
    private readonly Index i, j, k, l;

    // i and l run through the first axis, j and k through the last.
    private PropertyConditions(Shape shape, Func<ImmutableArray<Index>, Term> entry)
    {
        this.entry = entry;
        ImmutableArray<Index> axes = IndexNotation.Axes(shape);
        any = entry(axes);
        (Dimension first, Dimension last) = shape.Axes is [var a, .. var rest] ? (a, rest is [var b] ? b : a) : (Dimension.One, Dimension.One);
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
        Property.Between01 => [new(ConditionKind.Positive, any), new(ConditionKind.Positive, Minus(One, any))],
        Property.Mask => Bits,
        Property.Signs => [Equal(Square(any), One), new(ConditionKind.NonZero, any)],
        Property.Symmetric => [Symmetric],
        Property.Skew => [Equal(A(i, j), Minus(Zero, A(j, i)))],
        Property.Diagonal => [Equal(A(i, j), Times(A(i, i), Delta(i, j)))],
        Property.PositiveSemidefinite => [Symmetric, new(ConditionKind.NonNegative, A(i, i))],
        Property.PositiveDefinite => [Symmetric, new(ConditionKind.Positive, A(i, i))],
        Property.Invertible => [],
        Property.Orthogonal => [OrthonormalColumns, OrthonormalRows],
        Property.OrthonormalColumns => [OrthonormalColumns],
        Property.Permutation => [.. Bits, OneInRow, OneInColumn, .. Is1(new Sum(j, A(i, j))), .. Is1(new Sum(i, A(i, j)))],
        Property.OneHotRows => [.. Bits, OneInRow, .. Is1(new Sum(j, A(i, j)))],
        Property.RowStochastic => [new(ConditionKind.NonNegative, any), .. Is1(new Sum(j, A(i, j)))],
        Property.OneHot => [.. Bits, Equal(Times(V(i), V(l)), Times(V(i), Delta(i, l))), .. Is1(new Sum(i, V(i)))],
        Property.Simplex => [new(ConditionKind.NonNegative, any), .. Is1(new Sum(i, V(i)))],
        Property.Unit => Is1(new Sum(i, Square(V(i)))),
        _ => throw new KernelException($"no meaning is known for {property}"),
    };

    // Entries are 0 or 1.
    private ImmutableArray<Condition> Bits => [Equal(Square(any), any), new(ConditionKind.NonNegative, any)];

    private Condition Symmetric => Equal(A(i, j), A(j, i));

    // sum_l A[l,j] A[l,k] = δ[j,k].
    private Condition OrthonormalColumns => Equal(new Sum(l, Times(A(l, j), A(l, k))), Delta(j, k));

    // sum_j A[i,j] A[l,j] = δ[i,l].
    private Condition OrthonormalRows => Equal(new Sum(j, Times(A(i, j), A(l, j))), Delta(i, l));

    // At most one entry of a row is not 0: A[i,j] A[i,k] = A[i,j] δ[j,k] for entries 0 and 1.
    private Condition OneInRow => Equal(Times(A(i, j), A(i, k)), Times(A(i, j), Delta(j, k)));

    private Condition OneInColumn => Equal(Times(A(i, j), A(l, j)), Times(A(i, j), Delta(i, l)));

    private static Term Zero => new Number(Rational.Zero);

    private static Term One => new Number(Rational.One);

    // What is 1 is positive, too.
    private static ImmutableArray<Condition> Is1(Term term) => [Equal(term, One), new(ConditionKind.Positive, term)];

    private static Condition Equal(Term left, Term right) => new(ConditionKind.Zero, Minus(left, right));

    private static Add Minus(Term left, Term right) => new([left, Times(new Number(-1), right)]);

    private static Multiply Times(Term left, Term right) => new([left, right]);

    private static Power Square(Term term) => new(term, 2);

    private static Delta Delta(Index left, Index right) => new(left, right);

    private Term A(Index row, Index column) => entry([row, column]);

    private Term V(Index row) => entry([row]);
}
