using System.Collections.Immutable;
using DerivationKit.Kernel;
using FsCheck;
using FsCheck.Fluent;

namespace DerivationKit.Testing;

/// <summary>Random well-shaped expressions over given variables: every operator of the table, every kind of derivative, exact constants.
/// What they mean, and where they are defined, is left to chance.</summary>
public static class ExprGenerators
{
    /// <summary>Expressions of any shape that the variables' dimensions allow; FsCheck's size bounds the number of operators.</summary>
    public static Gen<Expr> WellShaped(params ImmutableArray<Variable> variables)
    {
        ExprGrammar grammar = new(variables);
        return Gen.Elements(grammar.Shapes.AsEnumerable()).SelectMany(shape => Gen.Sized(size => Of(grammar, shape, size)));
    }

    /// <summary>Expressions of one shape; FsCheck's size bounds the number of operators.</summary>
    /// <exception cref="ArgumentException">The shape has a dimension that no variable has.</exception>
    public static Gen<Expr> WellShaped(Shape shape, params ImmutableArray<Variable> variables)
    {
        ExprGrammar grammar = new(variables);
        return grammar.Shapes.Contains(shape)
            ? Gen.Sized(size => Of(grammar, shape, size))
            : throw new ArgumentException($"no variable has the dimensions of {shape}", nameof(shape));
    }

    /// <summary>Simpler expressions of the same shape: a part instead of the whole, or the whole with a simpler part.</summary>
    public static IEnumerable<Expr> Shrink(Expr expression)
    {
        foreach (Expr child in expression.Children.Where(c => c.Shape == expression.Shape))
        {
            yield return child;
        }

        for (int i = 0; i < expression.Children.Length; i++)
        {
            foreach (Expr simpler in Shrink(expression.Children[i]))
            {
                yield return expression.WithChildren(expression.Children.SetItem(i, simpler));
            }
        }
    }

    // The choice comes first, and only what was chosen is built: generators of all alternatives would grow like the expression's tree.
    private static Gen<Expr> Of(ExprGrammar grammar, Shape shape, int size) =>
        Gen.Choose(0, 10).SelectMany(choice => choice switch
        {
            0 => Leaf(grammar, shape),
            _ when size <= 1 => Leaf(grammar, shape),
            <= 8 => Application(grammar, shape, size),
            _ => Derivative(grammar, shape, (size - 1) / 3),
        });

    private static Gen<Expr> Leaf(ExprGrammar grammar, Shape shape)
    {
        List<(int, Gen<Expr>)> leaves = [];
        if (grammar.VariablesOf(shape) is { IsEmpty: false } variables)
        {
            leaves.Add((4, Gen.Elements<Expr>(variables)));
        }

        if (grammar.ConstantsOf(shape) is { IsEmpty: false } constants)
        {
            leaves.Add((1, Gen.Elements(constants.AsEnumerable())));
        }

        if (shape.IsScalar)
        {
            leaves.Add((2, Number()));
        }

        return Gen.Frequency(leaves);
    }

    private static Gen<Expr> Number() =>
        from numerator in Gen.Choose(-12, 12)
        from denominator in Gen.Elements(1, 1, 1, 2, 3, 10)
        select Expr.Constant(new Rational(numerator, denominator));

    private static Gen<Expr> Application(ExprGrammar grammar, Shape shape, int size) =>
        from form in Gen.Elements(grammar.OperatorsOf(shape).AsEnumerable())
        from arguments in Gen.Elements(form.Arguments.AsEnumerable())
        from values in Gen.CollectToArray(arguments.Select(argument => Of(grammar, argument, (size - 1) / arguments.Length)))
        select Expr.Apply(form.Operator, [.. values]);

    // A derivative at the variable itself, or at another point: substitution moves the point and leaves the body alone.
    private static Gen<Expr> Derivative(ExprGrammar grammar, Shape shape, int size) =>
        from form in Gen.Elements(
        [
            .. grammar.VariablesOf(shape).Select(x => (DerivativeKind.Gradient, Body: Shape.Scalar, Variable: x)),
            .. grammar.VariablesOf(Shape.Vector(shape.Columns)).Select(x => (DerivativeKind.Jacobian, Body: Shape.Vector(shape.Rows), Variable: x)),
            .. grammar.Variables.Where(x => Vec(x.Shape) == shape.Columns).SelectMany(
                x => grammar.Shapes.Where(body => Vec(body) == shape.Rows).Select(body => (DerivativeKind.VecJacobian, Body: body, Variable: x))),
            .. grammar.Variables.Select(x => (DerivativeKind.Directional, Body: shape, Variable: x)),
        ])
        from derivative in Derivative(grammar, form.Body, form.Item1, form.Variable, size)
        from point in Of(grammar, form.Variable.Shape, size)
        from moved in Gen.Elements(true, false)
        select moved ? derivative.Substitute(form.Variable, point) : derivative;

    private static Axis Vec(Shape shape) => shape.Columns * shape.Rows;

    private static Gen<Expr> Derivative(ExprGrammar grammar, Shape body, DerivativeKind kind, Variable x, int size) => kind switch
    {
        DerivativeKind.Gradient => Of(grammar, body, size).Select(f => Expr.Gradient(f, x)),
        DerivativeKind.Jacobian => Of(grammar, body, size).Select(f => Expr.Jacobian(f, x)),
        DerivativeKind.VecJacobian => Of(grammar, body, size).Select(f => Expr.VecJacobian(f, x)),
        _ => from f in Of(grammar, body, size)
             from direction in Of(grammar, x.Shape, size)
             select Expr.Directional(f, x, direction),
    };
}
