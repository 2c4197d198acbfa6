using System.Text;
using FsCheck;

namespace DerivationKit.Testing;

/// <summary>Where FsCheck's random stream starts, and at which size if one case is meant.</summary>
internal readonly record struct ReplaySeed(ulong Seed, ulong Gamma, int? Size = null)
{
    // FsCheck refuses an even gamma. This is the golden-ratio increment that SplitMix64 starts from.
    private const ulong DefaultGamma = 0x9E3779B97F4A7C15;

    /// <summary>Reads "seed,gamma" or "seed,gamma,size", with or without the quotes that a report prints; nothing if it is neither, or gamma is even.</summary>
    public static ReplaySeed? TryParse(string text)
    {
        string[] parts = text.Trim('"', ' ').Split(',', StringSplitOptions.TrimEntries);
        int size = 0;
        bool isRead = parts.Length is 2 or 3 && (parts.Length == 2 || (int.TryParse(parts[2], out size) && size >= 0));
        return isRead && ulong.TryParse(parts[0], out ulong seed) && ulong.TryParse(parts[1], out ulong gamma) && ulong.IsOddInteger(gamma)
            ? new(seed, gamma, parts.Length == 3 ? size : null)
            : null;
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
