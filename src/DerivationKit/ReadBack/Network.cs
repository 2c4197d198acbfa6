using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.ReadBack;

/// <summary>A product of arrays as a graph: indices are nodes, matrices edges between them, vectors hang on a node. Bound indices are
/// summed one at a time: a node without edges is a sum, one with one edge A*x, one with two A*diag(x)*B; two edges between the same nodes
/// are A .* B. What is stuck contains a K4, and has no form with products, entrywise products, transposes, diagonals and sums.</summary>
/// <remarks>Duffin 1965 on series-parallel networks; Brijder, Geerts, Van den Bussche, Weerwag 2019 on matrix notation.</remarks>
internal sealed class Network(Func<Slot, Axis> axisOf)
{
    private readonly List<Expr> scalars = [];
    private readonly Dictionary<Slot, Expr> pendants = [];
    private readonly List<Edge> edges = [];
    private readonly List<Equality> equalities = [];
    private readonly Dictionary<Slot, Slot> kept = [];

    /// <summary>The dimension that an index runs through.</summary>
    public Axis AxisOf(Slot index) => axisOf(index);

    /// <summary>What the array is multiplied by: one factor for each part of the graph that is summed up.</summary>
    public Expr Scale => scalars.DefaultIfEmpty(Expr.One).Aggregate((left, right) => left * right);

    /// <summary>Multiplies by δ of two free indices, before any array is added: what depends on either depends on the same node.</summary>
    public void Identify(Slot first, Slot second)
    {
        equalities.Add(new(first, second));
        (Slot to, Slot from) = (Node(first), Node(second));
        foreach (Slot index in kept.Keys.Where(k => kept[k] == from).Append(from).ToArray())
        {
            kept[index] = to;
        }
    }

    /// <summary>Multiplies by an entry of an array: a scalar, a row or column at one index, a matrix at two.</summary>
    public void Add(Expr array, params ReadOnlySpan<Slot> indices) => Add(array, Rational.One, indices);

    /// <summary>Multiplies by a power of such an entry. Of a matrix of which the diagonal alone is meant no other entry is raised: it may be 0.</summary>
    public void Add(Expr array, Rational exponent, ReadOnlySpan<Slot> indices)
    {
        switch (indices)
        {
            case []:
                scalars.Add(Raised(array, exponent));
                break;
            case [Slot index]:
                Hang(Node(index), Raised(array.Shape.IsColumn ? array : array.T, exponent));
                break;
            case [Slot row, Slot column] when Node(row) == Node(column):
                Hang(Node(row), Raised(Expr.Diag(array), exponent));
                break;
            case [Slot row, Slot column]:
                Join(new(Node(row), Node(column), Raised(array, exponent)));
                break;
        }
    }

    private static Expr Raised(Expr array, Rational exponent) =>
        exponent.IsOne ? array : array.Shape.IsScalar ? Expr.Pow(array, exponent) : Expr.HadamardPower(array, exponent);

    /// <summary>The bound indices that could not be summed.</summary>
    public ImmutableArray<Slot> Unsummed { get; private set; } = [];

    /// <summary>Sums over indices, those with the fewest edges first, as far as possible.</summary>
    public void Sum(IEnumerable<Slot> bound)
    {
        List<Slot> left = [.. bound];
        while (left.Count > 0 && left.MinBy(index => edges.Count(e => e.Touches(index))) is { } next && TrySum(next))
        {
            left.Remove(next);
        }

        Unsummed = [.. left];
    }

    /// <summary>Whether two free indices are equal.</summary>
    public bool AreEqual(Slot a, Slot b) => Node(a) == Node(b);

    /// <summary>Whether a matrix joins two indices.</summary>
    public bool IsJoined(Slot a, Slot b) => !AreEqual(a, b) && edges.Any(e => e.Touches(Node(a)) && e.Touches(Node(b)));

    /// <summary>The matrix that joins two indices, which is used up; nothing if none does.</summary>
    public Expr? TakeEdge(Slot row, Slot column)
    {
        if (equalities.Remove(new(row, column)) || equalities.Remove(new(column, row)))
        {
            return Expr.Eye(AxisOf(row));
        }

        int place = edges.FindIndex(e => e.Touches(Node(row)) && e.Touches(Node(column)) && Node(row) != Node(column));
        if (place < 0)
        {
            return null;
        }

        Expr matrix = edges[place].Starting(Node(row)).Matrix;
        edges.RemoveAt(place);
        return matrix;
    }

    /// <summary>The vector at an index, which is used up; nothing if there is none.</summary>
    public Expr? TakeVector(Slot index) => pendants.Remove(Node(index), out Expr? vector) ? vector : null;

    private Slot Node(Slot index) => kept.TryGetValue(index, out Slot? node) ? node : index;

    private void Hang(Slot node, Expr vector) =>
        pendants[node] = pendants.TryGetValue(node, out Expr? present) ? Expr.Hadamard(present, vector) : vector;

    private void Join(Edge edge)
    {
        int parallel = edges.FindIndex(e => e.Touches(edge.From) && e.Touches(edge.To));
        if (parallel < 0)
        {
            edges.Add(edge);
        }
        else
        {
            edges[parallel] = edges[parallel] with { Matrix = Expr.Hadamard(edges[parallel].Matrix, edge.Starting(edges[parallel].From).Matrix) };
        }
    }

    private bool TrySum(Slot index)
    {
        Edge[] touching = [.. edges.Where(e => e.Touches(index))];
        if (touching.Length > 2)
        {
            return false;
        }

        edges.RemoveAll(e => e.Touches(index));
        Expr? vector = TakeVector(index);
        switch (touching)
        {
            case []:
                scalars.Add(vector is null ? Expr.Size(AxisOf(index)) : Expr.Sum(vector));
                break;
            case [Edge only]:
                Edge leaf = only.Ending(index);
                Hang(leaf.From, vector is null ? Expr.RowSum(leaf.Matrix) : leaf.Matrix * vector);
                break;
            case [Edge first, Edge second]:
                (Edge left, Edge right) = (first.Ending(index), second.Starting(index));
                Join(new(left.From, right.To, (vector is null ? left.Matrix : left.Matrix * Expr.Diag(vector)) * right.Matrix));
                break;
        }

        return true;
    }

    private sealed record Equality(Slot First, Slot Second);
}
