using System.Collections.Immutable;
using DerivationKit.Kernel;
using DerivationKit.Tests.Kernel.Exact;
using static DerivationKit.Tests.Kernel.Exact.Bench;
using static DerivationKit.Tests.Kernel.Exact.Terms;

namespace DerivationKit.Tests.Kernel.Rules;

// Matrices are strictly triangular where values are compared: their exponentials are rational.
public class ExponentialRuleTests
{
    private static readonly Term One = Delta(R, S);

    // B above the diagonal, at a row and a column.
    private static Term Upper(Index row, Index column) => Mul(At("B", row, column), Add(Num(1), Neg(Causal(row, column))));

    // A step changes the term into one of the same value.
    private static Polynomial Applies(Term before, Func<Polynomial, Step> step, params ImmutableArray<Index> free) => Changes(before, step, worlds: 4, free);

    // D exp(X)[E] is the coefficient of ε of exp(X + ε E), and so on for derivatives of that.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void The_derivative_is_that_of_the_series(int order)
    {
        Formal x = new("X", [N, N]);
        Term body = Expm(Mul(At("X", R, S), Add(Num(1), Neg(Causal(R, S)))), I, J);
        for (int k = 0; k < order; k++)
        {
            body = D(x, body, Tensor([R, S], k == order - 1 ? At("B", R, S) : At("X", R, S)), Tensor([R, S], Mul(At("S", R, S), At("B", R, S))));
        }

        Obligations read = Read(body, I, J);
        int compared = 0;
        foreach (World world in Worlds(4))
        {
            foreach (ImmutableArray<int> at in world.Tuples([N, N]))
            {
                Rational expected = TermValue.Of(body, world, Declarations, [I, J], at);
                Assert.Equal(expected, PolynomialValue.Of(read.Difference, world, at));
                compared += expected.IsZero ? 0 : 1;
            }
        }

        Assert.NotEqual(0, compared);
    }

    [Fact]
    public void Indices_come_in_pairs() =>
        Assert.Contains("at pairs of indices", Assert.Throws<KernelException>(() => Read(Expm(At("B", R, S), I, J, P), I, J, P)).Message);

    [Fact]
    public void Rows_take_one_index() => Assert.Contains("one index for its rows", Assert.Throws<KernelException>(() =>
        Read(new MatrixExponential(Tensor([I, C, J, E], Mul(At("W", I, C), At("W", J, E))), [P, Q]), P, Q)).Message);

    // exp(sB)·exp((1-s)B) = exp(B), and of three times the sum of two is split off.
    [Fact]
    public void Join_merges_two_pairs()
    {
        Polynomial done = Applies(Sum(P, Expm(Upper(R, S), I, P, P, J)), p => p.Step("join-times", "#MatrixExp", [0]), I, J);
        Assert.Equal(Read(Expm(Upper(R, S), I, J), I, J).Difference.Key, done.Key);
        Assert.Equal(2, Applies(Sum(P, Expm(Upper(R, S), I, P, P, J, J, I)), p => p.Step("join-times", "#MatrixExp", [0]), I, J).Terms.Length);
        Applies(Sum(P, Expm(Upper(R, S), P, I, I, J, J, P)), p => p.Step("join-times", "#MatrixExp", [0]), I, J);
    }

    [Fact]
    public void Join_needs_an_index_of_two_pairs_alone()
    {
        static Step Join(Polynomial p) => p.Step("join-times", "#MatrixExp", [0]);
        Refuses("does not join", Sum(P, Expm(At("B", R, S), I, P, J, P)), Join, I, J);
        Refuses("does not join", Sum(P, Expm(At("B", R, S), P, P, I, J)), Join, I, J);
        Refuses("does not join", Sum(P, Mul(At("y", P), Expm(At("B", R, S), I, P, P, J))), Join, I, J);
        Refuses("does not join", Sum(P, Expm(Mul(At("y", P), At("B", R, S)), I, P, P, J)), Join, I, J);
        Refuses("no matrix exponential", Sum(P, Pow(Expm(At("B", R, S), I, P, P, J), 2)), Join, I, J);
    }

