using System.Numerics;
using System.Reflection.Emit;
using DerivationKit.Compilation.Simd;

namespace DerivationKit.Compilation.Fusion;

/// <summary>Writes the code of a stage: for each panel its loops over columns, and in each column whatever the loop computes, for all
/// vectors of the panel.</summary>
internal sealed unsafe class StageEmitter
{
    private readonly Region region;
    private readonly RegionLayout layout;
    private readonly int vectors;
    private readonly LaneInstructions lanes;
    private readonly ILGenerator code;
    private readonly Dictionary<Slot, LocalBuilder> panelPointers = [];
    private readonly Dictionary<Slot, LocalBuilder> columnSteps = [];
    private readonly Dictionary<Slot, LocalBuilder> scalars = [];
    private readonly Dictionary<Value, LocalBuilder[]> registers = [];

    private StageEmitter(Region region, RegionLayout layout, LaneInstructions lanes, int vectors, ILGenerator code) =>
        (this.region, this.layout, this.lanes, this.vectors, this.code) = (region, layout, lanes, vectors, code);

    // The parameters of StageCode<T>, in order.
    private enum Argument : byte
    {
        Slots,
        ColumnSteps,
        PanelSteps,
        Widths,
        Panels,
    }

    /// <summary>The code of a stage for panels of 1 or 2 vectors.</summary>
    public static StageCode<T> Emit<T>(Stage stage, Region region, RegionLayout layout, LaneWidth width, int vectors)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Type[] parameters = [typeof(T**), typeof(nint*), typeof(nint*), typeof(nint*), typeof(nint)];
        var method = new DynamicMethod("Stage", typeof(void), parameters, typeof(StageEmitter).Module, skipVisibility: true);
        new StageEmitter(region, layout, LaneInstructions.For<T>(width), vectors, method.GetILGenerator()).Emit(stage);
        return method.CreateDelegate<StageCode<T>>();
    }

    private void Emit(Stage stage)
    {
        Value[] totals = [.. stage.Loops.SelectMany(loop => loop.Values).Where(value => region.RoleOf(value) == Role.Total && value.Shape.IsScalar)];
        PointToSlots(stage);
        foreach (Value total in totals)
        {
            registers.Add(total, Registers());
            ForEachVector(total, q => LoadFrom(panelPointers[Total(total)], q));
        }

        Label test = code.DefineLabel(), end = code.DefineLabel();
        code.MarkLabel(test);
        Load(Argument.Panels);
        code.Emit(OpCodes.Brfalse, end);
        for (int i = 0; i < stage.Loops.Length; i++)
        {
            EmitLoop(stage.Loops[i], i);
        }

        NextPanel();
        code.Emit(OpCodes.Br, test);
        code.MarkLabel(end);
        foreach (Value total in totals)
        {
            StoreTo(panelPointers[Total(total)], total);
        }

        code.Emit(OpCodes.Ret);
    }

    // One pointer to each slot of numbers for lanes or columns; scalars go to registers.
    private void PointToSlots(Stage stage)
    {
        HashSet<Value> touched = [.. stage.Loops.SelectMany(loop => loop.Values).SelectMany(value => value.Operands.Select(Resolve).Append(value))];
        foreach (Slot slot in layout.Slots.Where(slot => touched.Contains(slot.Value)))
        {
            LoadSlot(slot);
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
    }

    private void NextPanel()
    {
        foreach (Slot slot in panelPointers.Keys.Where(slot => slot.Kind == SlotKind.Lanes))
        {
            Advance(panelPointers[slot], () => LoadStep(Argument.PanelSteps, slot));
        }

        Load(Argument.Panels);
        code.Emit(OpCodes.Ldc_I4_1);
        code.Emit(OpCodes.Sub);
        code.Emit(OpCodes.Starg_S, (byte)Argument.Panels);
    }

    private void EmitLoop(StageLoop loop, int index)
    {
        Value[] reductions = [.. loop.Values.Where(value => region.RoleOf(value) == Role.Reduction)];
        foreach (Value reduction in reductions)
        {
            registers.Add(reduction, Registers());
            ForEachVector(reduction, _ => Start((Value.Reduction)reduction));
        }

        if (layout.IsSingle(loop.Across))
        {
            EmitColumn(loop, slot => panelPointers[slot]);
        }
        else
        {
            EmitColumns(loop, index);
            foreach (Value value in loop.Values.Where(value => region.RoleOf(value) == Role.Map))
            {
                registers.Remove(value);
            }
        }

        foreach (Value reduction in reductions)
        {
            if (Stored(reduction) is { } slot)
            {
                StoreTo(panelPointers[slot], reduction);
            }
        }
    }

    // for (column = 0; column < widths[index]; column++) { ...; each pointer += its step; }
    private void EmitColumns(StageLoop loop, int index)
    {
        LocalBuilder left = code.DeclareLocal(typeof(nint));
        Load(Argument.Widths);
        LoadElement(index, typeof(nint));
        code.Emit(OpCodes.Stloc, left);
        Dictionary<Slot, LocalBuilder> pointers = Pointers(loop);
        Label body = code.DefineLabel();
        code.MarkLabel(body);
        EmitColumn(loop, slot => pointers[slot]);
        foreach ((Slot slot, LocalBuilder pointer) in pointers)
        {
            Advance(pointer, () => code.Emit(OpCodes.Ldloc, columnSteps[slot]));
        }

        code.Emit(OpCodes.Ldloc, left);
        code.Emit(OpCodes.Ldc_I4_1);
        code.Emit(OpCodes.Sub);
        code.Emit(OpCodes.Dup);
        code.Emit(OpCodes.Stloc, left);
        code.Emit(OpCodes.Brtrue, body);
    }

    // Pointers to whatever the columns of a loop are read from or written to, at the first column.
    private Dictionary<Slot, LocalBuilder> Pointers(StageLoop loop)
    {
        Dictionary<Slot, LocalBuilder> pointers = [];
        foreach (Slot slot in loop.Values.SelectMany(Touched).Distinct())
        {
            LocalBuilder pointer = code.DeclareLocal(typeof(byte*));
            code.Emit(OpCodes.Ldloc, panelPointers[slot]);
            code.Emit(OpCodes.Stloc, pointer);
            pointers.Add(slot, pointer);
        }

        return pointers;

        IEnumerable<Slot> Touched(Value value)
        {
            IEnumerable<Slot?> read = Region.Reads(value)
                .Where(read => !IsAlongLanes(value, read.Reading))
                .Select(read => SlotOf(value, read));
            return read.Append(IsPerColumn(value) ? Stored(value) : null).OfType<Slot>().Where(panelPointers.ContainsKey);
        }
    }

    // Whether the loop itself writes the value, not what comes after it.
    private bool IsPerColumn(Value value) => region.RoleOf(value) == Role.Map || (region.RoleOf(value) == Role.Total && !value.Shape.IsScalar);

    private bool IsAlongLanes(Value reader, Reading reading) => reading != Reading.Entry && layout.KindOf(reader, reading) == SlotKind.Lanes;

    private void EmitColumn(StageLoop loop, Func<Slot, LocalBuilder> pointer)
    {
        foreach (Value value in loop.Values)
        {
            switch (region.RoleOf(value))
            {
                case Role.Map:
                    registers[value] = Registers();
                    ForEachVector(value, q => Compute(value, q, pointer));
                    break;
                case Role.Total when !value.Shape.IsScalar:
                    registers[value] = Registers();
                    ForEachVector(value, q => LoadFrom(pointer(Total(value)), q));
                    goto default;
                default:
                    ForEachVector(value, q => Accumulate((Value.Reduction)value, q, pointer));
                    break;
            }
        }

        // Only now, since a slot may be read under another name until here.
        foreach (Value value in loop.Values)
        {
            if (IsPerColumn(value) && Stored(value) is { } slot)
            {
                StoreTo(pointer(slot), value);
            }
        }
    }

    private void Compute(Value value, int q, Func<Slot, LocalBuilder> pointer)
    {
        if (value is Value.Elementwise map)
        {
            Emit(map.Code);
        }
        else
        {
            LoadOperand(value, Region.Reads(value)[0], q, pointer);
        }

        void Emit(ScalarCode scalar) => new ScalarCodeEmitter(
            code, lanes, layout.SizeOf, position => LoadOperand(value, map.Reads[position], q, pointer)).Emit(scalar);
    }

    private void Accumulate(Value.Reduction reduction, int q, Func<Slot, LocalBuilder> pointer)
    {
        code.Emit(OpCodes.Ldloc, registers[reduction][q]);
        LoadOperand(reduction, Region.Reads(reduction)[0], q, pointer);
        code.Emit(OpCodes.Call, lanes.Operation(reduction.Kind == ReductionKind.Sum ? nameof(Lanes512<>.Add) : nameof(Lanes512<>.MaxOfNumbers)));
    }

    private void Start(Value.Reduction reduction) =>
        ScalarCodeEmitter.Fill(code, lanes, reduction.Kind == ReductionKind.Sum ? 0 : double.NegativeInfinity);

    private void LoadOperand(Value reader, Read read, int q, Func<Slot, LocalBuilder> pointer)
    {
        if (read.Reading != Reading.Scalar && registers.TryGetValue(Resolve(read.Value), out LocalBuilder[]? vector))
        {
            code.Emit(OpCodes.Ldloc, vector[q]);
            return;
        }

        Slot slot = SlotOf(reader, read)!;
        switch (slot.Kind)
        {
            case SlotKind.Scalar:
                code.Emit(OpCodes.Ldloc, scalars[slot]);
                break;
            case SlotKind.Across:
                code.Emit(OpCodes.Ldloc, pointer(slot));
                code.Emit(OpCodes.Ldobj, lanes.Element);
                code.Emit(OpCodes.Call, lanes.Fill);
                break;
            default:
                LoadFrom(IsAlongLanes(reader, read.Reading) ? panelPointers[slot] : pointer(slot), q);
                break;
        }
    }

    private Slot? SlotOf(Value reader, Read read)
    {
        SlotKind kind = layout.KindOf(reader, read.Reading);
        return kind == SlotKind.Lanes ? layout.Lanes(read.Value, layout.SideOf(reader, Resolve(read.Value), read.Reading)) : layout.Find(read.Value, kind);
    }

    private Slot? Stored(Value value) => region.RoleOf(value) == Role.Total ? Total(value) : layout.Lanes(value, region.LanesOf(value.Shape)!.Value);

    private Slot Total(Value value) => layout.Find(value, SlotKind.Total);

    private Value Resolve(Value value) => RegionSchedule.Resolve(region, value);

    private LocalBuilder[] Registers() => lanes.Registers(code, vectors);

    private void ForEachVector(Value value, Action<int> push)
    {
        for (int q = 0; q < vectors; q++)
        {
            push(q);
            code.Emit(OpCodes.Stloc, registers[value][q]);
        }
    }

    private void LoadFrom(LocalBuilder pointer, int q)
    {
        Address(pointer, q);
        code.Emit(OpCodes.Call, lanes.Load);
    }

    private void StoreTo(LocalBuilder pointer, Value value)
    {
        for (int q = 0; q < vectors; q++)
        {
            code.Emit(OpCodes.Ldloc, registers[value][q]);
            Address(pointer, q);
            code.Emit(OpCodes.Call, lanes.Store);
        }
    }

    private void Address(LocalBuilder pointer, int q)
    {
        code.Emit(OpCodes.Ldloc, pointer);
        if (q > 0)
        {
            code.Emit(OpCodes.Ldc_I4, q * lanes.VectorBytes);
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

    private void LoadSlot(Slot slot)
    {
        Load(Argument.Slots);
        LoadElement(slot.Index, typeof(nint));
    }

    // In bytes.
    private void LoadStep(Argument steps, Slot slot)
    {
        Load(steps);
        LoadElement(slot.Index, typeof(nint));
        code.Emit(OpCodes.Ldc_I4, lanes.ElementBytes);
        code.Emit(OpCodes.Mul);
    }

    private void LoadElement(int index, Type type)
    {
        code.Emit(OpCodes.Ldc_I4, index * sizeof(nint));
        code.Emit(OpCodes.Add);
        code.Emit(OpCodes.Ldobj, type);
    }

    private void Load(Argument argument) => code.Emit(OpCodes.Ldarg_S, (byte)argument);
}
