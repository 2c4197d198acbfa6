using System.Globalization;
using System.Numerics;
using System.Text;
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
        string key = Key(stage, region, layout, $"{(int)width} {vectors}");
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

            StageCode<T> code = StageEmitter<T>.Emit(stage, region, layout, width, vectors);
            emitted.Add(key, code);
            return code;
        }
    }

    // Everything that the emitter looks at: the instructions with their readings, the kind and number of each slot, sizes within code.
    private static string Key(Stage stage, Region region, RegionLayout layout, string machine)
    {
        var key = new StringBuilder(machine);
        Dictionary<Value, string> names = [];
        foreach (StageLoop loop in stage.Loops)
        {
            key.Append(CultureInfo.InvariantCulture, $"\nloop {layout.IsSingle(loop.Across)}");
            foreach (Value value in loop.Values)
            {
                key.Append(CultureInfo.InvariantCulture, $"\n{Name(value)} {region.RoleOf(value)} {value.Shape.IsScalar} {value.Print(Name)}");
                if (value is Value.Elementwise map)
                {
                    key.AppendJoin(' ', map.Reads.Select(read => read.Reading)).AppendJoin(' ', map.Code.Dimensions.Select(layout.SizeOf));
                }
            }
        }

        return key.ToString();

        string Name(Value value)
        {
            Value resolved = RegionSchedule.Resolve(region, value);
            if (!names.TryGetValue(resolved, out string? name))
            {
                IEnumerable<string> sides = Enum.GetValues<LaneSide>().Select(side => $"{side} {layout.Lanes(resolved, side)?.Index}");
                IEnumerable<string> slots = sides.Concat(layout.Slots.Where(slot => slot.Value == resolved).Select(slot => $"{slot.Index}{slot.Kind}"));
                name = $"<{names.Count} {region.Contains(resolved)} {region.LanesOf(resolved.Shape)} {string.Join(",", slots)}>";
                names.Add(resolved, name);
            }

            return name;
        }
    }
}
