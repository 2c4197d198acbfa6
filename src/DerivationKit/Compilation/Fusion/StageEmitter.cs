using System.Numerics;
using System.Reflection.Emit;
using DerivationKit.Compilation.Kernels;
using DerivationKit.Compilation.Simd;

namespace DerivationKit.Compilation.Fusion;

/// <summary>Writes the code of a stage: for each panel its loops over columns, and in each column whatever the loop computes, for all
/// vectors of the panel.</summary>
internal sealed class StageEmitter
{
    private readonly Region region;
    private readonly RegionLayout layout;
    private readonly int vectors;
    private readonly LaneInstructions lanes;
    private readonly ILGenerator code;
    private readonly StageMemory memory;
    private readonly LaneEmitter scalars;
    private readonly Dictionary<Value, LocalBuilder[]> registers = [];

    private StageEmitter(Region region, RegionLayout layout, LaneInstructions lanes, int vectors, ILGenerator code) =>
        (this.region, this.layout, this.lanes, this.vectors, this.code, memory, scalars) =
            (region, layout, lanes, vectors, code, new(code, lanes), new(code, lanes, layout.SizeOf));

    /// <summary>The code of a stage for panels of 1 or 2 vectors.</summary>
    public static StageCode<T> Emit<T>(Stage stage, Region region, RegionLayout layout, LaneWidth width, int vectors)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        DynamicMethod method = Emission.MethodOf<StageCode<T>>("Stage");
        new StageEmitter(region, layout, LaneInstructions.For<T>(width), vectors, method.GetILGenerator()).Emit(stage);
        return method.Bind<StageCode<T>>();
    }

    private void Emit(Stage stage)
    {
        Value[] totals = [.. stage.Loops.SelectMany(loop => loop.Values).Where(value => region.RoleOf(value) == Role.Total && value.Shape.IsScalar)];
        HashSet<Value> touched = [.. stage.Loops.SelectMany(loop => loop.Values).SelectMany(value => value.Operands.Select(Resolve).Append(value))];
        foreach (Slot slot in layout.Slots.Where(slot => touched.Contains(slot.Value)))
        {
            memory.Point(slot);
        }

        foreach (Value total in totals)
        {
            registers.Add(total, Registers());
            ForEachVector(total, q => memory.LoadFrom(memory[Total(total)], q));
        }

        Label test = code.DefineLabel(), end = code.DefineLabel();
        code.MarkLabel(test);
        memory.LoadPanelCount();
        code.Emit(OpCodes.Brfalse, end);
        for (int i = 0; i < stage.Loops.Length; i++)
        {
            EmitLoop(stage.Loops[i], i);
        }

        memory.NextPanel();
        code.Emit(OpCodes.Br, test);
        code.MarkLabel(end);
        foreach (Value total in totals)
        {
            memory.StoreTo(memory[Total(total)], registers[total]);
        }

        code.Emit(OpCodes.Ret);
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
            EmitColumn(loop, slot => memory[slot]);
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
                memory.StoreTo(memory[slot], registers[reduction]);
            }
        }
    }

    // for (column = 0; column < widths[index]; column++) { ...; each pointer += its step; }
    private void EmitColumns(StageLoop loop, int index)
    {
        LocalBuilder left = code.DeclareLocal(typeof(nint));
        memory.LoadWidth(index);
        code.Emit(OpCodes.Stloc, left);
        Dictionary<Slot, LocalBuilder> pointers = Pointers(loop);
        Label body = code.DefineLabel();
        code.MarkLabel(body);
        EmitColumn(loop, slot => pointers[slot]);
        foreach ((Slot slot, LocalBuilder pointer) in pointers)
        {
            memory.NextColumn(pointer, slot);
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
            pointers.Add(slot, memory.Walker(slot));
        }

        return pointers;

        IEnumerable<Slot> Touched(Value value)
        {
            IEnumerable<Slot?> read = Region.Reads(value)
                .Where(read => !IsAlongLanes(value, read.Reading))
                .Select(read => SlotOf(value, read));
            return read.Append(IsPerColumn(value) ? Stored(value) : null).OfType<Slot>().Where(memory.Has);
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
                    ForEachVector(value, q => memory.LoadFrom(pointer(Total(value)), q));
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
                memory.StoreTo(pointer(slot), registers[value]);
            }
        }
    }

    private void Compute(Value value, int q, Func<Slot, LocalBuilder> pointer)
    {
        if (value is Value.Elementwise map)
        {
            scalars.Emit(map.Code, position => LoadOperand(value, map.Reads[position], q, pointer));
        }
        else
        {
            LoadOperand(value, Region.Reads(value)[0], q, pointer);
        }
    }

    private void Accumulate(Value.Reduction reduction, int q, Func<Slot, LocalBuilder> pointer)
    {
        code.Emit(OpCodes.Ldloc, registers[reduction][q]);
        LoadOperand(reduction, Region.Reads(reduction)[0], q, pointer);
        code.Emit(OpCodes.Call, lanes.Operation(reduction.Kind == ReductionKind.Sum ? nameof(Lanes512<>.Add) : nameof(Lanes512<>.MaxOfNumbers)));
    }

    private void Start(Value.Reduction reduction) =>
        LaneEmitter.Fill(code, lanes, reduction.Kind == ReductionKind.Sum ? 0 : double.NegativeInfinity);

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
                code.Emit(OpCodes.Ldloc, memory.ScalarOf(slot));
                break;
            case SlotKind.Across:
                code.Emit(OpCodes.Ldloc, pointer(slot));
                code.Emit(OpCodes.Ldobj, lanes.Element);
                code.Emit(OpCodes.Call, lanes.Fill);
                break;
            default:
                memory.LoadFrom(IsAlongLanes(reader, read.Reading) ? memory[slot] : pointer(slot), q);
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

    private LocalBuilder[] Registers() => code.DeclareLocals(lanes.Vector, vectors);

    private void ForEachVector(Value value, Action<int> push)
    {
        for (int q = 0; q < vectors; q++)
        {
            push(q);
            code.Emit(OpCodes.Stloc, registers[value][q]);
        }
    }
}
