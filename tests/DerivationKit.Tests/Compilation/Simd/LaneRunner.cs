using System.Numerics;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.Intrinsics;
using DerivationKit.Compilation;
using DerivationKit.Compilation.Fusion;
using DerivationKit.Compilation.Simd;

namespace DerivationKit.Tests.Compilation.Simd;

// Applies operations of lanes, found by their names as emitted code finds them, and emitted scalar code to arrays of any length.
internal abstract class LaneRunner<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public abstract int Count { get; }

    public static LaneRunner<T> Of(int bits)
    {
        LaneWidth width = (LaneWidth)bits;
        Assert.SkipUnless(LaneWidths.IsSupported(width), $"no registers of {bits} bits");
        return width switch
        {
            LaneWidth.Bits512 => new Runner<Lanes512<T>, Vector512<T>>(width),
            LaneWidth.Bits256 => new Runner<Lanes256<T>, Vector256<T>>(width),
            _ => new Runner<Lanes128<T>, Vector128<T>>(width),
        };
    }

    public abstract T[] Compute(ScalarCode code, params T[][] operands);

    public abstract T[] Operation(string name, params T[][] operands);

    public abstract T Sum(ReadOnlySpan<T> lanes);

    public abstract unsafe T[] LoadFirst(T* p, int count);

    public abstract unsafe void StoreFirst(T[] lanes, T* p, int count);

    private sealed class Runner<TLanes, TVector>(LaneWidth width) : LaneRunner<T>
        where TLanes : struct, ILanes<TVector, T>
        where TVector : unmanaged
    {
        public override int Count => TLanes.Count;

        public override T[] Compute(ScalarCode code, params T[][] operands)
        {
            DynamicMethod method = new("Compute", typeof(TVector), [typeof(TVector[])], typeof(LaneEmitter).Module, skipVisibility: true);
            ILGenerator body = method.GetILGenerator();
            new LaneEmitter(body, LaneInstructions.For<T>(width), _ => 1).Emit(code, LoadOperand);
            body.Emit(OpCodes.Ret);
            return Apply(method.CreateDelegate<Func<TVector[], TVector>>(), operands);

            void LoadOperand(int position)
            {
                body.Emit(OpCodes.Ldarg_0);
                body.Emit(OpCodes.Ldc_I4, position);
                body.Emit(OpCodes.Ldelem, typeof(TVector));
            }
        }

        public override T[] Operation(string name, params T[][] operands)
        {
            MethodInfo method = Assert.Single(typeof(TLanes).GetMethods(BindingFlags.Public | BindingFlags.Static), method => method.Name == name);
            return Apply(operands.Length switch
            {
                1 => With(method.CreateDelegate<Func<TVector, TVector>>()),
                2 => With(method.CreateDelegate<Func<TVector, TVector, TVector>>()),
                _ => With(method.CreateDelegate<Func<TVector, TVector, TVector, TVector>>()),
            }, operands);
        }

        public override T Sum(ReadOnlySpan<T> lanes) => TLanes.Sum(Vector(lanes));

        public override unsafe T[] LoadFirst(T* p, int count) => Array(TLanes.LoadFirst(p, count));

        public override unsafe void StoreFirst(T[] lanes, T* p, int count) => TLanes.StoreFirst(Vector(lanes), p, count);

        private static T[] Apply(Func<TVector[], TVector> function, T[][] operands)
        {
            int n = operands[0].Length;
            return [.. Enumerable.Range(0, (n + TLanes.Count - 1) / TLanes.Count)
                .SelectMany(block => Array(function([.. operands.Select(x => Block(x, block))]))).Take(n)];
        }

        private static Func<TVector[], TVector> With(Func<TVector, TVector> f) => x => f(x[0]);

        private static Func<TVector[], TVector> With(Func<TVector, TVector, TVector> f) => x => f(x[0], x[1]);

        private static Func<TVector[], TVector> With(Func<TVector, TVector, TVector, TVector> f) => x => f(x[0], x[1], x[2]);

        private static TVector Block(T[] x, int block) =>
            Vector(x.AsSpan(block * TLanes.Count, Math.Min(TLanes.Count, x.Length - (block * TLanes.Count))));

        private static unsafe TVector Vector(ReadOnlySpan<T> lanes)
        {
            T* copy = stackalloc T[TLanes.Count];
            lanes.CopyTo(new Span<T>(copy, TLanes.Count));
            return TLanes.Load(copy);
        }

        private static unsafe T[] Array(TVector x)
        {
            T[] lanes = new T[TLanes.Count];
            fixed (T* p = lanes)
            {
                TLanes.Store(x, p);
            }

            return lanes;
        }
    }
}
