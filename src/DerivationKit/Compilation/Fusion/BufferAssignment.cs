using System.Collections.Immutable;

namespace DerivationKit.Compilation.Fusion;

/// <summary>Lets slots that are not needed at the same time share scratch, as far as they have equally many columns.</summary>
internal sealed class BufferAssignment
{
    private readonly Dictionary<Slot, Life> lives = [];
    private readonly Dictionary<Slot, Buffer> assigned = [];
    private readonly List<Buffer> buffers = [];
    private readonly HashSet<int> products = [];

    private BufferAssignment(ImmutableArray<RegionWork> work, RegionLayout layout)
    {
        MeasureLives(work, layout);
        foreach (Life life in lives.Values.OrderBy(life => life.Birth).ThenBy(life => life.Slot.Index))
        {
            // A loop reads a column before it writes it, a product does not.
            Buffer? buffer = buffers.Find(
                b => b.Columns == life.Slot.Columns && (b.Death < life.Birth || (b.Death == life.Birth && !products.Contains(life.Birth))));
            if (buffer is null)
            {
                buffers.Add(buffer = new(buffers.Count, life.Slot.Columns));
                Columns += buffer.Columns;
            }

            buffer.Death = life.Death;
            assigned.Add(life.Slot, buffer);
        }
    }

    /// <summary>The buffers.</summary>
    public IReadOnlyList<Buffer> All => buffers;

    /// <summary>How many columns all buffers have.</summary>
    public long Columns { get; }

    /// <summary>Assigns the slots of a region that do not lie outside it, or are copied.</summary>
    public static BufferAssignment Of(ImmutableArray<RegionWork> work, RegionLayout layout) => new(work, layout);

    /// <summary>The buffer of a slot; nothing if it has none.</summary>
    public Buffer? BufferOf(Slot slot) => assigned.GetValueOrDefault(slot);

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
                Touch(new[] { first, second, layout.AddendOf(product) }.OfType<Slot>(), time++);
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
            if (!lives.TryGetValue(slot, out Life? life))
            {
                lives.Add(slot, life = new(slot, slot.Source is null ? time : -1));
            }

            life.Death = time;
        }
    }

    /// <summary>Scratch that slots share.</summary>
    /// <param name="index">The position among the buffers.</param>
    /// <param name="columns">How many columns it has.</param>
    public sealed class Buffer(int index, int columns)
    {
        public int Index => index;

        public int Columns => columns;

        /// <summary>When the latest of its slots is needed for the last time.</summary>
        public int Death { get; set; }
    }

    private sealed class Life(Slot slot, int birth)
    {
        public Slot Slot => slot;

        public int Birth => birth;

        public int Death { get; set; }
    }
}
