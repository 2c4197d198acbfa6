using System.Collections.Immutable;

namespace DerivationKit.Language;

/// <content>Derivatives; each spelling comes down to gradients, Jacobians and directional derivatives.</content>
internal sealed partial class Elaborator
{
    private Expr Differentiate(Syntax.Differentiation form, Func<Syntax, Expr> value)
    {
        Token name = form.Token;
        Expr body = value(form.Body);
        Binding binding = form.Bindings[0];
        var variable = (Variable)value(binding.Variable);
        Expr point = binding.Point is null ? variable : value(binding.Point);
        ImmutableArray<Expr> directions = [.. form.Directions.Select(value)];
        return name.Text switch
        {
            "along" => Along(form, body, value),
            "deriv" => ByScalar(form, body, variable, point),
            "jvp" => Derive(name, DerivativeKind.Directional, body, variable, point, directions[0]),
            "hvp" => Derive(name, DerivativeKind.Directional, Gradient(name, body, variable), variable, point, directions[0]),
            "jacobian" => Derive(name, DerivativeKind.Jacobian, body, variable, point),
            "vecjac" => Derive(name, DerivativeKind.VecJacobian, body, variable, point),
            "vechess" => Derive(name, DerivativeKind.VecJacobian, Gradient(name, body, variable), variable, point),
            "hessian" => SecondBy(name, body, Column(name, binding, variable), variable, point),
            "mixed" => Mixed(form, body, value),
            _ => On(form, Derive(name, DerivativeKind.Gradient, body, variable, point), variable, point),
        };
    }

    private Expr Gradient(Token name, Expr body, Variable variable) => Derive(name, DerivativeKind.Gradient, body, variable, variable);

    // The Jacobian in one variable, at a point, of the gradient in another.
    private Expr SecondBy(Token name, Expr body, Variable rows, Variable columns, Expr point) =>
        Derive(name, DerivativeKind.Jacobian, Gradient(name, body, rows), columns, point);

    private Expr Mixed(Syntax.Differentiation form, Expr body, Func<Syntax, Expr> value)
    {
        Variable[] variables = [.. form.Bindings.Select(b => Column(form.Token, b, (Variable)value(b.Variable)))];
        return SecondBy(form.Token, body, variables[0], variables[1], variables[1]);
    }

    // A second derivative is a matrix only in vectors and scalars.
    private Variable Column(Token name, Binding binding, Variable variable) => variable.Shape.IsColumn
        ? variable
        : throw source.Misshapen(
            binding.Variable.Start, $"{name.Text}(..., {variable.Shape})",
            $"{name.Text} needs a vector or a scalar, not {variable.Name}: {variable.Shape}",
            name.Text == "hessian"
                ? $"write vechess(f, {variable.Name}) for the Hessian by vec({variable.Name}), or hvp(f, {variable.Name}, D) along a direction D"
                : $"write hvp(f, {variable.Name}, D), the second derivative applied to a direction D");

    // deriv(F, t): the directional derivative along 1
    private Expr ByScalar(Syntax.Differentiation form, Expr body, Variable variable, Expr point) => variable.Shape.IsScalar
        ? Derive(form.Token, DerivativeKind.Directional, body, variable, point, Expr.One)
        : throw source.Refused(
            form.Bindings[0].Variable.Start, $"'{variable.Name}'",
            $"deriv needs a scalar variable, not {variable.Name}: {variable.Shape}", "write grad, jacobian or jvp for an array");

    // along(Q, X, dX, Y, dY): the derivative along a curve whose velocities are given
    private Expr Along(Syntax.Differentiation form, Expr body, Func<Syntax, Expr> value) => form.Bindings
        .Select((binding, position) => (Variable: (Variable)value(binding.Variable), Velocity: value(form.Directions[position])))
        .Select(moving => Derive(form.Token, DerivativeKind.Directional, body, moving.Variable, moving.Variable, moving.Velocity))
        .Aggregate((total, part) => At(form.Token, [], () => total + part));

    private Expr On(Syntax.Differentiation form, Expr gradient, Variable variable, Expr point)
    {
        if (form.Set is not { } set)
        {
            return gradient;
        }

        TangentSpace space = TangentSpaces.All[set.Text];
        return space.Fits(variable.Shape)
            ? At(set, [], () => space.Restrict(gradient, point))
            : throw source.Misshapen(
                set.Start, $"grad(..., {variable.Shape}, on: {set.Text})",
                $"on: {set.Text} needs {space.Wanted}, not {variable.Name}: {variable.Shape}");
    }

    private Expr Derive(Token name, DerivativeKind kind, Expr body, Variable variable, params ImmutableArray<Expr> arguments) =>
        At(
            name, [body.Shape, variable.Shape, .. arguments.Where(a => a != variable).Select(a => a.Shape)],
            () => Expr.Derivative(kind, body, variable, arguments));
}
