using DerivationKit.Kernel;
using DerivationKit.Tests.Kernel.Exact;
using static DerivationKit.Tests.Kernel.Exact.Bench;
using static DerivationKit.Tests.Kernel.Exact.Terms;

namespace DerivationKit.Tests.Kernel.Rules;

public class ContentRuleTests
{
    private static readonly Rational Half = new(1, 2);

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    [InlineData(-3)]
    public void Extract_atom_of_any_sign_from_an_integer_power(int power) => Rewrites(
        Pow(Add(Mul(At("a"), At("y", I)), Mul(At("a"), At("b"))), power), p => Extract(p, "a", 1),
        Mul(Pow(At("a"), power), Pow(Add(At("y", I), At("b")), power)), I);

    [Fact]
    public void Extract_positive_atom_from_a_root() => Rewrites(
        Root(Add(Mul(At("b"), At("x", I)), Mul(Pow(At("b"), 3), At("a")))), p => Extract(p, "b", 1),
        Mul(Root(At("b")), Root(Add(At("x", I), Mul(Pow(At("b"), 2), At("a"))))), I);

    [Fact]
    public void Extract_part_of_a_power() => Rewrites(
        Inv(Add(Mul(Pow(At("a"), 3), At("b")), Pow(At("a"), 2))), p => Extract(p, "a", 2),
        Mul(Pow(At("a"), -2), Inv(Add(Mul(At("a"), At("b")), Num(1)))));

    [Fact]
    public void Extract_atom_from_a_logarithm() => Rewrites(
        Log(Mul(Pow(At("b"), 3), At("x", I))), p => Extract(p, "b", 2, "#Log"),
        Add(Mul(Num(2), Log(At("b"))), Log(Mul(At("b"), At("x", I)))), I);

    [Fact]
    public void Extract_exp_from_a_logarithm() => Rewrites(
        Log(Mul(Exp(Add(At("y", I), At("a"))), At("b"))), p => Extract(p, "#Exp", 1, "#Log"),
        Add(At("y", I), At("a"), Log(At("b"))), I);

    [Fact]
    public void Extract_atom_that_a_condition_makes_positive()
    {
        // log y(i) needs y > 0 for all i, also in the other term.
        Term roots = Add(Log(At("y", I)), Root(Mul(Num(2), At("y", J), At("b"))));
        Obligations read = Read(roots, I, J);
        int term = read.Difference.Terms.ToList().FindIndex(t => t.Monomial.Factors[0].Atom.Key.StartsWith("#Base", StringComparison.Ordinal));
        Step step = Extract(read.Difference, "y", 1, term: term);
        Polynomial drawn = read.Replay.Apply(read.Difference, step);
        Assert.Equal(Read(Add(Log(At("y", I)), Mul(Root(At("y", J)), Root(Mul(Num(2), At("b"))))), I, J).Difference.Key, Tidied(read.Replay, drawn).Key);
    }

    // (y b)^(1/2) is no y^(1/2) b^(1/2) where y may be negative, log likewise.
    [Fact]
    public void Extract_atom_has_to_be_positive_under_a_root_or_logarithm()
    {
        Refuses("not known to be positive", Root(Mul(At("y", I), At("b"))), p => Extract(p, "y", 1), I);
        Refuses("not known to be positive", Root(Mul(Pow(At("y", I), 2), At("b"))), p => Extract(p, "y", 2), I);
        Refuses("not known to be positive", Pow(Mul(At("y", I), At("b")), new(-3, 2)), p => Extract(p, "y", 1), I);
        Refuses("not known to be positive", Log(Mul(Pow(At("y", I), 2), At("b"))), p => Extract(p, "y", 2, "#Log"), I);
    }

