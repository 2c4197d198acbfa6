using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Compilation;

/// <summary>Reads the sizes of the dimensions off the rows and columns of the inputs.</summary>
internal sealed class SizeInference
{
    private readonly Dictionary<string, (int Size, string Reason)> found = [];

    /// <exception cref="ShapeException">There are too few or too many shapes, or one contradicts a declaration or another.</exception>
    public static Sizes Infer(ImmutableArray<Variable> inputs, ReadOnlySpan<(int Rows, int Columns)> shapes)
    {
        if (shapes.Length != inputs.Length)
        {
            string wanted = string.Join(", ", inputs.Select(Describe));
            throw new ShapeException($"{inputs.Length} inputs are needed ({wanted}), not {shapes.Length}");
        }

        var inference = new SizeInference();
        for (int i = 0; i < shapes.Length; i++)
        {
            string given = $"{Describe(inputs[i])}, given as {shapes[i].Rows}×{shapes[i].Columns}";
            inference.Match(inputs[i].Shape.Rows, shapes[i].Rows, "rows", given);
            inference.Match(inputs[i].Shape.Columns, shapes[i].Columns, "columns", given);
        }

        return Sizes.Of(inference.found.Select(size => KeyValuePair.Create(size.Key, size.Value.Size)));
    }

    private void Match(Dimension dimension, int size, string axis, string given)
    {
        if (size < 1)
        {
            throw new ShapeException($"{given}: a dimension is at least 1");
        }

        if (dimension.Size is { } declared)
        {
            Agree(declared == size, $"{declared} by declaration");
        }
        else if (found.TryGetValue(dimension.Text, out (int Size, string Reason) known))
        {
            Agree(known.Size == size, $"{dimension} = {known.Size} by {known.Reason}");
        }
        else
        {
            found.Add(dimension.Text, (size, $"the {axis} of {given}"));
        }

        void Agree(bool agrees, string expected)
        {
            if (!agrees)
            {
                throw new ShapeException($"{given}: {size} {axis}, but {expected}");
            }
        }
    }

    private static string Describe(Variable variable) => $"{variable.Name}: {variable.Shape}";
}
