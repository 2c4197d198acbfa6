using System.Collections.Immutable;
using System.Text;
using DerivationKit.Compilation.Chains;
using DerivationKit.Kernel;

namespace DerivationKit.Compilation;

/// <summary>A straight-line program for all sizes of an expression's dimensions: one instruction computes each value.</summary>
public sealed class Program
{
    private readonly Dictionary<Value, string> names = [];

    internal Program(ImmutableArray<Variable> inputs, ImmutableArray<Value> instructions, ImmutableArray<Value> results)
    {
        (Inputs, Instructions, Results) = (inputs, instructions, results);
        foreach (Value instruction in instructions)
        {
            names.Add(instruction, $"%{names.Count}");
        }
    }

    /// <summary>The variables that a caller supplies, in order.</summary>
    public ImmutableArray<Variable> Inputs { get; }

    /// <summary>Whatever the results need except inputs, operands first.</summary>
    internal ImmutableArray<Value> Instructions { get; }

    /// <summary>The value of each expression, each one of the instructions.</summary>
    internal ImmutableArray<Value> Results { get; }

    /// <summary>The dimensions whose sizes it depends on; some may stand there more than once.</summary>
    internal IEnumerable<Dimension> Dimensions => Inputs.SelectMany(input => input.Shape.Dimensions)
        .Concat(Instructions.SelectMany(value => value is Value.Elementwise map ? map.Shape.Dimensions.Concat(map.Code.Dimensions) : value.Shape.Dimensions));

    /// <summary>One line for the inputs, one for each instruction, one for the results.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Inputs.IsEmpty ? "no inputs\n" : $"inputs {string.Join(", ", Inputs.Select(input => $"{input.Name}: {input.Shape}"))}\n");
        foreach (Value value in Instructions)
        {
            text.Append($"{NameOf(value)}: {value.Shape} = {value.Print(NameOf)}\n");
        }

        return text.Append($"return {string.Join(", ", Results.Select(NameOf))}").ToString();
    }

    /// <summary>The name of a value in the listing: that of an input, or % and the position of the instruction.</summary>
    internal string NameOf(Value value) => value is Value.Input input ? input.Variable.Name : names[value];

    /// <summary>The same program with products in the order that costs least at these sizes; itself where no other order pays.</summary>
    /// <exception cref="ShapeException">A dimension of a product has no size, or is too long.</exception>
    internal Program At(Sizes sizes) => ContractionOrder.Of(this, sizes);

    /// <exception cref="ArgumentException">Two inputs have the same name, or one is null.</exception>
    /// <exception cref="CompilationException">An expression cannot be lowered.</exception>
    internal static Program Of(ImmutableArray<Expr> expressions, ImmutableArray<Variable> inputs)
    {
        if (inputs.Contains(null!))
        {
            throw new ArgumentNullException(nameof(inputs), "one of the inputs is null");
        }

        if (inputs.GroupBy(input => input.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"{twice.Key} is listed twice among the inputs", nameof(inputs));
        }

        var builder = new ProgramBuilder(inputs);
        ImmutableArray<Value> results = [.. expressions.Select(builder.Lower)];
        return new(inputs, builder.InstructionsFor(results), results);
    }
}
