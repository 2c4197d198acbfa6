namespace DerivationKit.Refuting;

/// <summary>A small generator of pseudo-random numbers whose stream depends on nothing but the seed. Source: Steele, Lea and Flood,
/// Fast splittable pseudorandom number generators (OOPSLA 2014), figure 17.</summary>
internal sealed class SplitMix64(ulong seed)
{
    private ulong state = seed;

    /// <summary>The next 64 bits.</summary>
    public ulong Next()
    {
        state += 0x9E3779B97F4A7C15;
        ulong z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A whole number from 0 to bound - 1; uneven by less than bound/2^64.</summary>
    public int Below(int bound) => (int)Math.BigMul(Next(), (ulong)bound, out _);
}