    // From the left to the right and back, past one of two times as well.
    [Fact]
    public void Commute_moves_a_matrix_past_its_exponential()
    {
        Step Past(Polynomial p, int pair, int side, int other) => p.Step("commute", "#MatrixExp", [pair, side, other, .. Places(p, "B"), .. Places(p, "#Base")]);
        Applies(Sum(P, Mul(Upper(I, P), Expm(Upper(R, S), P, J))), p => Past(p, 0, 0, -1), I, J);
        Applies(Sum(P, Mul(Upper(P, J), Expm(Upper(R, S), I, P))), p => Past(p, 0, 1, -2) with { Inner = Commuting(p, Past(p, 0, 1, -2)) }, I, J);
        Applies(Sum(P, Mul(Upper(I, P), Expm(Upper(R, S), I, J, P, J))), p => Past(p, p.Terms[0].Monomial.Factors[p.Place("#MatrixExp")].Atom.Slots[0].IsBound ? 0 : 1, 0, -1), I, J);
    }

    [Fact]
    public void Commute_needs_matrices_that_commute_and_stand_alone()
    {
        static Step Past(Polynomial p) => p.Step("commute", "#MatrixExp", [0, 0, -1, .. Places(p, "A")]);
        Refuses("not known to commute", Sum(P, Mul(At("A", I, P), Expm(At("B", R, S), P, J))), Past, I, J);
        Refuses("not known to commute", Sum(P, Mul(At("A", P, I), Expm(Mul(Num(2), At("A", R, S)), P, J))), p => p.Step("commute", "#MatrixExp", [0, 0, -1, .. Places(p, "A")]), I, J);
        Refuses("still occurs", Sum(P, Mul(At("y", P), At("A", I, P), Expm(At("A", R, S), P, J))), Past, I, J);
        Refuses("still occurs", Sum(P, Mul(At("A", I, P), Expm(Mul(At("y", P), At("A", R, S)), P, J))), Past, I, J);
        Refuses("no matrix apart", Sum(P, Mul(At("A", I, P), Expm(Mul(At("y", I), At("A", R, S)), P, J))), Past, I, J);
        Refuses("no matrix exponential", Sum(P, Mul(At("A", I, P), Pow(Expm(At("A", R, S), P, J), 2))), Past, I, J);
    }

    [Fact]
    public void Add_multiplies_exponentials()
    {
        static Step Sums(Polynomial p) => p.Step("add-exponents", "#MatrixExp", [0, p.Place("#MatrixExp") + 1]);
        Applies(Sum(P, Mul(Expm(Upper(R, S), I, P), Expm(Mul(At("a"), Upper(R, S)), P, J))), p => Sums(p) with { Inner = Commuting(p, Sums(p)) }, I, J);
        Applies(Sum(P, Mul(Expm(Upper(S, R), P, I), Expm(Mul(At("a"), Upper(R, S)), P, J))), p => Sums(p) with { Inner = Commuting(p, Sums(p)) }, I, J);
        Refuses("not known to commute", Sum(P, Mul(Expm(At("A", R, S), I, P), Expm(At("B", R, S), P, J))), Sums, I, J);
        Refuses("not known to commute", Sum(P, Mul(Expm(At("B", R, S), P, I), Expm(Mul(Num(2), At("B", R, S)), P, J))), Sums, I, J);
        Refuses("does not join", Sum(P, Mul(At("y", P), Expm(At("A", R, S), I, P), Expm(Neg(At("A", R, S)), P, J))), Sums, I, J);
        Refuses("not two", Sum(P, Mul(Expm(At("A", R, S), I, P), Expm(Neg(At("A", R, S)), P, J, I, J))), Sums, I, J);
    }

    // B·exp(aB) = exp(aB)·B term by term, for a sum B.
    [Fact]
    public void Own_matrices_pass()
    {
        Term b = Add(Mul(At("a"), Upper(R, S)), Mul(At("a"), At("S", R, S), Upper(R, S)));
        foreach (int lead in Enumerable.Range(0, 4))
        {
            Obligations read = Read(Sum(P, Mul(Upper(I, P), At("S", I, P), Expm(b, P, J))), I, J);
            Step step = read.Difference.Step("own-matrix", "#MatrixExp", [-1, -2, lead, 0]);
            if (Holds(read, step) is { } rewritten)
            {
                Assert.NotEqual(0, Agreements(read, read.Difference, rewritten, worlds: 4));
                return;
            }
        }

        Assert.Fail("no term of the law leads");
    }