    // Where the logarithm is defined, what divides its argument is not 0; a root has to be defined for what is left, too.
    [Fact]
    public void Extract_atom_that_is_not_negative()
    {
        Rewrites(
            Log(Mul(Root(Pow(At("a"), 2)), At("b"))), p => Extract(p, "#Base", Half, "#Log"),
            Add(Mul(Num(Half), Log(Pow(At("a"), 2))), Log(At("b"))));
        Rewrites(
            Root(Mul(At("M", I, C), At("x", I))), p => Extract(p, "M", 1), Mul(Root(At("M", I, C)), Root(At("x", I))), I, C);
        Rewrites(
            Log(Mul(Root(At("a")), At("b"))), p => Extract(p, "a", Half, "#Log"), Add(Mul(Num(Half), Log(At("a"))), Log(At("b"))));
        // (M y)^(1/2) is 0 for M = 0 and y = -1, and y^(1/2) is not defined there.
        Refuses("may be negative", Root(Mul(At("M", I, C), At("y", I))), p => Extract(p, "M", 1), I, C);
        Refuses("lacks the factor", Root(Add(Mul(At("R", I, C), At("b")), At("x", I))), p => Extract(p, "R", 1), I, C);
    }

    // (a² b)^(1/2) = |a| b^(1/2): for a = -1 it is no a b^(1/2).
    [Fact]
    public void Extract_square_gives_the_absolute_value()
    {
        Rewrites(Root(Mul(Pow(At("y", I), 2), At("b"))), p => Extract(p, "y", 2, rule: "extract-square"), Mul(Root(Pow(At("y", I), 2)), Root(At("b"))), I);
        Rewrites(Root(Pow(At("y", I), 6)), p => Extract(p, "y", 6, rule: "extract-square"), Pow(Pow(At("y", I), 2), new(3, 2)), I);
        Rewrites(Pow(Pow(At("y", I), 4), new(1, 4)), p => Extract(p, "y", 4, rule: "extract-square"), Root(Pow(At("y", I), 2)), I);
        Rewrites(
            Pow(Mul(Pow(At("y", I), 2), At("a")), -Half), p => Extract(p, "y", 2, rule: "extract-square"), Mul(Pow(Pow(At("y", I), 2), -Half), Pow(At("a"), -Half)), I);
        Rewrites(
            Log(Mul(Pow(At("y", I), 2), At("a"))), p => Extract(p, "y", 2, "#Log", rule: "extract-square"), Add(Log(Pow(At("y", I), 2)), Log(At("a"))), I);
        Rewrites(
            Root(Add(Mul(Pow(At("y", I), 2), At("b")), Pow(At("y", I), 4))), p => Extract(p, "y", 2, rule: "extract-square"),
            Mul(Root(Pow(At("y", I), 2)), Root(Add(At("b"), Pow(At("y", I), 2)))), I);
    }

    // (y² a)^(1/2) is 0 for y = 0 and a = -1, and a^(1/2) is not defined there.
    [Fact]
    public void Extract_square_leaves_what_may_be_negative()
    {
        Refuses("may be negative", Root(Mul(Pow(At("y", I), 2), At("W", I, C))), p => Extract(p, "y", 2, rule: "extract-square"), I, C);
        Refuses("not even", Root(Mul(Pow(At("y", I), 3), At("b"))), p => Extract(p, "y", 3, rule: "extract-square"), I);
        Refuses("not even", Root(Mul(Pow(At("y", I), 2), At("b"))), p => Extract(p, "y", 1, rule: "extract-square"), I);
        Refuses("lacks the factor", Root(Add(Pow(At("y", I), 2), At("b"))), p => Extract(p, "y", 2, term: 0, rule: "extract-square", of: 1), I);
        Refuses("lacks the factor", Root(Mul(Pow(At("y", I), 2), At("b"))), p => Extract(p, "y", 4, rule: "extract-square"), I);
        Refuses("index of the sum", Root(Sum(P, Pow(At("y", P), 2))), p => Extract(p, "y", 2, rule: "extract-square"));
        Refuses("another kind of closure", Exp(Mul(Num(2), Pow(At("y", I), 2))), p => Extract(p, "y", 2, "#Exp", rule: "extract-square"), I);
    }

    // (Σ x(p)² Σ y(q)²)^(1/2) = (Σ x(p)²)^(1/2) (Σ y(q)²)^(1/2).
    [Fact]
    public void Separate_takes_sums_over_different_indices_apart()
    {
        Term squares = Sum(P, Mul(Delta(P, I), Pow(At("x", P), 2))), total = Sum(Q, Mul(Delta(Q, I), Pow(At("x", Q), 4)));
        Rewrites(Root(Mul(squares, total)), p => Separated(p, "#Base", 0), Mul(Root(squares), Root(total)), I);
        Term first = Sum(P, Mul(Delta(P, I), Exp(At("y", P)))), second = Sum(Q, Mul(Delta(Q, J), Exp(At("y", Q))));
        Rewrites(Log(Mul(first, Num(4), second)), p => Separated(p, "#Log", 0), Add(Log(first), Log(Mul(Num(4), second))), I, J);
        Rewrites(
            Inv(Mul(Num(3), Sum(P, At("y", P)), Sum(Q, At("W", Q, C)))), p => Separated(p, "#Base", 0),
            Mul(Inv(Sum(P, At("y", P))), Inv(Mul(Num(3), Sum(Q, At("W", Q, C))))), C);
    }

