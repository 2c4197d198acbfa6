using System.Collections.Immutable;
using System.Numerics;
using System.Reflection.Emit;
using DerivationKit.Compilation.Kernels;
using DerivationKit.Compilation.Simd;

namespace DerivationKit.Compilation.Fusion;

/// <summary>Writes straight-line code for a region of few lanes and columns: every column of every value is a register, and sizes and
/// strides are constants.</summary>
internal sealed class TinyEmitter
{
    // Beyond this many vector operations the compiler takes milliseconds, and loops are no slower.
    private const int MostOperations = 400;

    // The parameters of TinyCode<T> stand behind the object: inputs, steps, outputs, count.
    private const byte Count = 4;

    private readonly Region region;
    private readonly RegionLayout layout;
    private readonly LaneInstructions lanes;
    private readonly LaneEmitter scalars;
    private readonly ILGenerator code;
    private readonly TinyMemory memory;
    private readonly int vectors;
    private readonly Dictionary<(Value, int Column), LocalBuilder[]> registers = [];
    private readonly Dictionary<(Slot, int Column), LocalBuilder[]> loaded = [];

    private TinyEmitter(Region region, RegionLayout layout, LaneInstructions lanes, ILGenerator code)
    {
        (this.region, this.layout, this.lanes, this.code) = (region, layout, lanes, code);
        memory = new(code, lanes, layout.LaneCount);
        scalars = new(code, lanes, layout.SizeOf);
        vectors = memory.Vectors;
    }

    /// <summary>The code of a region that is a whole program; nothing if it is too large, sums over lanes by a product, or reads memory
    /// across the lanes.</summary>
    public static TinyCode<T>? TryEmit<T>(
        Region region, ImmutableArray<RegionWork> work, RegionLayout layout, Func<Value, Place> sourceOf, IReadOnlyDictionary<Value, Place> targets,
        ImmutableArray<Place> inputs, ImmutableArray<Place> outputs, LaneWidth width)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (TryWeights(region, work, layout, sourceOf, targets, LaneWidths.Count<T>(width)) is not { } weights)
        {
            return null;
        }

