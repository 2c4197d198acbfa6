namespace DerivationKit.Compilation.Fusion;

/// <summary>What a region costs, counted and not measured.</summary>
internal static class RegionCost
{
    // Dear functions, in multiplications: what a polynomial of degree 11 with its reductions takes.
    private const int FunctionCost = 16;

    /// <summary>Floating-point operations of a region: two for each product of entries, one for each operation on an entry, sixteen for a
    /// function such as exp.</summary>
    public static double Operations(IEnumerable<RegionWork> work, RegionLayout layout)
    {
        return work.Sum(Cost);

        double Cost(RegionWork item) => item switch
        {
            RegionWork.Compute x => layout.LaneCount * x.Stage.Loops.Sum(loop => (double)layout.ColumnsOf(loop.Across) * loop.Values.Sum(OfEntry)),
            RegionWork.Multiply x => 2.0 * layout.LengthOf(x.Product.Left.Shape.Rows) * layout.LengthOf(x.Product.Left.Shape.Columns) * layout.LengthOf(x.Product.Shape.Columns),
            _ => 0,
        };
    }

    /// <summary>Operations for one entry of a value.</summary>
    public static int OfEntry(Value value) => value is Value.Elementwise map ? Of(map.Code) : 1;

    private static int Of(ScalarCode scalar) => scalar switch
    {
        ScalarCode.Negation x => 1 + Of(x.Body),
        ScalarCode.Function x => FunctionCost + Of(x.Body),
        ScalarCode.Power x => 2 + Of(x.Body),
        ScalarCode.SizePower x => FunctionCost + Of(x.Body),
        ScalarCode.Binary x => 1 + Of(x.Left) + Of(x.Right),
        _ => 0,
    };
}
