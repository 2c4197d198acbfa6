using System.Collections.Immutable;

namespace DerivationKit.Language;

/// <content>Derivatives, which bind a variable in their first argument.</content>
internal sealed partial class ExpressionParser
{
    private Expr DerivativeForm(Token name)
    {
        Operand body = Sum();
        words.Take(",", $"',' and the variable of {name.Text}");
        return name.Text switch
        {
            "along" => Along(name, body.Value),
            "deriv" => ByScalar(name, body.Value),
            "jvp" => Directional(name, body.Value),
            "vecjac" => VecJacobian(name, body.Value),
            "vechess" => VecHessian(name, body.Value),
            "hvp" => HessianProduct(name, body.Value),
            "jacobian" => Jacobian(name, body.Value),
            "hessian" => Hessian(name, body.Value),
            "mixed" => Mixed(name, body.Value),
            _ => Gradient(name, body.Value),
        };
    }

    // grad(f, X), grad(f, X = point), grad(f, X, on: set)
    private Expr Gradient(Token name, Expr body)
    {
        (Variable variable, Expr point) = Binding();
        Expr gradient = Derive(name, DerivativeKind.Gradient, body, variable, point);
        return words.TryTake(",") ? On(gradient, variable, point) : gradient;
    }

    private Expr On(Expr gradient, Variable variable, Expr point)
    {
        if (!words.Current.IsName("on"))
        {
            throw words.Unexpected("on: and a set", "write jvp(f, X, D) for a derivative along D");
        }

        words.Take();
        words.Take(":");
        Token set = words.Current;
        if (set.Kind != TokenKind.Name || !TangentSpaces.All.TryGetValue(set.Text, out TangentSpace? space))
        {
            string sets = string.Join(", ", TangentSpaces.All.Keys.Order(StringComparer.Ordinal));
            throw words.Unexpected($"a set: {sets}", Suggestions.ForName(set.Text, TangentSpaces.All.Keys));
        }

        words.Take();
        return space.Fits(variable.Shape)
            ? space.Restrict(gradient, point)
            : throw source.Misshapen(
                set.Start, $"grad(..., {variable.Shape}, on: {set.Text})",
                $"on: {set.Text} needs {space.Wanted}, not {variable.Name}: {variable.Shape}");
    }

    // jacobian(F, x), jacobian(F, x = point)
    private Expr Jacobian(Token name, Expr body)
    {
        (Variable variable, Expr point) = Binding();
        return Derive(name, DerivativeKind.Jacobian, body, variable, point);
    }

    // hessian(f, x) is the Jacobian of the gradient; the point is where that Jacobian is taken.
    private Expr Hessian(Token name, Expr body)
    {
        (Variable variable, Expr point) = Binding(name);
        return Derive(name, DerivativeKind.Jacobian, Derive(name, DerivativeKind.Gradient, body, variable, variable), variable, point);
    }

    // mixed(f, x, y): the Jacobian in y of the gradient in x
    private Expr Mixed(Token name, Expr body)
    {
        Variable rows = BoundColumn(name);
        words.Take(",", "',' and the variable of the columns");
        Variable columns = BoundColumn(name);
        return Derive(name, DerivativeKind.Jacobian, Derive(name, DerivativeKind.Gradient, body, rows, rows), columns, columns);
    }

    // hvp(f, X, D): the derivative of the gradient along D
    private Expr HessianProduct(Token name, Expr body)
    {
        (Variable variable, Expr point) = Binding();
        Expr gradient = Derive(name, DerivativeKind.Gradient, body, variable, variable);
        words.Take(",", $"',' and a direction in the shape of {variable.Name}");
        return Derive(name, DerivativeKind.Directional, gradient, variable, point, Sum().Value);
    }

    // vecjac(F, X), vecjac(F, X = point)
    private Expr VecJacobian(Token name, Expr body)
    {
        (Variable variable, Expr point) = Binding();
        return Derive(name, DerivativeKind.VecJacobian, body, variable, point);
    }

