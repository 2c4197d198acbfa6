using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Compilation;

/// <summary>Reads the sizes of the dimensions off the rows and columns of the inputs.</summary>
internal sealed class SizeInference
{
    private readonly Dictionary<string, Found> found = [];

    /// <exception cref="ShapeException">There are too few or too many shapes, or one contradicts a declaration or another.</exception>
    public static Sizes Infer(ImmutableArray<Variable> inputs, ReadOnlySpan<(int Rows, int Columns)> shapes)
    {
        if (shapes.Length != inputs.Length)
        {
            string wanted = string.Join(", ", inputs.Select(Describe));
            throw new ShapeException($"{inputs.Length} inputs are needed ({wanted}), not {shapes.Length}");
        }

        var inference = new SizeInference();
        List<Given> axes = [];
        for (int i = 0; i < shapes.Length; i++)
        {
            string input = $"{Describe(inputs[i])}, given as {shapes[i].Rows}×{shapes[i].Columns}";
            axes.Add(new(inputs[i].Shape.Rows, shapes[i].Rows, "rows", input));
            axes.Add(new(inputs[i].Shape.Columns, shapes[i].Columns, "columns", input));
        }

        // The size of a product tells nothing about its factors, and is checked when they are known.
        foreach (Given given in axes.OrderBy(given => given.Axis.Factors.Length))
        {
            inference.Match(given);
        }

        return new(inference.found.Values.Select(found => found.Size));
    }

    private void Match(Given given)
    {
        (Axis axis, int size, string name, string input) = given;
        if (size < 1)
        {
            throw new ShapeException($"{input}: a dimension is at least 1");
        }

        if (axis.Factors is not [{ Size: null } dimension])
        {
            if (axis.Factors.All(factor => factor.Size is not null || found.ContainsKey(factor.Text)))
            {
                int declared = axis.SizeBy(factor => factor.Size ?? found[factor.Text].Size.Size);
                Agree(declared == size, $"{declared} by declaration");
            }
        }
        else if (found.TryGetValue(dimension.Text, out Found? known))
        {
            Agree(known.Size.Size == size, $"{dimension} = {known.Size.Size} by {known.Reason}");
        }
        else
        {
            found.Add(dimension.Text, new(new(dimension.Text, size), $"the {name} of {input}"));
        }

        void Agree(bool agrees, string expected)
        {
            if (!agrees)
            {
                throw new ShapeException($"{input}: {size} {name}, but {expected}");
            }
        }
    }

    private static string Describe(Variable variable) => $"{variable.Name}: {variable.Shape}";

    // An axis of an input, with the size that is given for it.
    private sealed record Given(Axis Axis, int Size, string Name, string Input);

    private sealed record Found(NamedSize Size, string Reason);
}