    [Fact]
    public void Separate_leaves_what_may_be_negative_and_what_hangs_together()
    {
        Term squares = Sum(P, Pow(At("x", P), 2)), total = Sum(Q, At("y", Q));
        Refuses("not known to be positive", Root(Mul(total, squares)), p => Separated(p, "#Base", 0));
        Refuses("may be negative", Root(Mul(squares, total)), p => Separated(p, "#Base", 0));
        Refuses("still occurs", Inv(Sum(P, Sum(Q, Mul(At("y", P), At("B", P, Q))))), p => Separated(p, "#Base", 0));
        Refuses("no bound index", Inv(Mul(squares, total)), p => Separated(p, "#Base", 2));
        Refuses("not a product of sums", Inv(Add(squares, At("b"))), p => Separated(p, "#Base", 0));
        Refuses("not a product of sums", Inv(Mul(squares, total)), p => p.Step("separate", "#Base"));
        Refuses("another kind of closure", Exp(Mul(squares, total)), p => Separated(p, "#Exp", 0));
    }

    private static Step Separated(Polynomial p, string closure, int bound) => p.Step("separate", closure, [bound]);

    // (a b)^(-1/2) = (a b)^(1/2)/(a b): for a = b = -4 both are 1/4.
    [Fact]
    public void Lower_makes_a_root_positive() => Rewrites(
        Pow(Mul(Num(3), At("a"), Pow(At("y", I), 3)), -Half), p => p.Step("lower", "#Base"),
        Mul(Root(Mul(Num(3), At("a"), Pow(At("y", I), 3))), Num(new(1, 3)), Inv(At("a")), Pow(At("y", I), -3)), I);

    [Fact]
    public void Lower_needs_a_negative_root_of_a_single_product()
    {
        Refuses("not such a power", Root(Mul(At("a"), At("y", I))), p => p.Step("lower", "#Base"), I);
        Refuses("not such a power", Inv(Mul(Num(2), At("a"), At("y", I))), p => p.Step("lower", "#Base"), I);
        Refuses("not such a power", Pow(Add(At("a"), At("y", I)), -Half), p => p.Step("lower", "#Base"), I);
        Refuses("not such a power", Pow(Sum(P, At("x", P)), -Half), p => p.Step("lower", "#Base"));
        Refuses("another kind of closure", Exp(Add(At("a"), At("y", I))), p => p.Step("lower", "#Exp"), I);
    }

    [Fact]
    public void Extract_atom_has_to_be_in_every_term() =>
        Refuses("lacks the factor", Inv(Add(Mul(At("a"), At("y", I)), Mul(At("b"), At("y", J)))), p => Extract(p, "a", 1), I, J);

    [Theory]
    [InlineData(2)]
    [InlineData(-1)]
    [InlineData(0)]
    public void Extract_atom_has_to_be_there_in_full(int power) =>
        Refuses("lacks the factor", Inv(Mul(Num(3), At("a"), At("b"))), p => Extract(p, "a", power));

    [Fact]
    public void Extract_atom_must_not_depend_on_a_bound_index() =>
        Refuses("index of the sum", Inv(Sum(P, Mul(At("x", P), At("y", P)))), p => Extract(p, "x", 1));

    [Fact]
    public void Extract_atom_needs_a_factor()
    {
        Refuses("no such factor", Inv(Mul(Num(3), At("a"), At("b"))), p => p.Step("extract-atom", "#Base", [2], 1));
        Refuses("no such factor", Inv(Mul(Num(3), At("a"), At("b"))), p => p.Step("extract-atom", "#Base", [-1], 1));
        Refuses("no such factor", Inv(Add(At("a"), Neg(At("a")))), p => p.Step("extract-atom", "#Base", [0], 1));
        Refuses("another kind of closure", Exp(Mul(At("a"), At("b"))), p => Extract(p, "a", 1, "#Exp"));
    }

