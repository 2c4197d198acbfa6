using System.Reflection;
using DerivationKit.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace DerivationKit.Tests.Testing;

public class DerivationPropertyTests
{
    private readonly int offset = 3;

    [DerivationProperty]
    public bool Addition_commutes(int a, int b) => a + b == b + a;

    [DerivationProperty(Parallel = true)]
    public void An_instance_field_is_in_reach(int a) => Assert.Equal(a, a + offset - 3);

    [DerivationProperty]
    public async Task An_asynchronous_property_is_awaited(int a)
    {
        await Task.Yield();
        Assert.Equal(a, -(-a));
    }

    [DerivationProperty(Arbitrary = [typeof(OddNumbers)])]
    public bool Named_generators_are_used(int odd) => odd % 2 != 0;

    [Fact]
    public void A_false_method_fails()
    {
        MethodInfo method = typeof(DerivationPropertyTests).GetMethod(nameof(IsSmall), BindingFlags.NonPublic | BindingFlags.Static)!;
        Assert.Throws<PropertyFailedException>(() => PropertyRunner.Check("small", method, target: null));
    }

    private static bool IsSmall(int a) => a < 5;

    private static class OddNumbers
    {
        public static Arbitrary<int> Int32() => Arb.From(Gen.Choose(-50, 50).Select(n => (2 * n) + 1));
    }
}
