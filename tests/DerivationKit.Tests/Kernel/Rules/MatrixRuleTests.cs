using System.Collections.Immutable;
using DerivationKit.Kernel;
using DerivationKit.Tests.Kernel.Exact;
using static DerivationKit.Tests.Kernel.Exact.Bench;
using static DerivationKit.Tests.Kernel.Exact.Terms;

namespace DerivationKit.Tests.Kernel.Rules;

public class MatrixRuleTests
{
    private static readonly Index C2 = new("c2", N);
    private static readonly Term One = Delta(R, S);
    private static readonly Term Product = Sum(Q, Mul(At("A", R, Q), At("B", Q, S)));
    private static readonly Term Thin = Sum(C, Mul(At("M", S, C), At("W", R, C)));

    // A step changes the term into one of the same value.
    private static Polynomial Applies(Term before, Func<Polynomial, Step> step, params ImmutableArray<Index> free) => Changes(before, step, worlds: 24, free);

    // sum_p B(i,p) inv(B)(p,j) = δ(i,j), and from the other side. The law's terms: the sum first, then the delta, as their keys are sorted.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Cancel_contracts_a_matrix_with_its_inverse(bool isLeft)
    {
        Term inverse = isLeft ? Inverse(At("B", R, S), P, J) : Inverse(At("B", R, S), I, P);
        Polynomial done = Applies(
            Sum(P, Mul(isLeft ? At("B", I, P) : At("B", P, J), inverse)),
            p => p.Step("cancel-inverse", "#Inverse", [isLeft ? 0 : 1, isLeft ? -1 : -2, Lead(p, isLeft), 0]), I, J);
        Assert.Equal(Read(Delta(I, J), I, J).Difference.Key, done.Key);
    }

    [Fact]
    public void Cancel_leaves_the_other_terms_of_the_matrix() => Applies(
        Sum(P, Mul(At("B", I, P), Inverse(Add(At("B", R, S), At("A", R, S), One), P, J), At("y", I))),
        p => p.Step("cancel-inverse", "#Inverse", [0, -1, Lead(p, isLeft: true, "B"), 0]), I, J);

    // The transposed matrix does not cancel, nor does an index that occurs elsewhere, nor a square.
    [Fact]
    public void Cancel_needs_the_matrix_itself_and_an_index_of_its_own()
    {
        Term inverse = Inverse(At("B", R, S), P, J);
        Step Left(Polynomial p) => p.Step("cancel-inverse", "#Inverse", [0, -1, Lead(p, isLeft: true), 0]);
        Refuses("not there in full", Sum(P, Mul(At("B", P, I), inverse)), Left, I, J);
        Refuses("still occurs", Sum(P, Mul(At("B", I, P), inverse, At("y", P))), Left, I, J);
        Refuses("still occurs", Sum(P, Mul(At("B", I, P), Pow(inverse, 2))), Left, I, J);
    }

    // inv(diag over p) depends on the index that is summed: it is another matrix for each p.
    [Fact]
    public void Cancel_needs_one_matrix_for_all_values_of_the_index() => Refuses(
        "still occurs", Sum(P, Mul(At("B", I, P), Inverse(Add(Mul(One, At("x", P)), At("B", R, S)), P, J))),
        p => p.Step("cancel-inverse", "#Inverse", [0, -1, Lead(p, isLeft: true, "B"), 0]), I, J);

