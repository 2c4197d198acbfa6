using System.Collections.Immutable;
using DerivationKit.Compilation.Chains;
using DerivationKit.Kernel;
using DerivationKit.Testing;
using FsCheck.Fluent;
using static DerivationKit.Tests.Compilation.Chains.Orders;

namespace DerivationKit.Tests.Compilation.Chains;

public class RandomChainTests
{
    // Parentheses, transposes and multiples fall as they may. What is computed takes as many operations as the cheapest of all orders; if that saves too
    // little, a part alone may be worth another order. The numbers are the same.
    [Fact]
    public void A_chain_takes_the_least_operations_of_all_orders()
    {
        const int Cases = 150;
        var lengths = Gen.Choose(1, 45).ListOf().Where(list => list.Count is >= 4 and <= 6);
        int changed = 0, left = 0;
        PropertyRunner.Check(
            nameof(A_chain_takes_the_least_operations_of_all_orders),
            Prop.ForAll(Arb.From(lengths), Arb.From(Gen.Choose(0, int.MaxValue)), (list, seed) =>
            {
                ImmutableArray<int> sizes = [.. list];
                Exact chain = Chain(sizes, new Random(seed), 0, sizes.Length - 2);
                double written = ProductFlops(chain.Compiled().Program, chain.Sizes), least = Least(sizes, 0, sizes.Length - 2);
                bool pays = ContractionOrder.Pays(written, least);
                Assert.All(Binding.Choice(seed), binding => Assert.InRange(ProductFlops(chain.AssertComputed(binding), chain.Sizes), least, pays ? least : written));
                (changed, left) = pays ? (changed + 1, left) : (changed, left + 1);
            }),
            new() { MaxTest = Cases, EndSize = 8 });
        Assert.True(changed > Cases / 5 && left > Cases / 5, $"{changed} orders were changed and {left} were left");
    }

    // A product of matrices from one position to another, with a dimension of its own between each two.
    private static Exact Chain(ImmutableArray<int> sizes, Random random, int first, int last)
    {
        Exact product;
        if (first == last)
        {
            product = random.Next(2) == 0
                ? Matrix($"A{first}", $"d{first}", sizes[first], $"d{first + 1}", sizes[first + 1])
                : Matrix($"A{first}", $"d{first + 1}", sizes[first + 1], $"d{first}", sizes[first]).T;
        }
        else
        {
            int middle = random.Next(first, last);
            (Exact left, Exact right) = (Chain(sizes, random, first, middle), Chain(sizes, random, middle + 1, last));
            product = random.Next(3) == 0 ? (right.T * left.T).T : left * right;
        }

        return random.Next(4) == 0 && first < last ? (random.Next(2) == 0 ? -2 * product : Exact.Scalar("t", 3) * product) : product;
    }

    private static double Least(ImmutableArray<int> sizes, int first, int last) => first == last ? 0 : Enumerable.Range(first, last - first).Min(middle =>
        Least(sizes, first, middle) + Least(sizes, middle + 1, last) + (2.0 * sizes[first] * sizes[middle + 1] * sizes[last + 1]));
}
