using System.Collections.Immutable;
using DerivationKit.Kernel;
using DerivationKit.Tests.Kernel.Exact;
using static DerivationKit.Tests.Kernel.Exact.Bench;
using static DerivationKit.Tests.Kernel.Exact.Terms;

namespace DerivationKit.Tests.Kernel.Rules;

// Matrices over rows and columns of two indices, one of n and one of k.
public class KroneckerRuleTests
{
    private static readonly Index H = new("h", K);
    private static readonly Term Gram = Sum(Q, Mul(At("W", Q, C), At("W", Q, E)));

    private static Polynomial Applies(Term before, Func<Polynomial, Step> step, params ImmutableArray<Index> free) => Changes(before, step, worlds: 8, free);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void An_inverse_of_a_product_is_a_product_of_inverses(int row)
    {
        Term product = Mul(At("B", R, S), Gram);
        Polynomial done = Applies(Inverse(product, [S, E], [I, C, J, H]), p => p.Step("kronecker", "#Inverse2", [row]), I, J, C, H);
        Assert.DoesNotContain("#Inverse2", done.Key);
        Applies(Inverse(product, [E, S], [C, I, J, H]), p => p.Step("kronecker", "#Inverse2", [row]), I, J, C, H);
    }

    // A sum of which every term holds one factor; numbers and scalars go with the other one.
    [Fact]
    public void A_factor_may_be_common_to_several_terms() => Applies(
        Inverse(Add(Mul(Num(-2), At("B", R, S), Gram), Mul(At("a"), Delta(R, S), Gram)), [S, E], [I, C, J, H]),
        p => p.Step("kronecker", "#Inverse2", [1]), I, J, C, H);

    // det(B⊗1) = det(B)^k, with the power written as det(det(B)·1); both signs of det(B) are met.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_determinant_of_a_product_is_a_product_of_powers(int row)
    {
        Applies(DetOfPairs(Mul(At("B", R, S), Delta(C, E))), p => p.Step("kronecker", "#Determinant2", [row]));
        Applies(Pow(DetOfPairs(Mul(At("B", R, S), Gram)), -1), p => p.Step("kronecker", "#Determinant2", [row]));
    }

    [Fact]
    public void Factors_have_rows_and_columns_of_their_own()
    {
        Step Apart(Polynomial p) => p.Step("kronecker", "#Inverse2", [0]);
        Refuses("no such product", Inverse(Mul(At("W", R, C), At("W", S, E)), [S, E], [I, C, J, H]), Apart, I, J, C, H);
        Refuses("no such product", Inverse(Mul(At("y", R), At("y", S), At("x", S), Delta(C, E), At("W", R, E)), [S, E], [I, C, J, H]), Apart, I, J, C, H);
        Refuses("no such product", Inverse(Add(Mul(At("B", R, S), Gram), Mul(Delta(R, S), Delta(C, E))), [S, E], [I, C, J, H]), Apart, I, J, C, H);
        Refuses("no such product", Inverse(Mul(At("y", R), Delta(C, E)), [S, E], [I, C, J, H]), Apart, I, J, C, H);
        Refuses("no such product", Det(At("B", R, S)), p => p.Step("kronecker", "#Determinant", [0]));
        Refuses("no such product", DetOfPairs(Mul(At("B", R, S), Gram)), p => p.Step("kronecker", "#Determinant2", [2]));
    }

    // (r,u) and (s,v) of one dimension, where r belongs to v: a permutation, of sign -1 for two rows.
    [Fact]
    public void A_determinant_needs_the_same_rows_as_columns()
    {
        Index u = new("h", N), v = new("w", N);
        Term exchange = new Determinant(Tensor([R, u, S, v], Mul(Delta(R, v), Delta(u, S))));
        Refuses("no such product", exchange, p => p.Step("kronecker", "#Determinant2", [0]));
        Applies(
            new global::DerivationKit.Kernel.Inverse(Tensor([R, u, S, v], Mul(At("B", R, v), At("A", u, S))), [I, J], [P, Q]),
            p => p.Step("kronecker", "#Inverse2", [0]), I, J, P, Q);
    }

    [Fact]
    public void A_matrix_has_as_many_rows_as_columns()
    {
        Assert.Throws<KernelException>(() => Read(new Determinant(Tensor([R, C, E, S], Mul(Delta(R, S), Delta(C, E))))));
        Assert.Throws<KernelException>(() => Read(new Determinant(Tensor([R, C], At("W", R, C)))));
        Assert.Throws<KernelException>(() => Read(Inverse(Mul(Delta(R, S), Delta(C, E)), [S, E], [C, I, J, H]), I, J, C, H));
        Assert.Throws<KernelException>(() => Read(new Determinant(Tensor([], Num(2)))));
    }

    // For each value of another index there is another matrix.
    [Fact]
    public void The_factors_may_depend_on_further_indices()
    {
        Term product = Mul(Add(At("B", R, S), Mul(At("y", Q), Delta(R, S))), Gram);
        Applies(Inverse(product, [S, E], [I, C, J, H]), p => p.Step("kronecker", "#Inverse2", [0]), I, J, C, H, Q);
        Applies(DetOfPairs(product), p => p.Step("kronecker", "#Determinant2", [0]), Q);
    }

    // The row's indices change places only where the column's do.
    [Fact]
    public void Rows_and_columns_are_reordered_alike()
    {
        Term inverse = Inverse(Mul(At("B", R, S), Gram), [S, E], [I, C, J, H]);
        foreach (ImmutableArray<int> alike in (ImmutableArray<int>[])[[1, 0, 3, 2], [2, 3, 0, 1], [3, 2, 1, 0]])
        {
            Applies(inverse, p => p.Step("permute", "#Inverse2", alike), I, J, C, H);
        }

        foreach (ImmutableArray<int> apart in (ImmutableArray<int>[])[[1, 0, 2, 3], [0, 1, 3, 2], [2, 1, 0, 3], [0, 3, 2, 1]])
        {
            Refuses("reordered alike", inverse, p => p.Step("permute", "#Inverse2", apart), I, J, C, H);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_matrix_over_pairs_cancels(bool isLeft)
    {
        Term body = Add(Mul(At("B", R, S), Delta(C, E)), Mul(At("W", R, C), At("M", S, E)));
        Index u = new("u", K), v = new("v", K);
        Term inverse = isLeft ? Inverse(body, [S, E], [P, u, J, v]) : Inverse(body, [S, E], [J, v, P, u]);
        Term other = isLeft ? Mul(At("W", I, C), At("M", P, u)) : Mul(At("W", P, u), At("M", I, C));
        Term before = Sum(P, Sum(u, Mul(other, inverse)));
        Applies(
            before, p => p.Step("cancel-inverse", "#Inverse2", [isLeft ? 0 : 1, -1, -2, Lead(p), .. Enumerable.Range(0, 2).OrderBy(o => p.Terms[0].Monomial.Bound[o] == N ? 0 : 1)]),
            I, C, J, v);

        // Where the term with W stands in the law.
        int Lead(Polynomial p)
        {
            var closure = (Closure)p.Terms[0].Monomial.Factors[p.Place("#Inverse2")].Atom;
            return closure.Cancellation(isLeft).Places[closure.Body.Terms.ToList().FindIndex(t => t.Monomial.Key.Contains("W(", StringComparison.Ordinal))];
        }
    }
}
