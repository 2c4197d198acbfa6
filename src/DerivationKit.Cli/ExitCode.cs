namespace DerivationKit.Cli;

/// <summary>What the command tells the shell.</summary>
internal enum ExitCode
{
    /// <summary>Everything that was asked for holds.</summary>
    Holds = 0,

    /// <summary>A claim does not hold, does not reach the required level, or gets another verdict than it demands, or what is generated in proof files is stale.</summary>
    DoesNotHold = 1,

    /// <summary>The command line or the input cannot be read.</summary>
    BadInput = 2,

    /// <summary>Two layers of the kit disagree about a claim.</summary>
    Disagreement = 3,

    /// <summary>An unexpected exception: a defect of the command.</summary>
    Defect = 70,
}

/// <summary>The exit codes as --help explains them.</summary>
internal static class ExitCodes
{
    public const string Help = """
        Exit codes:
          0   everything that was asked for holds
          1   a claim does not hold, does not reach the level that is required, or gets another verdict
              than it demands;
              or a formula displayed in a proof file is missing or stale, or a folder's index is stale
          2   the command line or the input cannot be read
          3   two layers of the kit disagree about a claim: please report it
          70  unexpected error: please report it
        """;

    /// <summary>What a verdict on a form that the kit derived comes to: one that a counterexample refutes is a defect of the kit.</summary>
    public static ExitCode OfDerived(Verdict verdict) => verdict is Verdict.Refuted ? ExitCode.Disagreement : Of(verdict);

    /// <summary>What a verdict on a single claim comes to where a proof for all dimensions is asked for.</summary>
    public static ExitCode Of(Verdict verdict) => Of(verdict, Level.AllDimensions);

    /// <summary>What a verdict on a single claim comes to where a level is required.</summary>
    public static ExitCode Of(Verdict verdict, Level required) =>
        verdict is Verdict.InternalError ? ExitCode.Disagreement
        : verdict.Reaches(required) ? ExitCode.Holds
        : ExitCode.DoesNotHold;
}
