using System.Collections.Immutable;
using DerivationKit.Kernel;
using DerivationKit.Tests.Kernel.Exact;
using static DerivationKit.Tests.Kernel.Exact.Bench;
using static DerivationKit.Tests.Kernel.Exact.Terms;

namespace DerivationKit.Tests.Kernel;

// Signs that follow from the parts of a term, and those that seem to.
public class PositivityTests
{
    private static readonly Declaration X = new("X", [N, N]), V = new("V", [N, K, N, K]), F3 = new("F", [N, N, N]);

    // x is positive, y is not known; X is given to be semidefinite and invertible.
    private static ImmutableArray<Condition> Conditions(Term left, params ImmutableArray<Condition> given) =>
        Obligations.Of(new([.. Declarations, X, V, F3], [I, J, P], left, left, [.. Given, .. given])).Conditions;

    private static readonly Condition Semidefinite = new(ConditionKind.Semidefinite, At("X", I, J)), Invertible = new(ConditionKind.NonZero, Det(At("X", R, S)));

    private static void Follows(Term left, params ImmutableArray<Condition> given) => Assert.Empty(Conditions(left, given));

    private static void DoesNotFollow(Term left, params ImmutableArray<Condition> given) => Assert.NotEmpty(Conditions(left, given));

    // A∘V for A = (1, 2; 1, 1) and V = (2, 1; 1, 1) over n = 2, k = 1: no entry of A is 0 and det(V) = 1, but det(A∘V) = 0.
    [Fact]
    public void An_entrywise_product_of_matrices_over_pairs_may_be_singular()
    {
        Condition entries = new(ConditionKind.NonZero, At("X", I, J)), invertible = new(ConditionKind.NonZero, DetOfPairs(At("V", R, C, S, E)));
        Term determinant = DetOfPairs(Mul(At("X", R, S), At("V", R, C, S, E)));
        World world = World.Of(
            SizesOf(2, 1), ("X 0 0", 1), ("X 0 1", 2), ("X 1 0", 1), ("X 1 1", 1),
            ("V 0 0 0 0", 2), ("V 0 0 1 0", 1), ("V 1 0 0 0", 1), ("V 1 0 1 0", 1));
        Assert.All([entries, invertible], given => Assert.True(Holds(given, world, [X, V])));
        Assert.False(Holds(new(ConditionKind.NonZero, determinant), world, [X, V]));
        DoesNotFollow(Inv(determinant), entries, invertible);

        // A factor of the row alone, or of the column, multiplies by a diagonal.
        Follows(Inv(DetOfPairs(Mul(At("x", R), At("W", S, E), At("V", R, C, S, E)))), new(ConditionKind.NonZero, At("W", S, E)), invertible);
        DoesNotFollow(Inv(DetOfPairs(Mul(At("y", R), At("V", R, C, S, E)))), invertible);
    }

    // X·B = c·1 says that neither determinant is 0, if c is not 0 and X and B are square.
    [Fact]
    public void The_factors_of_a_multiple_of_1_are_invertible()
    {
        Term product = Sum(P, Mul(At("X", I, P), At("B", P, J))), unit = Mul(Num(-2), Delta(I, J));
        foreach (Term zero in (Term[])[Add(product, unit), Add(unit, product), Add(Mul(Num(3), product), Mul(Num(-1), unit)), Add(Delta(I, J), Mul(Num(-1), product))])
        {
            Follows(Add(Inv(Det(At("X", R, S))), Inv(Det(At("B", R, S)))), new Condition(ConditionKind.Zero, zero));
            DoesNotFollow(Inv(Det(At("A", R, S))), new Condition(ConditionKind.Zero, zero));
        }

        Term gram = Sum(C, Mul(At("W", I, C), At("W", J, C)));
        Follows(Inv(Det(Sum(C, Mul(At("W", R, C), At("W", S, C))))), new Condition(ConditionKind.Zero, Add(gram, unit)));
        DoesNotFollow(Inv(new Determinant(Tensor([C, E], Sum(P, Mul(At("W", P, C), At("W", P, E)))))), new Condition(ConditionKind.Zero, Add(gram, unit)));
        foreach (Term zero in (Term[])[Add(product, Mul(Num(0), Delta(I, J))), Add(At("X", I, I), Mul(Num(-1), Delta(I, I))), Add(product, unit, At("B", I, J)), Add(product, Mul(At("y", P), Delta(I, J))), product])
        {
            DoesNotFollow(Inv(Det(At("X", R, S))), new Condition(ConditionKind.Zero, zero));
        }
    }

    [Fact]
    public void A_definite_matrix_has_a_positive_determinant()
    {
        Term form = Add(At("X", R, S), Mul(At("y", R), At("y", S)));
        Follows(Log(Det(form)), Semidefinite, Invertible);
        Follows(Log(Det(Add(Mul(At("x", P), At("X", R, S)), Mul(At("y", R), At("y", S))))), Semidefinite, Invertible);
        DoesNotFollow(Log(Det(form)), Semidefinite);
        DoesNotFollow(Log(Det(Add(Mul(Pow(At("y", P), 2), At("X", R, S)), Mul(At("y", R), At("y", S))))), Semidefinite, Invertible);

        // y(r)² δ(r,s), x(r) x(s), (sum_c W(r,c) W(s,c)): semidefinite, but not known to be definite.
        DoesNotFollow(Log(Det(Mul(At("y", R), At("y", S), Delta(R, S)))));
        DoesNotFollow(Log(Det(Mul(At("x", R), At("x", S)))));
        DoesNotFollow(Log(Det(Mul(At("x", R), At("x", S), At("X", R, S)))), Semidefinite, Invertible);
        DoesNotFollow(Log(Det(Sum(C, Mul(At("W", R, C), At("W", S, C))))));

        // What is known of the sum in brackets is not looked into: that it is semidefinite is.
        DoesNotFollow(Log(Det(Mul(At("X", R, S), Add(At("X", R, S), Mul(At("y", R), At("y", S)))))), Semidefinite, Invertible);
        DoesNotFollow(Log(Det(Mul(At("X", R, S), At("X", S, I), At("X", I, R)))), Semidefinite, Invertible);
        DoesNotFollow(Log(Det(Add(At("A", R, S), Mul(At("y", R), At("y", S))))), new Condition(ConditionKind.NonZero, Det(At("A", R, S))));
    }

