using System.Collections.Immutable;
using DerivationKit.Kernel;
using DerivationKit.Operators;

namespace DerivationKit.Simplification;

/// <summary>What the variables and dimensions of a pattern stand for.</summary>
internal sealed class Matching
{
    private readonly Dictionary<Variable, Expr> expressions = [];
    private readonly Dictionary<Axis, Axis> axes = new() { [Axis.One] = Axis.One };

    /// <summary>Lets the pattern's variables and dimensions stand for parts of the expression, if it has the pattern's form.</summary>
    public bool TryMatch(Expr pattern, Expr expression) => (pattern, expression) switch
    {
        (Variable variable, _) => TryMatch(variable.Shape, expression.Shape) && HasAll(expression, variable.Properties) && TryBind(variable, expression),
        (Apply left, Apply right) =>
            left.Operator.GetType() == right.Operator.GetType()
            && TryMatch(left.Operator.Parameters, right.Operator.Parameters)
            && left.Arguments.Zip(right.Arguments).All(pair => TryMatch(pair.First, pair.Second)),
        _ => pattern == expression,
    };

    /// <summary>Lets a variable stand for an expression of a shape that fits.</summary>
    public bool TryBind(Variable variable, Expr expression) =>
        TryMatch(variable.Shape, expression.Shape) && (expressions.TryAdd(variable, expression) || expressions[variable] == expression);

    /// <summary>Lets a dimension of the pattern stand for an axis.</summary>
    public bool TryBind(Axis pattern, Axis axis) => axes.TryAdd(pattern, axis) || axes[pattern] == axis;

    /// <summary>The pattern with its variables and dimensions replaced.</summary>
    /// <exception cref="ShapeException">A dimension became the literal 1 in a place where an axis is needed.</exception>
    public Expr Instantiate(Expr pattern) => pattern switch
    {
        Variable variable => expressions[variable],
        Apply { Operator: Ones } => Expr.Ones(Instantiate(pattern.Shape)),
        Apply { Operator: Zeros } => Expr.Zeros(Instantiate(pattern.Shape)),
        Apply { Operator: Eye } => Instantiate(pattern.Shape.Rows) is { IsOne: false } n ? Expr.Eye(n) : Expr.One,
        Apply { Operator: DimensionSize { Parameters: [Parameter.Size size] } } => Expr.Size(Instantiate(size.Value)),
        Apply { Operator: Commutation { Parameters: [Parameter.Size rows, Parameter.Size columns] } } =>
            Expr.Comm(Instantiate(rows.Value), Instantiate(columns.Value)),
        Apply apply => Expr.Apply(apply.Operator, [.. apply.Arguments.Select(Instantiate)]),
        _ => pattern,
    };

    private Shape Instantiate(Shape shape) => new(Instantiate(shape.Rows), Instantiate(shape.Columns));

    private Axis Instantiate(Axis pattern) => axes.TryGetValue(pattern, out Axis? axis)
        ? axis
        : pattern.Factors.Aggregate(Axis.One, (product, factor) => product * axes[factor]);

    private bool TryMatch(Shape pattern, Shape shape) => TryBind(pattern.Rows, shape.Rows) && TryBind(pattern.Columns, shape.Columns);

    private bool TryMatch(ImmutableArray<Parameter> pattern, ImmutableArray<Parameter> parameters) =>
        pattern.Length == parameters.Length && pattern.Zip(parameters).All(pair => (pair.First, pair.Second) switch
        {
            (Parameter.Size left, Parameter.Size right) => TryBind(left.Value, right.Value),
            _ => pair.First == pair.Second,
        });

    private static bool HasAll(Expr expression, ImmutableArray<Property> properties) =>
        properties.IsEmpty || (expression is Variable v && properties.All(p => v.Properties.Any(q => Implies(q, p))));

    private static bool Implies(Property stronger, Property weaker) =>
        stronger == weaker || (stronger, weaker) switch
        {
            (Property.OneHotRows, Property.RowStochastic or Property.Mask) => true,
            (Property.Diagonal or Property.PositiveSemidefinite or Property.PositiveDefinite, Property.Symmetric) => true,
            (Property.OneHot, Property.Simplex or Property.Unit or Property.Mask) => true,
            (Property.Orthogonal, Property.OrthonormalColumns) => true,
            (Property.Permutation, Property.OrthonormalColumns or Property.Orthogonal or Property.RowStochastic or Property.OneHotRows or Property.Mask) => true,
            _ => false,
        };
}
