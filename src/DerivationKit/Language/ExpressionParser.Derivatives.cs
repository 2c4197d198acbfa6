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
            "vecjac" => By(name, DerivativeKind.VecJacobian, body.Value),
            "vechess" => VecHessian(name, body.Value),
            "jacobian" => By(name, DerivativeKind.Jacobian, body.Value),
            _ => By(name, DerivativeKind.Gradient, body.Value),
        };
    }

    // grad(f, X), grad(f, X = point), and jacobian likewise
    private Expr By(Token name, DerivativeKind kind, Expr body)
    {
        (Variable variable, Expr point) = Binding();
        return Derive(name, kind, body, variable, point);
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