    // A(r,s;i) for another matrix at each i is no matrix over i.
    [Fact]
    public void An_inverse_is_a_form_over_its_row_and_column()
    {
        Term Form(Term matrix) => Root(Sum(I, Sum(J, Mul(At("y", I), matrix, At("y", J)))));
        Follows(Form(Inverse(Mul(At("X", R, S), At("x", P)), I, J)), Semidefinite, Invertible, new(ConditionKind.NonZero, Det(Mul(At("X", R, S), At("x", P)))));
        DoesNotFollow(Form(Inverse(Mul(At("X", R, S), At("x", J)), P, I)), Semidefinite, Invertible);
        DoesNotFollow(Form(Inverse(Mul(At("X", R, S), At("x", I)), J, P)), Semidefinite, Invertible);
        DoesNotFollow(Form(Inverse(At("A", R, S), I, J)));
    }

    // [i >= p] is 1 for some p; [i >= p] [p >= j] is not for i < j, and δ(p,q) neither.
    [Fact]
    public void A_sum_with_a_mask_has_a_term_that_is_not_zero()
    {
        Follows(Inv(Sum(P, Mul(Causal(I, P), At("x", P)))));
        DoesNotFollow(Inv(Sum(P, Mul(Causal(I, P), Causal(P, J), At("x", P)))));
        DoesNotFollow(Inv(Sum(P, Mul(Causal(I, P), Pow(At("y", P), 2)))));
        Follows(Inv(Sum(P, Mul(Causal(I, P), Pow(At("y", P), 2)))), new Condition(ConditionKind.NonZero, At("y", I)));
        DoesNotFollow(Inv(Sum(P, Mul(Causal(I, P), Pow(At("y", P), 3)))), new Condition(ConditionKind.NonZero, At("y", I)));
        Follows(Inv(Sum(P, Sum(Q, Mul(Causal(I, P), Causal(J, Q), At("x", P))))));
        DoesNotFollow(Inv(Mul(Causal(I, J), At("x", I))));
    }

    // An equation or a form is given or not: no structure shows it.
    [Theory]
    [InlineData(ConditionKind.Zero)]
    [InlineData(ConditionKind.Semidefinite)]
    public void Equations_and_forms_are_not_decided(ConditionKind kind)
    {
        Obligations read = Read(Delta(I, J), I, J);
        Assert.False(read.Replay.Positivity.Is(kind, read.Difference));
        Assert.False(read.Replay.Positivity.Is(kind, Read(Num(0), I, J).Difference));
    }

    // (y(i) z(i,j)) (y(j) z(j,i)): each factor is the other one's image; z(i,j) z(j,i) of one matrix is not a product of two halves.
    [Fact]
    public void A_factor_that_is_its_own_image_is_no_half()
    {
        DoesNotFollow(Root(Sum(I, Sum(J, Mul(At("A", I, J), At("y", I), At("y", J))))));
        DoesNotFollow(Root(Sum(I, Sum(J, Mul(Delta(I, J), At("F", I, P, J))))));
        DoesNotFollow(Root(Sum(I, Sum(J, At("F", I, I, J)))));
        Follows(Root(Sum(I, Sum(J, Mul(Pow(At("X", I, J), 3), At("y", I), At("y", J))))), Semidefinite);
        DoesNotFollow(Root(Sum(I, Sum(J, Mul(Inv(At("X", I, J)), At("y", I), At("y", J))))), Semidefinite, new(ConditionKind.NonZero, At("X", I, J)));
    }

    // The root of a sum of squares, to a power, has a derivative where the sum is 0; that of anything else has none.
    [Fact]
    public void A_power_of_a_root_is_differentiated_where_the_radicand_is_a_sum_of_squares()
    {
        Formal a = new("a", []);
        Term Derivative(Term radicand) => D(a, Pow(Root(radicand), 2), Tensor([], At("a")), Tensor([], Num(1)));
        Follows(Derivative(Mul(Size(N), Pow(At("a"), 2))));
        Follows(Derivative(Add(Num(0), Sum(P, Pow(Mul(At("a"), At("y", P)), 4)))));
        DoesNotFollow(Derivative(Mul(Num(-1), Pow(At("a"), 2))));
        DoesNotFollow(Derivative(Pow(At("a"), 3)));
        DoesNotFollow(Derivative(Pow(At("a"), -2)));
        DoesNotFollow(Derivative(Pow(At("a"), new(1, 2))));
        DoesNotFollow(D(a, Pow(Pow(Pow(At("a"), 2), -1), 2), Tensor([], At("a")), Tensor([], Num(1))));
        DoesNotFollow(D(a, Pow(Root(Pow(At("a"), 2)), -2), Tensor([], At("a")), Tensor([], Num(1))));
    }
}
