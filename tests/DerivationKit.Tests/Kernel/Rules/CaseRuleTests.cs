using System.Collections.Immutable;
using DerivationKit.Kernel;
using DerivationKit.Tests.Kernel.Exact;
using static DerivationKit.Tests.Kernel.Exact.Bench;
using static DerivationKit.Tests.Kernel.Exact.Terms;

namespace DerivationKit.Tests.Kernel.Rules;

public class CaseRuleTests
{
    // The base 2 counts as e: exponents are whole numbers in the worlds that are compared.
    [Fact]
    public void Select_draws_a_one_hot_row_out_of_a_function() => Rewrites(
        Exp(Add(Sum(C, Mul(At("H", I, C), At("W", I, C))), At("y", I))), p => p.Step("select", "#Exp", Place(p, "H", 1)),
        Sum(C, Mul(At("H", I, C), Exp(Add(At("W", I, C), At("y", I))))), I);

    [Fact]
    public void Select_replaces_every_entry_of_the_row() => Rewrites(
        Inv(Add(Sum(C, Mul(At("H", I, C), Exp(At("W", I, C)))), Sum(E, Mul(At("H", I, E), Pow(At("W", I, E), 2))))), p => p.Step("select", "#Base", Place(p, "H", 1)),
        Sum(C, Mul(At("H", I, C), Inv(Add(Exp(At("W", I, C)), Pow(At("W", I, C), 2))))), I);

    [Fact]
    public void Select_needs_one_hot_rows()
    {
        foreach (string tensor in (string[])["R", "M", "W"])
        {
            Refuses("no entry of one-hot rows", Exp(Sum(C, Mul(At(tensor, I, C), At("W", I, C)))), p => p.Step("select", "#Exp", Place(p, tensor, 1)), I);
        }

        Refuses("no entry of one-hot rows", Exp(Sum(P, Mul(At("H", P, C), At("y", P)))), p => p.Step("select", "#Exp", Place(p, "H", 0)), C);
        Refuses("no parameter", Exp(Sum(P, Sum(C, Mul(At("H", P, C), At("W", P, C))))), p => p.Step("select", "#Exp", Place(p, "H", 1)));
        Refuses("no entry", Exp(Sum(C, Mul(At("H", I, C), Exp(At("W", I, C))))), p => p.Step("select", "#Exp", Place(p, "#Exp", 1)), I);
    }

    // 1/y(c) is not defined at 0, whatever the label is.
    [Fact]
    public void Select_needs_a_function_that_is_defined_in_every_case()
    {
        Term row = Sum(C, Mul(At("H", I, C), At("W", I, C)));
        Refuses("defined in every case", Inv(row), p => p.Step("select", "#Base", Place(p, "H", 1)), I);
        Refuses("defined in every case", Log(row), p => p.Step("select", "#Log", Place(p, "H", 1)), I);
        Refuses("defined in every case", Root(row), p => p.Step("select", "#Base", Place(p, "H", 1)), I);
        Refuses("may not be defined", Inv(Sin(row)), p => p.Step("select", "#Sin", Place(p, "H", 1)), I);
        Refuses("may not be defined", Root(Sin(row)), p => p.Step("select", "#Sin", Place(p, "H", 1)), I);
    }

    // W·(W + a) is known to be positive as it is written. Where W² + W·a is met, W has to be drawn out first, and nothing else will do.
    [Fact]
    public void Select_may_rewrite_what_is_to_be_in_the_domain()
    {
        Term w = At("W", I, C), met = Log(Sum(C, Mul(At("H", I, C), Add(Pow(w, 2), Mul(w, At("a")))))), known = Log(Mul(w, Add(w, At("a"))));
        Obligations alone = Bench.Read(met, I), both = Bench.Read(Add(met, known), I, C);
        Polynomial p = both.Difference;
        int term = p.Terms.ToList().FindIndex(t => t.Monomial.Key.Contains("H(", StringComparison.Ordinal));
        Step select = Step.Of("select", term, 0, Place(Replay.Alone(p, p.Terms[term].Monomial), "H", 1)), draw = Step.Of("extract-atom", 0, 0) with { Number = 1 };
        ImmutableArray<Factor> first = Assert.IsType<Closure>(Assert.Single(Assert.Single(both.Replay.Argument(p, select).Terms).Monomial.Factors).Atom).Body.Terms[0].Monomial.Factors;
        Step drawn = select with { Inner = [draw with { Data = [first.ToList().FindIndex(f => f.Atom.Head == "W"), 0] }] };
        Assert.Equal(2, both.Replay.Apply(p, drawn).Terms.Length);
        Assert.NotEqual(0, Bench.Agreements(both, p, both.Replay.Apply(p, drawn)));
        foreach (Step refused in (Step[])[select, select with { Inner = [Step.Of("expand", 0, 0)] }])
        {
            Assert.Contains("defined in every case", Assert.Throws<KernelException>(() => both.Replay.Apply(p, refused)).Message);
        }

        Assert.Contains("defined in every case", Assert.Throws<KernelException>(() => alone.Replay.Apply(alone.Difference, drawn with { Term = 0 })).Message);
    }

