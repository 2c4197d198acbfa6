using System.Collections.Immutable;

namespace DerivationKit.Compilation.Fusion;

/// <summary>Lets slots that are not needed at the same time share scratch, as far as they have equally many columns.</summary>
internal sealed class BufferAssignment
{
    private readonly Dictionary<Slot, (int Birth, int Death)> lives = [];
    private readonly Dictionary<Slot, int> buffers = [];
    private readonly List<(int Columns, int Death)> latest = [];
    private readonly HashSet<int> products = [];

    private BufferAssignment(ImmutableArray<RegionWork> work, RegionLayout layout)
    {
        MeasureLives(work, layout);
        foreach ((Slot slot, (int birth, int death)) in lives.OrderBy(life => life.Value.Birth).ThenBy(life => life.Key.Index))
        {
            // A loop reads a column before it writes it, a product does not.
            int buffer = latest.FindIndex(b => b.Columns == slot.Columns && (b.Death < birth || (b.Death == birth && !products.Contains(birth))));
            if (buffer < 0)
            {
                buffer = latest.Count;
                latest.Add(default);
            }

            latest[buffer] = (slot.Columns, death);
            buffers.Add(slot, buffer);
        }
    }

    /// <summary>How many columns each buffer has.</summary>
    public IEnumerable<int> Columns => latest.Select(buffer => buffer.Columns);

    /// <summary>Assigns the slots of a region that do not lie outside it, or are copied.</summary>
    public static BufferAssignment Of(ImmutableArray<RegionWork> work, RegionLayout layout) => new(work, layout);

    /// <summary>The buffer of a slot; nothing if it has none.</summary>
    public int? BufferOf(Slot slot) => buffers.TryGetValue(slot, out int buffer) ? buffer : null;

    // Time passes with each product and each loop. What is copied in is there from the start, what is copied out stays to the end.
    private void MeasureLives(ImmutableArray<RegionWork> work, RegionLayout layout)
    {
        int time = 0;
        foreach (RegionWork item in work)
        {
            if (item is RegionWork.Multiply product)
            {
                products.Add(time);
                (Slot first, Slot second) = layout.SlotsOf(product);
                Touch([first, second, .. layout.AddendOf(product) is { } addend ? [addend] : Array.Empty<Slot>()], time++);
            }
            else
            {
                foreach (StageLoop loop in ((RegionWork.Compute)item).Stage.Loops)
                {
                    Touch(loop.Values.SelectMany(layout.TouchedBy), time++);
                }
            }
        }

        Touch(layout.Slots.Where(slot => slot.Target is not null), time);
    }

    private void Touch(IEnumerable<Slot> slots, int time)
    {
        foreach (Slot slot in slots.Where(slot => slot.Kind == SlotKind.Lanes && (slot.Outside is null || !slot.IsDirect)))
        {
            int birth = slot.Source is not null ? -1 : lives.TryGetValue(slot, out (int Birth, int Death) life) ? life.Birth : time;
            lives[slot] = (birth, time);
        }
    }
}
