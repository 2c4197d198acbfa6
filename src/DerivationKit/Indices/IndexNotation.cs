using System.Collections.Immutable;
using DerivationKit.Kernel;
using DerivationKit.Operators;

namespace DerivationKit.Indices;

/// <summary>Writes an expression in the kernel's index notation: operators stay applications of their definitions, derivatives stay
/// derivatives. Every expression becomes a formula for its entry in row i and column j.</summary>
internal sealed class IndexNotation
{
    private readonly Dictionary<Expr, Abstraction> known = [];

    /// <summary>The indices of an entry: none for a scalar, i or j where an axis is the literal 1.</summary>
    public static ImmutableArray<Index> Axes(Shape shape) => Axes(shape, "i", "j");

    /// <summary>The expression as a formula for its entries.</summary>
    public Abstraction Of(Expr root)
    {
        foreach (Expr node in root.PostOrder())
        {
            if (!known.ContainsKey(node))
            {
                known[node] = new(Axes(node.Shape), Entry(node));
            }
        }

        return known[root];
    }

    /// <summary>A variable as the kernel declares it.</summary>
    public static Declaration Declare(Variable v) => new(v.Name, v.Shape.Dimensions);

    /// <summary>The entry of an expression at given indices.</summary>
    public Func<ImmutableArray<Index>, Term> Entries(Expr expression)
    {
        Abstraction tensor = Of(expression);
        return (expression, tensor.Body) switch
        {
            (Variable v, _) => at => new Entry(v.Name, at),
            (DerivationKit.Apply, Kernel.Apply a) => at => new Kernel.Apply(a.Definition, a.Arguments, at),
            _ => at => new Kernel.Apply(
                new("entry", [new("T", expression.Shape.Dimensions)], tensor.Parameters, new Entry("T", tensor.Parameters)), [tensor], at),
        };
    }

    private static ImmutableArray<Index> Axes(Shape shape, string row, string column) =>
        [.. new MultiIndex(row, shape.Rows).Indices, .. new MultiIndex(column, shape.Columns).Indices];

    private Term Entry(Expr node) => node switch
    {
        Constant c => new Number(c.Value),
        Variable v => new Entry(v.Name, Axes(v.Shape)),
        DerivationKit.Apply a => new Kernel.Apply(
            a.Operator.Meaning([.. a.Arguments.Select(x => x.Shape)]), [.. a.Arguments.Select(x => known[x])], Axes(a.Shape)),
        DerivationKit.Derivative d => new Kernel.Derivative(
            new Formal(BoundName(d), d.BoundVariable.Shape.Dimensions), Body(d), known[d.Point], Direction(d)),
        _ => throw new InvalidOperationException($"unknown node {node.Kind}"),
    };

    // The kernel tells variables apart by name: the derivative would bind another variable of its variable's name as well.
    private static string BoundName(DerivationKit.Derivative d) =>
        d.Body.FreeVariables().All(v => v == d.BoundVariable || v.Name != d.BoundVariable.Name)
            ? d.BoundVariable.Name
            : throw new KernelException($"two variables of a derivative are named {d.BoundVariable.Name}");

    private Term Body(DerivationKit.Derivative d) =>
        d.DerivativeKind == DerivativeKind.VecJacobian ? Entry(Expr.Vec(d.Body)) : known[d.Body].Body;

    // The gradient's entry (i,j) is the derivative along the unit array at (i,j); a Jacobian's entry (i,j) that of output i along unit vector j,
    // and where vec(X) is the variable, along the unit matrix whose column is the slow part of j and whose row is the fast part.
    private Abstraction Direction(DerivationKit.Derivative d)
    {
        if (d.DerivativeKind == DerivativeKind.Directional)
        {
            return known[d.Arguments[1]];
        }

        Shape shape = d.BoundVariable.Shape;
        ImmutableArray<Index> parameters = Axes(shape, "p", "q");
        (MultiIndex slow, MultiIndex fast) = new MultiIndex("j", d.Shape.Columns).Split(shape.Columns);
        ImmutableArray<Index> at = d.DerivativeKind == DerivativeKind.Gradient ? Axes(shape) : [.. fast.Indices, .. slow.Indices];
        return new(parameters, new Multiply([.. parameters.Zip(at, (p, a) => (Term)new Delta(p, a))]));
    }
}
