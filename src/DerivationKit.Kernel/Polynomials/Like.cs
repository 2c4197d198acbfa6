namespace DerivationKit.Kernel;

/// <summary>Like terms of a sum, and like factors of a product.</summary>
internal static class Like
{
    /// <summary>Adds up what has equal keys, and leaves the rest in the order of the keys. The key of a single one is not asked for.</summary>
    /// <returns>Whether any keys were equal.</returns>
    public static bool Merge<T>(List<T> parts, Func<T, string> key, Func<T, T, T> add)
    {
        if (parts.Count < 2)
        {
            return false;
        }

        parts.Sort((x, y) => string.CompareOrdinal(key(x), key(y)));
        int last = 0;
        for (int i = 1; i < parts.Count; i++)
        {
            bool isLike = key(parts[last]) == key(parts[i]);
            last += isLike ? 0 : 1;
            parts[last] = isLike ? add(parts[last], parts[i]) : parts[i];
        }

        bool met = last + 1 < parts.Count;
        parts.RemoveRange(last + 1, parts.Count - last - 1);
        return met;
    }
}
