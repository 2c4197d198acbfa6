using DerivationKit.Kernel;

namespace DerivationKit.Operators;

/// <summary>Products of the same dimensions in different orders: their entries meet by position, which index notation cannot say, for it has
/// one index for each factor.</summary>
internal static class AxisOrder
{
    /// <summary>Makes sure that axes that meet have the same factors in the same order.</summary>
    /// <exception cref="KernelException">They have not.</exception>
    public static void Require(Axis left, Axis right)
    {
        if (left != right)
        {
            throw new KernelException($"{left} and {right} meet in one axis: they have equal sizes but different orders{Exchange(left, right)}");
        }
    }

    /// <summary>The same for rows and columns.</summary>
    /// <exception cref="KernelException">They have not.</exception>
    public static void Require(Shape left, Shape right)
    {
        Require(left.Rows, right.Rows);
        Require(left.Columns, right.Columns);
    }

    // The commutation matrix that leads from the left order to the right one, if one does.
    private static string Exchange(Axis left, Axis right) =>
        (from count in Enumerable.Range(1, left.Factors.Length - 1)
         let slow = Axis.Of(left.Factors[..count])
         let fast = Axis.Of(left.Factors[count..])
         where fast * slow == right
         select $"; comm({fast},{slow}) stands between them").FirstOrDefault("");
}
