using System.Numerics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using DerivationKit.Compilation.Simd;

namespace DerivationKit.Compilation.Fusion;

/// <summary>The methods on vectors of one width that emitted code calls, and which the just-in-time compiler replaces by instructions.</summary>
internal sealed class LaneInstructions
{
    private readonly Type lanes;

    private LaneInstructions(Type vector, int vectorBytes, Type lanes, Type element, int elementBytes)
    {
        (Vector, VectorBytes, this.lanes, Element, ElementBytes) = (vector, vectorBytes, lanes, element, elementBytes);
        Load = Operation(nameof(Lanes512<>.Load));
        Store = Operation(nameof(Lanes512<>.Store));
        Fill = Operation(nameof(Lanes512<>.Fill));
    }

    /// <summary>The type of a number, double or float.</summary>
    public Type Element { get; }

    /// <summary>How many bytes a number has.</summary>
    public int ElementBytes { get; }

    /// <summary>The type of a vector.</summary>
    public Type Vector { get; }

    /// <summary>How many bytes a vector has.</summary>
    public int VectorBytes { get; }

    /// <summary>Reads a vector from memory.</summary>
    public MethodInfo Load { get; }

    /// <summary>Writes a vector to memory.</summary>
    public MethodInfo Store { get; }

    /// <summary>A number in every lane.</summary>
    public MethodInfo Fill { get; }

    /// <summary>The instructions for vectors of numbers of a type.</summary>
    public static LaneInstructions For<T>(LaneWidth width)
        where T : unmanaged, IFloatingPointIeee754<T> => width switch
        {
            LaneWidth.Bits512 => For512<T>(),
            LaneWidth.Bits256 => For256<T>(),
            _ => For128<T>(),
        };

    /// <summary>An operation of <see cref="ILanes{TVector, T}"/>.</summary>
    public MethodInfo Operation(string name) => lanes.GetMethod(name)!;

    /// <summary>A function of one number, for all lanes.</summary>
    public MethodInfo Function(NumericFunction function) => Functions.GetMethod(function.ToString())!;

    /// <summary>An operation between two numbers, for all lanes.</summary>
    public MethodInfo Binary(Arithmetic operation) =>
        operation == Arithmetic.Power ? Functions.GetMethod(nameof(Arithmetic.Power))! : Operation(operation.ToString());

    /// <summary>x^p lane by lane, for exponents that are not reached by multiplications and a root.</summary>
    public MethodInfo RationalPower => Functions.GetMethod(nameof(LaneFunctions<,,>.RationalPower))!;

    /// <summary>The sum or the maximum of the first lanes of a vector.</summary>
    public MethodInfo OfFirst(ReductionKind kind) => Totals.GetMethod($"{kind}OfFirst")!;

    /// <summary>The sum or the maximum of two numbers.</summary>
    public MethodInfo OfTwo(ReductionKind kind) => Totals.GetMethod(kind.ToString())!;

    // Methods of their own, so that the types of other widths are not even loaded.
    private static LaneInstructions For512<T>()
        where T : unmanaged, IFloatingPointIeee754<T> => Of<Vector512<T>, Lanes512<T>, T>();

    private static LaneInstructions For256<T>()
        where T : unmanaged, IFloatingPointIeee754<T> => Of<Vector256<T>, Lanes256<T>, T>();

    private static LaneInstructions For128<T>()
        where T : unmanaged, IFloatingPointIeee754<T> => Of<Vector128<T>, Lanes128<T>, T>();

    private static LaneInstructions Of<TVector, TLanes, T>() =>
        new(typeof(TVector), Unsafe.SizeOf<TVector>(), typeof(TLanes), typeof(T), Unsafe.SizeOf<T>());

    private Type Functions => typeof(LaneFunctions<,,>).MakeGenericType(lanes, Vector, Element);

    private Type Totals => typeof(LaneTotals<,,>).MakeGenericType(lanes, Vector, Element);
}
