using System.Collections.Immutable;
using DerivationKit.Kernel;
using DerivationKit.Tests.Kernel.Exact;
using static DerivationKit.Tests.Kernel.Exact.Bench;
using static DerivationKit.Tests.Kernel.Exact.Terms;

namespace DerivationKit.Tests.Kernel.Rules;

public class ClosureRuleTests
{
    private static readonly Term Total = Sum(P, At("x", P));

    private static Step Inside(Polynomial p, string head, params ImmutableArray<Step> inner) => p.Step("within", head) with { Inner = inner };

    [Fact]
    public void Within_rewrites_the_body() => Rewrites(
        Inv(Add(Sum(P, Mul(Delta(P, I), At("x", P))), Num(1))),
        p => Inside(p, "#Base", Step.Of("substitute", 1, 0, 0)),
        Inv(Add(At("x", I), Num(1))), I);

    [Fact]
    public void Within_checks_every_inner_step() => Refuses(
        "no such equation", Exp(At("B", I, J)), p => Inside(p, "#Exp", Step.Of("given", 0, 0, -1)), I, J);

    [Fact]
    public void Within_does_not_clear_a_denominator() => Refuses(
        "no rule clear", Exp(Inv(Add(At("b"), Num(1)))), p => Inside(p, "#Exp", Step.Of("clear", 0, 0)));

    [Fact]
    public void Within_needs_a_closure() => Refuses("of another kind", At("y", I), p => Inside(p, "y"), I);

