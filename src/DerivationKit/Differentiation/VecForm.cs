using System.Collections.Immutable;
using DerivationKit.Operators;

namespace DerivationKit.Differentiation;

/// <summary>Reads an expression E that is linear in V as vec(E)' = vec(V)'*J, a sum of terms.</summary>
internal static class VecForm
{
    /// <summary>J.</summary>
    /// <exception cref="DifferentiationException">The expression has no such form; the message names the operator.</exception>
    public static Expr Of(Expr expression, Variable v)
    {
        Dictionary<Expr, ImmutableArray<VecTerm>> forms = new() { [v] = [VecTerm.From(Identity(v), v.Shape)] };
        foreach (Expr node in expression.PostOrder())
        {
            if (node is Apply apply && apply.Arguments.Any(forms.ContainsKey))
            {
                forms[node] = Unvectorized(apply) is { } column && forms.TryGetValue(column, out ImmutableArray<VecTerm> terms)
                    ? [.. terms.Select(t => VecTerm.From(t.Matrix, node.Shape))]
                    : Apply(apply, forms);
            }
        }

        return forms[expression].Select(t => t.Matrix).Aggregate((sum, matrix) => sum + matrix);
    }

    /// <summary>vec(A), which is a column itself.</summary>
    public static Expr Vec(Expr a) => a.Shape.IsColumn ? a : a.Shape.Rows.IsOne ? a.T : Expr.Vec(a);

    private static ImmutableArray<VecTerm> Apply(Apply node, Dictionary<Expr, ImmutableArray<VecTerm>> forms)
    {
        ImmutableArray<VecTerm> Each(Expr argument, Func<VecTerm, VecTerm> map) => [.. forms[argument].Select(map)];
        bool IsFixed(Expr argument) => !forms.ContainsKey(argument);
        return (node.Operator, node.Arguments) switch
        {
            (Addition, [var a, var b]) => [.. Summand(a, forms), .. Summand(b, forms)],
            (Subtraction, [var a, var b]) => [.. Summand(a, forms), .. Summand(b, forms).Select(t => t.Negated)],
            (Negation, [var a]) => Each(a, t => t.Negated),
            (Transposition, [var a]) => Each(a, t => t.Transposed),
            (Division, [var a, var s]) when IsFixed(s) => Each(a, t => t with { Map = t.Map / s }),
            (Summation, [var a]) => Each(a, t => t.RowSum(a.Shape).Transposed.RowSum(new(Axis.One, a.Shape.Rows))),
            (RowSum, [var a]) => Each(a, t => t.RowSum(a.Shape)),
            (ColSum, [var a]) => Each(a, t => t.Transposed.RowSum(a.Shape.Transposed)),
            (Trace, [var a]) => Each(a, t => t.Trace(a.Shape)),
            (Diagonal, [var a]) => Each(a, t => t.Diagonal(a.Shape)),
            (Vectorization, [var a]) => Each(a, t => VecTerm.From(t.Matrix, node.Shape)),
            (Product, [var a, var b]) when IsFixed(b) => Each(a, t => t.Times(b, a.Shape, right: true)),
            (Product, [var a, var b]) when IsFixed(a) => Each(b, t => t.Times(a, b.Shape, right: false)),
            (HadamardProduct, [var a, var b]) when IsFixed(b) => Each(a, t => t.Hadamard(b)),
            (HadamardProduct, [var a, var b]) when IsFixed(a) => Each(b, t => t.Hadamard(a)),
            (HadamardDivision, [var a, var b]) when IsFixed(b) && a.Shape == b.Shape =>
                Each(a, t => t.Hadamard(Expr.HadamardDivide(Expr.One, b))),
            (Kronecker, [var a, var b]) when IsFixed(a) => Each(b, t => t.Blocks(Expr.Kron(Vec(a).T, Identity(b)), a.Shape, b.Shape)),
            (Kronecker, [var a, var b]) when IsFixed(b) => Each(a, t => t.Blocks(Expr.Kron(Identity(a), Vec(b).T), a.Shape, b.Shape)),
            _ => throw new DifferentiationException(
                $"vecjac has no matrix form that the kit can write: {node.Operator.Name} stands in the way; use jvp for a direction"),
        };
    }

    // In a sum that is linear as a whole, a part without V is zero.
    private static ImmutableArray<VecTerm> Summand(Expr part, Dictionary<Expr, ImmutableArray<VecTerm>> forms) =>
        forms.TryGetValue(part, out ImmutableArray<VecTerm> terms) ? terms : [];

    // g, of the pullback of vec: the matrix whose vec is g.
    private static Expr? Unvectorized(Apply node) =>
        node is { Operator: Product, Arguments: [_, Apply { Operator: Kronecker, Arguments: [_, var g] }] }
        && g.Shape == Shape.Vector(node.Shape.Columns * node.Shape.Rows) && node == Vectorization.Matrix(g, node.Shape)
            ? g
            : null;

    private static Expr Identity(Expr a) => Factors.Identity(a.Shape.Columns * a.Shape.Rows);
}
