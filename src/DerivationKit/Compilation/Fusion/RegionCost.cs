using DerivationKit.Kernel;

namespace DerivationKit.Compilation.Fusion;

/// <summary>What arithmetic costs, counted and not measured.</summary>
internal static class RegionCost
{
    /// <summary>More operations than straight-line code takes: 400 multiplications with additions in 16 lanes.</summary>
    public const double MostStraightLineFlops = 1 << 14;

    // Dear functions, in multiplications: what a polynomial of degree 11 with its reductions takes.
    private const int FunctionCost = 16;

    private static readonly PlanCost Flop = PlanCost.OfFlops(1);

    /// <summary>The work of a region in multiplications: an operation is one, a function such as exp sixteen.</summary>
    public static double Operations(IEnumerable<RegionWork> work, RegionLayout layout) =>
        work.Sum(item => Operations(Of(item, layout)));

    /// <summary>The work of a program in multiplications.</summary>
    public static double Operations(Program program, Sizes sizes) => program.Instructions.Sum(value => Operations(Of(value, sizes)));

    /// <summary>How many vector operations a region takes, if so many vectors hold all lanes: a function is one of them, and so is a
    /// multiplication with an addition within a product.</summary>
    public static int VectorOperations(IEnumerable<RegionWork> work, RegionLayout layout, int vectors)
    {
        return vectors * (int)work.Sum(OfLane);

        double OfLane(RegionWork item)
        {
            PlanCost cost = Of(item, layout);
            return (item is RegionWork.Multiply ? cost.Flops / 2 : cost.Flops + cost.EvaluationCount) / layout.LaneCount;
        }
    }

    /// <summary>The cost of one work for all lanes: a product of m×k and k×n takes 2mkn operations.</summary>
    public static PlanCost Of(RegionWork work, RegionLayout layout) => work switch
    {
        RegionWork.Multiply x => PlanCost.OfFlops(
            2.0 * layout.LengthOf(x.Product.Shape.Rows) * layout.LengthOf(x.Product.Shape.Columns)
            * (layout.LengthOf(x.Product.Left.Shape.Columns) + (x.With.Addend is null ? 0 : 1))),
        RegionWork.Compute x => x.Stage.Loops.Aggregate(PlanCost.None, (sum, loop) => sum + Of(loop, layout)),
        _ => PlanCost.None,
    };

    /// <summary>The cost of a loop for all lanes.</summary>
    public static PlanCost Of(StageLoop loop, RegionLayout layout) => (double)layout.LaneCount * layout.ColumnsOf(loop.Across)
        * loop.Values.Aggregate(PlanCost.None, (sum, value) => sum + OfEntry(value, layout.SizeOf));

    /// <summary>The operations of a product: of m×k and k×n they are 2mkn.</summary>
    public static double Of(Value.Product product, Sizes sizes) =>
        2.0 * sizes.Of(product.Shape.Rows) * sizes.Of(product.Left.Shape.Columns) * sizes.Of(product.Shape.Columns);

    /// <summary>The cost of an instruction of its own, as its step computes it.</summary>
    public static PlanCost Of(Value value, Sizes sizes)
    {
        double n = sizes.Of(value.Shape.Rows);
        double entries = n * sizes.Of(value.Shape.Columns);
        return value switch
        {
            Value.Elementwise => entries * OfEntry(value, sizes.Of),
            Value.Reduction x => PlanCost.OfFlops(Entries(x.Operands[0])),
            Value.Product x => PlanCost.OfFlops(Of(x, sizes)),
            Value.Contraction x => PlanCost.OfFlops(x.Operands.Length * Terms(x)),
            Value.Inverse => PlanCost.OfFlops(Elimination(n)),
            Value.Determinant x => OfDeterminant(sizes.Of(x.Operands[0].Shape.Rows), x.IsLogarithm),
            Value.MatrixExponential x => PlanCost.OfFlops(OfExponential(n * x.Operands.Length)),
            _ => PlanCost.None,
        };

        double Terms(Value.Contraction x) => x.Result.Union(x.Slots.SelectMany(slot => slot))
            .Aggregate(1.0, (product, index) => product * sizes.Of(index.Dimension));

        double Entries(Value operand) => (double)sizes.Of(operand.Shape.Rows) * sizes.Of(operand.Shape.Columns);
    }

    private static double Operations(PlanCost cost) => cost.Flops + (FunctionCost * cost.EvaluationCount);

    private static PlanCost OfEntry(Value value, Func<Dimension, int> sizeOf) => value switch
    {
        Value.Elementwise x => Of(x.Code, sizeOf),
        Value.Reduction => Flop,
        _ => PlanCost.None,
    };

    private static PlanCost Of(ScalarCode scalar, Func<Dimension, int> sizeOf)
    {
        return scalar switch
        {
            ScalarCode.Negation x => Of(x.Body, sizeOf) + Flop,
            ScalarCode.Function x => Of(x.Body, sizeOf) + OfFunction(x.Name),
            ScalarCode.Power x => Of(x.Body, sizeOf) + OfPower(x.Exponent),
            ScalarCode.SizePower x => Of(x.Body, sizeOf) + OfPower(sizeOf(x.Exponent)),
            ScalarCode.Binary x => Of(x.Left, sizeOf) + Of(x.Right, sizeOf) + (x.Operation == Arithmetic.Power ? PlanCost.OfFunction("pow") : Flop),
            _ => PlanCost.None,
        };
    }

    // What a comparison does is an operation, not a function.
    private static PlanCost OfFunction(NumericFunction function) => function switch
    {
        NumericFunction.Abs or NumericFunction.FiniteOrZero or NumericFunction.Relu or NumericFunction.Sign or NumericFunction.Step => Flop,
        _ => PlanCost.OfFunction(function.ToString().ToLowerInvariant()),
    };

    private static PlanCost OfPower(Rational exponent)
    {
        var power = new RationalPower<double>(exponent);
        if (power.Factors is not { } count)
        {
            return PlanCost.OfFunction("pow");
        }

        var flops = PlanCost.OfFlops(int.Max(int.Abs(count) - 1, 0) + (count < 0 ? 1 : 0));
        return power.IsInteger ? flops : flops + PlanCost.OfFunction("sqrt");
    }

    // Gauss-Jordan on [A B]: for each pivot 2n divisions, and a multiple of its row subtracted from n − 1 others.
    private static double Elimination(double n) => n * ((2 * n) + (4 * n * (n - 1)));

    // For each pivot a multiple of its row, with a quotient, subtracted from those below; then the product or the sum of logarithms.
    private static PlanCost OfDeterminant(double n, bool isLogarithm) =>
        PlanCost.OfFlops((n * (n - 1) / 2 * ((2 * n) + 1)) + n) + (isLogarithm ? n * PlanCost.OfFunction("log") : PlanCost.None);

    // 13 powers and their sums, and one elimination; how often the result is squared depends on the entries and is left out.
    private static double OfExponential(double n) => (13 * ((2 * n * n * n) + (2 * n * n))) + (2 * n * n) + Elimination(n);
}
