namespace DerivationKit.Benchmarks.Kernels;

/// <summary>How the entries of an operand are drawn.</summary>
internal enum Filling
{
    /// <summary>Normal numbers times the scale.</summary>
    Normal,

    /// <summary>As <see cref="Normal"/>, mirrored at the diagonal.</summary>
    Symmetric,

    /// <summary>One entry 1 in each row.</summary>
    OneHot,

    /// <summary>0, or −∞ in about a quarter of the entries; the first entry of each row stays 0.</summary>
    Mask,

    /// <summary>Between half the scale and three halves of it.</summary>
    Positive,

    /// <summary>The scale itself.</summary>
    Constant,
}

/// <summary>One input of a kernel: rows × columns, as often as the kernel has instances.</summary>
internal sealed record Operand(string Name, int Rows, int Columns, Filling Filling = Filling.Normal, double Scale = 1)
{
    public int Length => Rows * Columns;
}
