using DerivationKit.Kernel;
using DerivationKit.Tests.Kernel.Exact;
using static DerivationKit.Tests.Kernel.Exact.Bench;
using static DerivationKit.Tests.Kernel.Exact.Terms;

namespace DerivationKit.Tests.Kernel.Rules;

public class IndexRuleTests
{
    [Fact]
    public void Rename_moves_each_index_to_its_place()
    {
        // p is bound last, so it has the ordinal 2: c, q, p become q, p, c.
        Term before = Sum(P, Sum(Q, Sum(C, Mul(At("B", P, Q), At("W", Q, C)))));
        Term after = Sum(C, Sum(P, Sum(Q, Mul(At("B", P, Q), At("W", Q, C)))));
        Rewrites(before, _ => Step.Of("rename", 0, -1, 2, 0, 1), after);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 2)]
    [InlineData(-1, 0)]
    public void Rename_needs_a_permutation(int first, int second) =>
        Refuses("no permutation", Sum(P, Sum(Q, At("B", P, Q))), _ => Step.Of("rename", 0, -1, first, second));

    [Fact]
    public void Rename_needs_a_place_for_every_index() =>
        Refuses("lacks data", Sum(P, Sum(Q, At("B", P, Q))), _ => Step.Of("rename", 0, -1, 0));

    [Fact]
    public void Substitute_sums_over_a_delta() =>
        Rewrites(Sum(P, Mul(Delta(P, I), At("B", P, J))), p => p.Step("substitute", "#delta", [0]), At("B", I, J), I, J);

    [Fact]
    public void Substitute_reaches_into_closures() => Rewrites(
        Sum(P, Mul(Delta(P, I), Exp(At("y", P)), Inv(Add(At("a"), At("x", P))))),
        p => p.Step("substitute", "#delta", [0]), Mul(Exp(At("y", I)), Inv(Add(At("a"), At("x", I)))), I);

    [Fact]
    public void Substitute_joins_two_bound_indices() => Rewrites(
        Sum(P, Sum(Q, Mul(Delta(P, Q), At("B", P, Q)))), p => p.Step("substitute", "#delta", [1]), Sum(P, At("B", P, P)));

    [Fact]
    public void Substitute_needs_an_index_of_the_delta() =>
        Refuses("does not hold the index", Sum(P, Mul(Delta(I, J), At("y", P))), p => p.Step("substitute", "#delta", [0]), I, J);

    [Fact]
    public void Substitute_needs_a_bound_index() =>
        Refuses("no bound index", Mul(Delta(I, J), At("y", I)), p => p.Step("substitute", "#delta", [0]), I, J);

    [Fact]
    public void Substitute_needs_a_delta() =>
        Refuses("of another kind", Sum(P, Mul(Delta(P, I), At("B", P, J))), p => p.Step("substitute", "B", [0]), I, J);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Identify_writes_one_index_of_the_delta_as_the_other(int end)
    {
        Index kept = end == 0 ? J : I;
        Rewrites(
            Mul(Delta(I, J), At("B", I, J), At("y", I)), p => p.Step("identify", "#delta", [end]),
            Mul(Delta(I, J), At("B", kept, kept), At("y", kept)), I, J);
    }

    [Fact]
    public void Identify_needs_a_delta() =>
        Refuses("of another kind", Mul(Delta(I, J), At("B", I, J)), p => p.Step("identify", "B", [0]), I, J);

    [Fact]
    public void Cardinality_counts_a_named_dimension() => Rewrites(
        Sum(C, Sum(P, At("y", P))), _ => Step.Of("cardinality", 0, -1, 1), Mul(Sum(P, At("y", P)), Size(K)));

    [Fact]
    public void Cardinality_counts_a_fixed_dimension() => Rewrites(
        Sum(new("t", Dimension.Of(5)), At("y", I)), _ => Step.Of("cardinality", 0, -1, 0), Mul(Num(5), At("y", I)), I);

    [Fact]
    public void Cardinality_needs_an_index_that_does_not_occur() =>
        Refuses("still occurs", Sum(P, At("y", P)), _ => Step.Of("cardinality", 0, -1, 0));

    [Fact]
    public void Cardinality_sees_an_index_inside_a_closure() =>
        Refuses("still occurs", Sum(P, Exp(Mul(Num(2), At("y", P)))), _ => Step.Of("cardinality", 0, -1, 0));

    [Theory]
    [InlineData("cardinality", 1, 0, 0, "no term 1")]
    [InlineData("cardinality", -1, 0, 0, "no term -1")]
    [InlineData("cardinality", 0, -1, 1, "no bound index 1")]
    [InlineData("identify", 0, 2, 0, "no factor 2")]
    [InlineData("identify", 0, -1, 0, "no factor -1")]
    [InlineData("given", 0, -1, -1, "no such equation")]
    [InlineData("given", 0, -1, 99, "no such equation")]
    [InlineData("clear", 0, 0, 0, "no rule clear")]
    [InlineData("induction", 0, 0, 0, "no rule induction")]
    public void A_step_that_points_nowhere_is_refused(string rule, int term, int factor, int data, string reason) =>
        Refuses(reason, Sum(P, Mul(At("A", P, I), At("y", P))), _ => Step.Of(rule, term, factor, data), I);

    // 2^3 is a number, the root of 2 is none.
    [Fact]
    public void The_size_of_a_fixed_dimension_is_a_number_in_whole_powers()
    {
        Assert.Equal(new Rational(8, 1), Polynomial.Single([], 1, new Factor(new SizeAtom(Two), 3)).Constant);
        Assert.Equal(new Rational(1, 2), Polynomial.Single([], 1, new Factor(new SizeAtom(Two), -1)).Constant);
        Assert.Null(Polynomial.Single([], 1, new Factor(new SizeAtom(Two), new(1, 2))).Constant);
    }
}