    [Fact]
    public void Own_matrices_are_not_others()
    {
        foreach (int lead in Enumerable.Range(0, 2))
        {
            Refuses("missing", Sum(P, Mul(At("A", I, P), Expm(At("B", R, S), P, J))), p => p.Step("own-matrix", "#MatrixExp", [-1, -2, lead, 0]), I, J);
        }
    }

    // W exp(M'W) = exp(W M')·W, through the dimension k.
    [Fact]
    public void Push_turns_a_product_around()
    {
        Term product = Sum(C, Mul(At("W", R, C), At("M", S, C)));
        foreach (int lead in Enumerable.Range(0, 2))
        {
            Obligations read = Read(Sum(P, Mul(At("M", P, E), Expm(product, P, J))), E, J);
            var body = ((Closure)read.Difference.Terms[0].Monomial.Factors[read.Difference.Place("#MatrixExp")].Atom).Body;
            int w = body.Place("W");
            if (Holds(read, read.Difference.Step("push-through", "#MatrixExp", [-1, -2, 0, 1, w, lead, 0])) is { } rewritten)
            {
                var turned = rewritten.Terms.Single().Monomial.Factors.Select(f => f.Atom).OfType<Closure>().Single();
                Assert.Equal([K, K], turned.Body.Parameters);
                Refuses("not apart", Sum(P, Mul(At("M", P, E), Expm(Mul(product, At("B", R, S)), P, J))), p => p.Step("push-through", "#MatrixExp", [-1, -2, 0, 1, 0, lead, 0]), E, J);
                return;
            }
        }

        Assert.Fail("no term of the law leads");
    }

    [Fact]
    public void Push_keeps_the_value()
    {
        Term square = Sum(Q, Mul(Upper(R, Q), Upper(Q, S)));
        Obligations read = Read(Sum(P, Sum(Q, Mul(At("y", Q), Upper(Q, P), Expm(square, P, J)))), J);
        var body = ((Closure)read.Difference.Terms[0].Monomial.Factors[read.Difference.Place("#MatrixExp")].Atom).Body;
        ImmutableArray<int> left = [.. Enumerable.Range(0, body.Terms[0].Monomial.Factors.Length).Where(f => body.Terms[0].Monomial.Factors[f].Atom.Slots.Contains(Slot.Parameter(0)))];
        Polynomial? rewritten = Enumerable.Range(0, 2).Select(lead => Holds(read, read.Difference.Step("push-through", "#MatrixExp", [0, -1, 0, left.Length, .. left, lead, 1]))).FirstOrDefault(p => p is not null);
        Assert.NotNull(rewritten);
        Assert.NotEqual(0, Agreements(read, read.Difference, rewritten, worlds: 4));
    }

    // exp(aB + f) = exp(f)·exp(aB), for each of two times as for one; the exponential is to the base 2 here, so that f is 0 or more.
    [Fact]
    public void Shift_draws_a_multiple_of_the_unit_out()
    {
        Obligations read = Read(Expm(Add(Mul(At("a"), One), At("B", R, S)), I, J), I, J);
        Polynomial shifted = read.Replay.Apply(read.Difference, read.Difference.Step("shift-exponent", "#MatrixExp"));
        Assert.Equal(Read(Mul(Exp(At("a")), Expm(At("B", R, S), I, J)), I, J).Difference.Key, Tidied(read.Replay, shifted).Key);
        Refuses("no multiple", Expm(Add(Mul(At("y", R), One), At("B", R, S)), I, J), p => p.Step("shift-exponent", "#MatrixExp"), I, J);
    }

