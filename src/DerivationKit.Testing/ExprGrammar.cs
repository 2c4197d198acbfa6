using System.Collections.Immutable;
using DerivationKit.Kernel;
using DerivationKit.Operators;

namespace DerivationKit.Testing;

/// <summary>Which operators lead to which shape, found by asking each operator of the table about all shapes that the dimensions of the
/// variables allow.</summary>
internal sealed class ExprGrammar
{
    private static readonly ImmutableArray<Rational> Exponents = [2, 3, -1, 0, new(1, 2), new(-3, 2)];

    private static readonly ImmutableArray<string> Contractions = ["ij,jk->ik", "ij,i->j", "ij,ij->", "i,j->ij", "ii->i", "ij,jk,k->i"];

    private readonly ILookup<Shape, OperatorForm> operators;

    public ExprGrammar(ImmutableArray<Variable> variables)
    {
        Variables = variables;
        ImmutableArray<Axis> axes = [.. variables.SelectMany(v => v.Shape.Axes).Append(Axis.One).Distinct()];
        Shapes = [.. from rows in axes from columns in axes select new Shape(rows, columns)];
        operators = OperatorTable.All
            .SelectMany(family => Members(family, axes))
            .SelectMany(@operator => Applications(@operator)
                .GroupBy(a => a.Result, a => a.Arguments)
                .Select(group => (group.Key, Form: new OperatorForm(@operator, [.. group]))))
            .ToLookup(pair => pair.Key, pair => pair.Form);
    }

    public ImmutableArray<Variable> Variables { get; }

    /// <summary>Every shape over the dimensions of the variables.</summary>
    public ImmutableArray<Shape> Shapes { get; }

    public ImmutableArray<Variable> VariablesOf(Shape shape) => [.. Variables.Where(v => v.Shape == shape)];

    /// <summary>Operators without arguments, applied.</summary>
    public ImmutableArray<Expr> ConstantsOf(Shape shape) =>
        [.. operators[shape].Where(form => form.Operator.Arity == 0).Select(form => Expr.Apply(form.Operator))];

    /// <summary>Operators with arguments.</summary>
    public ImmutableArray<OperatorForm> OperatorsOf(Shape shape) => [.. operators[shape].Where(form => form.Operator.Arity > 0)];

    private static IEnumerable<Operator> Members(OperatorFamily family, ImmutableArray<Axis> axes) => family.ParameterKind switch
    {
        ParameterKind.None => [family.Create([])],
        ParameterKind.Number => Exponents.Select(exponent => family.Create([new Parameter.Number(exponent)])),
        ParameterKind.Text => Contractions.Select(specification => family.Create([new Parameter.Text(specification)])),
        _ => family.ParameterCounts.SelectMany(count => Tuples(axes, count)).SelectMany(sizes => Member(family, sizes)),
    };

    // A family may refuse the literal 1, which is written as a number.
    private static ImmutableArray<Operator> Member(OperatorFamily family, ImmutableArray<Axis> sizes)
    {
        try
        {
            return [family.Create([.. sizes.Select(size => new Parameter.Size(size))])];
        }
        catch (ArgumentException)
        {
            return [];
        }
    }

    private IEnumerable<(Shape Result, ImmutableArray<Shape> Arguments)> Applications(Operator @operator)
    {
        foreach (ImmutableArray<Shape> arguments in Tuples(Shapes, @operator.Arity))
        {
            if (ResultOf(@operator, arguments) is { } result)
            {
                yield return (result, arguments);
            }
        }
    }

    private Shape? ResultOf(Operator @operator, ImmutableArray<Shape> arguments)
    {
        try
        {
            Shape result = @operator.InferShape(arguments);
            return Shapes.Contains(result) ? result : null;
        }
        catch (ShapeException)
        {
            return null;
        }
    }

    private static IEnumerable<ImmutableArray<T>> Tuples<T>(ImmutableArray<T> items, int length) =>
        Enumerable.Range(0, length).Aggregate<int, IEnumerable<ImmutableArray<T>>>(
            [[]], (tuples, _) => tuples.SelectMany(tuple => items.Select(tuple.Add)));
}

/// <summary>An operator and the shapes of arguments that lead to one shape.</summary>
internal sealed record OperatorForm(Operator Operator, ImmutableArray<ImmutableArray<Shape>> Arguments);
