using System.Text;
using DerivationKit.Compilation.Simd;
using DerivationKit.Kernel;

namespace DerivationKit.Compilation.Fusion;

/// <summary>Everything that the emitter of a stage looks at, as text: the instructions with their readings, the kind and number of each slot,
/// sizes within code.</summary>
internal sealed class StageKey
{
    private readonly Region region;
    private readonly RegionLayout layout;
    private readonly StringBuilder text = new();
    private readonly Dictionary<Value, string> names = [];

    private StageKey(Region region, RegionLayout layout) => (this.region, this.layout) = (region, layout);

    /// <summary>The same for stages that have the same code.</summary>
    public static string Of(Stage stage, Region region, RegionLayout layout, LaneWidth width, int vectors)
    {
        var key = new StageKey(region, layout);
        key.text.Append((int)width).Append(' ').Append(vectors);
        foreach (StageLoop loop in stage.Loops)
        {
            key.Add(loop);
        }

        return key.text.ToString();
    }

    private void Add(StageLoop loop)
    {
        text.Append("\nloop ").Append(layout.IsSingle(loop.Across));
        foreach (Value value in loop.Values)
        {
            text.Append('\n').Append(Name(value)).Append(' ').Append((int)region.RoleOf(value)).Append(value.Shape.IsScalar);
            text.Append(' ').Append(value.Print(Name));
            if (value is Value.Elementwise map)
            {
                Add(map);
            }
        }
    }

    private void Add(Value.Elementwise map)
    {
        foreach (Read read in map.Reads)
        {
            text.Append(' ').Append((int)read.Reading);
        }

        foreach (Dimension dimension in map.Code.Dimensions)
        {
            text.Append(' ').Append(layout.SizeOf(dimension));
        }
    }

    private string Name(Value value)
    {
        Value resolved = RegionSchedule.Resolve(region, value);
        if (!names.TryGetValue(resolved, out string? name))
        {
            IEnumerable<string> slots = layout.Slots.Where(slot => slot.Value == resolved).Select(slot => $"{slot.Index} {(int)slot.Kind} {(int)slot.Side}");
            name = $"<{names.Count} {region.Contains(resolved)} {(int?)region.LanesOf(resolved.Shape)} {string.Join(",", slots)}>";
            names.Add(resolved, name);
        }

        return name;
    }
}