    // vechess(f, X) = vecjac(grad(f, X), X)
    private Expr VecHessian(Token name, Expr body)
    {
        (Variable variable, Expr point) = Binding();
        return Derive(name, DerivativeKind.VecJacobian, Derive(name, DerivativeKind.Gradient, body, variable, variable), variable, point);
    }

    // jvp(F, X, direction), jvp(F, X = point, direction)
    private Expr Directional(Token name, Expr body)
    {
        (Variable variable, Expr point) = Binding();
        words.Take(",", $"',' and a direction in the shape of {variable.Name}");
        return Derive(name, DerivativeKind.Directional, body, variable, point, Sum().Value);
    }

    // deriv(F, t): the directional derivative along 1
    private Expr ByScalar(Token name, Expr body)
    {
        int start = words.Current.Start;
        (Variable variable, Expr point) = Binding();
        return variable.Shape.IsScalar
            ? Derive(name, DerivativeKind.Directional, body, variable, point, Expr.One)
            : throw source.Refused(
                start, $"'{variable.Name}'", $"deriv needs a scalar variable, not {variable.Name}: {variable.Shape}",
                "write grad, jacobian or jvp for an array");
    }

    // along(Q, X, dX, Y, dY): the derivative along a curve whose velocities are given
    private Expr Along(Token name, Expr body)
    {
        HashSet<Variable> moving = [];
        Expr? total = null;
        do
        {
            Token token = words.Current;
            Variable variable = BoundVariable();
            if (!moving.Add(variable))
            {
                throw source.Refused(token.Start, $"'{variable.Name}'", $"the velocity of {variable.Name} is given already");
            }

            words.Take(",", $"',' and the velocity of {variable.Name}");
            Expr part = Derive(name, DerivativeKind.Directional, body, variable, variable, Sum().Value);
            total = total is null ? part : At(name, [], () => total + part);
        }
        while (words.TryTake(","));
        return total;
    }

    private (Variable Variable, Expr Point) Binding()
    {
        Variable variable = BoundVariable();
        return (variable, words.TryTake("=") ? Sum().Value : variable);
    }

    private (Variable Variable, Expr Point) Binding(Token name)
    {
        Variable variable = BoundColumn(name);
        return (variable, words.TryTake("=") ? Sum().Value : variable);
    }

    // A second derivative is a matrix only in vectors and scalars.
    private Variable BoundColumn(Token name)
    {
        int start = words.Current.Start;
        Variable variable = BoundVariable();
        return variable.Shape.IsColumn
            ? variable
            : throw source.Misshapen(
                start, $"{name.Text}(..., {variable.Shape})", $"{name.Text} needs a vector or a scalar, not {variable.Name}: {variable.Shape}",
                name.Text == "hessian"
                    ? $"write vechess(f, {variable.Name}) for the Hessian by vec({variable.Name}), or hvp(f, {variable.Name}, D) along a direction D"
                    : $"write hvp(f, {variable.Name}, D), the second derivative applied to a direction D");
    }

    private Variable BoundVariable()
    {
        Token token = words.Current;
        Symbol? symbol = token.Kind == TokenKind.Name ? scope.Find(token.Text) : null;
        if (symbol is not Symbol.Declared declared)
        {
            throw words.Unexpected(
                symbol is null ? "a declared variable" : $"a declared variable, not {symbol.Describe()}",
                token.Kind == TokenKind.Name ? Suggestions.ForName(token.Text, scope.Variables.Select(v => v.Name)) : "");
        }

        words.Take();
        return declared.Variable;
    }

    private Expr Derive(Token name, DerivativeKind kind, Expr body, Variable variable, params ImmutableArray<Expr> arguments) =>
        At(
            name, [body.Shape, variable.Shape, .. arguments.Where(a => a != variable).Select(a => a.Shape)],
            () => Expr.Derivative(kind, body, variable, arguments));
}
