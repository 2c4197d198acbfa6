namespace DerivationKit.Compilation;

/// <summary>What a normalisation makes of the entries of each slice.</summary>
internal enum NormalizationKind
{
    /// <summary>exp(x_i − m)/sum_e exp(x_e − m) with m = max x.</summary>
    Softmax,

    /// <summary>x_i − m − log sum_e exp(x_e − m) with m = max x.</summary>
    LogSoftmax,
}
