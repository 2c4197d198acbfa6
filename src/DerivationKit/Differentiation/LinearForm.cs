using System.Collections.Immutable;
using DerivationKit.Kernel;
using DerivationKit.Operators;

namespace DerivationKit.Differentiation;

/// <summary>An expression that is linear in a vector V, as a sum of L*diag(M*V)*R. Every vector, and many a matrix, has that form; a vector
/// has it with L = I and R = ones, so that it is M*V.</summary>
internal sealed class LinearForm
{
    private readonly Shape shape;
    private readonly ImmutableArray<LinearTerm> terms;

    private LinearForm(Shape shape, ImmutableArray<LinearTerm> terms) => (this.shape, this.terms) = (shape, terms);

    /// <summary>Reads an expression that is linear in the variable.</summary>
    /// <exception cref="DifferentiationException">The expression has no such form; the message says what else to ask for.</exception>
    public static LinearForm Of(Expr expression, Variable v)
    {
        Dictionary<Expr, LinearForm> forms = new() { [v] = new(v.Shape, [new LinearTerm(Factors.Identity(v.Shape.Rows), Factors.Identity(v.Shape.Rows), Expr.Ones(v.Shape))]) };
        foreach (Expr node in expression.PostOrder())
        {
            if (node is Apply apply && apply.Arguments.Any(forms.ContainsKey))
            {
                forms[node] = new(node.Shape, Apply(apply, forms));
            }
        }

        return forms[expression];
    }

    /// <summary>M, where the expression is the column M*V.</summary>
    public Expr ToMatrix() => terms.Select(t => t.Collapsed.Map).Aggregate((sum, map) => sum + map);

    private static ImmutableArray<LinearTerm> Apply(Apply node, Dictionary<Expr, LinearForm> forms)
    {
        ImmutableArray<LinearTerm> Only(int argument) => forms[node.Arguments[argument]].terms;
        return (node.Operator, node.Arguments) switch
        {
            (Addition, [var a, var b]) => [.. Summand(a, forms), .. Summand(b, forms)],
            (Subtraction, [var a, var b]) => [.. Summand(a, forms), .. Negated(Summand(b, forms))],
            (Negation, _) => Negated(Only(0)),
            (Transposition, _) => [.. Only(0).Select(t => t.Transposed)],
            (Division, [_, var s]) when !forms.ContainsKey(s) => [.. Only(0).Select(t => t with { Map = t.Map / s })],
            (Summation, _) => [.. Only(0).Select(t => t.Sum)],
            (RowSum, _) => [.. Only(0).Select(t => t.RowSum)],
            (ColSum, _) => [.. Only(0).Select(t => t.Transposed.RowSum)],
            (Trace, _) => [.. Only(0).Select(t => t.Diagonal.Sum)],
            (Diagonal, [var a]) => [.. Only(0).Select(t => a.Shape.IsColumn ? t.Spread : t.Diagonal)],
            (Product, [var a, var b]) when !forms.ContainsKey(b) => [.. Only(0).Select(t => t.TimesRight(b))],
            (Product, [var a, var b]) when !forms.ContainsKey(a) => [.. Only(1).Select(t => t.TimesLeft(a))],
            (HadamardProduct, [var a, var b]) when !forms.ContainsKey(b) => [.. Only(0).Select(t => t.Hadamard(b, node.Operator))],
            (HadamardProduct, [var a, var b]) when !forms.ContainsKey(a) => [.. Only(1).Select(t => t.Hadamard(a, node.Operator))],
            (HadamardDivision, [var a, var b]) when !forms.ContainsKey(b) => [.. Only(0).Select(t => Divided(t, a, b, node.Operator))],
            _ => throw new DifferentiationException($"the Jacobian has no matrix form that the kit can write: {node.Operator.Name} stands in the way; use jvp for a direction"),
        };
    }

    // In a sum that is linear as a whole, a part without V is zero.
    private static ImmutableArray<LinearTerm> Summand(Expr part, Dictionary<Expr, LinearForm> forms) =>
        forms.TryGetValue(part, out LinearForm? form) ? form.terms : [];

    private static ImmutableArray<LinearTerm> Negated(ImmutableArray<LinearTerm> terms) => [.. terms.Select(t => t with { Map = -t.Map })];

    private static LinearTerm Divided(LinearTerm term, Expr numerator, Expr divisor, Operator @operator)
    {
        Expr reciprocal = Expr.HadamardDivide(Expr.One, divisor);
        return numerator.Shape.IsScalar && !divisor.Shape.IsScalar ? term.TimesRight(reciprocal) : term.Hadamard(reciprocal, @operator);
    }
}
