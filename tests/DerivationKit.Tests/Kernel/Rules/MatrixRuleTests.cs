using System.Collections.Immutable;
using DerivationKit.Kernel;
using DerivationKit.Tests.Kernel.Exact;
using static DerivationKit.Tests.Kernel.Exact.Bench;
using static DerivationKit.Tests.Kernel.Exact.Terms;

namespace DerivationKit.Tests.Kernel.Rules;

public class MatrixRuleTests
{
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
        Refuses("a factor is missing", Sum(P, Mul(At("B", P, I), inverse)), Left, I, J);
        Refuses("still occurs", Sum(P, Mul(At("B", I, P), inverse, At("y", P))), Left, I, J);
        Refuses("still occurs", Sum(P, Mul(At("B", I, P), Pow(inverse, 2))), Left, I, J);
    }

    // inv(diag over p) depends on the index that is summed: it is another matrix for each p.
    [Fact]
    public void Cancel_needs_one_matrix_for_all_values_of_the_index() => Refuses(
        "still occurs", Sum(P, Mul(At("B", I, P), Inverse(Add(Mul(One, At("x", P)), At("B", R, S)), P, J))),
        p => p.Step("cancel-inverse", "#Inverse", [0, -1, Lead(p, isLeft: true, "B"), 0]), I, J);

    [Fact]
    public void Split_takes_a_product_apart()
    {
        Applies(Inverse(Product, I, J), p => p.Step("split-product", "#Inverse", [0, 0]), I, J);
        Polynomial done = Applies(Det(Product), p => p.Step("split-product", "#Determinant", [0, 0]));
        Assert.Equal(["#Determinant", "#Determinant"], Body(done).Terms[0].Monomial.Factors.Select(f => f.Atom.Head.Split('<')[0]));
    }

    // W·M' passes through k, where neither factor is square; two factors that share an index cannot be parted.
    [Fact]
    public void Split_needs_square_factors_that_are_apart()
    {
        Refuses("not square", Det(Thin), p => p.Step("split-product", "#Determinant", [0, 1]));
        Refuses("not apart", Det(Product), p => p.Step("split-product", "#Determinant", [0, 1]));
        Refuses("not apart", Det(Sum(Q, Mul(At("A", R, Q), At("B", R, S)))), p => p.Step("split-product", "#Determinant", [0, 0]));
        Refuses("not apart", Det(Sum(C, Sum(Q, Mul(At("W", R, C), At("A", R, Q), At("B", Q, S), At("M", S, C))))),
            p => p.Step("split-product", "#Determinant", [1, 0, 3]));
        Refuses("is a sum", Det(Add(One, Product)), p => p.Step("split-product", "#Determinant", [0, 0]));
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
        foreach ((Term body, int inner) in ((Term, int)[])[(Add(One, Thin), 0), (Add(One, Mul(Num(3), At("y", R), At("x", S))), -1)])
        {
            Step Turn(Polynomial p) => p.Step("exchange-product", "#", [inner, PlaceOfRow(p)]);
            Applies(Det(body), Turn);
            Applies(Inverse(body, I, J), Turn, I, J);
        }
    }

    [Fact]
    public void Exchange_needs_the_unit_and_one_product()
    {
        Refuses("not 1 + U·V", Det(Add(Mul(Num(2), One), Thin)), p => p.Step("exchange-product", "#", [0, 1]));
        Refuses("not 1 + U·V", Det(Add(One, Thin, At("B", R, S))), p => p.Step("exchange-product", "#", [0, 1]));
        Refuses("not apart", Det(Add(One, At("B", R, S))), p => p.Step("exchange-product", "#", [-1, 0]));
    }

    // An inverse is invertible, and so is what a condition says; nothing is known of B alone.
    [Fact]
    public void Divide_needs_an_invertible_matrix()
    {
        Term sum = Add(Inverse(At("B", R, S), R, S), Mul(At("y", R), At("y", S)));
        Step By(Polynomial p, string head) => p.Step("divide-matrix", "#", [((Closure)p.Terms[0].Monomial.Factors[p.Place("#")].Atom).Body.Terms
            .ToList().FindIndex(t => t.Monomial.Factors.Any(f => f.Atom.Head.StartsWith(head, StringComparison.Ordinal)))]);
        Applies(Det(sum), p => By(p, "#Inverse"));
        Applies(Inverse(sum, I, J), p => By(p, "#Inverse"), I, J);
        Refuses("not known to be an invertible", Det(Add(At("B", R, S), Mul(At("y", R), At("y", S)))), p => By(p, "B"));

        // A diagonal without zeros, and a multiple of an invertible matrix.
        Applies(Det(Add(Mul(At("x", R), One), Mul(At("y", R), At("y", S)))), p => By(p, "#delta"));
        Refuses("not known to be an invertible", Det(Add(Mul(At("a"), One), Mul(At("y", R), At("y", S)))), p => By(p, "#delta"));
        Term Multiple(string of) => Add(Mul(At(of), Inverse(At("B", R, S), R, S)), Mul(At("y", R), At("y", S)));
        Applies(Inverse(Multiple("b"), I, J), p => By(p, "#Inverse"), I, J);
        Refuses("not known to be an invertible", Det(Multiple("a")), p => By(p, "#Inverse"));
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

    [Fact]
    public void Divide_needs_terms_that_are_there()
    {
        foreach (int place in (int[])[-1, 2])
        {
            Refuses("no such term", Det(Add(One, Mul(At("y", R), At("y", S)))), p => p.Step("divide-matrix", "#Determinant", [place]));
        }
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

    // The factor that holds the row, in the term with most factors.
    private static int PlaceOfRow(Polynomial p) => Body(p).Terms.Single(t => t.Monomial.Factors.Length == 2).Monomial.Factors
        .ToList().FindIndex(f => f.Atom.Slots.Contains(Slot.Parameter(0)));

    private static Polynomial Body(Polynomial p) => ((Closure)p.Terms[0].Monomial.Factors[p.Place("#")].Atom).Body;

    private static int Lead(Polynomial p, bool isLeft, string head = "B")
    {
        var inverse = (Closure)p.Terms[0].Monomial.Factors[p.Place("#Inverse")].Atom;
        return inverse.Cancellation(isLeft).Law.Terms.ToList().FindIndex(t => t.Monomial.Factors.Any(f => f.Atom.Head == head));
    }
}