    [Fact]
    public void Factor_takes_a_product_apart()
    {
        ImmutableArray<Abstraction> factors = [Tensor([R, Q], At("A", R, Q)), Tensor([Q, S], At("B", Q, S))];
        Applies(Inverse(Product, I, J), p => p.Proved(Named(p, "factor-matrix", factors)), I, J);
        Polynomial done = Applies(Det(Product), p => p.Proved(Named(p, "factor-matrix", factors)));
        Assert.Equal(["#Determinant", "#Determinant"], Body(done).Terms[0].Monomial.Factors.Select(f => f.Atom.Head.Split('<')[0]));

        // A sum, multiplied out, over a further index.
        Term sum = Add(Sum(Q, Mul(At("y", C2), At("A", R, Q), At("B", Q, S))), Sum(Q, Mul(At("B", R, Q), At("B", Q, S))));
        ImmutableArray<Abstraction> more = [Tensor([R, Q, C2], Add(Mul(At("y", C2), At("A", R, Q)), At("B", R, Q))), Tensor([Q, S, C2], At("B", Q, S))];
        Applies(Inverse(sum, I, J), p => p.Proved(Named(p, "factor-matrix", more)), I, J, C2);
        Applies(Det(sum), p => p.Proved(Named(p, "factor-matrix", more)), C2);
    }

    // W·M' passes through k, where neither factor is square.
    [Fact]
    public void Factor_needs_square_factors_whose_product_it_is()
    {
        Abstraction a = Tensor([R, Q], At("A", R, Q)), b = Tensor([Q, S], At("B", Q, S)), w = Tensor([R, C], At("W", R, C)), m = Tensor([C, S], At("M", S, C));
        void Fails(string why, Term term, params ImmutableArray<Abstraction> matrices) => Refuses(why, term, p => Named(p, "factor-matrix", matrices));
        Refuses("not square", Det(Thin), p => p.Proved(Named(p, "factor-matrix", [w, m])));
        Refuses("not square", Det(Mul(At("y", R), At("x", S))), p => p.Proved(Named(p, "factor-matrix", [Tensor([R], At("y", R)), Tensor([S], At("x", S))])));
        Fails("not known to be that product", Det(Product), b, a);
        Fails("lacks a matrix", Det(Product), a);
        Fails("other rows and columns", Det(Product), a, m);
        Fails("other rows and columns", Det(Product), m, b);
        Fails("other rows and columns", Det(Product), a, Tensor([S], At("y", S)));
        Fails("other rows and columns", Det(Product), Tensor([R, Q, S, P], At("A", R, Q)), b);
        Fails("other rows and columns", Det(Product), Tensor([], Num(1)), b);
        Fails("is not bound", Det(Product), Tensor([R, Q], At("A", R, P)), b);
        Fails("is not declared", Det(Product), Tensor([R, Q], At("none", R, Q)), b);
        Fails("runs through", Det(Product), Tensor([R, new("q", K)], At("A", R, Q)), b);
        Index fresh = new("~1", N);
        Fails("no proper name", Det(Product), Tensor([R, fresh], Sum(new("~9", N), At("A", R, fresh))), b);
        Fails("by a derivative", Det(Product), Tensor([R, Q], D(new("X", [N, N]), At("X", R, Q), Tensor([R, Q], At("A", R, Q)), Tensor([R, Q], At("A", R, Q)))), b);
    }

    [Fact]
    public void Only_some_laws_ask_for_a_proof()
    {
        Obligations read = Read(Det(Product));
        Assert.Contains("needs no proof", Assert.Throws<KernelException>(() => read.Replay.Remainder(read.Difference, Step.Of("rename", 0, -1))).Message);
    }