    [Fact]
    public void A_diagonal_is_exponentiated_entry_by_entry()
    {
        Obligations read = Read(Expm(Mul(One, At("y", R)), I, J), I, J);
        Polynomial done = read.Replay.Apply(read.Difference, read.Difference.Step("diagonal-matrix", "#MatrixExp"));
        Assert.Contains(done.Terms[0].Monomial.Factors, f => f.Atom is DeltaAtom or Closure { Kind: ClosureKind.Base });
        Applies(Expm(Mul(Num(0), One), I, J), p => p.Step("diagonal-matrix", "#MatrixExp"), I, J);
        Refuses("not diagonal", Expm(Add(One, At("B", R, S)), I, J), p => p.Step("diagonal-matrix", "#MatrixExp"), I, J);
        Refuses("more than one", Expm(Mul(One, At("y", R)), I, J, P, Q), p => p.Step("diagonal-matrix", "#MatrixExp"), I, J, P, Q);
    }

    // inv(exp(B)) = exp(-B), det(exp(B)) = exp(tr(B)); K is no exponential.
    [Fact]
    public void Unnest_inverts_an_exponential()
    {
        Applies(Inverse(Expm(Upper(R, S), R, S), I, J), p => p.Step("unnest-inverse", "#Inverse"), I, J);
        Applies(Inverse(Expm(Upper(R, S), S, R), I, J), p => p.Step("unnest-inverse", "#Inverse"), I, J);
        Applies(Det(Expm(Upper(R, S), R, S)), p => p.Step("unnest-inverse", "#Determinant"));
        Assert.Empty(Read(Inverse(Expm(At("B", R, S), R, S), I, J), I, J).Conditions);
        Assert.NotEmpty(Read(Inverse(Expm(At("B", R, S), R, S, R, S), I, J), I, J).Conditions);
        Refuses("no inverse", Inverse(Expm(At("B", R, S), R, S, I, J), I, J), p => p.Step("unnest-inverse", "#Inverse"), I, J);
    }

    // exp(sB')(i,j) = exp(sB)(j,i) for each pair, and the pairs in any order.
    [Fact]
    public void Permute_transposes_every_pair_and_reorders_them()
    {
        Term term = Mul(At("y", Q), Expm(Mul(At("y", Q), Upper(R, S)), I, J, P, Q));
        Applies(term, p => p.Step("permute", "#MatrixExp", [1, 0, 2]), I, J, P, Q);
        Applies(term, p => p.Step("permute", "#MatrixExp", [0, 1, 2, 1, 0]), I, J, P, Q);
        Refuses("pairs are not those", term, p => p.Step("permute", "#MatrixExp", [0, 1, 2, 0, 0]), I, J, P, Q);
        Refuses("stay in front", term, p => p.Step("permute", "#MatrixExp", [0, 2, 1]), I, J, P, Q);
    }

    // Exponentials over one and over two times are different functions of the same matrix: what is granted of one says nothing of the other.
    [Fact]
    public void The_number_of_pairs_is_part_of_the_name()
    {
        Atom Only(Term term) => Read(term, I, J, P, Q).Difference.Terms[0].Monomial.Factors[0].Atom;
        Assert.NotEqual(Only(Expm(At("B", R, S), I, J)).Head, Only(Expm(At("B", R, S), I, J, P, Q)).Head);
    }

