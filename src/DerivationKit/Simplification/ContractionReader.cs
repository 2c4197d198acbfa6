using DerivationKit.Kernel;
using DerivationKit.Operators;

namespace DerivationKit.Simplification;

/// <summary>Writes a contraction in matrix notation, if its graph allows it: letters are nodes, matrices edges between them, vectors hang
/// on a node. Summed letters are removed one by one: a node with one edge is A*x, a node with two is A*diag(x)*B, two edges between the
/// same nodes are A .* B.</summary>
internal sealed class ContractionReader
{
    private readonly List<Expr> scalars = [];
    private readonly Dictionary<char, Expr> vectors = [];
    private readonly List<Edge> edges = [];
    private readonly Dictionary<char, Axis> dimensions = [];
    private readonly string output;

    private ContractionReader(ContractionSpecification specification, IEnumerable<Expr> arguments)
    {
        output = specification.Output;
        foreach ((string letters, Expr argument) in specification.Inputs.Zip(arguments))
        {
            foreach ((char letter, Axis axis) in letters.Zip(argument.Shape.Axes))
            {
                dimensions[letter] = axis;
            }

            Add(letters, argument);
        }
    }

    /// <summary>The contraction by products, entrywise products, diagonals and sums; no answer for anything else.</summary>
    public static Expr? Read(Expr expression)
    {
        if (expression is not Apply { Operator: Contraction { Parameters: [Parameter.Text text] }, Arguments: var arguments })
        {
            return null;
        }

        ContractionReader reader = new(ContractionSpecification.Parse(text.Value), arguments);
        while (reader.Summed().Any(letter => reader.Remove(letter)))
        {
        }

        return reader.Summed().Length > 0 ? null : reader.Result();
    }

    private char[] Summed() => [.. dimensions.Keys.Except(output).Order()];

    private void Add(string letters, Expr factor)
    {
        switch (letters)
        {
            case []:
                scalars.Add(factor);
                break;
            case [char letter]:
                Add(letter, factor.Shape.IsColumn ? factor : factor.T);
                break;
            case [char row, char column] when row == column:
                Add(row, Expr.Diag(factor));
                break;
            case [char row, char column]:
                Add(new Edge(row, column, factor));
                break;
        }
    }

    private void Add(char letter, Expr vector) =>
        vectors[letter] = vectors.TryGetValue(letter, out Expr? present) ? Expr.Hadamard(present, vector) : vector;

    private void Add(Edge edge)
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

    private bool Remove(char letter)
    {
        Edge[] touching = [.. edges.Where(e => e.Touches(letter)).Select(e => e.Starting(letter))];
        if (touching.Length > 2)
        {
            return false;
        }

        edges.RemoveAll(e => e.Touches(letter));
        dimensions.Remove(letter, out Axis? axis);
        bool hasVector = vectors.Remove(letter, out Expr? vector);
        switch (touching)
        {
            case []:
                scalars.Add(hasVector ? Expr.Sum(vector!) : Expr.Size(axis!));
                break;
            case [Edge only]:
                Add(only.To, hasVector ? only.Matrix.T * vector! : Expr.ColSum(only.Matrix));
                break;
            case [Edge left, Edge right]:
                Add(new Edge(left.To, right.To, (hasVector ? left.Matrix.T * Expr.Diag(vector!) : left.Matrix.T) * right.Matrix));
                break;
        }

        return true;
    }

    private Expr Result()
    {
        Expr? array = output switch
        {
            [] => null,
            [char letter] => VectorOf(letter),
            [char row, char column] => Matrix(row, column),
            _ => throw new InvalidOperationException("a contraction has at most two free letters"),
        };
        return (array is null ? scalars.DefaultIfEmpty(Expr.One) : scalars.Append(array)).Aggregate((left, right) => left * right);
    }

    private Expr Matrix(char row, char column)
    {
        if (edges is not [Edge edge])
        {
            return VectorOf(row) * VectorOf(column).T;
        }

        Expr matrix = edge.Starting(row).Matrix;
        matrix = vectors.TryGetValue(row, out Expr? left) ? Expr.Diag(left) * matrix : matrix;
        return vectors.TryGetValue(column, out Expr? right) ? matrix * Expr.Diag(right) : matrix;
    }

    private Expr VectorOf(char letter) => vectors.TryGetValue(letter, out Expr? vector) ? vector : Expr.Ones(dimensions[letter]);

    /// <summary>A matrix between two letters.</summary>
    private sealed record Edge(char From, char To, Expr Matrix)
    {
        public bool Touches(char letter) => From == letter || To == letter;

        /// <summary>The same edge with its rows at the given letter.</summary>
        public Edge Starting(char letter) => From == letter ? this : new(To, From, Matrix.T);
    }
}