        DynamicMethod method = Emission.MethodOf<TinyCode<T>>("Tiny");
        var emitter = new TinyEmitter(region, layout, LaneInstructions.For<T>(width), method.GetILGenerator());
        emitter.Emit(work, weights, targets, inputs, outputs);
        return method.Bind<TinyCode<T>>();
    }

    // The weights of each product; nothing if there is no code for the region.
    private static Dictionary<Value.Product, Weights>? TryWeights(
        Region region, ImmutableArray<RegionWork> work, RegionLayout layout, Func<Value, Place> sourceOf, IReadOnlyDictionary<Value, Place> targets, int vectorLanes)
    {
        bool isDirect = layout.LaneCount <= 2 * vectorLanes
            && !work.OfType<RegionWork.Multiply>().Any(product => product.IsGram)
            && layout.Slots.All(slot => slot.Kind != SlotKind.Lanes || slot.Outside is null || slot.IsDirect)
            && layout.Slots.All(slot => slot.Outside is not { } outside || outside.Place.Storage != Storage.Register)
            && targets.Values.All(target => target.Storage == Storage.Output);
        if (!isDirect)
        {
            return null;
        }

        var weights = work.OfType<RegionWork.Multiply>().ToDictionary(item => item.Product, item => Weights.Of(item, region, sourceOf));
        bool isSmall = weights.Values.All(w => w.Place.Storage != Storage.Register)
            && RegionCost.Operations(work, layout) <= MostOperations * 2.0 * vectorLanes;
        return isSmall ? weights : null;
    }

    private void Emit(
        ImmutableArray<RegionWork> work, Dictionary<Value.Product, Weights> weights, IReadOnlyDictionary<Value, Place> targets,
        ImmutableArray<Place> inputs, ImmutableArray<Place> outputs)
    {
        memory.Point(inputs, OpCodes.Ldarg_1);
        memory.Point(outputs, OpCodes.Ldarg_3);
        Label next = code.DefineLabel(), end = code.DefineLabel();
        code.MarkLabel(next);
        code.Emit(OpCodes.Ldarg_S, Count);
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

        memory.Advance(inputs, OpCodes.Ldarg_2);
        memory.Advance(outputs);
        code.CountDown(Count, by: 1);
        code.Emit(OpCodes.Br, next);
        code.MarkLabel(end);
        code.Emit(OpCodes.Ret);
    }

    private void Multiply(RegionWork.Multiply work, Weights weights)
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
                    memory.LoadNumber(weights.Place, (row * weights.RowStride) + (p * weights.DepthStride));
                    code.Emit(OpCodes.Call, lanes.Fill);
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

            Combine(work, row, sums);
        }
    }

    private void Combine(RegionWork.Multiply work, int row, LocalBuilder[] sums)
    {
        Slot? addend = layout.AddendOf(work);
        (Multiple ofProduct, Multiple ofAddend) = (work.With.OfProduct, work.With.OfAddend);
        for (int q = 0; q < vectors && !(ofProduct.IsOne && addend is null); q++)
        {
            code.Emit(OpCodes.Ldloc, sums[q]);
            if (!ofProduct.IsOne)
            {
                Load(ofProduct);
                Call(nameof(Lanes512<>.Multiply));
            }

            if (addend is not null)
            {
                code.Emit(OpCodes.Stloc, sums[q]);
                Load(addend, row, q);
                Load(ofAddend);
                code.Emit(OpCodes.Ldloc, sums[q]);
                Call(nameof(Lanes512<>.MultiplyAdd));
            }

            code.Emit(OpCodes.Stloc, sums[q]);
        }
    }

    // In all lanes.
    private void Load(Multiple multiple)
    {
        LaneEmitter.PushNumber(code, lanes, multiple.Number.ToDouble());
        if (multiple.Factor is { } factor)
        {
            memory.LoadNumber(layout.Find(factor, SlotKind.Scalar).Source!.Place, 0);
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
                Load(reduction, Region.Reads(reduction)[0], column, q);
                if (!isFirst)
                {
                    code.Emit(OpCodes.Ldloc, result[q]);
                    Call(reduction.Kind == ReductionKind.Sum ? nameof(Lanes512<>.Add) : nameof(Lanes512<>.MaxOfNumbers));
                }
            }
            else if (value is Value.Elementwise map)
            {
                int vector = q;
                scalars.Emit(map.Code, position => Load(map, map.Reads[position], column, vector));
            }
            else
            {
                Load(value, Region.Reads(value)[0], column, q);
            }

            code.Emit(OpCodes.Stloc, result[q]);
        }
    }

    private void Load(Value reader, Read read, int column, int q)
    {
        Value operand = RegionSchedule.Resolve(region, read.Value);
        SlotKind kind = layout.KindOf(reader, read.Reading);
        int at = read.Reading == Reading.Entry ? column : 0;
        if (kind != SlotKind.Lanes)
        {
            memory.LoadNumber(layout.Find(operand, kind).Source!.Place, kind == SlotKind.Across ? column : 0);
            code.Emit(OpCodes.Call, lanes.Fill);
        }
        else if (registers.TryGetValue((operand, at), out LocalBuilder[]? vector))
        {
            code.Emit(OpCodes.Ldloc, vector[q]);
        }
        else
        {
            Load(layout.Lanes(operand, layout.SideOf(reader, operand, read.Reading))!, at, q);
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
                memory.Load(slot.Source!, column, i);
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
                memory.Store(slot.Target!, column, q);
            }
        }
    }

    private void StoreTotals(Value.Reduction total, Place target)
    {
        int columns = layout.Find(total, SlotKind.Total).Columns;
        for (int column = 0; column < columns; column++)
        {
            memory.Address(target, column);
            for (int q = 0; q < vectors; q++)
            {
                code.Emit(OpCodes.Ldloc, registers[(total, column)][q]);
                code.Emit(OpCodes.Ldc_I4, memory.LanesIn(q));
                code.Emit(OpCodes.Call, lanes.OfFirst(total.Kind));
                if (q > 0)
                {
                    code.Emit(OpCodes.Call, lanes.OfTwo(total.Kind));
                }
            }

            code.Emit(OpCodes.Stobj, lanes.Element);
        }
    }

    private LocalBuilder[] Registers() => code.DeclareLocals(lanes.Vector, vectors);

    private void Call(string operation) => code.Emit(OpCodes.Call, lanes.Operation(operation));
}
