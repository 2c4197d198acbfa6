using System.Text;
using FsCheck;

namespace DerivationKit.Testing;

/// <summary>Where FsCheck's random stream starts, and at which size if one case is meant.</summary>
internal readonly record struct ReplaySeed(ulong Seed, ulong Gamma, int? Size = null)
{
    // FsCheck refuses an even gamma. This is the golden-ratio increment that SplitMix64 starts from.
    private const ulong DefaultGamma = 0x9E3779B97F4A7C15;

    /// <summary>Reads "seed,gamma" or "seed,gamma,size".</summary>
    /// <exception cref="FormatException">The text is neither.</exception>
    public static ReplaySeed Parse(string text)
    {
        string[] parts = text.Split(',', StringSplitOptions.TrimEntries);
        return parts.Length switch
        {
            2 => new(ulong.Parse(parts[0]), ulong.Parse(parts[1])),
            3 => new(ulong.Parse(parts[0]), ulong.Parse(parts[1]), int.Parse(parts[2])),
            _ => throw new FormatException($"expected \"seed,gamma\" or \"seed,gamma,size\", found \"{text}\""),
        };
    }

    /// <summary>The seed that a property's name determines, by the 64-bit FNV-1a hash.</summary>
    public static ReplaySeed Of(string name)
    {
        ulong hash = 14695981039346656037;
        foreach (byte octet in Encoding.UTF8.GetBytes(name))
        {
            hash = unchecked((hash ^ octet) * 1099511628211);
        }

        return new(hash, DefaultGamma);
    }

    public Config ApplyTo(Config config) =>
        Size is { } size ? config.WithReplay(Seed, Gamma, size) : config.WithReplay(Seed, Gamma);

    public override string ToString() => Size is null ? $"{Seed},{Gamma}" : $"{Seed},{Gamma},{Size}";
}
