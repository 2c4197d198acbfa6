using System.Numerics;
using System.Reflection;
using DerivationKit.Compilation.Kernels;
using DerivationKit.Compilation.Simd;

namespace DerivationKit.Compilation.Fusion;

/// <summary>The methods on vectors of one width that emitted code calls, and which the just-in-time compiler replaces by instructions.</summary>
internal sealed class LaneInstructions
{
    private readonly VectorMethods methods;
    private readonly Type lanes;

    private LaneInstructions(VectorMethods methods, Type lanes) => (this.methods, this.lanes) = (methods, lanes);

    /// <summary>The type of a number, double or float.</summary>
    public Type Element => methods.Element;

    /// <summary>How many bytes a number has.</summary>
    public int ElementBytes => methods.ElementBytes;

    /// <summary>The type of a vector.</summary>
    public Type Vector => methods.Vector;

    /// <summary>How many bytes a vector has.</summary>
    public int VectorBytes => methods.VectorBytes;

    /// <summary>Reads a vector from memory.</summary>
    public MethodInfo Load => methods.Load;

    /// <summary>Writes a vector to memory.</summary>
    public MethodInfo Store => methods.Store;

    /// <summary>A number in every lane.</summary>
    public MethodInfo Fill => methods.Fill;

    /// <summary>The instructions for vectors of numbers of a type.</summary>
    public static LaneInstructions For<T>(LaneWidth width)
        where T : unmanaged, IFloatingPointIeee754<T> => new(VectorMethods.For<T>(width), width switch
        {
            LaneWidth.Bits512 => Of512<T>(),
            LaneWidth.Bits256 => Of256<T>(),
            _ => Of128<T>(),
        });

    /// <summary>An operation of <see cref="ILanes{TVector, T}"/>; the most frequent ones without the detour by its implementation, which the
    /// compiler would take each time.</summary>
    public MethodInfo Operation(string name) => name switch
    {
        nameof(Lanes512<>.Add) => methods.Add,
        nameof(Lanes512<>.Multiply) => methods.Multiply,
        nameof(Lanes512<>.MultiplyAdd) => methods.MultiplyAdd,
        _ => lanes.GetMethod(name)!,
    };

    /// <summary>A function of <see cref="LaneFunctions{TLanes, TVector, T}"/>.</summary>
    public MethodInfo Function(string name) => typeof(LaneFunctions<,,>).MakeGenericType(lanes, Vector, Element).GetMethod(name)!;

    /// <summary>The sum or the maximum of the first lanes of a vector.</summary>
    public MethodInfo OfFirst(ReductionKind kind) => Totals.GetMethod($"{kind}OfFirst")!;

    /// <summary>The sum or the maximum of two numbers.</summary>
    public MethodInfo OfTwo(ReductionKind kind) => Totals.GetMethod(kind.ToString())!;

    // Methods of their own, so that the types of other widths are not even loaded.
    private static Type Of512<T>()
        where T : unmanaged, IFloatingPointIeee754<T> => typeof(Lanes512<T>);

    private static Type Of256<T>()
        where T : unmanaged, IFloatingPointIeee754<T> => typeof(Lanes256<T>);

    private static Type Of128<T>()
        where T : unmanaged, IFloatingPointIeee754<T> => typeof(Lanes128<T>);

    private Type Totals => typeof(LaneTotals<,,>).MakeGenericType(lanes, Vector, Element);
}
