using System.Collections.Immutable;
using DerivationKit.Certificates;
using DerivationKit.Kernel;
using DerivationKit.Refuting;
using DerivationKit.Transfer;

namespace DerivationKit.Accepting;

/// <summary>What a proof that the kernel has replayed must pass before it is reported: a second checker, an evaluation of every step, and the
/// method of transfer, which may speak against it.</summary>
internal static class AcceptancePolicy
{
    private const int SmallSize = 2;

    /// <summary>Lets every other layer judge a proof.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="certificate">Its proof.</param>
    /// <param name="agreed">The instances at which the sides were compared.</param>
    /// <returns>What agreed, or else what disagrees with the kernel; neither where the second checker gave up on a proof as too long.</returns>
    public static (Acceptance? Accepted, string? Evidence) Of(Claim claim, Certificate certificate, SearchResult.Agreed agreed)
    {
        switch (SecondChecker(certificate))
        {
            case Checker.Verdict.Rejected r:
                return (null, $"the kernel replayed a proof that the second checker rejects at line {r.Line} of the certificate: {r.Reason}");
            case { IsTooMuchWork: true }:
                return (null, null);
        }

        (int steps, int evaluated, string? evidence) = StepAudit.Of(claim, certificate.Proof, agreed.Witnesses);
        if (evidence is not null)
        {
            return (null, $"the kernel replayed a proof, but {evidence}");
        }

        TransferResult transfer = DimensionTransfer.Check(claim);
        if (transfer is TransferResult.Disagrees disagrees)
        {
            return (null, $"the kernel replayed a proof, but {disagrees.Evidence}");
        }

        (int small, int compared) = SmallSizes(claim, agreed);
        return (new(steps, evaluated, small, compared, transfer), null);
    }

    private static Checker.Verdict SecondChecker(Certificate certificate)
    {
        using StringWriter text = new();
        certificate.Write(text);
        using StringReader reader = new(text.ToString());
        return Checker.Checker.Check(reader);
    }

    private static (int Small, int Compared) SmallSizes(Claim claim, SearchResult.Agreed agreed)
    {
        HashSet<string> compared = [.. agreed.Witnesses.Select(w => Key(w.Sizes))];
        string[] small = [.. SizeSelection.UpTo(SmallSize, SizeSelection.NamedDimensions(claim)).Where(sizes => Premises.Allow(claim.Given, sizes)).Select(Key)];
        return (small.Length, small.Count(compared.Contains));

        static string Key(ImmutableSortedDictionary<string, int> sizes) => string.Join(',', sizes.Values);
    }
}
