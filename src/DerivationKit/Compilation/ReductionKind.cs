namespace DerivationKit.Compilation;

/// <summary>What a reduction makes of each slice.</summary>
internal enum ReductionKind
{
    /// <summary>sum_e x_e.</summary>
    Sum,

    /// <summary>max_e x_e.</summary>
    Max,
}
