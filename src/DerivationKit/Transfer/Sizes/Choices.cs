using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Transfer;

/// <summary>The ways to place the ones of one-hot rows and permutations: for each such tensor, the column of the one in each row.</summary>
internal static class Choices
{
    private const int Most = 5_000;

    /// <summary>All ways, each a column for every row of every such tensor.</summary>
    /// <exception cref="NotDecidedException">There are too many.</exception>
    public static IEnumerable<ImmutableDictionary<string, ImmutableArray<int>>> All(ImmutableArray<TensorInput> inputs, Func<Dimension, int> sizeOf)
    {
        ImmutableArray<(string Name, ImmutableArray<ImmutableArray<int>> Ways)> tensors =
            [.. inputs.Where(IsChosen).Select(t => (t.Name, Ways(t, sizeOf)))];
        double count = tensors.Aggregate(1.0, (product, t) => product * t.Ways.Length);
        if (count > Most)
        {
            throw new NotDecidedException($"there are more than {Most} ways to place ones");
        }

        IEnumerable<ImmutableDictionary<string, ImmutableArray<int>>> all = [ImmutableDictionary<string, ImmutableArray<int>>.Empty];
        return tensors.Aggregate(all, (ways, tensor) => ways.SelectMany(way => tensor.Ways.Select(w => way.Add(tensor.Name, w))));
    }

    /// <summary>Whether the tensor's ones are placed.</summary>
    public static bool IsChosen(TensorInput t) => (t.Dimensions.Length == 2 && (t.Properties.Contains(Property.OneHotRows) || t.Properties.Contains(Property.Permutation)))
        || (t.Dimensions.Length == 1 && t.Properties.Contains(Property.OneHot));

    private static ImmutableArray<ImmutableArray<int>> Ways(TensorInput t, Func<Dimension, int> sizeOf)
    {
        int rows = t.Dimensions.Length == 1 ? 1 : sizeOf(t.Dimensions[0]), columns = sizeOf(t.Dimensions[^1]);
        bool distinct = t.Properties.Contains(Property.Permutation);
        if (Math.Pow(columns, rows) > Most)
        {
            throw new NotDecidedException($"there are more than {Most} ways to place ones");
        }

        IEnumerable<ImmutableArray<int>> ways = [[]];
        for (int row = 0; row < rows; row++)
        {
            ways = ways.SelectMany(way => Enumerable.Range(0, columns).Where(c => !distinct || !way.Contains(c)).Select(way.Add)).ToArray();
        }

        return [.. ways];
    }
}