    [Fact]
    public void Decide_looks_at_both_values() => Rewrites(
        Inv(Add(At("M", I, C), Num(2))), p => p.Step("decide", "#Base", Place(p, "M")),
        Add(Num(new(1, 2)), Mul(Num(new(-1, 2)), At("M", I, C)), Mul(Num(new(1, 3)), At("M", I, C))), I, C);

    [Theory]
    [InlineData(3, 1)]
    [InlineData(1, 2)]
    public void Decide_takes_any_positive_power(int numerator, int denominator) => Rewrites(
        Pow(At("M", I, C), new Rational(numerator, denominator)), p => p.Step("decide", "M"), At("M", I, C), I, C);

    [Fact]
    public void Decide_needs_two_values_at_which_the_function_is_defined()
    {
        Refuses("no positive power", Inv(At("M", I, C)), p => p.Step("decide", "M"), I, C);
        Refuses("no positive power", Pow(At("R", I, C), 2), p => p.Step("decide", "R"), I, C);
        Refuses("two values", Exp(At("R", I, C)), p => p.Step("decide", "#Exp", Place(p, "R")), I, C);
        Refuses("two values", Exp(Sum(C, Mul(At("M", I, C), At("W", I, C)))), p => p.Step("decide", "#Exp", Place(p, "M")), I);
        Refuses("not defined in every case", Exp(Add(Inv(At("M", I, C)), Num(1))), p => p.Step("decide", "#Exp", Place(p, "M")), I, C);
        Refuses("defined in every case", Log(Add(At("M", I, C), At("M", I, E))), p => p.Step("decide", "#Log", Place(p, "M")), I, C, E);
        Refuses("defined in every case", Inv(Add(At("M", I, C), Num(-1))), p => p.Step("decide", "#Base", Place(p, "M")), I, C);
    }

    // 1/sqrt(0) does not exist, sqrt(0) does; at the label that is not chosen as well.
    [Fact]
    public void A_root_that_divides_needs_a_positive_radicand()
    {
        Term row = Sum(C, Mul(At("H", I, C), Pow(At("W", I, C), 2)));
        Rewrites(Root(row), p => p.Step("select", "#Base", Place(p, "H", 1)), Sum(C, Mul(At("H", I, C), Root(Pow(At("W", I, C), 2)))), I);
        Refuses("defined in every case", Pow(row, new(-1, 2)), p => p.Step("select", "#Base", Place(p, "H", 1)), I);
        Rewrites(Pow(Add(At("b"), row), new(-1, 2)), p => p.Step("select", "#Base", Place(p, "H", 1)), Sum(C, Mul(At("H", I, C), Pow(Add(At("b"), Pow(At("W", I, C), 2)), new(-1, 2)))), I);
    }

    [Fact]
    public void The_entry_has_to_be_there()
    {
        Term term = Exp(Sum(C, Mul(At("H", I, C), At("W", I, C))));
        foreach ((string why, int[] data) in ((string, int[])[])[("no such term", [-1, 0, 1]), ("no such term", [1, 0, 1]), ("no such factor", [0, -1, 1]), ("no such factor", [0, 2, 1]), ("one-hot rows", [0, 0, -1]), ("one-hot rows", [0, 0, 2])])
        {
            Refuses(why, term, p => p.Step("select", "#Exp", [.. data]), I);
        }
    }

    // The data that point at an entry in the body of the only closure, and an axis.
    private static System.Collections.Immutable.ImmutableArray<int> Place(Polynomial p, string head, params int[] axis)
    {
        Polynomial body = p.Terms[0].Monomial.Factors.Select(f => f.Atom).OfType<Closure>().First().Body;
        int term = body.Terms.ToList().FindIndex(t => t.Monomial.Factors.Any(f => f.Atom.Key.StartsWith(head, StringComparison.Ordinal)));
        return [term, body.Place(head, term), .. axis];
    }
}
