using System.Collections.Immutable;
using DerivationKit.Kernel;
using DerivationKit.Operators;

namespace DerivationKit.SelfTest;

/// <summary>One way to change a node. Building it throws <see cref="ShapeException"/> or <see cref="ArgumentException"/> where the changed node
/// makes no sense.</summary>
/// <param name="Kind">In which way.</param>
/// <param name="Build">The changed node.</param>
internal readonly record struct NodeMutation(MutationKind Kind, Func<Expr> Build);

/// <summary>The ways to change one node of a claim.</summary>
/// <param name="variables">The variables of the claim.</param>
/// <param name="dimensions">Its named dimensions.</param>
internal sealed class NodeMutations(ImmutableArray<Variable> variables, ImmutableArray<Dimension> dimensions)
{
    // Nearer to 1 than any rounded comparison sees.
    private static readonly Rational AlmostOne = 1 + Rational.Pow(10, -40);

    private static readonly ImmutableArray<ImmutableArray<string>> Axes =
    [
        ["softmax_rows", "softmax_cols"], ["logsoftmax_rows", "logsoftmax_cols"], ["logsumexp_rows", "logsumexp_cols"], ["rowsum", "colsum"],
    ];

    private static readonly ImmutableArray<ImmutableArray<string>> Confused =
    [
        ["sum", "mean"], ["sum", "tr"], ["mul", "hadamard"], ["max", "min"], ["sin", "cos"], ["sinh", "cosh"], ["norm1", "norm2"], ["exp", "log"],
        ["sigmoid", "tanh"], ["relu", "step"], ["abs", "sign"], ["det", "logdet"], ["det", "tr"], ["expm", "exp"], ["expm", "inv"],
        ["softplus", "sigmoid"], ["softmax", "logsoftmax"], ["softmax", "exp"], ["softmax_rows", "logsoftmax_rows"],
    ];

    /// <summary>All ways to change the node, whatever stands around it.</summary>
    public IEnumerable<NodeMutation> At(Expr node) => Anywhere(node).Concat(node switch
    {
        Constant c => OfConstant(c.Value),
        Variable v => OfVariable(v),
        Apply a => OfApply(a).Concat(Renamed(a, Axes, MutationKind.Axis)).Concat(Renamed(a, Confused, MutationKind.Operator)).Concat(OfExponent(a)),
        Derivative d => WrongRules.At(d),
        _ => [],
    });

    private IEnumerable<NodeMutation> Anywhere(Expr node)
    {
        yield return new(MutationKind.Sign, () => -node);
        yield return new(MutationKind.Coefficient, () => 2 * node);
        yield return new(MutationKind.Coefficient, () => node / 2);
        yield return new(MutationKind.TinyCoefficient, () => Expr.Constant(AlmostOne) * node);
        yield return new(MutationKind.Duplicate, () => Expr.Hadamard(node, node));
        if (node.Shape.IsSquare && !node.Shape.IsScalar)
        {
            yield return new(MutationKind.Transpose, () => node.T);
        }

        foreach (Dimension dimension in dimensions)
        {
            yield return new(MutationKind.Size, () => Expr.Size(dimension) * node);
            yield return new(MutationKind.Size, () => node / Expr.Size(dimension));
        }
    }

    private static IEnumerable<NodeMutation> OfConstant(Rational c) =>
        from other in new[] { c * 2, c / 2, c + 1, c - 1 }
        select new NodeMutation(MutationKind.Coefficient, () => Expr.Constant(other));

    private IEnumerable<NodeMutation> OfVariable(Variable v) =>
        from other in variables
        where other != v && other.Shape == v.Shape
        select new NodeMutation(MutationKind.Swap, () => other);

    private static IEnumerable<NodeMutation> OfApply(Apply a) => (a.Operator, a.Arguments) switch
    {
        (Addition, [var x, var y]) => [new(MutationKind.Sign, () => x - y), .. Dropped(x, y), new(MutationKind.Duplicate, () => a + y)],
        (Subtraction, [var x, var y]) =>
        [
            new(MutationKind.Sign, () => x + y), new(MutationKind.Swap, () => y - x), new(MutationKind.Drop, () => x), new(MutationKind.Drop, () => -y),
            new(MutationKind.Duplicate, () => a - y),
        ],
        (Negation, [var x]) => [new(MutationKind.Sign, () => x)],
        (Transposition, [var x]) => [new(MutationKind.Transpose, () => x)],
        (Product, [var x, var y]) =>
        [
            new(MutationKind.Swap, () => y * x), .. Dropped(x, y), new(MutationKind.Duplicate, () => a * y), new(MutationKind.Duplicate, () => x * a),
            new(MutationKind.Transpose, () => x.T * y), new(MutationKind.Transpose, () => x * y.T), new(MutationKind.Transpose, () => x.T * y.T),
        ],
        (_, [var x, var y]) => [.. Dropped(x, y), new(MutationKind.Swap, () => Expr.Apply(a.Operator, y, x)), new(MutationKind.Duplicate, () => Expr.Apply(a.Operator, a, y))],
        (_, [var x]) => [new(MutationKind.Drop, () => x)],
        _ => [],
    };

    private static IEnumerable<NodeMutation> Dropped(Expr x, Expr y) => [new(MutationKind.Drop, () => x), new(MutationKind.Drop, () => y)];

    private static IEnumerable<NodeMutation> OfExponent(Apply a) =>
        a.Operator.Parameters is [Parameter.Number exponent] && OperatorTable.TryFind(a.Operator.Name, out OperatorFamily? family)
            ? from other in new[] { exponent.Value + 1, exponent.Value - 1, -exponent.Value }
              select new NodeMutation(MutationKind.Coefficient, () => Expr.Apply(family.Create([new Parameter.Number(other)]), a.Arguments))
            : [];

    private static IEnumerable<NodeMutation> Renamed(Apply a, ImmutableArray<ImmutableArray<string>> pairs, MutationKind kind) =>
        from pair in pairs
        let position = pair.IndexOf(a.Operator.Name)
        where position >= 0 && a.Operator.Parameters.IsEmpty
        let family = OperatorTable.TryFind(pair[1 - position], out OperatorFamily? found) ? found : null
        where family is not null
        select new NodeMutation(kind, () => Expr.Apply(family.Create([]), a.Arguments));
}
