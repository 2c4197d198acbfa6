using System.Collections.Immutable;
using DerivationKit.Kernel;
using DerivationKit.Refuting;
using DerivationKit.Refuting.Numbers;

namespace DerivationKit.Tests.Refuting.Evaluation;

// Sizes m = 2, n = 3. The tensors: A = (1 2 3; 4 5 6) in m×n, v = (1, 2, 3) in n.
public class DefinitionEvaluatorTests
{
    private static readonly Dimension M = Dimension.Named("m");
    private static readonly Dimension N = Dimension.Named("n");
    private static readonly Index I = new("i", M);
    private static readonly Index J = new("j", N);
    private static readonly Index K = new("k", N);

    [Fact]
    public void A_result_repeats_along_an_index_that_its_formula_does_not_mention() =>
        Assert.Equal([1, 2, 3, 1, 2, 3], Evaluate([I, J], V(J)));

    [Fact]
    public void The_indices_of_a_result_come_in_the_order_of_the_definition() =>
        Assert.Equal([1, 4, 2, 5, 3, 6], Evaluate([J, I], A(I, J)));

    [Fact]
    public void A_sum_over_an_absent_index_counts_it() =>
        Assert.Equal([3, 6, 9], Evaluate([J], new Sum(K, V(J))));

    // sum_j A[i,j] (sum_j v[j]) v[j]: the inner sum binds its own j.
    [Fact]
    public void An_inner_sum_hides_an_outer_index_of_the_same_name() =>
        Assert.Equal([6 * 14, 6 * 32], Evaluate([I], new Sum(J, new Multiply([A(I, J), new Sum(J, V(J)), V(J)]))));

    [Fact]
    public void A_delta_picks_the_diagonal()
    {
        Assert.Equal([1, 0, 0, 0, 2, 0, 0, 0, 3], Evaluate([J, K], new Multiply([new Delta(J, K), V(J)])));
        Assert.Equal([1, 2, 3], Evaluate([J], new Sum(K, new Multiply([new Delta(J, K), V(K)]))));
        Assert.Equal([1, 1, 1], Evaluate([J], new Delta(J, J)));
    }

    // [j >= k] is the lower triangle, with the diagonal.
    [Fact]
    public void At_least_is_the_lower_triangle()
    {
        Assert.Equal([1, 0, 0, 1, 1, 0, 1, 1, 1], Evaluate([J, K], new AtLeast(J, K)));
        Assert.Equal([1, 1, 1], Evaluate([J], new AtLeast(J, J)));
        Assert.Equal([1, 3, 6], Evaluate([J], new Sum(K, new Multiply([new AtLeast(J, K), V(K)]))));
    }

    // I + v v' has the determinant 1 + v'v = 15 and the inverse I - v v'/15 (Sherman and Morrison).
    [Fact]
    public void The_inverse_and_the_determinant_of_a_matrix_given_by_a_formula()
    {
        Abstraction matrix = new([J, K], new Add([new Delta(J, K), new Multiply([V(J), V(K)])]));
        Rational E(int j, int k) => (j == k ? 1 : 0) - new Rational(j * k, 15);
        Assert.Equal([15], Evaluate([], new Determinant(matrix)));
        Assert.Equal(
            [E(1, 1), E(1, 2), E(1, 3), E(2, 1), E(2, 2), E(2, 3), E(3, 1), E(3, 2), E(3, 3)],
            Evaluate([J, K], new Inverse(matrix, J, K)));
        Assert.Equal([E(1, 1), E(2, 2), E(3, 3)], Evaluate([K], new Inverse(matrix, K, K)));
        Assert.Equal([E(1, 1) + E(2, 2) + E(3, 3)], Evaluate([], new Sum(K, new Inverse(matrix, K, K))));
    }

    // For each i the matrix diag(A[i,:]): its determinant is 6 and 120, its inverse 1/A[i,j] on the diagonal.
    [Fact]
    public void A_matrix_may_depend_on_outer_indices()
    {
        Abstraction matrix = new([J, K], new Multiply([A(I, J), new Delta(J, K)]));
        Index l = new("l", N);
        Assert.Equal([6, 120], Evaluate([I], new Determinant(matrix)));
        Assert.Equal(
            [1, new(1, 2), new(1, 3), new(1, 4), new(1, 5), new(1, 6)], Evaluate([I, l], new Inverse(matrix, l, l)));
    }

    [Fact]
    public void A_singular_matrix_has_a_determinant_and_no_inverse()
    {
        Abstraction matrix = new([J, K], new Multiply([V(J), V(K)]));
        Assert.Equal([0], Evaluate([], new Determinant(matrix)));
        Assert.Throws<UndefinedException>(() => Evaluate([J, K], new Inverse(matrix, J, K)));
    }

    [Fact]
    public void Sizes_powers_and_empty_sums_and_products()
    {
        Assert.Equal([3], Evaluate([], new Size(N)));
        Assert.Equal([1, new(1, 4), new(1, 9)], Evaluate([J], new Power(V(J), -2)));
        Assert.Equal([0], Evaluate([], new Add([])));
        Assert.Equal([1], Evaluate([], new Multiply([])));
        Assert.Equal([11, 22, 33], Evaluate([J], new Add([V(J), new Multiply([new Number(10), V(J)])])));
    }

    [Fact]
    public void A_repeated_index_of_an_entry_runs_along_the_diagonal()
    {
        Formal square = new("S", [N, N]);
        Term body = new Entry("S", [J, J]);
        ExactScalar[] values = [.. Enumerable.Range(1, 9).Select(i => new ExactScalar(i))];
        DefinitionEvaluator<ExactScalar> evaluator = new(_ => 3, 64, _ => { });
        Assert.Equal([1, 5, 9], evaluator.Evaluate(new("test", [square], [J], body), [values]).Select(x => x.Value));
    }

    private static Entry A(Index i, Index j) => new("A", [i, j]);

    private static Entry V(Index j) => new("v", [j]);

    private static IEnumerable<Rational> Evaluate(ImmutableArray<Index> indices, Term body)
    {
        Definition definition = new("test", [new("A", [M, N]), new("v", [N])], indices, body);
        ExactScalar[] a = [.. new[] { 1, 2, 3, 4, 5, 6 }.Select(x => new ExactScalar(x))];
        DefinitionEvaluator<ExactScalar> evaluator = new(d => d == M ? 2 : 3, 64, _ => { });
        return evaluator.Evaluate(definition, [a, a[..3]]).Select(x => x.Value);
    }
}
