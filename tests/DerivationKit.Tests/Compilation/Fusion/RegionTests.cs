using DerivationKit.Compilation;
using DerivationKit.Compilation.Fusion;
using DerivationKit.Kernel;
using static DerivationKit.Tests.Compilation.Fusion.FusionCases;

namespace DerivationKit.Tests.Compilation.Fusion;

// Which instructions are computed together.
public class RegionTests
{
    private static readonly Expr Logits = Z * Theta.T;
    private static readonly Expr Weights = Expr.SoftmaxRows(Logits);

    [Fact]
    public void A_linear_flow_is_one_region() => AssertParts(
        ["n rows: product reduction map map reduction map map map product"], (C - Weights) * Theta);

    // The same, transposed: samples are columns.
    [Fact]
    public void A_flow_of_columns_is_one_region() => AssertParts(
        ["transpose", "n columns: product reduction map map reduction map map map product"],
        Theta.T * (C.T - Expr.SoftmaxCols(Theta * Z.T)));

    [Fact]
    public void A_loss_is_one_region_with_a_total() => AssertParts(
        ["n rows: product reduction map map reduction map map map total", "elementwise"],
        -Expr.Sum(Expr.Hadamard(C, Expr.LogSoftmaxRows(Logits))));

    [Fact]
    public void A_sum_over_lanes_ends_a_region() => AssertParts(
        ["n rows: product reduction map map reduction map map map gram"], (Weights - C).T * Z);

    [Fact]
    public void Two_softmaxes_are_one_region() => AssertParts(
        ["n rows: product reduction map map reduction map map product reduction map map reduction map map"], Expr.SoftmaxRows(Weights * Q));

    // What is known only when all lanes are done is needed by lanes: their second pass is a region of its own.
    [Fact]
    public void A_sum_over_lanes_that_is_used_begins_another_region()
    {
        AssertParts(["n rows: product total", "n rows: map map"], Logits - (Expr.Sum(Logits) * C));
        AssertParts(
            ["n rows: product reduction map map reduction map map gram", "n rows: product map"],
            Weights - (Z * (Z.T * Weights)));
    }

    // With lanes along the columns their sums are those of each lane.
    [Fact]
    public void Sums_of_columns_are_taken_along_columns() => Assert.Equal(
        ["k columns: map reduction map map"],
        Parts(Expr.HadamardDivide(Expr.Exp(C), Expr.Ones(Dimension.Named("n")) * Expr.ColSum(Expr.Exp(C)).T), n: 7, k: 60));

    // Rows of S are known only when S + S' is; it is an array of n rows.
    [Fact]
    public void A_transposed_square_array_is_read_from_outside() => AssertParts(
        ["transpose", "n rows: map product product"], (S + S.T) * Z * Theta.T);

    [Fact]
    public void A_transposed_vector_is_the_same_vector()
    {
        AssertParts(["n rows: product map reduction gram"], Expr.RowSum(Expr.Exp(Logits)).T * Z);
        AssertParts(["transpose", "n rows: product alias map"], (Z * W).T + V.T);
    }

    [Fact]
    public void Spread_vectors_and_diagonals_are_read_within_a_region()
    {
        AssertParts(["n rows: map map"], Z + (V * Expr.Ones(Dimension.Named("d")).T) + (Expr.Ones(Dimension.Named("n")) * W.T));
        AssertParts(["n rows: map map"], Expr.Diag(V) * Expr.Exp(Z));
        AssertParts(["n rows: map map"], Expr.Exp(Z) * Expr.Diag(W));
    }

    [Fact]
    public void An_instruction_without_lanes_is_on_its_own()
    {
        AssertParts(["inverse", "n rows: product product"], Logits * Expr.Inv(Q));
        AssertParts(["elementwise"], Scale + 1);
    }

    [Fact]
    public void One_lane_is_no_region() => Assert.Equal(["product"], Parts(Z * W, n: 1));

    private static void AssertParts(string[] expected, Expr expression) => Assert.Equal(expected, Parts(expression, n: 40));

    // In the order in which they run: an instruction, or a region with the roles of its instructions.
    private static IEnumerable<string> Parts(Expr expression, int n, int k = 2)
    {
        Sizes sizes = Sizes.Of(new Dictionary<string, int> { ["n"] = n, ["d"] = 3, ["k"] = k });
        return new RegionPlanner(Compile.Function<double>(expression, Inputs(expression)).Program, sizes).Run()
            .Select(part => part.Region is { } region
                ? $"{region.Axis} {region.Side}: {string.Join(" ", region.Values.Select(region.RoleOf))}".ToLowerInvariant()
                : part.Single!.GetType().Name.ToLowerInvariant());
    }
}