    // inv(B) is met, and its matrix has an inverse; nothing is known of the others.
    [Fact]
    public void A_factor_is_defined_where_the_matrix_is()
    {
        Term inverse = Inverse(At("B", R, S), R, S), sum = Add(inverse, Mul(At("y", R), At("y", S)));
        ImmutableArray<Abstraction> Drawn(Term number) => [
            Tensor([R, Q], Mul(number, Inverse(At("B", R, S), R, Q))), Tensor([Q, S], Mul(Inv(number), Add(Delta(Q, S), Sum(P, Mul(At("B", Q, P), At("y", P), At("y", S))))))];
        Applies(Det(sum), p => p.Proved(Named(p, "factor-matrix", Drawn(Num(1)))));
        Applies(Inverse(sum, I, J), p => p.Proved(Named(p, "factor-matrix", Drawn(Num(1)))), I, J);
        foreach (Term defined in (Term[])[At("b"), Exp(At("b")), Root(At("b")), Inv(At("b")), Inv(Root(At("b"))), Inv(Add(Num(1), Pow(At("a"), 2))), Pow(Exp(Root(At("b"))), 2)])
        {
            Applies(Det(sum), p => p.Proved(Named(p, "factor-matrix", Drawn(defined))));
        }

        foreach (Term undefined in (Term[])[At("a"), Inv(At("a")), Log(At("b")), Arcsin(At("b")), Root(At("a")), Exp(Inv(At("a"))), Exp(Root(At("a"))), Det(At("A", R, S)), Sum(I, Inverse(At("A", R, S), I, I))])
        {
            Refuses("may be undefined", Det(sum), p => Named(p, "factor-matrix", Drawn(undefined)));
        }

        Refuses("may be undefined", Det(Product), p => Named(p, "factor-matrix", Drawn(Num(1))));
        Refuses("may be undefined", Det(Product), p => Named(p, "factor-matrix", [Tensor([R, Q], Sum(C, Inverse(Mul(At("B", R, S), At("W", R, C)), R, Q))), Tensor([Q, S], At("B", Q, S))]));
    }

    // What is met at one value of an index is not met at another one, nor are the entries of a row where the diagonal is. The replay is that of
    // another statement, whose conditions say nothing of these inverses.
    [Fact]
    public void A_factor_is_met_at_all_of_its_indices()
    {
        Term Of(Index outer, Index row, Index column) => Inverse(Mul(At("y", outer), At("B", R, S)), row, column);
        void Meets(bool isMet, Term met, Term used)
        {
            Term sum = Sum(Q, Mul(met, At("B", Q, S)));
            ImmutableArray<Index> outer = Reading.FreeIndices(Det(sum));
            Obligations read = Read(Det(sum), outer);
            Step step = Named(read.Difference, "factor-matrix", [new([R, Q, .. outer], used), new([Q, S, .. outer], At("B", Q, S))]);
            string message = Assert.Throws<KernelException>(() => Read(Num(0)).Replay.Apply(read.Difference, step)).Message;
            Assert.Equal(isMet, !message.Contains("may be undefined", StringComparison.Ordinal));
        }

        Meets(true, Mul(Of(I, R, Q), At("y", I)), Mul(Num(2), Of(I, R, Q)));
        Meets(true, Mul(Of(I, Q, R), At("y", I)), Of(I, R, Q));
        Meets(true, Sum(P, Mul(Of(P, R, Q), At("y", I))), Mul(Num(2), Of(I, R, Q)));
        Meets(false, Mul(Of(I, R, Q), At("y", J)), Of(J, R, Q));
        Meets(false, Mul(Of(R, R, Q), At("y", J)), Of(J, R, Q));
        Meets(false, Mul(Of(I, R, Q), At("y", J)), Of(Q, R, Q));
        Meets(false, Mul(Pow(Of(I, R, Q), 2), At("y", I)), Of(I, R, Q));
    }

    [Fact]
    public void Unnest_inverts_twice()
    {
        Term inverse = Inverse(At("B", R, S), R, S), transposed = Inverse(At("B", R, S), S, R);
        Assert.Equal(Read(At("B", I, J), I, J).Difference.Key, Applies(Inverse(inverse, I, J), p => p.Step("unnest-inverse", "#Inverse"), I, J).Key);
        Assert.Equal(Read(At("B", J, I), I, J).Difference.Key, Applies(Inverse(transposed, I, J), p => p.Step("unnest-inverse", "#Inverse"), I, J).Key);
        Applies(Det(inverse), p => p.Step("unnest-inverse", "#Determinant"));
        Refuses("no inverse", Inverse(At("B", R, S), I, J), p => p.Step("unnest-inverse", "#Inverse"), I, J);
        Refuses("no inverse", Inverse(Pow(inverse, 2), I, J), p => p.Step("unnest-inverse", "#Inverse"), I, J);
        Refuses("no inverse", Inverse(Mul(Num(2), inverse), I, J), p => p.Step("unnest-inverse", "#Inverse"), I, J);
        Refuses("no inverse", Inverse(Inverse(At("B", R, S), R, R), I, J), p => p.Step("unnest-inverse", "#Inverse"), I, J);
    }

