using System.Collections.Immutable;
using DerivationKit.Compilation.Chains;
using DerivationKit.Testing;
using FsCheck.Fluent;

namespace DerivationKit.Tests.Compilation.Chains;

public class MatrixChainTests
{
    // 10×100, 100×5, 5×50: (AB)C takes 2(5000 + 2500) operations, A(BC) 2(25000 + 50000). Cormen et al. 2022, section 14.2.
    [Fact]
    public void The_first_example_of_the_text_book()
    {
        var chain = new MatrixChain([10, 100, 5, 50], (_, _) => false);
        Assert.Equal(2 * 7_500, chain.Flops);
        Assert.Equal(1, chain.Division(0, 2));
    }

    // Section 14.2, figure 14.5: 15,125 multiplications by ((A1(A2A3))((A4A5)A6)).
    [Fact]
    public void The_second_example_of_the_text_book()
    {
        var chain = new MatrixChain([30, 35, 15, 5, 10, 20, 25], (_, _) => false);
        Assert.Equal(2 * 15_125, chain.Flops);
        Assert.Equal("((A1 (A2 A3)) ((A4 A5) A6))", Print(chain, 0, 5));
    }

    [Fact]
    public void No_order_costs_less()
    {
        var cases =
            from lengths in Gen.Choose(1, 60).ListOf().Where(list => list.Count is >= 2 and <= 9)
            from known in Gen.Choose(0, 3)
            from seed in Gen.Choose(0, int.MaxValue)
            select (Lengths: lengths.ToImmutableArray(), Known: Parts(lengths.Count - 1, known, seed));
        int parts = 0;
        PropertyRunner.Check(nameof(No_order_costs_less), Prop.ForAll(Arb.From(cases), x =>
        {
            var chain = new MatrixChain(x.Lengths, (first, last) => x.Known.Contains(new(first, last)));
            (double least, double most) = Bounds(x.Lengths, x.Known, 0, x.Lengths.Length - 2);
            Assert.Equal(least, chain.Flops);
            Assert.Equal(least, Cost(chain, x.Lengths, x.Known, 0, x.Lengths.Length - 2));
            parts += least < most && !x.Known.IsEmpty ? 1 : 0;
        }), new() { MaxTest = 300, EndSize = 12 });
        Assert.True(parts > 30, $"only {parts} chains had a choice beside known parts");
    }

    // 1000×2500, 2500×3e6, 3e6×2500: AB costs less than BC, but its 3e9 entries fit into no array.
    [Fact]
    public void No_part_is_larger_than_an_array_can_be()
    {
        ImmutableArray<int> lengths = [1000, 2500, 3_000_000, 2500];
        var chain = new MatrixChain(lengths, (_, _) => false);
        Assert.Equal(0, chain.Division(0, 2));
        Assert.Equal(2.0 * 2500 * 2500 * (1000 + 3_000_000), chain.Flops);
        Assert.True(chain.Flops > 2.0 * 1000 * 3_000_000 * (2500 + 2500), "the order that fits costs more");
        Assert.Equal(double.PositiveInfinity, new MatrixChain([50_000, 2, 3, 50_000], (_, _) => false).Flops);
    }

    // All orders, one by one.
    private static (double Least, double Most) Bounds(ImmutableArray<int> lengths, ImmutableHashSet<Part> known, int first, int last)
    {
        if (first == last || known.Contains(new(first, last)))
        {
            return (0, 0);
        }

        (double least, double most) = (double.MaxValue, 0);
        for (int middle = first; middle < last; middle++)
        {
            (double Least, double Most) left = Bounds(lengths, known, first, middle), right = Bounds(lengths, known, middle + 1, last);
            double own = 2.0 * lengths[first] * lengths[middle + 1] * lengths[last + 1];
            (least, most) = (double.Min(least, left.Least + right.Least + own), double.Max(most, left.Most + right.Most + own));
        }

        return (least, most);
    }

    // What the order that is read off costs.
    private static double Cost(MatrixChain chain, ImmutableArray<int> lengths, ImmutableHashSet<Part> known, int first, int last)
    {
        int middle = chain.Division(first, last);
        return first == last || known.Contains(new(first, last)) ? 0
            : Cost(chain, lengths, known, first, middle) + Cost(chain, lengths, known, middle + 1, last)
                + (2.0 * lengths[first] * lengths[middle + 1] * lengths[last + 1]);
    }

    private static string Print(MatrixChain chain, int first, int last) => first == last
        ? $"A{first + 1}"
        : $"({Print(chain, first, chain.Division(first, last))} {Print(chain, chain.Division(first, last) + 1, last)})";

    private static ImmutableHashSet<Part> Parts(int count, int known, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, known).Select(_ => random.Next(count)).Select(first => new Part(first, random.Next(first, count)))];
    }

    private sealed record Part(int First, int Last);
}
