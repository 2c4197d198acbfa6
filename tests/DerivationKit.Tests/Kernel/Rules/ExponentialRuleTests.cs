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

    [Fact]
    public void Add_multiplies_exponentials()
    {
        static Step Sums(Polynomial p) => p.Step("add-exponents", "#MatrixExp", [0, p.Place("#MatrixExp") + 1]);
        Applies(Sum(P, Mul(Expm(Upper(R, S), I, P), Expm(Mul(At("a"), Upper(R, S)), P, J))), p => p.Proved(Sums(p)), I, J);
        Applies(Sum(P, Mul(Expm(Upper(S, R), P, I), Expm(Mul(At("a"), Upper(R, S)), P, J))), p => p.Proved(Sums(p)), I, J);
        Refuses("not known to commute", Sum(P, Mul(Expm(At("A", R, S), I, P), Expm(At("B", R, S), P, J))), Sums, I, J);
        Refuses("not known to commute", Sum(P, Mul(Expm(At("B", R, S), P, I), Expm(Mul(Num(2), At("B", R, S)), P, J))), Sums, I, J);
        Refuses("does not join", Sum(P, Mul(At("y", P), Expm(At("A", R, S), I, P), Expm(Neg(At("A", R, S)), P, J))), Sums, I, J);
        Refuses("not two", Sum(P, Mul(Expm(At("A", R, S), I, P), Expm(Neg(At("A", R, S)), P, J, I, J))), Sums, I, J);
    }

    // M·exp(B) = exp(B)·M for B = a·M, term by term.
    [Fact]
    public void A_matrix_passes_the_exponential_of_its_multiples()
    {
        Term m = Add(Upper(R, S), Mul(At("S", R, S), Upper(R, S)));
        Passes(Sum(P, Mul(Upper(I, P), At("S", I, P), Expm(Mul(At("a"), m), P, J))), [Tensor([R, S], m), Tensor([R, S], Mul(At("a"), m))], I, J);
        Passes(Sum(P, Mul(Upper(I, P), Expm(Mul(Num(2), At("a"), Upper(R, S)), P, J, J, I))), [Tensor([R, S], Upper(R, S)), Tensor([R, S], Mul(Num(2), At("a"), Upper(R, S)))], I, J);
    }

    // Another matrix for each value of a further index.
    [Fact]
    public void The_matrix_may_depend_on_further_indices()
    {
        Term b = Mul(At("y", Q), Upper(R, S));
        Applies(Sum(P, Expm(b, I, P, P, J)), p => p.Step("join-times", "#MatrixExp", [0]), I, J, Q);
        Passes(Sum(P, Mul(Upper(I, P), Expm(b, P, J))), [Tensor([R, S, Q], Upper(R, S)), Tensor([R, S, Q], b)], I, J, Q);
    }

    // R·exp(L·R) = exp(R·L)·R: M'·exp(W·M') through the dimension k, and a square with its values.
    [Fact]
    public void A_factor_passes_and_turns_the_product()
    {
        Term product = Sum(C, Mul(At("W", R, C), At("M", S, C))), turned = Sum(R, Mul(At("M", R, C), At("W", R, E)));
        Polynomial rewritten = Passes(Sum(P, Mul(At("M", P, E), Expm(product, P, J))), [Tensor([C, S], At("M", S, C)), Tensor([C, E], turned)], E, J);
        Assert.Equal([K, K], rewritten.Terms.Single().Monomial.Factors.Select(f => f.Atom).OfType<Closure>().Single().Body.Parameters);
        Term square = Sum(Q, Mul(Upper(R, Q), Upper(Q, S)));
        Passes(Sum(P, Mul(Upper(I, P), Expm(square, P, J))), [Tensor([R, S], Upper(R, S)), Tensor([R, S], square)], I, J);
    }

    // inv(B)·exp(B·U·inv(B)) = exp(U)·inv(B), where inv(B) is met in the exponent.
    [Fact]
    public void What_passes_is_defined_where_the_exponent_is()
    {
        Term inverse(Index row, Index column) => new Inverse(Tensor([R, S], At("B", R, S)), [row], [column]);
        Term similar = Sum(Q, Sum(P, Mul(At("B", R, Q), Upper(Q, P), inverse(P, S))));
        Passes(Sum(P, Mul(inverse(I, P), Expm(similar, P, J))), [Tensor([R, S], inverse(R, S)), Tensor([R, S], Upper(R, S))], I, J);
        Refuses("may be undefined", Sum(P, Mul(At("A", I, P), Expm(At("B", R, S), P, J))),
            p => p.Step("intertwine", "#MatrixExp", [-1, -2, 0, 0]) with { Matrices = [Tensor([R, S], inverse(R, S)), Tensor([R, S], At("B", R, S))] }, I, J);
        Refuses("may be undefined", Sum(P, Mul(At("A", I, P), Expm(At("B", R, S), P, J))),
            p => p.Step("intertwine", "#MatrixExp", [-1, -2, 0, 0]) with { Matrices = [Tensor([R, S], At("B", R, S)), Tensor([R, S], inverse(R, S))] }, I, J);
    }

    [Fact]
    public void What_passes_has_to_fit_and_to_intertwine()
    {
        Term one = Sum(P, Mul(At("A", I, P), Expm(At("B", R, S), P, J))), two = Sum(P, Mul(At("B", I, P), Expm(At("B", R, S), P, J, J, I)));
        Abstraction a = Tensor([R, S], At("A", R, S)), b = Tensor([R, S], At("B", R, S)), w = Tensor([R, C], At("W", R, C)), row = Tensor([S], At("y", S));
        void Fails(string why, Term term, params ImmutableArray<Abstraction> matrices) => Refuses(why, term, p => p.Step("intertwine", "#MatrixExp", [-1, -2, 0, 0]) with { Matrices = matrices }, I, J);
        Fails("not known to intertwine", one, a, b);
        Fails("not known to intertwine", one, Tensor([R, S], At("B", S, R)), b);
        Fails("not there in full", Sum(P, Mul(At("B", P, I), Expm(At("B", R, S), P, J))), b, b);
        Fails("still occurs", Sum(P, Mul(At("y", P), At("B", I, P), Expm(At("B", R, S), P, J))), b, b);
        Fails("not there in full", one, b, b);
        Fails("lacks a matrix", one, b);
        Fails("other rows and columns", one, w, b);
        Fails("other rows and columns", one, row, b);
        Fails("other rows and columns", one, b, w);
        Fails("other rows and columns", one, b, row);
        Fails("more pairs than one", two, b, Tensor([R, S], Mul(Num(2), At("B", R, S))));
        Fails("no matrix exponential", Sum(P, Mul(At("A", I, P), Pow(Expm(At("B", R, S), P, J), 2))), b, b);
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
        Term x = Expm(At("A", R, S), I, P), y = Expm(Neg(At("A", R, S)), P, J), two = Expm(At("A", R, S), I, P, I, J);
        Refuses("not two", Sum(P, Mul(x, y)), p => p.Step("add-exponents", "#MatrixExp", [0, p.Place("#MatrixExp")]), I, J);
        Refuses("not two", Sum(P, Mul(two, y)), p => p.Step("add-exponents", "#MatrixExp4", [0, p.Place("#MatrixExp2")]), I, J);
        Refuses("not two", Sum(P, Mul(two, y)), p => p.Step("add-exponents", "#MatrixExp2", [0, p.Place("#MatrixExp4")]), I, J);
        Refuses("does not join", Sum(P, Mul(At("y", P), x, Expm(Neg(At("A", R, S)), J, J))), p => p.Step("add-exponents", "#MatrixExp", [0, p.Place("#MatrixExp") + 1]), I, J);
        Refuses("does not join", Sum(P, Mul(At("y", P), Expm(At("A", R, S), I, J), y)), p => p.Step("add-exponents", "#MatrixExp", [0, p.Place("#MatrixExp") + 1]), I, J);
    }

    // D exp(X) = 0 where X does not depend on the variable.
    [Fact]
    public void An_exponential_of_a_constant_has_no_derivative() =>
        Assert.True(Read(D(new("a", []), Expm(At("B", R, S), I, J), Tensor([], At("a")), Tensor([], Num(1))), I, J).Difference.IsZero);

    private static IEnumerable<int> Places(Polynomial p, string head) =>
        Enumerable.Range(0, p.Terms[0].Monomial.Factors.Length).Where(f => p.Terms[0].Monomial.Factors[f].Atom.Key.StartsWith(head, StringComparison.Ordinal));

    // Some term of the law leads: the matrix passes the exponential, and the value stays. Values are compared where they are rational.
    private static Polynomial Passes(Term term, ImmutableArray<Abstraction> matrices, params ImmutableArray<Index> free)
    {
        Obligations read = Read(term, free);
        Step first = read.Difference.Proved(read.Difference.Step("intertwine", "#MatrixExp", [-1, -2]) with { Matrices = matrices });
        Polynomial rewritten = Enumerable.Range(0, 6).SelectMany(lead => Enumerable.Range(-1, 2).Select(bound => Holds(read, first with { Data = [-1, -2, lead, .. bound < 0 ? [] : (int[])[bound]] }))).First(p => p is not null)!;
        Assert.NotEqual(read.Difference.Key, rewritten.Key);
        Assert.NotEqual(0, Agreements(read, read.Difference, rewritten, worlds: 4));
        return rewritten;
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
