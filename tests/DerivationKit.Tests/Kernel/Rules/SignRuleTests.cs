using DerivationKit.Kernel;
using static DerivationKit.Tests.Kernel.Exact.Bench;
using static DerivationKit.Tests.Kernel.Exact.Terms;

namespace DerivationKit.Tests.Kernel.Rules;

public class SignRuleTests
{
    // Of the bench's tensors x is positive, and y may have any sign.
    private static int GivenX { get; } = Read(Num(0)).Replay.NonNegative.ToList().FindIndex(p => p.Key == Obligations.Of(State(At("x", I), Num(0), I)).Difference.Key);

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    [InlineData(3)]
    public void The_root_of_a_square_of_what_is_not_negative(int power) => Rewrites(
        Mul(At("y", I), Pow(Pow(At("x", I), 2), new Rational(power, 2))), p => p.Step("square-root", "#Base", [GivenX]), Mul(At("y", I), Pow(At("x", I), power)), I);

    [Fact]
    public void It_has_to_be_given_not_to_be_negative()
    {
        Refuses("another square", Root(Pow(At("y", I), 2)), p => p.Step("square-root", "#Base", [GivenX]), I);
        Refuses("another square", Root(Pow(At("x", I), 4)), p => p.Step("square-root", "#Base", [GivenX]), I);
        Refuses("another square", Root(Add(Pow(At("x", I), 2), Num(1))), p => p.Step("square-root", "#Base", [GivenX]), I);
        Refuses("no such given", Root(Pow(At("x", I), 2)), p => p.Step("square-root", "#Base", [1000]), I);
        Refuses("no such given", Root(Pow(At("x", I), 2)), p => p.Step("square-root", "#Base", [-1]), I);
        Refuses("another kind", Exp(Pow(At("x", I), 2)), p => p.Step("square-root", "#Exp", [GivenX]), I);
    }

    // (a - b)² is multiplied out by the steps that the rule is told.
    [Fact]
    public void The_square_may_be_multiplied_out()
    {
        Term r = Add(At("a"), Mul(Num(-1), At("b"))), expanded = Add(Pow(At("a"), 2), Mul(Num(-2), At("a"), At("b")), Pow(At("b"), 2));
        var read = Obligations.Of(CaseSplit.Assuming(State(Root(expanded), Num(0)), r));
        Step expand = Step.Of("expand", 0, 0);
        Step root = read.Difference.Step("square-root", "#Base", [read.NonNegative.Length - 1]);
        Assert.Throws<KernelException>(() => read.Replay.Apply(read.Difference, root));
        Polynomial square = read.Replay.Square(read.NonNegative.Length - 1);
        while (square.Terms.ToList().FindIndex(t => t.Monomial.Factors.Any(f => f.Atom is Closure)) is >= 0 and var term)
        {
            Step next = expand with { Term = term, Factor = square.Place("#Base", term) };
            square = read.Replay.Apply(square, next);
            root = root with { Inner = root.Inner.Add(next) };
        }

        Polynomial done = read.Replay.Apply(read.Difference, root);
        Assert.Equal(Obligations.Of(State(r, Num(0))).Difference.Key, read.Replay.Apply(done, Step.Of("expand", 0, 0)).Key);
    }
}