    // a^(1/2) is no number for a < 0, though (a b)^2 is one.
    [Fact]
    public void Extract_root_of_an_atom_that_may_be_negative_is_refused() =>
        Refuses("not known to be positive", Pow(Mul(At("a"), At("b"), Num(3)), 2), p => Extract(p, "a", Half));

    // If a^(1/2) stands in the body, it is known that a is not negative.
    [Fact]
    public void Extract_root_that_occurs() => Rewrites(
        Inv(Add(Mul(Root(At("a")), At("b")), Mul(At("a"), At("x", I)))), p => Extract(p, "a", Half),
        Mul(Pow(At("a"), -Half), Inv(Add(At("b"), Mul(Root(At("a")), At("x", I))))), I);

    [Theory]
    [InlineData(-2, -1)]
    [InlineData(2, 3)]
    [InlineData(6, -2)]
    public void Extract_number_of_any_sign_from_an_integer_power(int number, int power)
    {
        Term rest = Add(Mul(Num(new Rational(4, 1) / number), At("y", I)), Mul(Num(new Rational(6, 1) / number), At("b")));
        Rewrites(
            Pow(Add(Mul(Num(4), At("y", I)), Mul(Num(6), At("b"))), power),
            p => p.Step("extract-number", "#Base", [1], number), Mul(Num(Rational.Pow(number, power)), Pow(rest, power)), I);
    }

    [Fact]
    public void Extract_number_from_a_root() => Rewrites(
        Root(Add(Mul(Num(4), At("x", I)), Mul(Num(12), At("b")))), p => p.Step("extract-number", "#Base", [2], 2),
        Mul(Num(2), Root(Add(At("x", I), Mul(Num(3), At("b"))))), I);

    [Fact]
    public void Extract_number_from_a_logarithm() => Rewrites(
        Log(Mul(Num(8), At("b"))), p => p.Step("extract-number", "#Log", [3], 2), Add(Mul(Num(3), Log(Num(2))), Log(At("b"))));

    // log(c^k P)^2 = (k log c + log P)^2.
    [Fact]
    public void Extract_number_from_a_power_of_a_logarithm() => Rewrites(
        Pow(Log(Mul(Num(8), At("b"))), 2), p => p.Step("extract-number", "#Log", [3], 2),
        Pow(Add(Mul(Num(3), Log(Num(2))), Log(At("b"))), 2));

    [Fact]
    public void Extract_number_has_to_be_positive_under_a_root_or_logarithm()
    {
        Refuses("not positive", Root(Add(At("x", I), At("b"))), p => p.Step("extract-number", "#Base", [1], -1), I);
        Refuses("not positive", Root(Add(At("x", I), At("b"))), p => p.Step("extract-number", "#Base", [2], -1), I);
        Refuses("not positive", Log(Mul(Num(4), At("b"))), p => p.Step("extract-number", "#Log", [2], -2));
    }

    [Fact]
    public void Extract_number_has_to_be_one()
    {
        Refuses("no such factor", Inv(Add(At("x", I), At("b"))), p => p.Step("extract-number", "#Base", [1], 0), I);
        Refuses("no such factor", Inv(Add(At("x", I), At("b"))), p => p.Step("extract-number", "#Base", [0], 2), I);
        Refuses("no such factor", Inv(Add(At("b"), Neg(At("b")))), p => p.Step("extract-number", "#Base", [1], 2));
        Refuses("too large", Inv(Add(At("x", I), At("b"))), p => p.Step("extract-number", "#Base", [2_000_000], 2), I);
        Refuses("another kind of closure", Exp(Mul(Num(2), At("b"))), p => p.Step("extract-number", "#Exp", [1], 2));
    }


    private static Step Extract(
        Polynomial p, string head, Rational power, string closure = "#Base", int term = 0, string rule = "extract-atom", int of = 0)
    {
        var c = (Closure)p.Terms[term].Monomial.Factors[p.Place(closure, term)].Atom;
        int place = c.Body.Terms[of].Monomial.Factors.ToList().FindIndex(f => f.Atom.Head.StartsWith(head, StringComparison.Ordinal));
        return p.Step(rule, closure, [place, of], power, term);
    }
}
