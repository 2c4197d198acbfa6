using System.Collections.Immutable;
using System.Numerics;
using System.Reflection.Emit;
using DerivationKit.Compilation.Simd;

namespace DerivationKit.Compilation.Fusion;

/// <summary>Writes straight-line code for a region of few lanes and columns: every column of every value is a register, and sizes and
/// strides are constants.</summary>
internal sealed unsafe class TinyEmitter<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    // Beyond this many vector operations the compiler takes milliseconds, and loops are no slower.
    private const int MostOperations = 400;

    private readonly Region region;
    private readonly RegionLayout layout;
    private readonly LaneInstructions lanes;
    private readonly int laneCount;
    private readonly int vectorLanes;
    private readonly int vectors;
    private readonly ILGenerator code;
    private readonly Dictionary<Place, LocalBuilder> pointers = [];
    private readonly Dictionary<(Value, int Column), LocalBuilder[]> registers = [];
    private readonly Dictionary<(Slot, int Column), LocalBuilder[]> loaded = [];

    private TinyEmitter(Region region, RegionLayout layout, LaneWidth width, ILGenerator code)
    {
        (this.region, this.layout, this.code) = (region, layout, code);
        lanes = LaneInstructions.For<T>(width);
        (laneCount, vectorLanes) = (layout.LaneCount, LaneWidths.Count<T>(width));
        vectors = (laneCount + vectorLanes - 1) / vectorLanes;
    }

    /// <summary>The code of a region that is a whole program; nothing if it is too large, sums over lanes by a product, or reads memory
    /// across the lanes.</summary>
    public static TinyCode<T>? TryEmit(
        Region region, ImmutableArray<RegionWork> work, RegionLayout layout, Func<Value, Place> sourceOf, IReadOnlyDictionary<Value, Place> targets,
        ImmutableArray<Place> inputs, ImmutableArray<Place> outputs, LaneWidth width)
    {
        bool fits = layout.LaneCount <= 2 * LaneWidths.Count<T>(width)
            && !work.OfType<RegionWork.Multiply>().Any(product => product.IsGram)
            && layout.Slots.All(slot => slot.Kind != SlotKind.Lanes || slot.Outside is null || slot.IsDirect)
            && layout.Slots.All(slot => slot.Outside is not { } outside || outside.Place.Storage != Storage.Register)
            && targets.Values.All(target => target.Storage == Storage.Output);
        if (!fits)
        {
            return null;
        }

        Type[] parameters = [typeof(T**), typeof(T**), typeof(nint)];
        var method = new DynamicMethod("Tiny", typeof(void), parameters, typeof(TinyEmitter<T>).Module, skipVisibility: true);
        var emitter = new TinyEmitter<T>(region, layout, width, method.GetILGenerator());
        var weights = work.OfType<RegionWork.Multiply>().ToDictionary(item => item.Product, item => Weights<T>.Of(item, region, sourceOf));
        if (weights.Values.Any(w => w.Place.Storage == Storage.Register || w.Factor is { Storage: Storage.Register }) || RegionCost.Operations(work, layout) > MostOperations * 2.0 * LaneWidths.Count<T>(width))
        {
            return null;
        }

        emitter.Emit(work, weights, targets, inputs, outputs);
        return method.CreateDelegate<TinyCode<T>>();
    }

    private void Emit(
        ImmutableArray<RegionWork> work, Dictionary<Value.Product, Weights<T>> weights, IReadOnlyDictionary<Value, Place> targets,
        ImmutableArray<Place> inputs, ImmutableArray<Place> outputs)
    {
        Point(inputs, OpCodes.Ldarg_0);
        Point(outputs, OpCodes.Ldarg_1);
        Label next = code.DefineLabel(), end = code.DefineLabel();
        code.MarkLabel(next);
        code.Emit(OpCodes.Ldarg_2);
        code.Emit(OpCodes.Brfalse, end);
        foreach (RegionWork item in work)
        {
            if (item is RegionWork.Multiply product)
            {
                Multiply(product, weights[product.Product]);
            }
            else
            {
                Compute(((RegionWork.Compute)item).Stage);
            }
        }

        foreach ((Value value, Place target) in targets)
        {
            Store(value, target);
        }

        Advance();
        code.Emit(OpCodes.Br, next);
        code.MarkLabel(end);
        code.Emit(OpCodes.Ret);
    }

    private void Point(ImmutableArray<Place> places, OpCode argument)
    {
        foreach (Place place in places)
        {
            LocalBuilder pointer = code.DeclareLocal(typeof(byte*));
            pointers.Add(Key(place), pointer);
            code.Emit(argument);
            code.Emit(OpCodes.Ldc_I4, place.Position * sizeof(nint));
            code.Emit(OpCodes.Add);
            code.Emit(OpCodes.Ldobj, typeof(nint));
            code.Emit(OpCodes.Stloc, pointer);
        }
    }

    // The same memory, whichever way it is read.
    private static Place Key(Place place) => new(place.Storage, place.Position, 1, place.Length);

    private void Advance()
    {
        foreach ((Place place, LocalBuilder pointer) in pointers)
        {
            Address(place, place.Length);
            code.Emit(OpCodes.Stloc, pointer);
        }

        code.Emit(OpCodes.Ldarg_2);
        code.Emit(OpCodes.Ldc_I4_1);
        code.Emit(OpCodes.Sub);
        code.Emit(OpCodes.Starg_S, (byte)2);
    }

    private void Multiply(RegionWork.Multiply work, Weights<T> weights)
    {
        (Slot slot, _) = layout.SlotsOf(work);
        for (int row = 0; row < weights.Rows; row++)
        {
            LocalBuilder[] sums = Registers();
            registers.Add((work.With.Result, row), sums);
            for (int p = 0; p < weights.Depth; p++)
            {
                for (int q = 0; q < vectors; q++)
                {
                    Load(slot, p, q);
                    Address(weights.Place, (row * weights.RowStride) + (p * weights.DepthStride));
                    Broadcast();
                    if (p == 0)
                    {
                        Call(nameof(Lanes512<>.Multiply));
                    }
                    else
                    {
                        code.Emit(OpCodes.Ldloc, sums[q]);
                        Call(nameof(Lanes512<>.MultiplyAdd));
                    }

                    code.Emit(OpCodes.Stloc, sums[q]);
                }
            }

            Combine(work, weights, row, sums);
        }
    }

    private void Combine(RegionWork.Multiply work, Weights<T> weights, int row, LocalBuilder[] sums)
    {
        Slot? addend = layout.AddendOf(work);
        for (int q = 0; q < vectors && (weights.IsScaled || addend is not null); q++)
        {
            code.Emit(OpCodes.Ldloc, sums[q]);
            if (weights.IsScaled)
            {
                Multiple(weights.Number, weights.Factor);
                Call(nameof(Lanes512<>.Multiply));
            }

            if (addend is not null)
            {
                code.Emit(OpCodes.Stloc, sums[q]);
                Load(addend, row, q);
                Multiple(
                    T.CreateSaturating(work.With.OfAddend.Number.ToDouble()),
                    work.With.OfAddend.Factor is { } factor ? layout.Find(factor, SlotKind.Scalar).Source!.Value.Place : null);
                code.Emit(OpCodes.Ldloc, sums[q]);
                Call(nameof(Lanes512<>.MultiplyAdd));
            }

            code.Emit(OpCodes.Stloc, sums[q]);
        }
    }

    // A constant times the number at a place, in all lanes.
    private void Multiple(T number, Place? factor)
    {
        ScalarCodeEmitter<T>.Push(code, double.CreateSaturating(number));
        if (factor is { } place)
        {
            Address(place, 0);
            code.Emit(OpCodes.Ldobj, typeof(T));
            code.Emit(OpCodes.Mul);
        }

        code.Emit(OpCodes.Call, lanes.Fill);
    }

    private void Compute(Stage stage)
    {
        foreach (StageLoop loop in stage.Loops)
        {
            int columns = layout.ColumnsOf(loop.Across);
            for (int column = 0; column < columns; column++)
            {
                foreach (Value value in loop.Values)
                {
                    Compute(value, column);
                }
            }
        }
    }

    private void Compute(Value value, int column)
    {
        bool isTotal = region.RoleOf(value) == Role.Total;
        int at = value is Value.Reduction && !(isTotal && !value.Shape.IsScalar) ? 0 : column;
        bool isFirst = !registers.TryGetValue((value, at), out LocalBuilder[]? result);
        result ??= registers[(value, at)] = Registers();
        for (int q = 0; q < vectors; q++)
        {
            if (value is Value.Reduction reduction)
            {
                Load(reduction, reduction.Operands[0], Reading.Entry, column, q);
                if (!isFirst)
                {
                    code.Emit(OpCodes.Ldloc, result[q]);
                    Call(reduction.Kind == ReductionKind.Sum ? nameof(Lanes512<>.Add) : nameof(Lanes512<>.MaxOfNumbers));
                }
            }
            else if (value is Value.Elementwise map)
            {
                int vector = q;
                new ScalarCodeEmitter<T>(code, lanes, layout.SizeOf, position => Load(map, map.Operands[position], map.Readings[position], column, vector)).Emit(map.Code);
            }
            else
            {
                (Value operand, Reading reading) = Region.Reads(value).Single();
                Load(value, operand, reading, column, q);
            }

            code.Emit(OpCodes.Stloc, result[q]);
        }
    }

    private void Load(Value reader, Value operand, Reading reading, int column, int q)
    {
        operand = RegionSchedule.Resolve(region, operand);
        SlotKind kind = reader is Value.Reduction ? SlotKind.Lanes : layout.KindOf(reader, reading);
        int at = reading == Reading.Entry ? column : 0;
        if (kind != SlotKind.Lanes)
        {
            Address(layout.Find(operand, kind).Source!.Value.Place, kind == SlotKind.Across ? column : 0);
            Broadcast();
        }
        else if (registers.TryGetValue((operand, at), out LocalBuilder[]? vector))
        {
            code.Emit(OpCodes.Ldloc, vector[q]);
        }
        else
        {
            Load(layout.Lanes(operand, layout.SideOf(reader, operand, reading))!, at, q);
        }
    }

    // Each vector is read from memory once.
    private void Load(Slot slot, int column, int q)
    {
        if (registers.TryGetValue((slot.Value, column), out LocalBuilder[]? computed))
        {
            code.Emit(OpCodes.Ldloc, computed[q]);
            return;
        }

        if (!loaded.TryGetValue((slot, column), out LocalBuilder[]? vector))
        {
            vector = loaded[(slot, column)] = Registers();
            for (int i = 0; i < vectors; i++)
            {
                LanePlace source = slot.Source!.Value;
                Address(source.Place, (column * source.ColumnStride) + (i * vectorLanes));
                Transfer(i, lanes.Load, nameof(Lanes512<>.LoadFirst));
                code.Emit(OpCodes.Stloc, vector[i]);
            }
        }

        code.Emit(OpCodes.Ldloc, vector[q]);
    }

    private void Store(Value value, Place target)
    {
        if (region.RoleOf(value) == Role.Total)
        {
            StoreTotals((Value.Reduction)value, target);
            return;
        }

        Slot slot = layout.Lanes(value, region.LanesOf(value.Shape)!.Value)!;
        for (int column = 0; column < slot.Columns; column++)
        {
            for (int q = 0; q < vectors; q++)
            {
                code.Emit(OpCodes.Ldloc, registers[(value, column)][q]);
                Address(target, (column * slot.Target!.Value.ColumnStride) + (q * vectorLanes));
                Transfer(q, lanes.Store, nameof(Lanes512<>.StoreFirst));
            }
        }
    }

    private void StoreTotals(Value.Reduction total, Place target)
    {
        int columns = layout.Find(total, SlotKind.Total).Columns;
        for (int column = 0; column < columns; column++)
        {
            Address(target, column);
            for (int q = 0; q < vectors; q++)
            {
                code.Emit(OpCodes.Ldloc, registers[(total, column)][q]);
                code.Emit(OpCodes.Ldc_I4, LanesIn(q));
                code.Emit(OpCodes.Call, lanes.OfFirst(total.Kind));
                if (q > 0)
                {
                    code.Emit(OpCodes.Call, lanes.OfTwo(total.Kind));
                }
            }

            code.Emit(OpCodes.Stobj, typeof(T));
        }
    }

    private int LanesIn(int q) => int.Min(vectorLanes, laneCount - (q * vectorLanes));

    private void Transfer(int q, System.Reflection.MethodInfo whole, string part)
    {
        if (LanesIn(q) == vectorLanes)
        {
            code.Emit(OpCodes.Call, whole);
        }
        else
        {
            code.Emit(OpCodes.Ldc_I4, LanesIn(q));
            Call(part);
        }
    }

    private void Broadcast()
    {
        code.Emit(OpCodes.Ldobj, typeof(T));
        code.Emit(OpCodes.Call, lanes.Fill);
    }

    private void Address(Place place, nint entry)
    {
        code.Emit(OpCodes.Ldloc, pointers[Key(place)]);
        if (entry != 0)
        {
            code.Emit(OpCodes.Ldc_I4, checked((int)entry * sizeof(T)));
            code.Emit(OpCodes.Add);
        }
    }

    private LocalBuilder[] Registers() => [.. Enumerable.Range(0, vectors).Select(_ => code.DeclareLocal(lanes.Vector))];

    private void Call(string operation) => code.Emit(OpCodes.Call, lanes.Operation(operation));
}