    [Fact]
    public void The_choices_have_to_be_there()
    {
        Term one = Sum(P, Mul(At("A", I, P), Expm(At("A", R, S), P, J))), product = Sum(Q, Mul(At("A", R, Q), At("B", Q, S)));
        foreach (int pair in (int[])[-1, 1])
        {
            Refuses("no such pair", one, p => p.Step("commute", "#MatrixExp", [pair, 0, -1, p.Place("A")]), I, J);
        }

        Refuses("no product", one, p => p.Step("push-through", "#MatrixExp", [-1, -2, -1, 1, 0, 0, 0]), I, J);
        Refuses("no product", Sum(P, Mul(At("B", I, P), Expm(Add(product, One), P, J))), p => p.Step("push-through", "#MatrixExp", [-1, -2, 0, 1, 0, 0, 0]), I, J);
        Refuses("no product", Sum(P, Mul(At("B", I, P), Expm(product, P, J, J, I))), p => p.Step("push-through", "#MatrixExp", [-1, -2, 0, 1, 0, 0, 0]), I, J);
        Refuses("the matrix is 0", Sum(P, Mul(At("B", I, P), Expm(Add(), P, J))), p => p.Step("own-matrix", "#MatrixExp", [-1, -2, 0, 0]), I, J);
        Term x = Expm(At("A", R, S), I, P), y = Expm(Neg(At("A", R, S)), P, J), two = Expm(At("A", R, S), I, P, I, J);
        Refuses("not two", Sum(P, Mul(x, y)), p => p.Step("add-exponents", "#MatrixExp", [0, p.Place("#MatrixExp")]), I, J);
        Refuses("not two", Sum(P, Mul(two, y)), p => p.Step("add-exponents", "#MatrixExp4", [0, p.Place("#MatrixExp2")]), I, J);
        Refuses("not two", Sum(P, Mul(two, y)), p => p.Step("add-exponents", "#MatrixExp2", [0, p.Place("#MatrixExp4")]), I, J);
        Refuses("does not join", Sum(P, Mul(At("y", P), x, Expm(Neg(At("A", R, S)), J, J))), p => p.Step("add-exponents", "#MatrixExp", [0, p.Place("#MatrixExp") + 1]), I, J);
        Refuses("does not join", Sum(P, Mul(At("y", P), Expm(At("A", R, S), I, J), y)), p => p.Step("add-exponents", "#MatrixExp", [0, p.Place("#MatrixExp") + 1]), I, J);
    }

    // Two of the indices of two times are the law's further rows and columns.
    [Fact]
    public void Own_matrices_pass_one_of_two_times()
    {
        Obligations read = Read(Sum(P, Mul(Upper(I, P), Expm(Mul(Num(2), At("a"), Upper(R, S)), P, J, J, I))), I, J);
        Polynomial rewritten = Enumerable.Range(0, 4)
            .Select(lead => Holds(read, read.Difference.Step("own-matrix", "#MatrixExp", [-1, -2, lead, 0]))).First(p => p is not null)!;
        Assert.NotEqual(read.Difference.Key, rewritten.Key);
        Assert.NotEqual(0, Agreements(read, read.Difference, rewritten, worlds: 4));
    }

    // Another matrix for each value of a further index.
    [Fact]
    public void The_matrix_may_depend_on_further_indices()
    {
        Term b = Mul(At("y", Q), Upper(R, S));
        Applies(Sum(P, Expm(b, I, P, P, J)), p => p.Step("join-times", "#MatrixExp", [0]), I, J, Q);
        Obligations read = Read(Sum(P, Mul(Upper(I, P), Expm(b, P, J))), I, J, Q);
        Polynomial rewritten = Enumerable.Range(0, 4)
            .Select(lead => Holds(read, read.Difference.Step("own-matrix", "#MatrixExp", [-1, -2, lead, 0]))).First(p => p is not null)!;
        Assert.NotEqual(0, Agreements(read, read.Difference, rewritten, worlds: 2));
    }

    // D exp(X) = 0 where X does not depend on the variable.
    [Fact]
    public void An_exponential_of_a_constant_has_no_derivative() =>
        Assert.True(Read(D(new("a", []), Expm(At("B", R, S), I, J), Tensor([], At("a")), Tensor([], Num(1))), I, J).Difference.IsZero);

    private static IEnumerable<int> Places(Polynomial p, string head) =>
        Enumerable.Range(0, p.Terms[0].Monomial.Factors.Length).Where(f => p.Terms[0].Monomial.Factors[f].Atom.Key.StartsWith(head, StringComparison.Ordinal));

    private static ImmutableArray<Step> Commuting(Polynomial p, Step step)
    {
        Replay replay = Read(Num(0)).Replay;
        return new DerivationKit.Indices.Normaliser(replay, new(1000, 100), new()).Normalise(replay.Commutator(p, step)).Steps;
    }

    private static Polynomial? Holds(Obligations read, Step step)
    {
        try
        {
            return read.Replay.Apply(read.Difference, step);
        }
        catch (KernelException)
        {
            return null;
        }
    }
}
