namespace DerivationKit.Kernel;

/// <summary>An index variable that runs through one dimension.</summary>
/// <param name="Name">How the index is written.</param>
/// <param name="Dimension">What it runs through.</param>
public sealed record Index(string Name, Dimension Dimension)
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}