    [Fact]
    public void Permute_reorders_the_parameters()
    {
        Obligations read = Read(Exp(At("W", I, C)), I, C);
        Polynomial rewritten = read.Replay.Apply(read.Difference, read.Difference.Step("permute", "#Exp", [1, 0]));
        var closure = Assert.IsType<Closure>(rewritten.Terms[0].Monomial.Factors[0].Atom);
        Assert.Equal([Slot.Parameter(1), Slot.Parameter(0)], closure.Slots);
        Assert.Equal([K, N], closure.Body.Parameters);
        Assert.NotEqual(0, Agreements(read, read.Difference, rewritten));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 2)]
    [InlineData(0, -1)]
    public void Permute_needs_a_permutation(int first, int second) =>
        Refuses("no permutation", Exp(At("W", I, C)), p => p.Step("permute", "#Exp", [first, second]), I, C);

    [Fact]
    public void Permute_needs_a_closure() => Refuses("of another kind", At("W", I, C), p => p.Step("permute", "W", [1, 0]), I, C);

    // 0·y(j) vanishes from the body after the fact: the parameter j is left over.
    [Fact]
    public void Tidy_drops_a_parameter_that_does_not_occur()
    {
        Obligations read = Read(Exp(Add(At("x", I), Mul(Num(0), At("y", J)))), I, J);
        Polynomial tidied = read.Replay.Apply(read.Difference, read.Difference.Step("tidy", "#Exp"));
        Assert.Equal(2, read.Difference.Terms[0].Monomial.Factors[0].Atom.Slots.Length);
        Assert.Equal(Read(Exp(At("x", I)), I, J).Difference.Key, tidied.Key);
        Assert.NotEqual(0, Agreements(read, read.Difference, tidied));
    }

    [Fact]
    public void Tidy_joins_two_parameters_that_stand_for_one_index()
    {
        Obligations read = Read(Mul(Delta(I, J), Exp(At("B", I, J))), I, J);
        Polynomial joined = read.Replay.Apply(read.Difference, read.Difference.Step("identify", "#delta", [1]));
        Polynomial tidied = read.Replay.Apply(joined, joined.Step("tidy", "#Exp"));
        Assert.Equal(Read(Mul(Delta(I, J), Exp(At("B", I, I))), I, J).Difference.Key, tidied.Key);
        Assert.NotEqual(0, Agreements(read, read.Difference, tidied));
    }

    [Fact]
    public void Tidy_needs_a_closure() => Refuses("of another kind", At("y", I), p => p.Step("tidy", "y"), I);

    [Fact]
    public void Expand_multiplies_one_power_out() => Rewrites(
        Pow(Add(At("a"), At("y", I)), 2), p => p.Step("expand", "#Base"),
        Add(Mul(Add(At("a"), At("y", I)), At("a")), Mul(Add(At("a"), At("y", I)), At("y", I))), I);

    [Fact]
    public void Expand_keeps_the_sums_apart() => Rewrites(
        Mul(Sum(P, At("y", P)), Pow(Add(Total, At("a")), 1), Num(3)),
        p => p.Step("expand", "#Base"),
        Add(Mul(Sum(P, At("y", P)), Total, Num(3)), Mul(Sum(P, At("y", P)), At("a"), Num(3))),
        I);

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(-2, 1)]
    [InlineData(1, 2)]
    public void Expand_needs_a_power_of_at_least_one(int numerator, int denominator) => Refuses(
        "below 1", Pow(Add(At("b"), At("x", I)), new Rational(numerator, denominator)), p => p.Step("expand", "#Base"), I);

    // P is not negative where P^(3/2) is defined, and P^(3/2) = P^(1/2) P holds at 0 too.
    [Fact]
    public void Expand_lowers_a_fractional_power()
    {
        Term sum = Add(At("b"), At("x", I));
        Rewrites(
            Pow(sum, new Rational(3, 2)), p => p.Step("expand", "#Base"),
            Add(Mul(Pow(sum, new Rational(1, 2)), At("b")), Mul(Pow(sum, new Rational(1, 2)), At("x", I))), I);
    }

    [Fact]
    public void Expand_is_not_for_functions()
    {
        Refuses("another kind of closure", Exp(Add(At("a"), At("y", I))), p => p.Step("expand", "#Exp"), I);
        Refuses("another kind of closure", Log(Add(At("b"), At("x", I))), p => p.Step("expand", "#Log"), I);
        Refuses("of another kind", Pow(At("y", I), 2), p => p.Step("expand", "y"), I);
    }

    [Fact]
    public void Split_exp_makes_a_product() => Rewrites(
        Exp(Add(Mul(Num(3), At("y", I)), Neg(At("a")))), p => p.Step("split-exp", "#Exp"),
        Mul(Pow(Exp(At("y", I)), 3), Pow(Exp(At("a")), -1)), I);

    [Fact]
    public void Split_exp_takes_a_logarithm_out() => Rewrites(
        Exp(Add(At("y", I), Mul(Num(-2), Log(Mul(Num(4), At("b")))))), p => p.Step("split-exp", "#Exp"),
        Mul(Exp(At("y", I)), Pow(Mul(Num(4), At("b")), -2)), I);

    // exp(2 log(x) log(b)) is no power of x, nor is exp(2 log(b)^2); exp of a sum of logarithms is no single power either.
    [Fact]
    public void Split_exp_leaves_products_and_sums_of_logarithms()
    {
        foreach (Term exponent in (Term[])[Mul(Log(At("b")), Log(Num(4))), Pow(Log(At("b")), 2), Sum(P, Log(At("x", P)))])
        {
            Obligations read = Read(Exp(Mul(Num(2), exponent)));
            Polynomial split = read.Replay.Apply(read.Difference, read.Difference.Step("split-exp", "#Exp"));
            var only = Assert.Single(split.Terms[0].Monomial.Factors);
            Assert.Equal(2, only.Exponent);
            Assert.Equal(ClosureKind.Exp, Assert.IsType<Closure>(only.Atom).Kind);
        }
    }

    [Fact]
    public void Split_exp_is_for_exp_alone()
    {
        Refuses("another kind of closure", Log(Add(At("b"), At("x", I))), p => p.Step("split-exp", "#Log"), I);
        Refuses("another kind of closure", Inv(Add(At("b"), At("x", I))), p => p.Step("split-exp", "#Base"), I);
    }

    // 1/((b+1)(b+2)): 1/(b+2) = 1/2 - b/2 /(b+2), and b/(b+1) = 1 - 1/(b+1), which brings the term back with -1/2.
    [Fact]
    public void Solve_divides_by_what_comes_back()
    {
        Term one = Inv(Add(At("b"), Num(1))), two = Inv(Add(At("b"), Num(2)));
        Obligations read = Read(Mul(one, two));
        Polynomial first = read.Replay.Apply(read.Difference, read.Difference.Step("fold", "#Base<|1", [0]));
        Polynomial solved = read.Replay.Apply(read.Difference, new("solve", 0, -1, [], default, Inner(read)));
        Assert.NotEqual(read.Difference.Key, first.Key);
        Assert.Equal(Read(Add(one, Neg(two))).Difference.Key, solved.Key);
        Assert.NotEqual(0, Agreements(read, read.Difference, solved));
    }

    [Fact]
    public void Solve_needs_another_number_than_one()
    {
        Refuses("comes back", Exp(At("y", I)), p => new("solve", 0, -1, [], default, []), I);
        Refuses("comes back", Pow(Sin(At("a")), -2), p => new("solve", 0, -1, [], default, [Step.Of("circle", 0, 0, 0), Step.Of("circle", 1, 0, 1)]));
    }

    // The constant of b + 2 is folded, then the atom of b + 1.
    private static ImmutableArray<Step> Inner(Obligations read)
    {
        Polynomial p = read.Difference;
        Step first = Folded(p, t => true, "2 []", constant: true);
        p = read.Replay.Apply(p, first);
        return [first, Folded(p, m => m.Factors.Any(f => f.Atom.Head == "b"), "1 []", constant: false)];
    }

    private static Step Folded(Polynomial p, Func<Monomial, bool> where, string constantTerm, bool constant)
    {
        int term = p.Terms.ToList().FindIndex(t => where(t.Monomial));
        int place = p.Terms[term].Monomial.Factors.ToList().FindIndex(f => f.Atom is Closure c && c.Body.Key.Contains(constantTerm, StringComparison.Ordinal));
        var closure = (Closure)p.Terms[term].Monomial.Factors[place].Atom;
        return Step.Of("fold", term, place, closure.Body.Terms.ToList().FindIndex(t => t.Monomial.Factors.IsEmpty == constant));
    }
}
