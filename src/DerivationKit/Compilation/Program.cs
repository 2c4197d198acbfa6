using System.Collections.Immutable;
using System.Text;

namespace DerivationKit.Compilation;

/// <summary>A straight-line program for all sizes of an expression's dimensions: one instruction computes each value.</summary>
public sealed class Program
{
    private Program(ImmutableArray<Variable> inputs, ImmutableArray<Value> instructions, Value result) =>
        (Inputs, Instructions, Result) = (inputs, instructions, result);

    /// <summary>The variables that a caller supplies, in order.</summary>
    public ImmutableArray<Variable> Inputs { get; }

    /// <summary>Whatever the result needs except inputs, operands first.</summary>
    internal ImmutableArray<Value> Instructions { get; }

    /// <summary>The value of the expression, one of the instructions.</summary>
    internal Value Result { get; }

    /// <summary>One line for the inputs, one for each instruction, one for the result.</summary>
    public override string ToString()
    {
        Dictionary<Value, string> names = [];
        var text = new StringBuilder($"inputs {string.Join(", ", Inputs.Select(input => $"{input.Name}: {input.Shape}"))}\n");
        foreach (Value value in Instructions)
        {
            names.Add(value, $"%{names.Count}");
            text.Append($"{names[value]}: {value.Shape} = {value.Print(Name)}\n");
        }

        return text.Append($"return {Name(Result)}").ToString();

        string Name(Value value) => value is Value.Input input ? input.Variable.Name : names[value];
    }

    /// <exception cref="ArgumentException">Two inputs have the same name.</exception>
    /// <exception cref="CompilationException">The expression cannot be lowered.</exception>
    internal static Program Of(Expr expression, ImmutableArray<Variable> inputs)
    {
        if (inputs.GroupBy(input => input.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"{twice.Key} is listed twice among the inputs", nameof(inputs));
        }

        var builder = new ProgramBuilder(inputs);
        Value result = builder.Lower(expression);
        return new(inputs, builder.InstructionsFor(result), result);
    }
}
