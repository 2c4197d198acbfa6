using DerivationKit.Operators;

namespace DerivationKit.ReadBack;

/// <summary>An expression in which applications of functions such as softmax, tanh or norm2 stand as variables: what is left is built of
/// sums, products and powers, and facts such as the row sums of a softmax become declared properties.</summary>
internal sealed class OpaqueParts
{
    private readonly Dictionary<Expr, Variable> variables = [];
    private readonly HashSet<string> used;

    private OpaqueParts(params IEnumerable<Expr> expressions) => used = [.. expressions.SelectMany(e => e.FreeVariables()).Select(v => v.Name)];

    /// <summary>What every variable's name stands for.</summary>
    public Dictionary<string, Expr> Meanings { get; } = [];

    /// <summary>The expression without its opaque parts; those that hold the given variable stay, and other parts go, too.</summary>
    public static (Expr Outline, OpaqueParts Parts) Of(Expr expression, Variable? transparent = null, Func<Expr, bool>? isOpaqueToo = null)
    {
        OpaqueParts parts = new(expression);
        HashSet<Expr> holding = [];
        foreach (Expr node in expression.PostOrder())
        {
            if (node == transparent || node.Children.Any(holding.Contains))
            {
                holding.Add(node);
            }
        }

        Expr outline = Traversal.Rebuild(expression, node => node switch
        {
            Variable v => parts.Keep(v),
            Apply a when (IsOpaque(a.Operator) && !HasLaws(a.Operator) && !holding.Contains(a)) || isOpaqueToo?.Invoke(a) == true => parts.Name(a),
            _ => null,
        });
        return (outline, parts);
    }

    /// <summary>Two expressions without derivatives, in which opaque parts that are the same function of equal arguments stand as the same
    /// variable: if these outlines are equal, whatever the variables are, so are the expressions.</summary>
    public static (Expr Left, Expr Right) OfBoth(Expr left, Expr right, Func<Expr, Expr, bool> areEqual)
    {
        OpaqueParts parts = new([left, right]);
        return (Outline(left), Outline(right));

        Expr Outline(Expr expression) => Traversal.Rebuild(expression, node => node is Apply a && IsOpaque(a.Operator) ? parts.Name(Known(a)) : null);

        Apply Known(Apply part) => parts.variables.ContainsKey(part) ? part : parts.variables.Keys.Cast<Apply>().FirstOrDefault(
            other => other.Operator.GetType() == part.Operator.GetType() && other.Operator.Parameters.SequenceEqual(part.Operator.Parameters) && other.Shape == part.Shape
                && other.Arguments.Zip(part.Arguments).All(pair => areEqual(pair.First, pair.Second))) ?? part;
    }

    // The normal form of an exponential of a matrix is known: what commutes with it, and its derivative along such a matrix.
    private static bool HasLaws(Operator @operator) => @operator is MatrixExponential or ExponentialDerivative;

    private static bool IsOpaque(Operator @operator) =>
        @operator is Elementwise and not (ConstantPower or Negation)
            or Pairwise or SoftmaxFamily or RowNormalization or VariablePower or SizePower or Norm1 or Norm2 or LogDeterminant or MatrixExponential or ExponentialDerivative;

    private Variable Keep(Variable v)
    {
        Meanings[v.Name] = v;
        return v;
    }

    private Variable Name(Apply part)
    {
        if (!variables.TryGetValue(part, out Variable? variable))
        {
            string name = FreshName.Take("f", used);
            variables[part] = variable = Expr.Variable(name, part.Shape, [.. Properties(part)]);
            Meanings[name] = part;
        }

        return variable;
    }

    private static IEnumerable<Property> Properties(Apply part) => part.Operator switch
    {
        Softmax => [Property.Simplex],
        SoftmaxRows => [part.Shape.Rows.IsOne ? Property.Simplex : Property.RowStochastic],
        Exponential or LogisticSigmoid => [Property.Positive],
        _ => [],
    };
}
