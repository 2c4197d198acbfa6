using System.Collections.Immutable;
using System.Numerics;
using System.Reflection;
using DerivationKit.Compilation;
using DerivationKit.Compilation.Simd;
using DerivationKit.Kernel;
using DerivationKit.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace DerivationKit.Tests.Compilation.Fusion;

// What regions compute is what expressions mean, at sizes around the edges of panels.
public class FusionAgreementTests
{
    private const int SizesForEach = 2;

    // The shift of a softmax has no operator of its own.
    public static TheoryData<string> Functions =>
        [.. Enum.GetValues<NumericFunction>().Where(function => function != NumericFunction.FiniteOrZero).Select(function => function.ToString())];

    [Theory]
    [MemberData(nameof(FusionCases.Names), MemberType = typeof(FusionCases))]
    public void Regions_compute_what_is_meant(string name) => AssertAgreement(FusionCases.All[name], FusionCases.All.Keys.ToList().IndexOf(name));

    [Theory]
    [MemberData(nameof(Functions))]
    public void Every_function_is_computed_in_regions(string function)
    {
        Expr x = function == nameof(NumericFunction.Log) ? FusionCases.P : FusionCases.C;
        MethodInfo apply = typeof(Expr).GetMethod(function, [typeof(Expr)])!;
        Expr value = (Expr)apply.Invoke(null, [x])!;
        Assert.Contains($"{function.ToLowerInvariant()}(", Compile.Function<double>(value, x.FreeVariables()).ToString(), StringComparison.Ordinal);
        AssertAgreement(Expr.Hadamard(value, FusionCases.Z * FusionCases.Theta.T) + value, 100 + Functions.Count);
    }

    // Stages that were emitted before are used again: here S is read as it lies in the first slot, there in the third.
    [Fact]
    public void Stages_of_the_same_form_read_their_own_slots()
    {
        (Expr left, Expr right) = (FusionCases.S * FusionCases.Z, FusionCases.S.T * FusionCases.Z);
        foreach (Expr product in (Expr[])[Expr.Hadamard(left, right), Expr.Hadamard(right, left)])
        {
            AssertAgreement((Expr.RowSum(product) * Expr.Ones(Dimension.Named("n")).T) + FusionCases.S, 300);
        }
    }

    // Regions against plain loops, which agree with the meaning: both err by the same bound at most.
    [Fact]
    public void Random_expressions_are_the_same_in_regions_and_in_plain_loops()
    {
        const int Cases = 250;
        ImmutableArray<Variable> inputs =
            [FusionCases.Z, FusionCases.Theta, FusionCases.C, FusionCases.P, FusionCases.S, FusionCases.V, FusionCases.W, FusionCases.Scale];
        int compared = 0, drawn = 0;
        PropertyRunner.Check(
            nameof(Random_expressions_are_the_same_in_regions_and_in_plain_loops),
            Prop.ForAll(Arb.From(ExprGenerators.WellShaped(inputs).Where(e => !e.PostOrder().OfType<Derivative>().Any())), e =>
            {
                (Binding binding, int seed) = (Binding.Fused[drawn % Binding.Fused.Length], drawn++);
                compared += IsSame<double>(e, inputs, binding, seed) & IsSame<float>(e, inputs, binding, seed) ? 1 : 0;
            }),
            new() { MaxTest = Cases, EndSize = 30 });
        Assert.True(compared > Cases / 2, $"only {compared} of {Cases} expressions were compared");
    }

    private static bool IsSame<T>(Expr expression, ImmutableArray<Variable> inputs, Binding binding, int seed)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (int n, int d, int k) = FusionCases.DrawSizes(seed, LaneWidths.Count<T>(binding.Width!.Value));
        Instance instance = FusionCases.Draw(inputs, seed, n, d, k);
        if (Agreement.Bounds<T>(expression, inputs, instance) is not { } bounds)
        {
            return false;
        }

        CompiledFunction<T> function = Compile.Function<T>(expression, inputs);
        double[] expected = [.. Binding.Plain[seed % 2].Run(function, instance).Select(double.CreateChecked)];
        string what = $"{expression} by {binding} in {typeof(T).Name} at n = {n}, d = {d}, k = {k}";
        Agreement.AssertNear(expected, binding.Run(function, instance), [.. bounds.Select(bound => 2 * bound.Error)], what);
        return true;
    }

    private static void AssertAgreement(Expr expression, int seed)
    {
        for (int i = 0; i < Binding.All.Length; i++)
        {
            Assert.True(Holds<double>(expression, Binding.All[i], (100 * seed) + i) && Holds<float>(expression, Binding.All[i], (100 * seed) + 50 + i));
        }
    }

    private static bool Holds<T>(Expr expression, Binding binding, int seed)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ImmutableArray<Variable> inputs = FusionCases.Inputs(expression);
        return Enumerable.Range(0, SizesForEach).All(i =>
        {
            (int n, int d, int k) = FusionCases.DrawSizes((SizesForEach * seed) + i, LaneWidths.Count<T>(binding.Width ?? LaneWidth.Bits128));
            return Agreement.Holds<T>(expression, inputs, FusionCases.Draw(inputs, seed, n, d, k), binding);
        });
    }
}
