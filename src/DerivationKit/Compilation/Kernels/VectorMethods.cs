using System.Numerics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using DerivationKit.Compilation.Simd;

namespace DerivationKit.Compilation.Kernels;

/// <summary>The methods that an emitted kernel calls on vectors of one width, each of which becomes one machine instruction.</summary>
/// <remarks>They are taken from delegates: to search the members of <see cref="Vector512"/> by name takes milliseconds.</remarks>
internal sealed unsafe record VectorMethods(
    Type Element, int ElementBytes, Type Vector, int VectorBytes, MethodInfo Fill, MethodInfo Load, MethodInfo Store, MethodInfo Add, MethodInfo Multiply, MethodInfo MultiplyAdd)
{
    private delegate TVector LoadMethod<TVector, T>(T* source)
        where T : unmanaged;

    private delegate void StoreMethod<TVector, T>(TVector vector, T* destination)
        where T : unmanaged;

    /// <summary>The methods for vectors of a width with lanes of type <typeparamref name="T"/>, which is double or float.</summary>
    public static VectorMethods For<T>(LaneWidth width)
        where T : unmanaged, IFloatingPointIeee754<T> => width switch
        {
            LaneWidth.Bits512 => For512<T>(),
            LaneWidth.Bits256 => For256<T>(),
            _ => For128<T>(),
        };

    // Methods of their own, so that vectors of other widths are not even loaded.
    private static VectorMethods For512<T>()
        where T : unmanaged => Of<Vector512<T>, T>(
            Vector512.Create, Vector512.Load, Vector512.Store, Vector512.Add, Vector512.Multiply,
            typeof(T) == typeof(double) ? Ternary<Vector512<double>>(Vector512.FusedMultiplyAdd) : Ternary<Vector512<float>>(Vector512.FusedMultiplyAdd));

    private static VectorMethods For256<T>()
        where T : unmanaged => Of<Vector256<T>, T>(
            Vector256.Create, Vector256.Load, Vector256.Store, Vector256.Add, Vector256.Multiply,
            typeof(T) == typeof(double) ? Ternary<Vector256<double>>(Vector256.FusedMultiplyAdd) : Ternary<Vector256<float>>(Vector256.FusedMultiplyAdd));

    private static VectorMethods For128<T>()
        where T : unmanaged => Of<Vector128<T>, T>(
            Vector128.Create, Vector128.Load, Vector128.Store, Vector128.Add, Vector128.Multiply,
            typeof(T) == typeof(double) ? Ternary<Vector128<double>>(Vector128.FusedMultiplyAdd) : Ternary<Vector128<float>>(Vector128.FusedMultiplyAdd));

    private static VectorMethods Of<TVector, T>(
        Func<T, TVector> fill, LoadMethod<TVector, T> load, StoreMethod<TVector, T> store, Func<TVector, TVector, TVector> add, Func<TVector, TVector, TVector> multiply,
        MethodInfo multiplyAdd)
        where T : unmanaged =>
        new(typeof(T), sizeof(T), typeof(TVector), Unsafe.SizeOf<TVector>(), fill.Method, load.Method, store.Method, add.Method, multiply.Method, multiplyAdd);

    private static MethodInfo Ternary<TVector>(Func<TVector, TVector, TVector, TVector> function) => function.Method;
}
