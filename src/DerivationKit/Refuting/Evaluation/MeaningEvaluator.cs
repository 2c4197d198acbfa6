using System.Collections.Immutable;
using DerivationKit.Kernel;
using DerivationKit.Refuting.Numbers;

namespace DerivationKit.Refuting;

/// <summary>Evaluates expressions by what they mean: an operator by its definition, a derivative by dual numbers. It is slow and obvious,
/// and shares nothing with differentiation, proving or compilation.</summary>
/// <typeparam name="T">The number type.</typeparam>
internal sealed class MeaningEvaluator<T>
    where T : struct, IScalar<T>
{
    /// <summary>How deep derivatives may be nested: each level doubles the numbers of the one around it.</summary>
    public const int MaximumNesting = 4;

    // Enough to share most of the work; what is kept in memory stays small.
    private const int DirectionsAtOnce = 8;

    private readonly MeaningCache cache;
    private readonly WorkMeter work;
    private readonly Func<Dimension, int> sizeOf;
    private readonly int precision;
    private readonly int nesting;
    private readonly int weight;
    private readonly Func<Expr, T[]?> constant;
    private readonly DefinitionEvaluator<T> definitions;
    private readonly Dictionary<Expr, T[]> values = [];

    private MeaningEvaluator(
        MeaningCache cache, WorkMeter work, Func<Dimension, int> sizeOf, int precision, int nesting, int weight, Func<Expr, T[]?> constant)
    {
        (this.cache, this.work, this.sizeOf, this.precision, this.nesting, this.weight, this.constant) =
            (cache, work, sizeOf, precision, nesting, weight, constant);
        definitions = new(sizeOf, precision, entries => work.Spend(entries, weight));
    }

    /// <summary>An evaluator at an instance that has a value for each of the given variables.</summary>
    public static MeaningEvaluator<T> At(Instance instance, IEnumerable<Variable> variables, int precision, MeaningCache cache) =>
        At(instance, variables, precision, cache, WorkMeter.Unlimited());

    /// <summary>An evaluator whose work is metered.</summary>
    public static MeaningEvaluator<T> At(
        Instance instance, IEnumerable<Variable> variables, int precision, MeaningCache cache, WorkMeter work)
    {
        Dictionary<Dimension, int> sizes = new(ReferenceEqualityComparer.Instance);
        MeaningEvaluator<T> evaluator = new(cache, work, SizeOf, precision, nesting: 0, Math.Max(1, precision / 64), _ => null);
        foreach (Variable variable in variables)
        {
            evaluator.values[variable] = [.. instance.Inputs[variable.Name].Entries.Select(x => T.FromRational(x, precision))];
        }

        return evaluator;

        int SizeOf(Dimension dimension) =>
            sizes.TryGetValue(dimension, out int size) ? size : sizes[dimension] = cache.SizeOf(dimension, instance.SizeOf);
    }

    /// <summary>The entries of an expression, row after row; each of its nodes is evaluated once.</summary>
    /// <exception cref="UndefinedException">It is undefined here, or a derivative in it does not exist.</exception>
    /// <exception cref="NotExactException">A value is not rational, and T holds only rationals.</exception>
    /// <exception cref="InsufficientPrecisionException">Whether it is defined cannot be decided at this precision.</exception>
    /// <exception cref="OutOfRangeException">A value is too large to compute with.</exception>
    /// <exception cref="NotEvaluatedException">Derivatives are nested deeper than <see cref="MaximumNesting"/>, or the work is too
    /// much.</exception>
    public T[] Evaluate(Expr root)
    {
        Stack<(Expr Node, bool Ready)> stack = new([(root, false)]);
        while (stack.TryPop(out (Expr Node, bool Ready) top))
        {
            if (top.Ready)
            {
                values[top.Node] = Compute(top.Node);
            }
            else if (!values.ContainsKey(top.Node) && !IsConstant(top.Node))
            {
                stack.Push((top.Node, true));
                foreach (Expr operand in Operands(top.Node))
                {
                    stack.Push((operand, false));
                }
            }
        }

        return values[root];
    }

    // Inside a derivative, what does not contain the bound variable has been evaluated outside.
    private bool IsConstant(Expr node)
    {
        T[]? known = constant(node);
        if (known is not null)
        {
            values[node] = known;
        }

        return known is not null;
    }

    // The body of a derivative is evaluated elsewhere, with duals.
    private static ImmutableArray<Expr> Operands(Expr node) => node is Derivative derivative ? derivative.Arguments : node.Children;

    private T[] Compute(Expr node) => node switch
    {
        Constant c => [T.FromRational(c.Value, precision)],
        Apply apply => definitions.Evaluate(cache.DefinitionOf(apply), [.. apply.Arguments.Select(a => values[a])]),
        Derivative when nesting == MaximumNesting =>
            throw new NotEvaluatedException($"derivatives nested more than {MaximumNesting} deep are not evaluated"),
        Derivative derivative => Differentiate(derivative),
        _ => throw new InvalidOperationException($"{node} has no value"),
    };

    private T[] Differentiate(Derivative node)
    {
        if (node.DerivativeKind == DerivativeKind.Directional)
        {
            return Along(node, [values[node.Arguments[1]]])[0];
        }

        T[][] partials = [.. Units(values[node.Point].Length).Chunk(DirectionsAtOnce).SelectMany(directions => Along(node, directions))];

        // One output for a gradient; for a Jacobian the outputs are the rows.
        return node.DerivativeKind == DerivativeKind.VecJacobian
            ? [.. from output in ByColumns(node.Body.Shape) from input in ByColumns(node.BoundVariable.Shape) select partials[input][output]]
            : [.. from output in Enumerable.Range(0, partials[0].Length) from partial in partials select partial[output]];
    }

    // Where the entries of vec(A) are in A.
    private int[] ByColumns(Shape shape)
    {
        (int rows, int columns) = (shape.Rows.SizeBy(sizeOf), shape.Columns.SizeBy(sizeOf));
        return [.. from j in Enumerable.Range(0, columns) from i in Enumerable.Range(0, rows) select (i * columns) + j];
    }

    // The directions in which one entry changes.
    private IEnumerable<T[]> Units(int entries)
    {
        (T zero, T one) = (T.FromRational(Rational.Zero, precision), T.FromRational(Rational.One, precision));
        for (int entry = 0; entry < entries; entry++)
        {
            T[] unit = new T[entries];
            Array.Fill(unit, zero);
            unit[entry] = one;
            yield return unit;
        }
    }

    // The part with ε of body(point + direction ε), for each direction.
    private T[][] Along(Derivative node, T[][] directions)
    {
        HashSet<Expr> dependents = cache.DependentsOf(node);
        MeaningEvaluator<Dual<T>> inner = new(
            cache,
            work,
            sizeOf,
            precision,
            nesting + 1,
            2 * weight * directions.Length,
            inside => dependents.Contains(inside) ? null : Array.ConvertAll(Evaluate(inside), Dual<T>.Constant));
        inner.values[node.BoundVariable] = [.. values[node.Point].Select((x, i) => Dual<T>.Of(x, Array.ConvertAll(directions, v => v[i])))];
        Dual<T>[] body = inner.Evaluate(node.Body);
        return [.. directions.Select((_, direction) => Array.ConvertAll(body, dual => dual.In(direction)))];
    }
}
