using System.Collections.Immutable;
using DerivationKit.Compilation;
using DerivationKit.Compilation.Simd;
using DerivationKit.Kernel;

namespace DerivationKit.Tests.Compilation;

// Everything is counted by hand at fixed sizes, for registers of 256 bits: 4 double, 8 float.
public class ExecutionPlanTests
{
    private const int N = 512;
    private const int D = 64;
    private const int K = 10;

    private static readonly Variable Z = Expr.Variable("Z", Shape.Matrix("n", "d"));
    private static readonly Variable T = Expr.Variable("T", Shape.Matrix("k", "d"));
    private static readonly Variable C = Expr.Variable("C", Shape.Matrix("n", "k"));
    private static readonly Variable A = Expr.Variable("A", Shape.Matrix("n", "n"));
    private static readonly Variable X = Expr.Variable("x", Shape.Vector("d"));
    private static readonly Variable Y = Expr.Variable("y", Shape.Vector("d"));

    private static readonly Expr Flow = (C - Expr.SoftmaxRows(Z * T.T)) * T;

    // Two products of 2ndk; per entry of the logits a maximum, a difference, a sum, a scaling and a difference; per row a shift and a reciprocal.
    [Fact]
    public void Linear_flow_costs_what_its_formula_says()
    {
        ExecutionPlan plan = Plan(Flow, MatrixLayout.RowMajor, (N, D, K), Z, T, C);
        Assert.Equal((4 * N * D * K) + (5 * N * K) + (2 * N), plan.Cost.Flops);
        Assert.Equal([KeyValuePair.Create("exp", (double)N * K)], plan.Cost.Evaluations);
        Assert.Equal(8 * ((N * D) + (K * D) + (N * K)), plan.InputBytes);
        Assert.Equal(8 * N * D, plan.OutputBytes);
        Assert.Equal(1_337_344 / 570_368.0, plan.Intensity);
    }

    // Panels of 8 lanes: Z needs 64 columns of 8 numbers, which the result takes over; the logits 10, which the exponentials take over; C 10, which the
    // residual takes over.
    [Fact]
    public void Linear_flow_is_one_region_of_products_around_a_stage()
    {
        ExecutionPlan plan = Plan(Flow, MatrixLayout.RowMajor, (N, D, K), Z, T, C);
        var region = Assert.IsType<PlanStep.Region>(Assert.Single(plan.Steps));
        Assert.Equal(("n", PlanLane.Row, N, 8, N / 8), (region.Axis, region.Lane, region.Lanes, region.PanelLanes, region.Panels));
        Assert.Equal((1, 1, false), (region.Parts, region.Threads, region.ArePacked));
        Assert.Equal((K, D, 2.0 * N * D * K, false), Product(region.Work[0]));
        Assert.Equal([K, 1, K, 1, K], Assert.IsType<PlanWork.Stage>(region.Work[1]).Loops.Select(loop => loop.Columns));
        Assert.Equal((D, K, 2.0 * N * D * K, false), Product(region.Work[2]));
        int lanes = 8 * region.PanelsPerSlab;
        Assert.Equal((0, (D + K + K) * lanes * 8), (plan.RegisterBytes, plan.ScratchBytes));
        Assert.Equal(
            [("Z", "input Z", null), ("%0", null, null), ("%3", null, null), ("C", "input C", null), ("%7", null, null), ("%8", null, "output")],
            region.Slots.Select(slot => (slot.Value, slot.Source, slot.Target)));
        int?[] buffers = [.. region.Slots.Select(slot => slot.Buffer)];
        Assert.Equal((buffers[0], buffers[1], buffers[3]), (buffers[5], buffers[2], buffers[4]));
        Assert.Equal(3, buffers.OfType<int>().Distinct().Count());
        Assert.Equal((D * lanes * 8, K * lanes * 8), (region.Slots[0].BufferBytes, region.Slots[1].BufferBytes));
    }

    // An operation more for each entry is a multiplication with an addition.
    [Fact]
    public void Weight_decay_is_added_within_the_product()
    {
        Expr rate = Expr.Variable("r", Shape.Scalar);
        ExecutionPlan plan = Plan(Flow - (2 * rate * Z), MatrixLayout.RowMajor, (N, D, K), Z, T, C, (Variable)rate);
        Assert.Equal("map 2 * r", Assert.IsType<PlanStep.Instruction>(plan.Steps[0]).Computation);
        var region = Assert.IsType<PlanStep.Region>(plan.Steps[1]);
        PlanWork.Product last = Assert.IsType<PlanWork.Product>(region.Work[^1]);
        Assert.EndsWith("T, plus -%9*Z", last.Computation, StringComparison.Ordinal);
        Assert.Equal((2, 3, 2.0 * N * D * (K + 1)), (plan.Steps.Length, region.Work.Length, last.Cost.Flops));
    }

