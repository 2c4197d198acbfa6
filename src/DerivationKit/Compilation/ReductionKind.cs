namespace DerivationKit.Compilation;

/// <summary>What a reduction makes of each slice.</summary>
internal enum ReductionKind
{
    /// <summary>sum_e x_e.</summary>
    Sum,

    /// <summary>log sum_e exp(x_e), computed as m + log sum_e exp(x_e − m) with m = max x.</summary>
    LogSumExp,
}
