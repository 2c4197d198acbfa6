using System.Collections.Immutable;
using System.Numerics;
using DerivationKit.Compilation;
using DerivationKit.Kernel;
using static DerivationKit.Tests.Compilation.Fusion.FusionCases;

namespace DerivationKit.Tests.Compilation.Fusion;

// Small integers in Z: n×d, θ: k×d and C: n×k, and what they give with R = max(0, Zθ'), computed in integers.
internal sealed class Integers
{
    private readonly int n;
    private readonly int d;
    private readonly int k;
    private readonly int[] z;
    private readonly int[] theta;
    private readonly int[] c;
    private readonly long[] rectified;

    public Integers(int n, int d, int k)
    {
        (this.n, this.d, this.k) = (n, d, k);
        var random = new Random(n);
        (z, theta, c) = (Numbers(n * d, -2, 2), Numbers(k * d, -2, 2), Numbers(n * k, 0, 1));
        rectified = [.. from i in Enumerable.Range(0, n) from j in Enumerable.Range(0, k) select long.Max(Inner(i, j), 0)];
        var sizes = new Dictionary<string, int> { ["n"] = n, ["d"] = d, ["k"] = k }.ToImmutableSortedDictionary(StringComparer.Ordinal);
        var inputs = new Dictionary<string, ExactArray> { ["Z"] = Array(n, d, z), ["θ"] = Array(k, d, theta), ["C"] = Array(n, k, c) };
        Instance = new(sizes, inputs.ToImmutableSortedDictionary(StringComparer.Ordinal));

        int[] Numbers(int count, int least, int most) => [.. Enumerable.Range(0, count).Select(_ => random.Next(least, most + 1))];
    }

    public Instance Instance { get; }

    public CompiledFunction<T> Function<T>(Expr expression)
        where T : unmanaged, IFloatingPointIeee754<T> => Compile.Function<T>(expression, Z, Theta, C);

    // (C - R)θ, row after row.
    public long[] FlowEntries() =>
    [
        .. from i in Enumerable.Range(0, n)
           from p in Enumerable.Range(0, d)
           select Sum(k, j => (c[(i * k) + j] - rectified[(i * k) + j]) * theta[(j * d) + p]),
    ];

    // (R - C)'Z, row after row.
    public long[] GradientEntries() =>
    [
        .. from j in Enumerable.Range(0, k)
           from p in Enumerable.Range(0, d)
           select Sum(n, i => (rectified[(i * k) + j] - c[(i * k) + j]) * z[(i * d) + p]),
    ];

    // sum(C .* R).
    public long TotalEntry() => Sum(n * k, at => c[at] * rectified[at]);

    private long Inner(int i, int j) => Sum(d, p => z[(i * d) + p] * theta[(j * d) + p]);

    // Sums of magnitudes below 2^24 are exact in single precision, whatever their order.
    private static long Sum(int count, Func<int, long> term)
    {
        (long sum, long magnitude) = (0, 0);
        for (int i = 0; i < count; i++)
        {
            sum += term(i);
            magnitude += long.Abs(term(i));
        }

        Assert.True(magnitude < 1 << 24, "the sum is not exact in single precision");
        return sum;
    }

    private static ExactArray Array(int rows, int columns, int[] entries) => new(rows, columns, [.. entries.Select(x => (Rational)x)]);
}