    [Fact]
    public void A_diagonal_is_inverted_entry_by_entry()
    {
        Term diagonal = Add(Mul(One, At("y", R)), Mul(Num(2), One));
        Applies(Inverse(diagonal, I, J), p => p.Step("diagonal-matrix", "#Inverse"), I, J);
        Applies(Inverse(Mul(One, At("B", R, S)), I, J), p => p.Step("diagonal-matrix", "#Inverse"), I, J);
        Assert.Equal(Read(Num(1)).Difference.Key, Applies(Det(One), p => p.Step("diagonal-matrix", "#Determinant")).Key);
        Refuses("not diagonal", Inverse(Add(One, At("B", R, S)), I, J), p => p.Step("diagonal-matrix", "#Inverse"), I, J);
        Refuses("not known to be positive", Det(diagonal), p => p.Step("diagonal-matrix", "#Determinant"));
    }

    // Positive numbers and scalars, functions of the row and of the column; powers of 2, since the logarithm is to the base 2 here.
    [Fact]
    public void Scale_draws_a_factor_out()
    {
        Applies(Inverse(Mul(Num(-2), At("B", R, S)), I, J), p => p.Step("scale-matrix", "#Inverse", number: -2), I, J);
        Applies(Det(Mul(Num(2), At("B", R, S))), p => p.Step("scale-matrix", "#Determinant", number: 2));
        foreach (Index own in (Index[])[R, S])
        {
            Applies(
                Inverse(Mul(At("x", own), At("B", R, S)), I, J),
                p => p.Step("scale-matrix", "#Inverse", [Place(p, "x"), 0], number: 1), I, J);
        }
    }

    // What may be negative leaves the power of a scalar, or the product of a diagonal, as a determinant.
    [Fact]
    public void Scale_draws_out_what_may_be_negative()
    {
        Applies(Det(Mul(Num(-2), At("B", R, S))), p => p.Step("scale-matrix", "#Determinant", number: -2));
        Applies(Det(Mul(At("a"), At("B", R, S))), p => p.Step("scale-matrix", "#Determinant", [Place(p, "a"), 0], number: 1));
        Applies(Det(Mul(At("y", R), At("B", R, S))), p => p.Step("scale-matrix", "#Determinant", [Place(p, "y"), 0], number: 1));
        Applies(Pow(Det(Mul(At("y", S), At("B", R, S))), 3), p => p.Step("scale-matrix", "#Determinant", [Place(p, "y"), 0], number: 1));
    }

