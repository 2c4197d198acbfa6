namespace DerivationKit.Compilation;

/// <summary>Which entries of a matrix a reduction or normalisation takes together.</summary>
internal enum Lanes
{
    /// <summary>The entries of each row.</summary>
    Rows,

    /// <summary>The entries of each column.</summary>
    Columns,

    /// <summary>All entries.</summary>
    All,
}

/// <summary>What a reduction makes of each lane.</summary>
internal enum ReductionKind
{
    /// <summary>sum_j x_j.</summary>
    Sum,

    /// <summary>log sum_j exp(x_j), computed as m + log sum_j exp(x_j − m) with m = max x.</summary>
    LogSumExp,
}

/// <summary>What a normalisation makes of each lane.</summary>
internal enum NormalizationKind
{
    /// <summary>exp(x_i − m)/sum_j exp(x_j − m) with m = max x.</summary>
    Softmax,

    /// <summary>x_i − m − log sum_j exp(x_j − m) with m = max x.</summary>
    LogSoftmax,
}
