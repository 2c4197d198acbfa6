using DerivationKit.Kernel;
using DerivationKit.Tests.Kernel.Exact;
using static DerivationKit.Tests.Kernel.Exact.Bench;
using static DerivationKit.Tests.Kernel.Exact.Terms;

namespace DerivationKit.Tests.Kernel.Rules;

// Abramowitz, Stegun, Handbook of Mathematical Functions (1964), 4.3.10, 4.3.13-17, 4.4.14-15 and 7.1.9.
public class CircularRuleTests
{
    private static readonly Term Angle = Add(At("y", I), Mul(Num(-2), At("a")));
    private static readonly Term Opposite = Add(Neg(At("y", I)), Mul(Num(2), At("a")));

    public static TheoryData<ScalarFunction> Odd => [ScalarFunction.Sin, ScalarFunction.Arcsin, ScalarFunction.Arctan, ScalarFunction.Erf];

    [Theory]
    [MemberData(nameof(Odd))]
    public void Parity_of_odd_functions(ScalarFunction f) =>
        Rewrites(new Function(f, Angle), p => p.Step("parity", "#"), Neg(new Function(f, Opposite)), I);

    [Fact]
    public void Parity_of_the_cosine() => Rewrites(Cos(Angle), p => p.Step("parity", "#Cos"), Cos(Opposite), I);

    [Fact]
    public void Parity_of_a_power() => Rewrites(
        Pow(Sin(Angle), -3), p => p.Step("parity", "#Sin"), Pow(Neg(Sin(Opposite)), -3), I);

    [Fact]
    public void Parity_is_not_for_exp_and_log()
    {
        Refuses("another kind of closure", Exp(Angle), p => p.Step("parity", "#Exp"), I);
        Refuses("another kind of closure", Log(Add(At("b"), At("x", I))), p => p.Step("parity", "#Log"), I);
        Refuses("another kind of closure", Inv(Add(At("b"), At("x", I))), p => p.Step("parity", "#Base"), I);
    }

    [Fact]
    public void Addition_of_the_sine() => Rewrites(
        Mul(At("b"), Sin(Add(At("y", I), At("a")))), p => Added(p, "#Sin", "y", 1),
        Add(Mul(At("b"), Sin(At("y", I)), Cos(At("a"))), Mul(At("b"), Cos(At("y", I)), Sin(At("a")))), I);

    [Fact]
    public void Addition_of_the_cosine() => Rewrites(
        Cos(Add(At("y", I), At("a"))), p => Added(p, "#Cos", "y", 1),
        Add(Mul(Cos(At("y", I)), Cos(At("a"))), Neg(Mul(Sin(At("y", I)), Sin(At("a"))))), I);

    // cos 3y = cos y cos 2y - sin y sin 2y, squared.
    [Fact]
    public void Addition_takes_a_part_of_a_multiple() => Rewrites(
        Pow(Cos(Mul(Num(3), At("y", I))), 2), p => Added(p, "#Cos", "y", 1),
        Pow(Add(Mul(Cos(At("y", I)), Cos(Mul(Num(2), At("y", I)))), Neg(Mul(Sin(At("y", I)), Sin(Mul(Num(2), At("y", I)))))), 2), I);

    [Fact]
    public void Addition_needs_a_term_of_a_sine_or_cosine()
    {
        Refuses("no such term", Sin(Add(At("y", I), At("a"))), p => p.Step("addition", "#Sin", [2], 1), I);
        Refuses("no such term", Sin(Add(At("y", I), At("a"))), p => p.Step("addition", "#Sin", [-1], 1), I);
        Refuses("another kind of closure", Exp(Add(At("y", I), At("a"))), p => p.Step("addition", "#Exp", [0], 1), I);
        Refuses("another kind of closure", Arctan(Add(At("y", I), At("a"))), p => p.Step("addition", "#Arctan", [0], 1), I);
    }

    [Fact]
    public void Circle_replaces_a_square()
    {
        Rewrites(Mul(At("a"), Pow(Sin(At("y", I)), 3)), p => p.Step("circle", "#Sin", [1]),
            Add(Mul(At("a"), Sin(At("y", I))), Neg(Mul(At("a"), Sin(At("y", I)), Pow(Cos(At("y", I)), 2)))), I);
        Rewrites(Pow(Cos(At("y", I)), 2), p => p.Step("circle", "#Cos", [1]), Add(Num(1), Neg(Pow(Sin(At("y", I)), 2))), I);
    }

