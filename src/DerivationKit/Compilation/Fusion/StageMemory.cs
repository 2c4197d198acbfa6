using System.Reflection.Emit;
using DerivationKit.Compilation.Kernels;

namespace DerivationKit.Compilation.Fusion;

/// <summary>Writes what the code of a stage does with memory: a pointer to each slot at the first column of the panel, the steps between columns and
/// panels, and scalars in registers.</summary>
/// <param name="code">Where it is written to.</param>
/// <param name="lanes">The instructions on vectors.</param>
internal sealed class StageMemory(ILGenerator code, LaneInstructions lanes)
{
    private readonly Dictionary<Slot, LocalBuilder> panelPointers = [];
    private readonly Dictionary<Slot, LocalBuilder> columnSteps = [];
    private readonly Dictionary<Slot, LocalBuilder> scalars = [];

    // The parameters of StageCode<T>, in order, behind the object.
    private enum Argument : byte
    {
        Slots = 1,
        ColumnSteps,
        PanelSteps,
        Widths,
        Panels,
    }

    /// <summary>The pointer to a slot at the first column of the panel.</summary>
    public LocalBuilder this[Slot slot] => panelPointers[slot];

    /// <summary>The register of a scalar.</summary>
    public LocalBuilder ScalarOf(Slot slot) => scalars[slot];

    /// <summary>Whether a slot has a pointer.</summary>
    public bool Has(Slot slot) => panelPointers.ContainsKey(slot);

    /// <summary>Makes a pointer to a slot; a scalar goes to a register.</summary>
    public void Point(Slot slot)
    {
        LoadElement(Argument.Slots, slot.Index);
        if (slot.Kind == SlotKind.Scalar)
        {
            scalars.Add(slot, code.DeclareLocal(lanes.Vector));
            code.Emit(OpCodes.Ldobj, lanes.Element);
            code.Emit(OpCodes.Call, lanes.Fill);
            code.Emit(OpCodes.Stloc, scalars[slot]);
        }
        else
        {
            panelPointers.Add(slot, code.DeclareLocal(typeof(byte*)));
            code.Emit(OpCodes.Stloc, panelPointers[slot]);
            columnSteps.Add(slot, code.DeclareLocal(typeof(nint)));
            LoadStep(Argument.ColumnSteps, slot);
            code.Emit(OpCodes.Stloc, columnSteps[slot]);
        }
    }

    /// <summary>Pushes how many panels are left.</summary>
    public void LoadPanelCount() => code.Emit(OpCodes.Ldarg_S, (byte)Argument.Panels);

    /// <summary>Pushes how many columns a loop runs through.</summary>
    public void LoadWidth(int loop) => LoadElement(Argument.Widths, loop);

    /// <summary>Goes on to the next panel; numbers of columns are the same for all.</summary>
    public void NextPanel()
    {
        foreach (Slot slot in panelPointers.Keys.Where(slot => slot.Kind == SlotKind.Lanes))
        {
            Advance(panelPointers[slot], () => LoadStep(Argument.PanelSteps, slot));
        }

        code.CountDown((byte)Argument.Panels, by: 1);
    }

    /// <summary>Another pointer to a slot, for a walk through its columns.</summary>
    public LocalBuilder Walker(Slot slot)
    {
        LocalBuilder pointer = code.DeclareLocal(typeof(byte*));
        code.Emit(OpCodes.Ldloc, panelPointers[slot]);
        code.Emit(OpCodes.Stloc, pointer);
        return pointer;
    }

    /// <summary>Moves such a pointer to the next column.</summary>
    public void NextColumn(LocalBuilder walker, Slot slot) => Advance(walker, () => code.Emit(OpCodes.Ldloc, columnSteps[slot]));

    /// <summary>Pushes a vector of a column.</summary>
    public void LoadFrom(LocalBuilder pointer, int vector)
    {
        Address(pointer, vector);
        code.Emit(OpCodes.Call, lanes.Load);
    }

    /// <summary>Writes the vectors of a column.</summary>
    public void StoreTo(LocalBuilder pointer, LocalBuilder[] values)
    {
        for (int q = 0; q < values.Length; q++)
        {
            code.Emit(OpCodes.Ldloc, values[q]);
            Address(pointer, q);
            code.Emit(OpCodes.Call, lanes.Store);
        }
    }

    // An entry of a table of pointers or counts.
    private void LoadElement(Argument table, int index)
    {
        code.Emit(OpCodes.Ldarg_S, (byte)table);
        code.Emit(OpCodes.Ldc_I4, index * nint.Size);
        code.Emit(OpCodes.Add);
        code.Emit(OpCodes.Ldobj, typeof(nint));
    }

    // In bytes.
    private void LoadStep(Argument steps, Slot slot)
    {
        LoadElement(steps, slot.Index);
        code.Emit(OpCodes.Ldc_I4, lanes.ElementBytes);
        code.Emit(OpCodes.Mul);
    }

    private void Address(LocalBuilder pointer, int vector)
    {
        code.Emit(OpCodes.Ldloc, pointer);
        if (vector > 0)
        {
            code.Emit(OpCodes.Ldc_I4, vector * lanes.VectorBytes);
            code.Emit(OpCodes.Add);
        }
    }

    private void Advance(LocalBuilder pointer, Action pushStep)
    {
        code.Emit(OpCodes.Ldloc, pointer);
        pushStep();
        code.Emit(OpCodes.Add);
        code.Emit(OpCodes.Stloc, pointer);
    }
}