    [Fact]
    public void Multiples_of_a_product_are_taken_within_it()
    {
        ExecutionPlan plan = Plan(C - (3 * (2 * (Z * T.T))), MatrixLayout.RowMajor, (N, D, K), Z, T, C);
        var region = Assert.IsType<PlanStep.Region>(Assert.Single(plan.Steps));
        PlanWork.Product product = Assert.IsType<PlanWork.Product>(Assert.Single(region.Work));
        Assert.EndsWith("T', times -6, plus C", product.Computation, StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_of_column_major_arrays_are_read_and_written_where_they_lie()
    {
        ExecutionPlan plan = Plan(Flow, MatrixLayout.ColumnMajor, (N, D, K), Z, T, C);
        var region = Assert.IsType<PlanStep.Region>(Assert.Single(plan.Steps));
        Assert.All(region.Slots, slot => Assert.Equal(slot.Source is null && slot.Target is null, slot.Buffer is not null));
    }

    // Scratch: 10 columns of a buffer for a slab, and a last panel of Z, C and the result.
    [Fact]
    public void The_text_is_a_listing()
    {
        ExecutionPlan plan = Plan(Flow, MatrixLayout.ColumnMajor, (N, D, K), Z, T, C);
        int slab = Assert.IsType<PlanStep.Region>(Assert.Single(plan.Steps)).PanelsPerSlab;
        Assert.Equal(Listing(slab, 8 * 8 * ((K * slab) + D + K + D)), plan.ToString(), ignoreLineEndingDifferences: true);
    }

    private static string Listing(int slab, int scratch) =>
        $"""
        sizes: d = 64, k = 10, n = 512
        numbers: double, column-major, 4 in a vector
        flops: 1,337,344, and 5,120 exp
        bytes: 308,224 of inputs, 262,144 of results; 2.34 flops a byte
        memory: 0 bytes of registers, {scratch:#,0} of scratch
        region along n: 512 lanes, each a row, 64 panels of 8 lanes, {slab} at a time
          work     value  computed as            columns         flops    functions
          product  %0     product Z T'           10 of depth 64  655,360
          stage    %1     max rows %0            10              5,120
          then     %2     map finiteorzero(%1)   1               512
          then     %3     map exp(%0 - %2[row])  10              10,240   5,120 exp
                   %4     sum rows %3
          then     %5     map %4^-1              1               512
          then     %6     map %3 * %5[row]       10              10,240
                   %7     map C - %6
          product  %8     product %7 T           64 of depth 10  655,360
          value  columns  where it lies
          Z      64       input Z, read where it lies
          %0     10       buffer 0
          %3     10       buffer 0
          C      10       input C, read where it lies
          %7     10       buffer 0
          %8     64       output, written where it lies
        """;

    // Y'Y is 2nd² operations. A panel of 8 rows has 5 columns; its transpose 8 rows of 8 numbers, and the sums 5 rows of 8: whole vectors.
    [Fact]
    public void A_product_that_sums_over_lanes_has_sums_of_its_own()
    {
        ExecutionPlan plan = Plan(Expr.Exp(Z).T * Expr.Exp(Z), MatrixLayout.RowMajor, (300, 5, 1), Z);
        var region = Assert.IsType<PlanStep.Region>(Assert.Single(plan.Steps));
        Assert.Equal((5, 300, 2.0 * 300 * 5 * 5, true), Product(region.Work[1]));
        Assert.Equal(8 * ((5 * 8 * region.PanelsPerSlab) + (8 * 8) + (5 * 8)), plan.ScratchBytes);
        Assert.Equal(1_500, plan.Cost.Evaluations["exp"]);
    }

    // Gauss-Jordan on [A I]: for each of n pivots 2n divisions, and 2·2n operations in each other row.
    [Fact]
    public void An_inverse_is_an_instruction_of_its_own()
    {
        var step = Assert.IsType<PlanStep.Instruction>(Assert.Single(Plan(Expr.Inv(A), MatrixLayout.RowMajor, (7, 1, 1), A).Steps));
        Assert.Equal(("%0", "inverse A", 7, 7, "output", false), (step.Value, step.Computation, step.Rows, step.Columns, step.Target, step.IsDoneOnce));
        Assert.Equal(7 * ((2 * 7) + (6 * 4 * 7)), step.Cost.Flops);
    }

    [Fact]
    public void What_depends_on_no_input_is_done_once_and_costs_a_run_nothing()
    {
        ExecutionPlan plan = Plan(Expr.Inv(Expr.Inv(Expr.Eye(Dimension.Named("n")))) + A, MatrixLayout.RowMajor, (7, 1, 1), A);
        Assert.True(plan.Steps[0].IsDoneOnce);
        Assert.Equal(49, plan.Cost.Flops);
    }

    // One vector of 8 float holds all rows: 12 multiply-adds; in each of 4 columns a maximum, a difference, an exponential, a sum and a scaling; a shift
    // and a reciprocal.
    [Fact]
    public void A_small_program_is_straight_line_code_without_memory()
    {
        Compiled<float> function = new(Expr.SoftmaxRows(Z * T.T), [Z, T]);
        ExecutionPlan plan = function.Plan(MatrixLayout.ColumnMajor, (8, 3, 4));
        Assert.Equal(12 + (4 * 5) + 2, plan.StraightLineOperations);
        Assert.Equal((0, 0), (plan.RegisterBytes, plan.ScratchBytes));
        Assert.Equal(["Z", "%6"], Assert.IsType<PlanStep.Region>(Assert.Single(plan.Steps)).Slots.Select(slot => slot.Value));
        Assert.Equal(("float", 4 * ((8 * 3) + (4 * 3)), 4 * 8 * 4), (plan.NumberType, plan.InputBytes, plan.OutputBytes));
    }

    // 60·100·8 bytes of weights are more than a first-level cache holds beside panels.
    [Fact]
    public void Large_weights_are_packed_and_large_regions_divided()
    {
        BoundFunction<double> one = Compile.Function<double>(Z * T.T, Z, T).Bind(Sizes.Of(SizesOf((2000, 100, 60))), MatrixLayout.ColumnMajor, LaneWidth.Bits256);
        var region = Assert.IsType<PlanStep.Region>(Assert.Single(one.Plan.Steps));
        Assert.Equal((true, 1, 1), (region.ArePacked, region.Threads, region.Parts));
        Assert.InRange(region.ScratchBytes, 60 * 100 * 8, 10 * 60 * 100 * 8);
        Assert.Equal(2, Assert.IsType<PlanStep.Region>(Assert.Single(one.WithThreads(2).Plan.Steps)).Threads);
    }

    [Theory]
    [MemberData(nameof(Scalars))]
    public void Scalar_code_is_counted_by_entry(Expr expression, double flops, string function)
    {
        ExecutionPlan plan = Plan(expression, MatrixLayout.RowMajor, (1, 1000, 1), X, Y);
        Assert.Equal(1000 * flops, plan.Cost.Flops);
        Assert.Equal(function.Length == 0 ? [] : [KeyValuePair.Create(function, 1000.0)], plan.Cost.Evaluations);
    }

    public static TheoryData<Expr, double, string> Scalars => new()
    {
        { X + Y, 1, "" },
        { -X, 1, "" },
        { Expr.HadamardPower(X, 3), 2, "" },
        { Expr.HadamardPower(X, -2), 2, "" },
        { Expr.HadamardPower(X, new Rational(1, 2)), 0, "sqrt" },
        { Expr.HadamardPower(X, new Rational(1, 3)), 0, "pow" },
        { Expr.Relu(X), 1, "" },
        { Expr.Tanh(X) + Y, 1, "tanh" },
        { X, 0, "" },
    };

    // Regions, straight-line code and plain loops do the same arithmetic.
    [Fact]
    public void What_is_computed_costs_the_same_however_it_is_computed()
    {
        Expr[] expressions =
        [
            Flow, Expr.Sum(Expr.Hadamard(C, Expr.LogSoftmaxRows(Z * T.T))), Z.T * Expr.Exp(Z), Expr.ColSum(Expr.Tanh(Z)), Expr.LogSumExp(Z * X),
            Expr.Contract("ij,j->", Z, X),
        ];
        foreach (Expr expression in expressions)
        {
            Compiled<double> function = new(expression, [Z, T, C, X]);
            ExecutionPlan plain = function.Plan(MatrixLayout.RowMajor, (23, 5, 7), null);
            Assert.All(plain.Steps, step => Assert.IsType<PlanStep.Instruction>(step));
            Assert.True(plain.Cost.Flops >= 23 * 5);
            foreach (ExecutionPlan plan in new[] { function.Plan(MatrixLayout.RowMajor, (23, 5, 7)), function.Plan(MatrixLayout.ColumnMajor, (23, 5, 7)) })
            {
                Assert.Equal(plain.Cost.Flops, plan.Cost.Flops);
                Assert.Equal(plain.Cost.Evaluations, plan.Cost.Evaluations);
                Assert.Equal((plain.InputBytes, plain.OutputBytes), (plan.InputBytes, plan.OutputBytes));
            }
        }
    }

    private static (int Rows, int Depth, double Flops, bool SumsOverLanes) Product(PlanWork work)
    {
        PlanWork.Product product = Assert.IsType<PlanWork.Product>(work);
        return (product.Rows, product.Depth, product.Cost.Flops, product.SumsOverLanes);
    }

    private static ExecutionPlan Plan(Expr expression, MatrixLayout layout, (int N, int D, int K) sizes, params ImmutableArray<Variable> inputs) =>
        new Compiled<double>(expression, inputs).Plan(layout, sizes);

    private static IEnumerable<KeyValuePair<string, int>> SizesOf((int N, int D, int K) sizes) =>
        [KeyValuePair.Create("n", sizes.N), KeyValuePair.Create("d", sizes.D), KeyValuePair.Create("k", sizes.K)];

    // A function whose sizes are n, d, k, as far as it has them.
    private sealed class Compiled<TNumber>(Expr expression, ImmutableArray<Variable> inputs)
        where TNumber : unmanaged, System.Numerics.IFloatingPointIeee754<TNumber>
    {
        public ExecutionPlan Plan(MatrixLayout layout, (int N, int D, int K) sizes, LaneWidth? width = LaneWidth.Bits256) =>
            Compile.Function<TNumber>(expression, inputs).Bind(Sizes.Of(SizesOf(sizes)), layout, width).Plan;
    }
}
