namespace DerivationKit.Refuting;

/// <summary>Permutation matrices.</summary>
internal static class Permutations
{
    /// <summary>All permutation matrices of a size: each row takes one of the columns that are left (Lehmer's code).</summary>
    public static InputSpace All(int size) =>
        new(
            [.. Enumerable.Range(0, size).Select(i => Choice.ForRow(i, size - i))],
            choices => FromImages(Images(size, i => choices[i])));

    /// <summary>All symmetric permutation matrices of a size: each row left over takes itself or a later row as its partner.</summary>
    public static InputSpace Involutions(int size) =>
        new(
            [.. Enumerable.Range(0, size).Select(i => Choice.ForRow(i, size - i))],
            choices =>
            {
                int[] partner = new int[size];
                List<int> left = [.. Enumerable.Range(0, size)];
                while (left.Count > 0)
                {
                    int first = left[0];
                    int other = left[choices[first] % left.Count];
                    (partner[first], partner[other]) = (other, first);
                    left.RemoveAll(i => i == first || i == other);
                }

                return FromImages(partner);
            });

    /// <summary>The permutation with the given Lehmer code: the column of each row.</summary>
    public static int[] Images(int size, Func<int, int> code)
    {
        List<int> left = [.. Enumerable.Range(0, size)];
        int[] images = new int[size];
        for (int i = 0; i < size; i++)
        {
            images[i] = left[code(i)];
            left.RemoveAt(code(i));
        }

        return images;
    }

    private static ExactArray FromImages(int[] images) =>
        Arrays.Fill(images.Length, images.Length, (i, j) => images[i] == j ? 1 : 0);
}
