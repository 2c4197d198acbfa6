using System.Numerics;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using DerivationKit.Compilation.Simd;

namespace DerivationKit.Compilation.Fusion;

/// <summary>The methods on vectors of one width that emitted code calls, and which the just-in-time compiler replaces by instructions.</summary>
internal sealed class LaneInstructions
{
    private readonly Type lanes;
    private readonly Type functions;
    private readonly Type totals;

    private LaneInstructions(Type vector, Type lanes, Type element, int elementBytes, LaneWidth width)
    {
        (Vector, this.lanes, Element, ElementBytes, VectorBytes) = (vector, lanes, element, elementBytes, (int)width / 8);
        functions = typeof(LaneFunctions<,,>).MakeGenericType(lanes, vector, element);
        totals = typeof(LaneTotals<,,>).MakeGenericType(lanes, vector, element);
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
            LaneWidth.Bits512 => new(typeof(Vector512<T>), typeof(Lanes512<T>), typeof(T), Unsafe.SizeOf<T>(), width),
            LaneWidth.Bits256 => new(typeof(Vector256<T>), typeof(Lanes256<T>), typeof(T), Unsafe.SizeOf<T>(), width),
            _ => new(typeof(Vector128<T>), typeof(Lanes128<T>), typeof(T), Unsafe.SizeOf<T>(), width),
        };

    /// <summary>A local variable for each of some vectors, which the compiler keeps in a register if it can.</summary>
    public LocalBuilder[] Registers(ILGenerator code, int vectors)
    {
        var registers = new LocalBuilder[vectors];
        for (int q = 0; q < vectors; q++)
        {
            registers[q] = code.DeclareLocal(Vector);
        }

        return registers;
    }

    /// <summary>An operation of <see cref="ILanes{TVector, T}"/>.</summary>
    public MethodInfo Operation(string name) => lanes.GetMethod(name)!;

    /// <summary>A function of one number, for all lanes.</summary>
    public MethodInfo Function(NumericFunction function) => functions.GetMethod(function.ToString())!;

    /// <summary>An operation between two numbers, for all lanes.</summary>
    public MethodInfo Binary(Arithmetic operation) =>
        operation == Arithmetic.Power ? functions.GetMethod(nameof(Arithmetic.Power))! : Operation(operation.ToString());

    /// <summary>x^p lane by lane, for exponents that are not reached by multiplications and a root.</summary>
    public MethodInfo RationalPower => functions.GetMethod(nameof(LaneFunctions<,,>.RationalPower))!;

    /// <summary>The sum or the maximum of the first lanes of a vector.</summary>
    public MethodInfo OfFirst(ReductionKind kind) => totals.GetMethod($"{kind}OfFirst")!;

    /// <summary>The sum or the maximum of two numbers.</summary>
    public MethodInfo OfTwo(ReductionKind kind) => totals.GetMethod(kind.ToString())!;
}
