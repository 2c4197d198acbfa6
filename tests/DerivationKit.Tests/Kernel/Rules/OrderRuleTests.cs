using static DerivationKit.Tests.Kernel.Exact.Bench;
using static DerivationKit.Tests.Kernel.Exact.Terms;

namespace DerivationKit.Tests.Kernel.Rules;

public class OrderRuleTests
{
    [Fact]
    public void Antisymmetry_leaves_equality() => Rewrites(
        Mul(Causal(I, J), Causal(J, I), At("y", I)), p => p.Step("antisymmetry", "#at-least(p00", [p.Place("#at-least(p01")]), Mul(Delta(I, J), At("y", I)), I, J);

    [Fact]
    public void Antisymmetry_needs_an_order_and_its_reverse()
    {
        Refuses("its reverse", Mul(Causal(I, J), Causal(J, P)), p => p.Step("antisymmetry", "#at-least(p00", [p.Place("#at-least(p01")]), I, J, P);
        Refuses("its reverse", Mul(Causal(I, J), At("y", I)), p => p.Step("antisymmetry", "#at-least", [p.Place("#at-least")]), I, J);
        Refuses("of another kind", Mul(Causal(I, J), At("y", I)), p => p.Step("antisymmetry", "#at-least", [p.Place("y")]), I, J);
        Refuses("of another kind", Delta(I, J), p => p.Step("antisymmetry", "#delta", [0]), I, J);
    }

    [Fact]
    public void Totality_turns_an_order_round() => Rewrites(
        Mul(Num(3), Causal(J, I), At("y", I)), p => p.Step("totality", "#at-least"),
        Add(Mul(Num(3), At("y", I)), Mul(Num(3), Delta(I, J), At("y", I)), Mul(Num(-3), Causal(I, J), At("y", I))), I, J);

    [Fact]
    public void Totality_needs_an_order() => Refuses("of another kind", Delta(I, J), p => p.Step("totality", "#delta"), I, J);
}
