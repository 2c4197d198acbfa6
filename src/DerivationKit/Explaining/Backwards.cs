using DerivationKit.Differentiation;
using DerivationKit.Simplification;

namespace DerivationKit.Explaining;

/// <summary>Works from the result back to the variable: every intermediate value gets the derivative of the result in it.</summary>
internal sealed class Backwards(Naming naming, Variable x, Action<StepKind, Expr, Expr, string> add)
{
    private readonly Dictionary<Expr, List<(Expr Part, string Rule)>> received = [];
    private readonly List<(Variable Name, Expr Value)> cotangents = [];

    /// <summary>The gradient over the names of the values.</summary>
    public Expr Run()
    {
        received[naming.Root] = [(Expr.One, "the result changes as itself")];
        for (int i = naming.Values.Length - 1; i >= 0; i--)
        {
            (Variable name, Apply value) = naming.Values[i];
            Pass(value, Collect(name, naming.Fresh.Of("g", naming.NumberOf(i), name.Shape)));
        }

        Expr gradient = received.ContainsKey(x) ? Write(naming.Fresh.Of("g", x.Name, x.Shape), x) : Expr.Zeros(x.Shape);
        if (!received.ContainsKey(x))
        {
            add(StepKind.Cotangent, naming.Fresh.Of("g", x.Name, x.Shape), gradient, $"nothing here contains {x.Name}");
        }

        return Enumerable.Reverse(cotangents).Aggregate(gradient, (written, g) => written.Substitute(g.Name, g.Value));
    }

    // What users pass on to a value, added up and named.
    private Expr Collect(Variable value, Variable name)
    {
        Expr total = Write(name, value);
        if (total.FreeVariables().IsEmpty)
        {
            return total;
        }

        cotangents.Add((name, total));
        return name;
    }

    private void Pass(Apply value, Expr cotangent)
    {
        for (int i = 0; i < value.Arguments.Length; i++)
        {
            Expr argument = value.Arguments[i];
            if (argument != x && !naming.Values.Any(v => v.Name == argument))
            {
                continue;
            }

            if (!received.TryGetValue(argument, out var parts))
            {
                received[argument] = parts = [];
            }

            parts.Add((value.Operator.Pullback(value, i, cotangent), OperatorRule.Backward(value, i)));
        }
    }

    // What the rules say, then the same tidied.
    private Expr Write(Variable name, Expr value)
    {
        Expr total = received[value].Select(p => p.Part).Aggregate((sum, part) => sum + part);
        (total, var steps) = Tidying.Neatly(total);
        add(StepKind.Cotangent, name, total, Reasons(received[value]));
        foreach (TidyStep step in steps)
        {
            add(StepKind.Cotangent, name, total = step.Form, step.Reason);
        }

        return total;
    }

    private static string Reasons(List<(Expr Part, string Rule)> parts) => string.Join("; ", parts.Select(p => p.Rule).Distinct());
}
