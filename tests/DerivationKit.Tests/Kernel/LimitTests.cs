using DerivationKit.Kernel;
using DerivationKit.Tests.Kernel.Exact;
using static DerivationKit.Tests.Kernel.Exact.Bench;
using static DerivationKit.Tests.Kernel.Exact.Terms;

namespace DerivationKit.Tests.Kernel;

// A statement that asks for too much is refused; it neither ends the process nor keeps it busy.
public class LimitTests
{
    [Fact]
    public void Nesting_that_exhausts_the_stack_is_refused()
    {
        Term deep = Enumerable.Range(0, 100_000).Aggregate(At("a"), (term, _) => Mul(term));
        Assert.Contains("nested too deeply", Assert.Throws<KernelException>(() => Read(deep)).Message);
    }

    [Fact]
    public void Unfolding_beyond_the_budget_is_refused()
    {
        Definition twice = new("twice", [new("T", [])], [], Add(At("T"), At("T")));
        Term huge = Enumerable.Range(0, 30).Aggregate(At("a"), (term, _) => Apply(twice, [Tensor([], term)]));
        Assert.Contains("unfolds to more than", Assert.Throws<KernelException>(() => Read(huge)).Message);
    }

    [Fact]
    public void Numbers_of_more_than_a_million_bits_are_refused()
    {
        Term tower = Pow(Pow(Num(2), 10_000), 10_000);
        Assert.Contains("too large", Assert.Throws<KernelException>(() => Read(tower)).Message);
        Assert.Contains("too large", Assert.Throws<KernelException>(() => Read(Pow(Num(new(2, 3)), -400_000))).Message);
    }

    // Signs are looked up level by level: looking twice at each would take 2^60 steps.
    [Fact]
    public void Nested_reciprocals_take_no_time()
    {
        Term tower = Enumerable.Range(0, 60).Aggregate(Mul(Num(2), At("b")), (term, _) => Inv(Mul(Num(2), term)));
        Assert.Empty(Read(tower).Conditions);
    }
}
