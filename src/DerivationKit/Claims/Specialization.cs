using System.Collections.Immutable;
using DerivationKit.Kernel;
using DerivationKit.Operators;

namespace DerivationKit;

/// <summary>Puts numbers in the place of the named dimensions of a claim.</summary>
internal sealed class Specialization(ImmutableSortedDictionary<string, int> sizes)
{
    private readonly Dictionary<Expr, Expr> done = [];

    /// <summary>The claim at these sizes. Facts about dimensions are left out: whether the sizes are as they say is for the caller to know.</summary>
    /// <exception cref="ShapeException">An operator that needs an axis does not take one of length 1.</exception>
    /// <exception cref="ArgumentException">A constant that needs an axis does not take one of length 1.</exception>
    public static Claim At(Claim claim, ImmutableSortedDictionary<string, int> sizes)
    {
        Specialization at = new(sizes);
        return Claim.Equal(at.Of(claim.Left), at.Of(claim.Right))
            .Assuming([.. claim.Given.OfType<Fact.Has>().Select(fact => fact with { Subject = at.Of(fact.Subject) })]);
    }

    private Expr Of(Expr node)
    {
        if (!done.TryGetValue(node, out Expr? result))
        {
            done[node] = result = node switch
            {
                Variable v => Of(v),
                Derivative d => Expr.Derivative(d.DerivativeKind, Of(d.Body), Of(d.BoundVariable), [.. d.Arguments.Select(Of)]),
                Apply { Operator: SizePower power } a => Expr.Pow(Of(a.Arguments[0]), SizeOf(((Parameter.Size)power.Parameters[0]).Value)),
                Apply { Operator: DimensionSize size } => SizeOf(((Parameter.Size)size.Parameters[0]).Value),
                Apply { Operator: Ones } a => Expr.Ones(Of(a.Shape)),
                Apply { Operator: Zeros } a => Expr.Zeros(Of(a.Shape)),
                Apply { Arguments: [], Operator.Parameters: [Parameter.Size, ..] } a when Of(a.Shape).IsScalar => Expr.One,
                Apply a when a.Operator.Parameters.OfType<Parameter.Size>().Any() => Expr.Apply(Of(a.Operator), [.. a.Arguments.Select(Of)]),
                _ => node.WithChildren([.. node.Children.Select(Of)]),
            };
        }

        return result;
    }

    private Variable Of(Variable v) => Expr.Variable(v.Name, Of(v.Shape), v.Properties);

    // Of the operators that carry sizes, the table knows how each is made from them.
    private Operator Of(Operator @operator) => OperatorTable.TryFind(@operator.Name, out OperatorFamily? family)
        ? family.Create([.. @operator.Parameters.Select(p => p is Parameter.Size size ? new Parameter.Size(Of(size.Value)) : p)])
        : throw new ArgumentException($"{@operator.Name} is not in the table of operators");

    private Shape Of(Shape shape) => new(Of(shape.Rows), Of(shape.Columns));

    private Axis Of(Axis axis) => Axis.Of([.. axis.Factors.Select(f => Dimension.Of(f.Size ?? sizes[f.Text]))]);

    private Expr SizeOf(Axis axis) => Expr.Constant(axis.SizeBy(f => f.Size ?? sizes[f.Text]));
}
