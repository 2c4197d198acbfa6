using System.Collections.Immutable;
using DerivationKit.Kernel;
using DerivationKit.Operators;

namespace DerivationKit.Suggesting;

/// <summary>The formulas that a person could have meant who wrote another one: each differs by one usual slip.</summary>
internal static class NearMisses
{
    private static readonly ImmutableArray<Rational> Factors = [-1, 2, new(1, 2), -2];

    // Names of operators that are taken for one another.
    private static readonly ImmutableArray<ImmutableArray<string>> Confused =
    [
        ["softmax_rows", "softmax_cols"], ["logsoftmax_rows", "logsoftmax_cols"], ["logsumexp_rows", "logsumexp_cols"],
        ["rowsum", "colsum"], ["sum", "mean"], ["sum", "tr"], ["mul", "hadamard"], ["max", "min"], ["sin", "cos"], ["norm1", "norm2"],
        ["sigmoid", "tanh"], ["relu", "step"], ["det", "logdet"], ["expm", "exp"], ["softplus", "sigmoid"],
    ];

    /// <summary>Formulas of the same shape, changes of the whole before changes within, each with what was changed.</summary>
    public static IEnumerable<(Expr Formula, string Change)> Of(Expr formula, IEnumerable<Dimension> dimensions) =>
        Whole(formula, dimensions).Concat(Within(formula)).Where(miss => miss.Formula.Shape == formula.Shape && miss.Formula != formula);

    private static IEnumerable<(Expr Formula, string Change)> Whole(Expr formula, IEnumerable<Dimension> dimensions)
    {
        foreach (Rational factor in Factors)
        {
            yield return (factor == -1 ? -formula : Expr.Constant(factor) * formula, $"times {factor}");
        }

        if (formula.Shape.IsSquare && !formula.Shape.IsScalar)
        {
            yield return (formula.T, "transposed");
        }

        foreach (Dimension dimension in dimensions)
        {
            var size = Expr.Size(dimension);
            yield return (formula / size, $"divided by {dimension}");
            yield return (size * formula, $"times {dimension}");
        }
    }

    private static IEnumerable<(Expr Formula, string Change)> Within(Expr formula)
    {
        foreach ((Expr changed, string change) in At(formula))
        {
            yield return (changed, change);
        }

        if (formula is not Apply apply)
        {
            yield break;
        }

        for (int i = 0; i < apply.Arguments.Length; i++)
        {
            foreach ((Expr changed, string change) in Within(apply.Arguments[i]))
            {
                if (Try(() => apply.WithChildren(apply.Arguments.SetItem(i, changed))) is { } rebuilt)
                {
                    yield return (rebuilt, change);
                }
            }
        }
    }

    // Changes of one node; those that do not fit its surroundings are dropped there.
    private static IEnumerable<(Expr, string)> At(Expr node) => node switch
    {
        Constant c when !c.Value.IsZero => Constants(c.Value),
        Variable { Shape: { IsSquare: true, IsScalar: false } } v => [(v.T, $"{v.Name} transposed")],
        Apply a => Operators(a),
        _ => [],
    };

    private static IEnumerable<(Expr, string)> Constants(Rational c) =>
        from other in new[] { -c, c * 2, c / 2, c + 1, c - 1 }
        where !other.IsZero
        select (Expr.Constant(other), $"{other} for {c}");

    private static IEnumerable<(Expr, string)> Operators(Apply a) => (a.Operator, a.Arguments) switch
    {
        (Addition, [var x, var y]) => [(x - y, "another sign"), (x, "a term dropped"), (y, "a term dropped")],
        (Subtraction, [var x, var y]) => [(x + y, "another sign"), (y - x, "another sign"), (x, "a term dropped"), (-y, "a term dropped")],
        (Negation, [var x]) => [(x, "another sign")],
        (Transposition, [var x]) => [(x, "a transpose dropped")],
        (Product, [var x, var y]) => [.. Swapped(x, y), .. Dropped(x, y), .. Renamed(a)],
        (HadamardProduct, [var x, var y]) => [.. Dropped(x, y), .. Renamed(a)],
        _ => Renamed(a),
    };

    private static IEnumerable<(Expr, string)> Swapped(Expr x, Expr y)
    {
        if (!x.Shape.IsScalar && !y.Shape.IsScalar && Try(() => y * x) is { } swapped)
        {
            yield return (swapped, "factors exchanged");
        }

        foreach ((Expr left, Expr right) in new[] { (x.T, y), (x, y.T), (x.T, y.T) })
        {
            if (Try(() => left * right) is { } transposed)
            {
                yield return (transposed, "a factor transposed");
            }
        }
    }

    private static IEnumerable<(Expr, string)> Dropped(Expr x, Expr y) => [(x, "a factor dropped"), (y, "a factor dropped")];

    private static IEnumerable<(Expr, string)> Renamed(Apply a) =>
        from pair in Confused
        let position = pair.IndexOf(a.Operator.Name)
        where position >= 0 && a.Operator.Parameters.IsEmpty
        let other = pair[1 - position]
        let renamed = OperatorTable.TryFind(other, out OperatorFamily? family) ? Try(() => Expr.Apply(family.Create([]), a.Arguments)) : null
        where renamed is not null
        select (renamed, $"{other} for {a.Operator.Name}");

    private static Expr? Try(Func<Expr> build)
    {
        try
        {
            return build();
        }
        catch (ShapeException)
        {
            return null;
        }
    }
}
