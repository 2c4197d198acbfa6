namespace DerivationKit.Cli.Commands;

/// <summary>A form that the kit derived, and the claim that it is right.</summary>
/// <param name="Claim">The claim.</param>
internal abstract record DerivedForm(Claim Claim)
{
    private readonly Lazy<Decision> decision = new(() => Decision.Of(Claim));

    /// <summary>The claim with its verdict, which takes longer than the form and so comes when it is asked for.</summary>
    public Decision Decision => decision.Value;

    /// <summary>What the verdict comes to for the shell.</summary>
    public ExitCode ExitCode => ExitCodes.OfDerived(Decision.Verdict);
}
