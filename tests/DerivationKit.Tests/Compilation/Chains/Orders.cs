using System.Collections.Immutable;
using DerivationKit.Compilation;
using DerivationKit.Compilation.Fusion;
using DerivationKit.Kernel;

namespace DerivationKit.Tests.Compilation.Chains;

// A: m×k, B: k×n, C: n×p, and the programs of what is made of them.
internal static class Orders
{
    public static Exact Of(Func<Exact, Exact, Exact, Exact> written, (int M, int K, int N, int P) sizes) => written(
        Matrix("A", "m", sizes.M, "k", sizes.K), Matrix("B", "k", sizes.K, "n", sizes.N), Matrix("C", "n", sizes.N, "p", sizes.P));

    public static Exact Matrix(string name, string rowName, int rows, string columnName, int columns) =>
        Exact.Input(name, Shape.Matrix(rowName, columnName), rows, columns);

    public static Exact Vector(string name, string dimension, int length) => Exact.Input(name, Shape.Vector(dimension), length, 1);

    public static Sizes SizesOf((int M, int K, int N, int P) sizes) => new([new("m", sizes.M), new("k", sizes.K), new("n", sizes.N), new("p", sizes.P)]);

    // Computed exactly by each binding, with this program, whose products take so many operations.
    public static void AssertOrder(IEnumerable<string> lines, double flops, Exact expression)
    {
        foreach (Binding binding in Binding.All)
        {
            DerivationKit.Compilation.Program program = expression.AssertComputed(binding);
            Assert.Equal(lines, Lines(program));
            Assert.Equal(flops, ProductFlops(program, expression.Sizes));
        }
    }

    public static ImmutableArray<string> Lines(DerivationKit.Compilation.Program program) => [.. program.ToString().Split('\n')[1..^1].Select(line => line.Split(": ", 2)[1])];

    public static double ProductFlops(DerivationKit.Compilation.Program program, Sizes sizes) => program.Instructions.OfType<Value.Product>().Sum(product => RegionCost.Of(product, sizes));
}
