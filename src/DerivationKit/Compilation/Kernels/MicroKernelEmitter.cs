using System.Numerics;
using System.Reflection;
using System.Reflection.Emit;
using DerivationKit.Compilation.Simd;

namespace DerivationKit.Compilation.Kernels;

/// <summary>Writes the code of one micro kernel: a loop over the depth that keeps rows × vectors sums in registers.</summary>
internal sealed unsafe class MicroKernelEmitter
{
    // A fused multiply-add takes four cycles, and two start in each: fewer sums than that leave the units idle.
    private const int SumsInFlight = 8;

    // An address is base + 1 or 2 times a register, so three rows of weights share a pointer.
    private const int RowsPerPointer = 3;

    private readonly VectorMethods methods;
    private readonly int rows;
    private readonly int vectors;
    private readonly ILGenerator code;
    private readonly LocalBuilder[] weightPointers;
    private readonly LocalBuilder weight;
    private readonly LocalBuilder[] panelVectors;
    private readonly LocalBuilder[][] sums;

    private MicroKernelEmitter(VectorMethods methods, int rows, int vectors, ILGenerator code)
    {
        (this.methods, this.rows, this.vectors, this.code) = (methods, rows, vectors, code);
        weightPointers = code.DeclareLocals(typeof(byte*), (rows + RowsPerPointer - 1) / RowsPerPointer);
        weight = code.DeclareLocal(methods.Vector);
        panelVectors = code.DeclareLocals(methods.Vector, vectors);
        int chains = (SumsInFlight + (rows * vectors) - 1) / (rows * vectors);
        sums = new LocalBuilder[chains][];
        for (int chain = 0; chain < chains; chain++)
        {
            sums[chain] = code.DeclareLocals(methods.Vector, rows * vectors);
        }
    }

    // The parameters of MicroKernel<T>, in order, behind the object.
    private enum Argument : byte
    {
        Depth = 1,
        Weights,
        WeightRow,
        WeightStep,
        Panel,
        PanelStep,
        Result,
        ResultRow,
        Accumulate,
        End,
    }

