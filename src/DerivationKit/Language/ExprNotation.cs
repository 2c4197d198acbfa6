using System.Collections.Immutable;
using DerivationKit.Kernel;
using DerivationKit.Operators;

namespace DerivationKit.Language;

/// <summary>How an expression is written.</summary>
internal static class ExprNotation
{
    /// <summary>The index of the norm of a matrix in LaTeX.</summary>
    public const string Frobenius = "F";

    /// <summary>The notation of an expression; shared parts are shared.</summary>
    public static NotationTree Of(Expr root)
    {
        Dictionary<Expr, NotationTree> trees = [];
        foreach (Expr node in root.PostOrder())
        {
            trees.Add(node, node switch
            {
                Constant constant => NotationTree.Number(constant.Value),
                Variable variable => new NotationTree.Name(variable.Name),
                Derivative derivative => Of(derivative, trees),
                _ => Of((Apply)node, trees),
            });
        }

        return trees[root];
    }

    private static NotationTree Of(Apply apply, Dictionary<Expr, NotationTree> trees)
    {
        Notation notation = apply.Operator.Notation;
        ImmutableArray<Parameter> parameters = apply.Operator.Parameters;
        ImmutableArray<NotationTree> arguments = [.. apply.Arguments.Select(a => trees[a])];
        return notation.Fixity switch
        {
            Fixity.Name => new NotationTree.Name(notation.Symbol),
            Fixity.Infix when IsScalarOfArrays(apply.Arguments[0]) && !apply.Arguments[1].Shape.IsScalar && apply.Operator is Product =>
                NotationTree.Binary(notation, new NotationTree.Parenthesised(arguments[0]), arguments[1]),
            Fixity.Infix => NotationTree.Binary(notation, arguments[0], arguments[1]),
            Fixity.Prefix => NotationTree.Unary(notation, arguments[0]),
            Fixity.Postfix => NotationTree.Transpose(notation, arguments[0]),
            Fixity.Exponent when parameters is [Parameter.Number exponent] => NotationTree.Power(notation, arguments[0], exponent.Value),
            Fixity.Exponent when parameters is [Parameter.Size exponent] => NotationTree.Power(notation, arguments[0], Of(exponent.Value)),
            // A constant exponent, or the size of a dimension, would read back as the operator's parameter.
            Fixity.Exponent when apply.Arguments[1] is Constant or Apply { Operator: DimensionSize } =>
                new NotationTree.Call(apply.Operator.Name, Notation.Function(apply.Operator.Name).Latex, arguments),
            Fixity.Exponent => NotationTree.Power(notation, arguments[0], arguments[1]),
            // The 2-norm of a matrix is another one on paper.
            _ when apply is { Operator: Norm2, Arguments: [{ Shape: { Rows.IsOne: false, Columns.IsOne: false } }] } => new NotationTree.Call(notation.Symbol, Frobenius, arguments),
            _ => new NotationTree.Call(notation.Symbol, notation.Latex, [.. parameters.Select(Of), .. arguments]),
        };
    }

    // (x'*A*x)*y: a reader is to see that a number stands before y.
    private static bool IsScalarOfArrays(Expr factor) => factor switch
    {
        Apply { Operator: Product, Shape.IsScalar: true, Arguments: [var left, var right] } => !right.Shape.IsScalar || IsScalarOfArrays(left),
        Apply { Operator: Division, Shape.IsScalar: true, Arguments: [var left, _] } => IsScalarOfArrays(left),
        _ => false,
    };

    private static NotationTree Of(Parameter parameter) => parameter switch
    {
        Parameter.Number number => NotationTree.Number(number.Value),
        Parameter.Size size => Of(size.Value),
        _ => new NotationTree.Quoted(((Parameter.Text)parameter).Value),
    };

    private static NotationTree Of(Axis axis) => axis.IsOne
        ? NotationTree.Number(Rational.One)
        : axis.Factors.Select(Of).Aggregate((slow, fast) => NotationTree.Binary(new Product().Notation, slow, fast));

    private static NotationTree Of(Dimension dimension) =>
        dimension.Size is int size ? NotationTree.Number(size) : new NotationTree.Name(dimension.Text);

    private static NotationTree.Differentiated Of(Derivative derivative, Dictionary<Expr, NotationTree> trees) => new(
        derivative.DerivativeKind,
        trees[derivative.Body],
        new NotationTree.Name(derivative.BoundVariable.Name),
        derivative.Point == derivative.BoundVariable ? [] : [trees[derivative.Point]],
        [.. derivative.Arguments[1..].Select(a => trees[a])]);
}
