using DerivationKit.Kernel;

namespace DerivationKit.Language;

/// <summary>What a name stands for in a scope.</summary>
/// <param name="Name">The name.</param>
/// <param name="Order">How many names were declared before it.</param>
internal abstract record Symbol(string Name, int Order)
{
    /// <summary>A declared variable.</summary>
    public sealed record Declared(Variable Variable, int Order) : Symbol(Variable.Name, Order);

    /// <summary>A name for an expression, given by let.</summary>
    public sealed record Abbreviation(string Name, Expr Value, int Order) : Symbol(Name, Order);

    /// <summary>A dimension.</summary>
    public sealed record Size(Dimension Dimension, int Order) : Symbol(Dimension.Text, Order);

    /// <summary>As a sentence says it.</summary>
    public string Describe() => this switch
    {
        Declared d => $"the variable {Name}: {d.Variable.Shape}",
        Abbreviation a => $"an abbreviation of type {a.Value.Shape}",
        _ => "a dimension",
    };
}
