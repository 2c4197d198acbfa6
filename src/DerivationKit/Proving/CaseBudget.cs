namespace DerivationKit.Proving;

/// <summary>How many cases a proof may distinguish.</summary>
internal sealed class CaseBudget
{
    private int left = 40;

    /// <summary>Takes one; false if none are left.</summary>
    public bool Spend() => left-- > 0;
}