    /// <summary>A kernel for rows × (vectors · lanes) sums.</summary>
    public static MicroKernel<T> Emit<T>(LaneWidth width, int rows, int vectors)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        DynamicMethod method = Emission.MethodOf<MicroKernel<T>>($"Kernel{(int)width}{typeof(T).Name}{rows}x{vectors}");
        new MicroKernelEmitter(VectorMethods.For<T>(width), rows, vectors, method.GetILGenerator()).Emit();
        return Compiled(method.Bind<MicroKernel<T>>());
    }

    // The machine code is made at the first call: here, for sums of no terms, of which all rows go to one place.
    private static MicroKernel<T> Compiled<T>(MicroKernel<T> kernel)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        byte* sums = stackalloc byte[MicroKernels<T>.MostVectors * (int)LaneWidth.Bits512 / 8];
        kernel(0, null, 0, 0, null, 0, (T*)sums, 0, false, null);
        return kernel;
    }

    private void Emit()
    {
        CountInBytes(Argument.WeightRow, Argument.WeightStep, Argument.PanelStep, Argument.ResultRow);
        PointToWeights();
        ClearSums();
        if (sums.Length > 1)
        {
            LoopOverDepth(sums.Length);
            JoinChains();
        }

        LoopOverDepth(1);
        AccumulateIfAsked();
        EndIfAsked();
        Store();
        code.Emit(OpCodes.Ret);
    }

    private void CountInBytes(params ReadOnlySpan<Argument> strides)
    {
        foreach (Argument stride in strides)
        {
            Load(stride);
            code.Emit(OpCodes.Ldc_I4, methods.ElementBytes);
            code.Emit(OpCodes.Mul);
            code.Emit(OpCodes.Starg_S, (byte)stride);
        }
    }

    private void PointToWeights()
    {
        for (int k = 0; k < weightPointers.Length; k++)
        {
            Load(Argument.Weights);
            Load(Argument.WeightRow);
            code.Emit(OpCodes.Ldc_I4, k * RowsPerPointer);
            code.Emit(OpCodes.Mul);
            code.Emit(OpCodes.Add);
            code.Emit(OpCodes.Stloc, weightPointers[k]);
        }
    }

    private void ClearSums()
    {
        foreach (LocalBuilder sum in sums.SelectMany(chain => chain))
        {
            code.Emit(OpCodes.Ldloca, sum);
            code.Emit(OpCodes.Initobj, methods.Vector);
        }
    }

    // while (depth >= chains) { chains steps; depth -= chains; }
    private void LoopOverDepth(int chains)
    {
        Label test = code.DefineLabel();
        Label body = code.DefineLabel();
        code.Emit(OpCodes.Br, test);
        code.MarkLabel(body);
        foreach (LocalBuilder[] chain in sums.AsSpan(0, chains))
        {
            AddProducts(chain);
        }

        code.CountDown((byte)Argument.Depth, chains);
        code.MarkLabel(test);
        Load(Argument.Depth);
        code.Emit(OpCodes.Ldc_I4, chains);
        code.Emit(OpCodes.Bge, body);
    }

    // One step of the depth: each row's weight times each vector of the panel.
    private void AddProducts(LocalBuilder[] chain)
    {
        for (int v = 0; v < vectors; v++)
        {
            Load(Argument.Panel);
            LoadVector(v);
            code.Emit(OpCodes.Stloc, panelVectors[v]);
        }

        for (int i = 0; i < rows; i++)
        {
            FillWithWeight(i);
            for (int v = 0; v < vectors; v++)
            {
                code.Emit(OpCodes.Ldloc, weight);
                code.Emit(OpCodes.Ldloc, panelVectors[v]);
                code.Emit(OpCodes.Ldloc, chain[(i * vectors) + v]);
                code.Emit(OpCodes.Call, methods.MultiplyAdd);
                code.Emit(OpCodes.Stloc, chain[(i * vectors) + v]);
            }
        }

        Advance();
    }

    private void FillWithWeight(int row)
    {
        code.Emit(OpCodes.Ldloc, weightPointers[row / RowsPerPointer]);
        int times = row % RowsPerPointer;
        if (times > 0)
        {
            Load(Argument.WeightRow);
            code.Emit(OpCodes.Ldc_I4, times);
            code.Emit(OpCodes.Mul);
            code.Emit(OpCodes.Add);
        }

        code.Emit(OpCodes.Ldobj, methods.Element);
        code.Emit(OpCodes.Call, methods.Fill);
        code.Emit(OpCodes.Stloc, weight);
    }

    private void Advance()
    {
        foreach (LocalBuilder pointer in weightPointers)
        {
            code.Emit(OpCodes.Ldloc, pointer);
            Load(Argument.WeightStep);
            code.Emit(OpCodes.Add);
            code.Emit(OpCodes.Stloc, pointer);
        }

        Move(Argument.Panel, Argument.PanelStep);
    }

    private void JoinChains()
    {
        for (int k = 0; k < rows * vectors; k++)
        {
            code.Emit(OpCodes.Ldloc, sums[0][k]);
            foreach (LocalBuilder[] chain in sums.AsSpan(1))
            {
                code.Emit(OpCodes.Ldloc, chain[k]);
                code.Emit(OpCodes.Call, methods.Add);
            }

            code.Emit(OpCodes.Stloc, sums[0][k]);
        }
    }

    private void AccumulateIfAsked()
    {
        Label end = code.DefineLabel();
        Load(Argument.Accumulate);
        code.Emit(OpCodes.Brfalse, end);
        ForEachSum(() => Load(Argument.Result), () => Load(Argument.ResultRow), (pointer, sum, v) => AddVector(pointer, v, methods.Add, sum));
        code.MarkLabel(end);
    }

    private void EndIfAsked()
    {
        Label end = code.DefineLabel();
        Load(Argument.End);
        code.Emit(OpCodes.Brfalse, end);
        FillWithField(nameof(KernelEnd<>.Scale));
        foreach (LocalBuilder sum in sums[0])
        {
            code.Emit(OpCodes.Ldloc, weight);
            code.Emit(OpCodes.Ldloc, sum);
            code.Emit(OpCodes.Call, methods.Multiply);
            code.Emit(OpCodes.Stloc, sum);
        }

        LoadField(nameof(KernelEnd<>.Addend));
        code.Emit(OpCodes.Brfalse, end);
        FillWithField(nameof(KernelEnd<>.Multiple));
        ForEachSum(() => LoadField(nameof(KernelEnd<>.Addend)), LoadAddendRow, (pointer, sum, v) =>
        {
            code.Emit(OpCodes.Ldloc, weight);
            AddVector(pointer, v, methods.MultiplyAdd, sum);
        });
        code.MarkLabel(end);
    }

    // sum = operation(..., a vector of memory, sum), with whatever else it needs on the stack already.
    private void AddVector(LocalBuilder pointer, int vector, MethodInfo operation, LocalBuilder sum)
    {
        code.Emit(OpCodes.Ldloc, pointer);
        LoadVector(vector);
        code.Emit(OpCodes.Ldloc, sum);
        code.Emit(OpCodes.Call, operation);
        code.Emit(OpCodes.Stloc, sum);
    }

    private void LoadAddendRow()
    {
        LoadField(nameof(KernelEnd<>.AddendRow));
        code.Emit(OpCodes.Ldc_I4, methods.ElementBytes);
        code.Emit(OpCodes.Mul);
    }

    private void FillWithField(string name)
    {
        LoadField(name);
        code.Emit(OpCodes.Call, methods.Fill);
        code.Emit(OpCodes.Stloc, weight);
    }

    private void LoadField(string name)
    {
        Load(Argument.End);
        code.Emit(OpCodes.Ldfld, typeof(KernelEnd<>).MakeGenericType(methods.Element).GetField(name)!);
    }

    private void Store() => ForEachSum(() => Load(Argument.Result), () => Load(Argument.ResultRow), (pointer, sum, v) =>
    {
        code.Emit(OpCodes.Ldloc, sum);
        code.Emit(OpCodes.Ldloc, pointer);
        Offset(v);
        code.Emit(OpCodes.Call, methods.Store);
    });

    // The pointer walks down the rows.
    private void ForEachSum(Action pushBegin, Action pushStep, Action<LocalBuilder, LocalBuilder, int> emit)
    {
        LocalBuilder pointer = code.DeclareLocal(typeof(byte*));
        pushBegin();
        code.Emit(OpCodes.Stloc, pointer);
        for (int i = 0; i < rows; i++)
        {
            for (int v = 0; v < vectors; v++)
            {
                emit(pointer, sums[0][(i * vectors) + v], v);
            }

            code.Emit(OpCodes.Ldloc, pointer);
            pushStep();
            code.Emit(OpCodes.Add);
            code.Emit(OpCodes.Stloc, pointer);
        }
    }

    private void LoadVector(int index)
    {
        Offset(index);
        code.Emit(OpCodes.Call, methods.Load);
    }

    private void Offset(int vector)
    {
        if (vector > 0)
        {
            code.Emit(OpCodes.Ldc_I4, vector * methods.VectorBytes);
            code.Emit(OpCodes.Add);
        }
    }

    private void Move(Argument pointer, Argument step)
    {
        Load(pointer);
        Load(step);
        code.Emit(OpCodes.Add);
        code.Emit(OpCodes.Starg_S, (byte)pointer);
    }

    private void Load(Argument argument) => code.Emit(OpCodes.Ldarg_S, (byte)argument);
}
