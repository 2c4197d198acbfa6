using System.Collections.Immutable;
using DerivationKit.Language;

namespace DerivationKit.Simplification;

/// <summary>An expression in which parts that it holds more than once have names: S - S.^2 where S = softmax_rows(Z*θ').</summary>
public sealed class SharedParts
{
    // A name saves nothing for what costs less, or for S.^2 and X*W where S is a name already.
    private const int Short = 3;

    private static readonly ImmutableArray<string> Scalars = ["c", "r", "t", "q", "s", "w", "z"];
    private static readonly ImmutableArray<string> Vectors = ["p", "q", "r", "s", "t", "u", "v", "w", "z"];
    private static readonly ImmutableArray<string> Matrices = ["S", "T", "P", "Q", "R", "L", "M", "N", "H", "G", "F", "E", "K"];

    private SharedParts(Expr root, ImmutableArray<(Variable Name, Expr Value)> bindings) => (Root, Bindings) = (root, bindings);

    /// <summary>The expression over the names.</summary>
    public Expr Root { get; }

    /// <summary>What each name stands for, over the names before it.</summary>
    public ImmutableArray<(Variable Name, Expr Value)> Bindings { get; }

    /// <summary>The same as lines that a scope reads back, such as "let S = softmax_rows(Z)".</summary>
    public ImmutableArray<string> Abbreviations => [.. Bindings.Select(b => $"let {b.Name.Name} = {Text.Print(b.Value)}")];

    /// <summary>Names the largest parts that are written more than once, outside derivatives; the names are none of the expression's, and
    /// none that is taken.</summary>
    public static SharedParts Of(Expr expression, params IEnumerable<string> taken)
    {
        HashSet<string> known = [.. taken, .. expression.PostOrder().OfType<Variable>().Select(v => v.Name), .. expression.PostOrder().SelectMany(e => e.Shape.Dimensions).Select(d => d.Text)];
        HashSet<Expr> shared = expression.PostOrder().Any(e => e is Derivative) ? [] : Repeated(expression);
        Dictionary<Expr, Expr> written = [];
        Cost cost = new();
        var bindings = ImmutableArray.CreateBuilder<(Variable, Expr)>();
        foreach (Expr node in expression.PostOrder())
        {
            Expr value = node.WithChildren([.. node.Children.Select(c => written[c])]);
            if (shared.Contains(node) && (cost.Of(value) > Short || value is Apply { Operator.Notation.Fixity: Operators.Fixity.Function }))
            {
                Variable name = Expr.Variable(Fresh(node.Shape, known), node.Shape);
                bindings.Add((name, value));
                value = name;
            }

            written[node] = value;
        }

        return new(written[expression], bindings.ToImmutable());
    }

    // From the root down: how often a part is written, where what holds it is written out as long as it has no name.
    private static HashSet<Expr> Repeated(Expr root)
    {
        Cost cost = new();
        HashSet<Expr> repeated = [];
        Dictionary<Expr, long> times = new() { [root] = 1 };
        foreach (Expr node in root.PostOrder().Reverse())
        {
            if (times[node] > 1 && node is Apply && cost.Of(node) >= Short)
            {
                repeated.Add(node);
            }

            foreach (Expr child in node.Children)
            {
                times[child] = Math.Min(times.GetValueOrDefault(child) + (repeated.Contains(node) ? 1 : times[node]), int.MaxValue);
            }
        }

        return repeated;
    }

    private static string Fresh(Shape shape, HashSet<string> taken)
    {
        ImmutableArray<string> names = shape.IsScalar ? Scalars : shape.Axes.Length == 1 ? Vectors : Matrices;
        return FreshName.Take(names.FirstOrDefault(n => !taken.Contains(n)) ?? names[0], taken);
    }
}
