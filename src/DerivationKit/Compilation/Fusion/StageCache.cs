using System.Numerics;
using DerivationKit.Compilation.Simd;

namespace DerivationKit.Compilation.Fusion;

/// <summary>Stages that were emitted before: code depends on what is computed and on the numbering of slots, not on sizes, so that other
/// sizes and other expressions of the same form share it.</summary>
internal static class StageCache<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    // Emitted code is never large, but a process that compiles for ever must not grow for ever.
    private const int MostStages = 4096;

    // Not a concurrent dictionary, whose event source takes longer to start than the code to compile.
    private static readonly Dictionary<string, StageCode<T>> emitted = new(StringComparer.Ordinal);

    /// <summary>The code of a stage.</summary>
    public static StageCode<T> Get(Stage stage, Region region, RegionLayout layout, LaneWidth width, int vectors)
    {
        string key = StageKey.Of(stage, region, layout, width, vectors);
        lock (emitted)
        {
            if (emitted.TryGetValue(key, out StageCode<T>? known))
            {
                return known;
            }

            if (emitted.Count == MostStages)
            {
                emitted.Clear();
            }

            StageCode<T> code = StageEmitter.Emit<T>(stage, region, layout, width, vectors);
            emitted.Add(key, code);
            return code;
        }
    }
}
