using System.Collections.Immutable;

namespace DerivationKit;

/// <summary>The claim left = right: for all dimensions from 1 on and all inputs with the declared properties at which both sides are
/// defined (every function under a derivative differentiable there), the sides are equal.</summary>
public sealed class Claim
{
    private Claim(Expr left, Expr right, ImmutableArray<Variable> variables) =>
        (Left, Right, Variables) = (left, right, variables);

    /// <summary>The left side.</summary>
    public Expr Left { get; }

    /// <summary>The right side, in the shape of the left.</summary>
    public Expr Right { get; }

    /// <summary>The free variables of both sides, sorted by name.</summary>
    public ImmutableArray<Variable> Variables { get; }

    /// <summary>Claims that two expressions are equal.</summary>
    /// <exception cref="ShapeException">The sides differ in shape, or a name stands for two different variables.</exception>
    public static Claim Equal(Expr left, Expr right)
    {
        if (left.Shape != right.Shape)
        {
            throw new ShapeException($"== needs two sides of one shape, not {left.Shape} and {right.Shape}");
        }

        Variable[] variables = [.. left.FreeVariables().Union(right.FreeVariables()).OrderBy(v => v.Name, StringComparer.Ordinal)];
        for (int i = 1; i < variables.Length; i++)
        {
            if (variables[i].Name == variables[i - 1].Name)
            {
                throw new ShapeException($"{variables[i].Name} is used as two different variables: {variables[i - 1].Shape} and {variables[i].Shape}");
            }
        }

        return new(left, right, [.. variables]);
    }
}
