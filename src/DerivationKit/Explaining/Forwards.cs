using DerivationKit.Differentiation;
using DerivationKit.Simplification;

namespace DerivationKit.Explaining;

/// <summary>Works from the variable on to the result: every intermediate value gets its derivative along the direction.</summary>
internal sealed class Forwards(Naming naming, Variable x, Expr direction, Action<StepKind, Expr, Expr, string> add)
{
    private readonly Dictionary<Expr, Expr> tangents = new() { [x] = direction };
    private readonly List<(Variable Name, Expr Value)> named = [];

    /// <summary>The derivative along the direction, over the names of the values.</summary>
    public Expr Run()
    {
        for (int i = 0; i < naming.Values.Length; i++)
        {
            (Variable name, Apply value) = naming.Values[i];
            Variable tangentName = naming.Fresh.Of("d", naming.NumberOf(i), name.Shape);
            Expr tangent = Simplify.Tidy(Tangent(value));
            add(StepKind.Tangent, tangentName, tangent, OperatorRule.Forward(value, [.. value.Arguments.Select(tangents.ContainsKey)]));
            named.Add((tangentName, tangent));
            tangents[name] = tangentName;
        }

        Expr result = tangents.GetValueOrDefault(naming.Root) ?? Expr.Zeros(naming.Root.Shape);
        return Enumerable.Reverse(named).Aggregate(result, (written, t) => written.Substitute(t.Name, t.Value));
    }

    private Expr Tangent(Apply value) => value.Arguments.OfType<Variable>().Distinct()
        .Where(tangents.ContainsKey)
        .Select(v => ClosedForm.Of(Expr.Directional(value, v, tangents[v])))
        .Aggregate((sum, part) => sum + part);
}
