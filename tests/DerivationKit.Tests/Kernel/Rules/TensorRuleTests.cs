using DerivationKit.Kernel;
using DerivationKit.Tests.Kernel.Exact;
using static DerivationKit.Tests.Kernel.Exact.Bench;
using static DerivationKit.Tests.Kernel.Exact.Terms;

namespace DerivationKit.Tests.Kernel.Rules;

public class TensorRuleTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(-1)]
    public void Symmetry_swaps_the_slots_of_any_power(int power) =>
        Rewrites(Mul(Pow(At("A", I, J), power), At("y", I)), p => p.Step("symmetry", "A"), Mul(Pow(At("A", J, I), power), At("y", I)), I, J);

    [Theory]
    [InlineData("B")]
    [InlineData("O")]
    [InlineData("S")]
    public void Symmetry_has_to_be_declared(string tensor) =>
        Refuses("not declared so", At(tensor, I, J), p => p.Step("symmetry", tensor), I, J);

    [Fact]
    public void Symmetry_is_of_entries() => Refuses("of another kind", Delta(I, J), p => p.Step("symmetry", "#delta"), I, J);

    [Theory]
    [InlineData("H", 2)]
    [InlineData("H", 5)]
    [InlineData("M", 3)]
    public void Idempotence_lowers_a_natural_power_of_0_or_1(string tensor, int power) =>
        Rewrites(Pow(At(tensor, I, C), power), p => p.Step("idempotence", tensor), At(tensor, I, C), I, C);

    [Theory]
    [InlineData("R", 2, 1, "not declared so")]
    [InlineData("W", 2, 1, "not declared so")]
    [InlineData("M", -1, 1, "not natural")]
    [InlineData("H", -2, 1, "not natural")]
    [InlineData("M", 1, 2, "not natural")]
    public void Idempotence_needs_entries_0_and_1_and_a_natural_power(string tensor, int numerator, int denominator, string reason) =>
        Refuses(reason, Pow(At(tensor, I, C), new Rational(numerator, denominator)), p => p.Step("idempotence", tensor), I, C);

    [Fact]
    public void One_hot_product_makes_the_columns_equal() => Rewrites(
        Mul(At("H", I, C), At("H", I, E), At("W", I, E)), p => p.Step("one-hot-product", "H", [1]),
        Mul(At("H", I, C), Delta(C, E), At("W", I, E)), I, C, E);

    [Fact]
    public void One_hot_product_needs_one_row() =>
        Refuses("not two entries of one row", Mul(At("H", I, C), At("H", J, E)), p => p.Step("one-hot-product", "H", [1]), I, J, C, E);

    [Fact]
    public void One_hot_product_needs_two_entries() =>
        Refuses("not two entries of one row", Mul(At("H", I, C), At("H", I, E)), p => p.Step("one-hot-product", "H", [0]), I, C, E);

    [Theory]
    [InlineData("R")]
    [InlineData("M")]
    public void One_hot_product_needs_one_hot_rows(string tensor) =>
        Refuses("not declared so", Mul(At(tensor, I, C), At(tensor, I, E)), p => p.Step("one-hot-product", tensor, [1]), I, C, E);

    [Fact]
    public void One_hot_product_needs_one_tensor()
    {
        Term mixed = Mul(At("H", I, C), At("M", I, E));
        Refuses("not declared so", mixed, p => p.Step("one-hot-product", "H", [1]), I, C, E);
        Refuses("not declared so", mixed, p => p.Step("one-hot-product", "M", [0]), I, C, E);
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(1, -1)]
    public void One_hot_product_needs_first_powers(int first, int second) => Refuses(
        "an exponent is not 1", Mul(Pow(At("H", I, C), first), Pow(At("H", I, E), second)), p => p.Step("one-hot-product", "H", [1]), I, C, E);

    [Theory]
    [InlineData("R")]
    [InlineData("H")]
    public void Row_sum_is_1(string tensor) => Rewrites(
        Sum(C, Mul(At("y", I), At(tensor, I, C))), p => p.Step("row-sum", tensor), At("y", I), I);

    [Fact]
    public void Row_sum_leaves_the_other_indices() => Rewrites(
        Sum(C, Sum(P, Sum(E, Mul(At("R", P, C), At("W", P, E))))), p => p.Step("row-sum", "R"), Sum(P, Sum(E, At("W", P, E))));

    // prover-review 8, R5: the row is summed alone, over its whole column index.
    [Fact]
    public void Row_sum_is_not_the_trace() => Refuses("not a sum over a row", Sum(P, At("S", P, P)), p => p.Step("row-sum", "S"));

    [Fact]
    public void Row_sum_is_not_a_column_sum() => Refuses("not a sum over a row", Sum(P, At("S", P, I)), p => p.Step("row-sum", "S"), I);

    [Theory]
    [InlineData(2)]
    [InlineData(-1)]
    public void Row_sum_is_of_first_powers(int power) =>
        Refuses("not a sum over a row", Sum(C, Pow(At("R", I, C), power)), p => p.Step("row-sum", "R"), I);

    [Theory]
    [InlineData("M")]
    [InlineData("W")]
    public void Row_sum_has_to_be_declared(string tensor) =>
        Refuses("not declared so", Sum(C, At(tensor, I, C)), p => p.Step("row-sum", tensor), I);

    [Fact]
    public void Row_sum_needs_an_index_that_occurs_nowhere_else()
    {
        foreach (Term other in (Term[])[At("W", I, C), At("M", I, C), Delta(C, E), Exp(Mul(Num(2), At("W", I, C))), At("R", J, C)])
        {
            Refuses("still occurs", Sum(C, Mul(At("R", I, C), other)), p => p.Step("row-sum", "R"), I, J, E);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Orthogonality_contracts_columns_and_rows(int axis) => Rewrites(
        axis == 0 ? Sum(P, Mul(At("O", P, I), At("O", P, J))) : Sum(P, Mul(At("O", I, P), At("O", J, P))),
        p => p.Step("orthogonality", "O", [1, axis]), Delta(I, J), I, J);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Orthogonality_of_a_square_is_1(int axis) => Rewrites(
        axis == 0 ? Sum(P, Pow(At("O", P, I), 2)) : Sum(P, Pow(At("O", I, P), 2)), p => p.Step("orthogonality", "O", [0, axis]), Num(1), I);

    // prover-review 8, R9: the slots have to match, Q Q is not the identity.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Orthogonality_needs_matching_slots(int axis) => Refuses(
        "no index is shared", Sum(P, Mul(At("O", I, P), At("O", P, J))), p => p.Step("orthogonality", "O", [1, axis]), I, J);

    [Fact]
    public void Orthogonality_is_not_of_the_diagonal() =>
        Refuses("still occurs", Sum(P, Pow(At("O", P, P), 2)), p => p.Step("orthogonality", "O", [0, 0]));

    [Fact]
    public void Orthogonality_needs_an_index_that_occurs_nowhere_else() => Refuses(
        "still occurs", Sum(P, Mul(At("O", P, I), At("O", P, J), At("y", P))), p => p.Step("orthogonality", "O", [1, 0]), I, J);

    [Fact]
    public void Orthogonality_needs_a_sum() =>
        Refuses("no index is shared", Mul(At("O", Q, I), At("O", Q, J)), p => p.Step("orthogonality", "O", [1, 0]), I, J, Q);

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 2)]
    [InlineData(-1, 1)]
    public void Orthogonality_needs_first_powers(int first, int second) => Refuses(
        "wrong exponents", Sum(P, Mul(Pow(At("O", P, I), first), Pow(At("O", P, J), second))), p => p.Step("orthogonality", "O", [1, 0]), I, J);

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Orthogonality_of_one_factor_needs_a_square(int power) =>
        Refuses("wrong exponents", Sum(P, Pow(At("O", P, I), power)), p => p.Step("orthogonality", "O", [0, 0]), I);

    [Fact]
    public void Orthogonality_has_to_be_declared()
    {
        Refuses("not declared so", Sum(P, Mul(At("B", P, I), At("B", P, J))), p => p.Step("orthogonality", "B", [1, 0]), I, J);
        Refuses("not declared so", Sum(P, Mul(At("B", P, I), At("O", P, J))), p => p.Step("orthogonality", "O", [0, 0]), I, J);
    }

    [Fact]
    public void Orthogonality_needs_one_tensor()
    {
        Declaration[] two = [new("O", [N, N], [Property.Orthogonal]), new("V", [N, N], [Property.Orthogonal])];
        var read = Obligations.Of(new([.. two], [I, J], Sum(P, Mul(At("O", P, I), At("V", P, J))), Num(0)));
        Assert.Throws<KernelException>(() => read.Replay.Apply(read.Difference, read.Difference.Step("orthogonality", "O", [1, 0])));
    }
}
