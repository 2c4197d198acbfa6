using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Emit;
using DerivationKit.Compilation.Simd;

namespace DerivationKit.Compilation.Fusion;

/// <summary>Writes what straight-line code does with memory: one pointer to each array of an instance, all else being constant.</summary>
/// <param name="code">Where it is written to.</param>
/// <param name="lanes">The instructions on vectors.</param>
/// <param name="laneCount">How many lanes there are; the last vector may not be full.</param>
internal sealed class TinyMemory(ILGenerator code, LaneInstructions lanes, int laneCount)
{
    private readonly int vectorLanes = lanes.VectorBytes / lanes.ElementBytes;
    private readonly Dictionary<Place, LocalBuilder> pointers = [];

    /// <summary>How many vectors hold all lanes.</summary>
    public int Vectors => (laneCount + vectorLanes - 1) / vectorLanes;

    /// <summary>How many lanes of a vector there are.</summary>
    public int LanesIn(int vector) => int.Min(vectorLanes, laneCount - (vector * vectorLanes));

    /// <summary>Takes the pointers to arrays from a table that is an argument of the code.</summary>
    public void Point(ImmutableArray<Place> places, OpCode argument)
    {
        foreach (Place place in places)
        {
            LocalBuilder pointer = code.DeclareLocal(typeof(byte*));
            pointers.Add(Key(place), pointer);
            Entry(argument, place.Position);
            code.Emit(OpCodes.Stloc, pointer);
        }
    }

    /// <summary>Moves pointers on to the next instance, which follows.</summary>
    public void Advance(ImmutableArray<Place> places)
    {
        foreach (Place place in places)
        {
            Address(place, place.Length);
            code.Emit(OpCodes.Stloc, pointers[Key(place)]);
        }
    }

    /// <summary>Moves pointers on by so many numbers as a table says that is an argument of the code.</summary>
    public void Advance(ImmutableArray<Place> places, OpCode argument)
    {
        foreach (Place place in places)
        {
            Address(place, 0);
            Entry(argument, place.Position);
            code.Emit(OpCodes.Ldc_I4, lanes.ElementBytes);
            code.Emit(OpCodes.Mul);
            code.Emit(OpCodes.Add);
            code.Emit(OpCodes.Stloc, pointers[Key(place)]);
        }
    }

    /// <summary>Pushes the address of an entry.</summary>
    public void Address(Place place, nint entry)
    {
        code.Emit(OpCodes.Ldloc, pointers[Key(place)]);
        if (entry != 0)
        {
            code.Emit(OpCodes.Ldc_I4, checked((int)entry * lanes.ElementBytes));
            code.Emit(OpCodes.Add);
        }
    }

    /// <summary>Pushes the number of an entry.</summary>
    public void LoadNumber(Place place, nint entry)
    {
        Address(place, entry);
        code.Emit(OpCodes.Ldobj, lanes.Element);
    }

    /// <summary>Pushes one vector of a column.</summary>
    public void Load(LanePlace place, int column, int vector)
    {
        Address(place.Place, (column * place.ColumnStride) + (vector * vectorLanes));
        Transfer(vector, lanes.Load, nameof(Lanes512<>.LoadFirst));
    }

    /// <summary>Writes the vector on the stack to a column.</summary>
    public void Store(LanePlace place, int column, int vector)
    {
        Address(place.Place, (column * place.ColumnStride) + (vector * vectorLanes));
        Transfer(vector, lanes.Store, nameof(Lanes512<>.StoreFirst));
    }

    // An entry of a table that is an argument.
    private void Entry(OpCode argument, int position)
    {
        code.Emit(argument);
        code.Emit(OpCodes.Ldc_I4, position * nint.Size);
        code.Emit(OpCodes.Add);
        code.Emit(OpCodes.Ldobj, typeof(nint));
    }

    // The same memory, whichever way it is read.
    private static Place Key(Place place) => new(place.Storage, place.Position, 1, place.Length);

    private void Transfer(int vector, MethodInfo whole, string part)
    {
        if (LanesIn(vector) == vectorLanes)
        {
            code.Emit(OpCodes.Call, whole);
        }
        else
        {
            code.Emit(OpCodes.Ldc_I4, LanesIn(vector));
            code.Emit(OpCodes.Call, lanes.Operation(part));
        }
    }
}
