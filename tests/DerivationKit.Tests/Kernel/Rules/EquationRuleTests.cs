using System.Collections.Immutable;
using DerivationKit.Kernel;
using DerivationKit.Tests.Kernel.Exact;
using static DerivationKit.Tests.Kernel.Exact.Bench;
using static DerivationKit.Tests.Kernel.Exact.Terms;

namespace DerivationKit.Tests.Kernel.Rules;

public class EquationRuleTests
{
    // The equations of the bench, in the order of its tensors, and the term that leads each.
    private const int Symmetric = 0, OneHotBits = 1, OneHotProduct = 2, OneHotSum = 3, MaskBits = 4, Columns = 5, Rows = 6, StochasticSum = 9, SquareSum = 10;
    private const int Lead = 1;

    private static readonly Slot P0 = Slot.Parameter(0), P1 = Slot.Parameter(1), P2 = Slot.Parameter(2), B0 = Slot.Bound(0), B1 = Slot.Bound(1);

    private static readonly Term Total = Sum(P, At("x", P));

    private static Step Given(int equation, ImmutableArray<Slot> slots, ImmutableArray<int> bound = default, int lead = Lead, int factor = -1) =>
        new("given", 0, factor, [equation, .. slots.Select(s => s.IsBound ? s.Ordinal : -1 - s.Ordinal), lead, .. bound.IsDefault ? [] : bound], default, []);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(-1)]
    public void An_equation_of_an_atom_holds_in_any_power(int power) => Rewrites(
        Mul(Pow(At("A", I, J), power), At("y", I)), p => Given(Symmetric, [P0, P1], lead: 0, factor: p.Place("A")),
        Mul(Pow(At("A", J, I), power), At("y", I)), I, J);

    [Fact]
    public void One_factor_of_a_power_may_be_replaced() => Rewrites(
        Pow(At("A", I, J), 2), _ => Given(Symmetric, [P0, P1], lead: 0), Mul(At("A", I, J), At("A", J, I)), I, J);

    [Fact]
    public void An_equation_is_of_its_own_tensor()
    {
        foreach (string tensor in (string[])["B", "O", "S"])
        {
            Refuses("not there in full", At(tensor, I, J), _ => Given(Symmetric, [P0, P1], lead: 0), I, J);
            Refuses("another atom", At(tensor, I, J), _ => Given(Symmetric, [P0, P1], lead: 0, factor: 0), I, J);
        }
    }

    [Fact]
    public void A_power_is_of_a_single_atom()
    {
        Refuses("the leading term is no atom", Pow(At("M", I, C), -2), _ => Given(MaskBits, [P0, P1], factor: 0), I, C);
        Refuses("another atom", Pow(At("A", I, J), -1), _ => Given(Symmetric, [P1, P0], lead: 0, factor: 0), I, J);
    }

    [Theory]
    [InlineData("H", 2)]
    [InlineData("H", 5)]
    [InlineData("M", 3)]
    public void Entries_0_and_1_lower_a_natural_power(string tensor, int power) => Rewrites(
        Pow(At(tensor, I, C), power), _ => Given(tensor == "H" ? OneHotBits : MaskBits, [P0, P1]), Pow(At(tensor, I, C), power - 1), I, C);

    // What divides is not 0: M^-1 = M^-3·M^2 = M^-3·M.
    [Fact]
    public void A_power_that_divides_is_extended()
    {
        Obligations read = Read(Pow(At("M", I, C), -1), I, C);
        Assert.Equal(Read(Pow(At("M", I, C), -2), I, C).Difference.Key, read.Replay.Apply(read.Difference, Given(MaskBits, [P0, P1])).Key);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 2)]
    [InlineData(1, 2)]
    public void A_power_has_to_be_there_in_full(int numerator, int denominator) =>
        Refuses("not there in full", Pow(At("M", I, C), new Rational(numerator, denominator)), _ => Given(MaskBits, [P0, P1]), I, C);

    [Fact]
    public void Two_entries_of_a_one_hot_row_are_of_one_column() => Rewrites(
        Mul(At("H", I, C), At("H", I, E), At("W", I, E)), _ => Given(OneHotProduct, [P0, P1, P2]),
        Mul(At("H", I, C), Delta(C, E), At("W", I, E)), I, C, E);

    // At j = k the leading term H(i,j) H(i,k) is H(i,j)^2, one factor.
    [Fact]
    public void Two_factors_of_the_leading_term_may_be_one()
    {
        Rewrites(Pow(At("H", I, C), 2), _ => Given(OneHotProduct, [P0, P1, P1]), At("H", I, C), I, C);
        Refuses("not there in full", At("H", I, C), _ => Given(OneHotProduct, [P0, P1, P1]), I, C);
    }

    [Fact]
    public void Parameters_stand_for_one_slot_each()
    {
        Refuses("not there in full", Mul(At("H", I, C), At("H", J, E)), _ => Given(OneHotProduct, [P0, P2, Slot.Parameter(3)]), I, J, C, E);
        Refuses("not there in full", Mul(At("H", I, C), At("M", I, E)), _ => Given(OneHotProduct, [P0, P1, P2]), I, C, E);
        Refuses("wrong dimension", Mul(At("H", I, C), At("H", I, E)), _ => Given(OneHotProduct, [P1, P0, P2]), I, C, E);
        Refuses("no such parameter", Mul(At("H", I, C), At("H", I, E)), _ => Given(OneHotProduct, [P0, P1, Slot.Parameter(3)]), I, C, E);
        Refuses("no bound index", Mul(At("H", I, C), At("H", I, E)), _ => Given(OneHotProduct, [P0, P1, B0]), I, C, E);
        Refuses("no such term", At("H", I, C), _ => Given(OneHotSum, [P0], lead: 2), I, C);
        Refuses("no such term", At("H", I, C), _ => Given(OneHotSum, [P0], lead: -1), I, C);
        Refuses("lacks data", At("H", I, C), _ => Given(OneHotSum, [P0]), I, C);
        Refuses("lacks data", At("H", I, C), _ => Step.Of("given", 0, -1, OneHotSum), I, C);
    }

    [Theory]
    [InlineData("R", StochasticSum)]
    [InlineData("H", OneHotSum)]
    public void A_row_is_summed(string tensor, int equation) => Rewrites(
        Sum(C, Mul(At("y", I), At(tensor, I, C))), _ => Given(equation, [P0], [0]), At("y", I), I);

    [Fact]
    public void Other_indices_stay() => Rewrites(
        Sum(C, Sum(P, Sum(E, Mul(At("R", P, C), At("W", P, E))))), p => Given(StochasticSum, [Bound(p, "R", 0)], [Bound(p, "R", 1).Ordinal]),
        Sum(P, Sum(E, At("W", P, E))));

    // The row is summed alone, over its whole column index, not over the diagonal.
    [Fact]
    public void A_removed_index_is_no_parameter()
    {
        Refuses("still occurs", Sum(P, At("S", P, P)), _ => Given(SquareSum, [B0], [0]));
        Refuses("not there in full", Sum(P, At("S", P, I)), _ => Given(SquareSum, [P0], [0]), I);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-1)]
    public void A_row_of_other_powers_is_not_summed(int power) =>
        Refuses("still occurs", Sum(C, Pow(At("R", I, C), power)), _ => Given(StochasticSum, [P0], [0]), I);

    [Fact]
    public void A_removed_index_occurs_nowhere_else()
    {
        foreach (Term other in (Term[])[At("W", I, C), At("M", I, C), Delta(C, E), Exp(Mul(Num(2), At("W", I, C))), At("R", J, C)])
        {
            Refuses("still occurs", Sum(C, Mul(At("R", I, C), other)), _ => Given(StochasticSum, [P0], [0]), I, J, E);
        }

        Refuses("still occurs", Sum(P, Mul(At("O", P, I), At("O", P, J), At("y", P))), _ => Given(Columns, [P0, P1], [0]), I, J);
    }

    [Fact]
    public void Orthogonal_columns_and_rows_are_contracted()
    {
        Rewrites(Sum(P, Mul(At("O", P, I), At("O", P, J))), _ => Given(Columns, [P0, P1], [0]), Delta(I, J), I, J);
        Rewrites(Sum(P, Mul(At("O", I, P), At("O", J, P))), _ => Given(Rows, [P0, P1], [0]), Delta(I, J), I, J);
        Rewrites(Sum(P, Pow(At("O", P, I), 2)), _ => Given(Columns, [P0, P0], [0]), Num(1), I);
        Rewrites(Sum(P, Pow(At("O", I, P), 2)), _ => Given(Rows, [P0, P0], [0]), Num(1), I);
    }

    [Fact]
    public void Orthogonal_slots_have_to_match()
    {
        Refuses("not there in full", Sum(P, Mul(At("O", I, P), At("O", P, J))), _ => Given(Columns, [P0, P1], [0]), I, J);
        Refuses("not there in full", Sum(P, Mul(At("B", P, I), At("O", P, J))), _ => Given(Columns, [P0, P1], [0]), I, J);
        Refuses("still occurs", Sum(P, Pow(At("O", P, P), 2)), _ => Given(Columns, [B0, B0], [0]));
        Refuses("no bound index", Mul(At("O", Q, I), At("O", Q, J)), _ => Given(Columns, [P0, P1], [0]), I, J, Q);
        Refuses("still occurs", Sum(P, Pow(At("O", P, I), 4)), _ => Given(Columns, [P0, P0], [0]), I);
    }

    // d^q·B(i,j) = d^q·A(i,j) gives B(i,j) = A(i,j) where d is known not to be 0; a power that is no integer may be undefined, unless d is positive.
    [Theory]
    [InlineData("b", 1, 1, true)]
    [InlineData("b", -3, 2, true)]
    [InlineData("a", 1, 1, false)]
    [InlineData("c", 2, 1, true)]
    [InlineData("c", -1, 1, true)]
    [InlineData("c", 1, 2, false)]
    public void What_is_not_0_is_divided_by(string divisor, int numerator, int denominator, bool holds)
    {
        Term power = Pow(At(divisor), new Rational(numerator, denominator));
        Condition given = new(ConditionKind.Zero, Add(Mul(power, At("B", I, J)), Mul(Num(-1), power, At("A", I, J))));
        Obligations read = Obligations.Of(new(
            [.. Declarations, new("c", [])], [I, J], At("B", I, J), Num(0), [.. Bench.Given, new(ConditionKind.NonZero, At("c")), given]));
        int number = read.Replay.Equations.Length - 1;
        int lead = read.Replay.Equations[number].Terms.ToList().FindIndex(t => t.Monomial.Factors.Any(f => f.Atom.Key.StartsWith("B(", StringComparison.Ordinal)));
        Step step = Given(number, [P0, P1], lead: lead);
        if (holds)
        {
            Assert.Equal(Read(At("A", I, J), I, J).Difference.Key, read.Replay.Apply(read.Difference, step).Key);
        }
        else
        {
            Assert.Contains("may be 0", Assert.Throws<KernelException>(() => read.Replay.Apply(read.Difference, step)).Message);
        }
    }

    [Fact]
    public void An_equation_may_be_rewritten_first()
    {
        // 0 = A(i,j) - A(j,i), of which the second term is turned: 0 = 0 is of no use.
        Refuses("no such term", At("A", I, J), _ => Given(Symmetric, [P0, P1], lead: 0) with { Inner = [Given(Symmetric, [P1, P0], lead: 0) with { Term = 1 }] }, I, J);
        Refuses("no rule clear", At("A", I, J), _ => Given(Symmetric, [P0, P1], lead: 0) with { Inner = [Step.Of("clear", 0, 0)] }, I, J);
    }

    [Fact]
    public void Fold_cancels_the_sum_that_a_denominator_is() =>
        Rewrites(Mul(Sum(P, At("x", P)), Inv(Total), At("y", I)), p => p.Step("fold", "#Base", [0, 0]), At("y", I), I);

    // (2s + a)^(-1) s = 1/2 - a/2 (2s + a)^(-1).
    [Fact]
    public void Fold_leaves_the_other_terms()
    {
        Term sum = Add(Mul(Num(2), Total), At("a"));
        Rewrites(
            Mul(Inv(sum), Total, At("b")),
            p => p.Step("fold", "#Base", [LeadOf(p, "x"), 0]),
            Add(Mul(Num(new(1, 2)), At("b")), Mul(Num(new(-1, 2)), Inv(sum), At("a"), At("b"))));
    }

    // The leading term is one without a sum: (y(i) + a)^(-1) y(i)^2 = y(i) - a (y(i) + a)^(-1) y(i).
    [Fact]
    public void Fold_takes_a_part_of_a_power() => Rewrites(
        Mul(Inv(Add(At("y", I), At("a"))), Pow(At("y", I), 2)), p => p.Step("fold", "#Base", [LeadOf(p, "y")]),
        Add(At("y", I), Mul(Num(-1), Inv(Add(At("y", I), At("a"))), At("a"), At("y", I))), I);

    [Fact]
    public void Fold_needs_the_pattern_in_full()
    {
        Refuses("no such term", Mul(Total, Inv(Total)), p => p.Step("fold", "#Base", [1, 0]));
        Refuses("no such term", Mul(Total, Inv(Total)), p => p.Step("fold", "#Base", [-1, 0]));
        Refuses("no bound index", Mul(Total, Inv(Total)), p => p.Step("fold", "#Base", [0, 1]));
        Refuses("still occurs", Mul(Sum(P, At("y", P)), Inv(Total)), p => p.Step("fold", "#Base", [0, 0]));
        Refuses("still occurs", Mul(Sum(P, Inv(At("x", P))), Inv(Total)), p => p.Step("fold", "#Base", [0, 0]));
        Refuses("another kind of closure", Mul(Total, Exp(Add(At("a"), Num(2)))), p => p.Step("fold", "#Exp", [0, 0]));
    }

    // Σ x(p) y(p)/Σ x(p) is no Σ y(p): the index occurs elsewhere, be it in an atom, a closure or the denominator itself.
    [Fact]
    public void Fold_needs_indices_that_occur_nowhere_else()
    {
        foreach (Term other in (Term[])[At("y", P), At("x", P), Exp(Mul(Num(2), At("y", P))), Delta(P, I)])
        {
            Refuses("still occurs", Sum(P, Mul(At("x", P), other, Inv(Total))), p => p.Step("fold", "#Base", [0, 0]), I);
        }

        Refuses("still occurs", Sum(P, Mul(At("W", P, C), Inv(Sum(Q, Add(At("W", Q, C), At("x", P)))))), p => p.Step("fold", "#Base", [LeadOf(p, "W"), 0]), C);
    }

    [Fact]
    public void Fold_needs_different_indices_of_the_right_dimension()
    {
        Term pairs = Sum(P, Sum(Q, At("B", P, Q)));
        Refuses("one index for two", Mul(Sum(P, At("B", P, P)), Inv(pairs)), p => p.Step("fold", "#Base", [0, 0, 0]));
        Term rows = Sum(C, At("W", I, C));
        Refuses("wrong dimension", Sum(P, Mul(At("W", P, C), Inv(rows))), p => p.Step("fold", "#Base", [0, 0]), I, C);
    }

    // The pattern B(i,p) B(j,p) is B(i,p)^2 at i = j, which is another factor.
    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public void Fold_sees_two_factors_of_the_pattern_that_have_become_one(int power, bool folds)
    {
        Term denominator = Sum(P, Mul(At("B", I, P), At("B", J, P)));
        Obligations read = Read(Mul(Delta(I, J), Sum(Q, Pow(At("B", I, Q), power)), Inv(denominator)), I, J);
        Polynomial joined = read.Replay.Apply(read.Difference, read.Difference.Step("identify", "#delta", [1]));
        Step step = joined.Step("fold", "#Base", [0, 0]);
        if (folds)
        {
            Polynomial folded = read.Replay.Apply(joined, step);
            Assert.Equal(Read(Delta(I, J), I, J).Difference.Key, folded.Key);
            Assert.NotEqual(0, Agreements(read, joined, folded));
        }
        else
        {
            Assert.Throws<KernelException>(() => read.Replay.Apply(joined, step));
        }
    }

    private static Slot Bound(Polynomial p, string head, int slot) => p.Terms[0].Monomial.Factors[p.Place(head)].Atom.Slots[slot];

    // Which term of the closure's body has a factor with that head.
    private static int LeadOf(Polynomial p, string head)
    {
        var closure = (Closure)p.Terms[0].Monomial.Factors[p.Place("#Base")].Atom;
        return closure.Body.Terms.ToList().FindIndex(t => t.Monomial.Factors.Any(f => f.Atom.Head == head));
    }
}
