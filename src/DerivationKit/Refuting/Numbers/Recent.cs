namespace DerivationKit.Refuting.Numbers;

/// <summary>Remembers the last values of a function: a derivative evaluates its body once for each entry of the variable, and each time most
/// numbers come again. What is forgotten is computed anew, so the values do not depend on what is remembered.</summary>
/// <typeparam name="TKey">What the function is applied to.</typeparam>
/// <typeparam name="TValue">What its values are.</typeparam>
/// <param name="function">The function; it depends on nothing but its argument.</param>
internal sealed class Recent<TKey, TValue>(Func<TKey, TValue> function)
    where TKey : struct, IEquatable<TKey>
{
    private const int Places = 256;

    private readonly (bool IsKnown, TKey Key, TValue Value)[] known = new (bool, TKey, TValue)[Places];

    /// <summary>The value of the function.</summary>
    public TValue Of(TKey key)
    {
        ref (bool IsKnown, TKey Key, TValue Value) place = ref known[key.GetHashCode() & (Places - 1)];
        if (!place.IsKnown || !place.Key.Equals(key))
        {
            TValue value = function(key);
            place = (true, key, value);
        }

        return place.Value;
    }
}