    // det(D)^2 is positive: of the powers only the first one is left.
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(-1)]
    [InlineData(-2)]
    public void An_even_power_of_a_diagonal_matrix_is_an_exponential(int exponent)
    {
        Applies(Mul(Pow(At("a"), -1), Pow(Det(Mul(At("a"), One)), exponent)), p => p.Step("diagonal-matrix", "#Determinant"));
        Applies(Pow(Det(Mul(Num(-2), One)), exponent), p => p.Step("diagonal-matrix", "#Determinant"));
        Refuses("not known to be positive", Pow(Det(Mul(At("y", R), One)), 2), p => p.Step("diagonal-matrix", "#Determinant"));
        Refuses("not known to be positive", Det(Mul(Num(-2), One)), p => p.Step("diagonal-matrix", "#Determinant"));
    }

    [Fact]
    public void Scale_knows_when_a_factor_may_be_drawn_out()
    {
        Refuses("not known to be positive", Det(Mul(Pow(At("a"), new(1, 2)), At("B", R, S))), p => p.Step("scale-matrix", "#Determinant", [Place(p, "a"), 0], number: new Rational(1, 2)));
        Refuses("nothing is left", Det(Mul(Num(-2), One)), p => p.Step("scale-matrix", "#Determinant", number: -2));
        Refuses("nothing is left", Det(Mul(At("a"), One)), p => p.Step("scale-matrix", "#Determinant", [1, 0], number: 1));
        Refuses("the row or of the column", Inverse(Mul(At("A", R, S), At("B", R, S)), I, J), p => p.Step("scale-matrix", "#Inverse", [Place(p, "A"), 0], number: 1), I, J);
        Refuses("lacks the factor", Inverse(Add(Mul(At("a"), At("B", R, S)), One), I, J), p => p.Step("scale-matrix", "#Inverse", [Place(p, "a", 1), 1], number: 1), I, J);
    }

    [Fact]
    public void Exchange_turns_a_product_around()
    {
        Term y = Add(At("y", R), Mul(Num(3), At("x", R)));
        foreach ((Term body, ImmutableArray<Abstraction> factors) in ((Term, ImmutableArray<Abstraction>)[])[
            (Add(One, Thin), [Tensor([R, C], At("W", R, C)), Tensor([C, S], At("M", S, C))]),
            (Add(One, Thin, Product), [Tensor([R, Q], Add(Sum(C, Mul(At("W", R, C), At("M", Q, C))), Sum(P, Mul(At("A", R, P), At("B", P, Q))))), Tensor([Q, S], Delta(Q, S))]),
            (Add(One, Mul(y, At("x", S))), [Tensor([R], y), Tensor([S], At("x", S))]),
            (Add(One, Mul(Num(3), At("a"))), [Tensor([R], Mul(Num(3), At("a"))), Tensor([S], Num(1))])])
        {
            Applies(Det(body), p => p.Proved(Named(p, "exchange-product", factors)));
            Applies(Inverse(body, I, J), p => p.Proved(Named(p, "exchange-product", factors)), I, J);
        }

        ImmutableArray<Abstraction> over = [Tensor([R, C2], Mul(At("y", C2), At("y", R))), Tensor([S, C2], At("x", S))];
        Applies(Inverse(Add(One, Mul(At("y", C2), At("y", R), At("x", S))), I, J), p => p.Proved(Named(p, "exchange-product", over)), I, J, C2);
    }

    [Fact]
    public void Exchange_needs_the_unit_and_the_product()
    {
        ImmutableArray<Abstraction> thin = [Tensor([R, C], At("W", R, C)), Tensor([C, S], At("M", S, C))];
        Refuses("not known to be that product", Det(Add(Mul(Num(2), One), Thin)), p => p.Proved(Named(p, "exchange-product", thin)));
        Refuses("not known to be that product", Det(Add(One, Thin, At("B", R, S))), p => p.Proved(Named(p, "exchange-product", thin)));
        Refuses("not known to be that product", Det(Thin), p => p.Proved(Named(p, "exchange-product", thin)));
        Refuses("several indices", DetOfPairs(Mul(At("B", R, S), At("W", R, C), At("W", S, E))), p => Named(p, "exchange-product", thin));
    }

    // inv(B)(i,j) = inv(B')(j,i); the two places of a matrix are exchanged with each other alone.
    [Fact]
    public void Permute_transposes_a_matrix()
    {
        Term inverse = Inverse(Add(At("B", R, S), Mul(One, At("y", I))), I, J);
        Applies(inverse, p => p.Step("permute", "#Inverse", [1, 0, 2]), I, J);
        Refuses("stay in front", inverse, p => p.Step("permute", "#Inverse", [0, 2, 1]), I, J);
        Applies(Det(At("B", R, S)), p => p.Step("permute", "#Determinant", [1, 0]));
    }

    // A matrix of ones has a row and a column, though its entries depend on neither.
    [Fact]
    public void Tidy_keeps_the_row_and_the_column()
    {
        Obligations read = Read(Inverse(Mul(At("a"), Num(1)), I, J), I, J);
        Polynomial tidied = read.Replay.Apply(read.Difference, read.Difference.Step("tidy", "#Inverse"));
        Assert.Equal(2, tidied.Terms[0].Monomial.Factors[0].Atom.Slots.Length);
    }

    [Fact]
    public void Scale_may_depend_on_further_indices()
    {
        Applies(Inverse(Mul(At("W", R, C), At("B", R, S)), I, J), p => p.Step("scale-matrix", "#Inverse", [Place(p, "W"), 0], number: 1), I, J, C);
        Applies(Det(Mul(At("W", R, C), At("B", R, S))), p => p.Step("scale-matrix", "#Determinant", [Place(p, "W"), 0], number: 1), C);
        Applies(Det(Mul(At("x", R), At("B", R, S))), p => p.Step("scale-matrix", "#Determinant", [Place(p, "x"), 0], number: 1));
        Applies(Det(Mul(At("b"), At("B", R, S))), p => p.Step("scale-matrix", "#Determinant", [Place(p, "b"), 0], number: 1));
    }

    // det(a·L) = a²·det(L) for two rows, whatever the sign of a, and -8·det(T) for three.
    [Fact]
    public void Scale_knows_the_power_of_a_fixed_size()
    {
        Polynomial two = Applies(Det(F, G, Mul(At("a"), At("L", F, G))), p => p.Step("scale-matrix", "#Determinant", [Place(p, "a"), 0], number: 1));
        Assert.Equal(Read(Mul(Pow(At("a"), 2), Det(F, G, At("L", F, G)))).Difference.Key, Expanded(two).Key);
        Polynomial three = Applies(Det(U, V, Mul(Num(-2), At("T", U, V))), p => p.Step("scale-matrix", "#Determinant", number: -2));
        Assert.Equal(Read(Mul(Num(-8), Det(U, V, At("T", U, V)))).Difference.Key, Expanded(three).Key);

        static Polynomial Expanded(Polynomial p) => Read(Num(0)).Replay.Apply(p, p.Step("expand", "#Base"));
    }

    // det(y·1) for positive y, over an outer index, and for a power of it that is no integer.
    [Fact]
    public void A_positive_diagonal_may_depend_on_further_indices()
    {
        Applies(Mul(Pow(At("b"), -1), Det(Mul(At("b"), One))), p => p.Step("diagonal-matrix", "#Determinant"));
        Applies(Det(Mul(Num(2), One)), p => p.Step("diagonal-matrix", "#Determinant"));
        Applies(Root(Det(Mul(Num(4), One))), p => p.Step("diagonal-matrix", "#Determinant"));
        Applies(Det(Mul(At("x", I), One)), p => p.Step("diagonal-matrix", "#Determinant"), I);
        Refuses("not known to be positive", Root(Det(Mul(At("y", I), One))), p => p.Step("diagonal-matrix", "#Determinant"), I);
    }

    private static int Place(Polynomial p, string head, int term = 0) =>
        Body(p).Terms[term].Monomial.Factors.ToList().FindIndex(f => f.Atom.Head == head);

    private static Step Named(Polynomial p, string rule, ImmutableArray<Abstraction> matrices) => p.Step(rule, "#") with { Matrices = matrices };

    private static Polynomial Body(Polynomial p) => ((Closure)p.Terms[0].Monomial.Factors[p.Place("#")].Atom).Body;

    private static int Lead(Polynomial p, bool isLeft, string head = "B")
    {
        var inverse = (Closure)p.Terms[0].Monomial.Factors[p.Place("#Inverse")].Atom;
        return inverse.Cancellation(isLeft).Law.Terms.ToList().FindIndex(t => t.Monomial.Factors.Any(f => f.Atom.Head == head));
    }
}