    [Fact]
    public void Circle_multiplies_by_one() => Rewrites(
        Mul(Inv(Sin(At("y", I))), Inv(Cos(At("y", I)))), p => p.Step("circle", "#Sin", [0]),
        Add(Mul(Sin(At("y", I)), Inv(Cos(At("y", I)))), Mul(Cos(At("y", I)), Inv(Sin(At("y", I))))), I);

    [Theory]
    [InlineData(1)]
    [InlineData(-2)]
    public void Circle_needs_a_square(int power) => Refuses("below 2", Pow(Sin(At("y", I)), power), p => p.Step("circle", "#Sin", [1]), I);

    [Fact]
    public void Circle_is_not_for_other_functions() =>
        Refuses("another kind of closure", Pow(Exp(At("y", I)), 2), p => p.Step("circle", "#Exp", [1]), I);

    // cos(arcsin(-4/5)) = 3/5, and sin(arctan(-4/3)) = -4/5.
    [Fact]
    public void Inverse_functions()
    {
        Term y = Add(Mul(Num(new(4, 5)), At("H", I, C)), Num(new(-4, 5))), square = Pow(y, 2);
        Rewrites(Sin(Arcsin(y)), p => p.Step("inverse", "#Sin"), Pow(Mul(y, Num(1)), 1), I, C);
        Rewrites(Cos(Arcsin(y)), p => p.Step("inverse", "#Cos"), Root(Add(Num(1), Neg(square))), I, C);
        Term z = Add(Mul(Num(new(4, 3)), At("H", I, C)), Num(new(-4, 3)));
        Rewrites(Sin(Arctan(z)), p => p.Step("inverse", "#Sin"), Mul(z, Pow(Add(Num(1), Pow(z, 2)), new(-1, 2))), I, C);
        Rewrites(Cos(Arctan(z)), p => p.Step("inverse", "#Cos"), Pow(Add(Num(1), Pow(z, 2)), new(-1, 2)), I, C);
    }

    // arcsin(sin y) is y only between -π/2 and π/2; sin(2 arcsin y) and the sine of a sum are no such values.
    [Fact]
    public void Inverse_functions_the_other_way_round_are_refused()
    {
        Refuses("another kind of closure", Arcsin(Sin(At("y", I))), p => p.Step("inverse", "#Arcsin"), I);
        Refuses("not one inverse", Sin(Mul(Num(2), Arcsin(At("y", I)))), p => p.Step("inverse", "#Sin"), I);
        Refuses("not one inverse", Sin(Add(Arcsin(At("y", I)), At("a"))), p => p.Step("inverse", "#Sin"), I);
        Refuses("not one inverse", Sin(Pow(Arcsin(At("y", I)), 2)), p => p.Step("inverse", "#Sin"), I);
        Refuses("not one inverse", Sin(Erf(At("y", I))), p => p.Step("inverse", "#Sin"), I);
        Refuses("not one inverse", Sin(Exp(At("y", I))), p => p.Step("inverse", "#Sin"), I);
        Refuses("not one inverse", Sin(Sum(P, Arcsin(At("y", P)))), p => p.Step("inverse", "#Sin"));
    }

    [Fact]
    public void Right_angle()
    {
        Obligations read = Read(Mul(At("a"), Arcsin(Num(1))));
        Polynomial turned = read.Replay.Apply(read.Difference, read.Difference.Step("right-angle", "#Arcsin"));
        Assert.Equal(Read(Mul(Num(2), At("a"), Arctan(Num(1)))).Difference.Key, turned.Key);
        Refuses("not the arcsine of 1", Arcsin(Num(-1)), p => p.Step("right-angle", "#Arcsin"));
        Refuses("not the arcsine of 1", Arcsin(At("y", I)), p => p.Step("right-angle", "#Arcsin"), I);
        Refuses("another kind of closure", Arctan(Num(1)), p => p.Step("right-angle", "#Arctan"));
    }

    private static Step Added(Polynomial p, string closure, string head, Rational number)
    {
        var c = (Closure)p.Terms[0].Monomial.Factors[p.Place(closure)].Atom;
        int place = c.Body.Terms.ToList().FindIndex(t => t.Monomial.Factors.Any(f => f.Atom.Head == head));
        return p.Step("addition", closure, [place], number);
    }
}
