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
        List<(Axis Axis, int Size, string Name, string Given)> axes = [];
        for (int i = 0; i < shapes.Length; i++)
        {
            string given = $"{Describe(inputs[i])}, given as {shapes[i].Rows}×{shapes[i].Columns}";
            axes.Add((inputs[i].Shape.Rows, shapes[i].Rows, "rows", given));
            axes.Add((inputs[i].Shape.Columns, shapes[i].Columns, "columns", given));
        }

        // The size of a product tells nothing about its factors, and is checked when they are known.
        foreach ((Axis axis, int size, string name, string given) in axes.OrderBy(a => a.Axis.Factors.Length))
        {
            inference.Match(axis, size, name, given);
        }

        return Sizes.Of(inference.found.Select(size => KeyValuePair.Create(size.Key, size.Value.Size)));
    }

    private void Match(Axis axis, int size, string name, string given)
    {
        if (size < 1)
        {
            throw new ShapeException($"{given}: a dimension is at least 1");
        }

        if (axis.Factors is not [{ Size: null } dimension])
        {
            if (axis.Factors.All(factor => factor.Size is not null || found.ContainsKey(factor.Text)))
            {
                int declared = axis.SizeBy(factor => factor.Size ?? found[factor.Text].Size);
                Agree(declared == size, $"{declared} by declaration");
            }
        }
        else if (found.TryGetValue(dimension.Text, out (int Size, string Reason) known))
        {
            Agree(known.Size == size, $"{dimension} = {known.Size} by {known.Reason}");
        }
        else
        {
            found.Add(dimension.Text, (size, $"the {name} of {given}"));
        }

        void Agree(bool agrees, string expected)
        {
            if (!agrees)
            {
                throw new ShapeException($"{given}: {size} {name}, but {expected}");
            }
        }
    }

    private static string Describe(Variable variable) => $"{variable.Name}: {variable.Shape}";
}
