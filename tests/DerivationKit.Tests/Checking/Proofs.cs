using System.Collections.Immutable;
using DerivationKit.Certificates;
using DerivationKit.Kernel;
using DerivationKit.Proving;
using Scope = DerivationKit.Language.Scope;

namespace DerivationKit.Tests.Checking;

/// <summary>Certificates of claims, and what the two checkers say of them.</summary>
internal static class Proofs
{
    // No instance: it is no part of a proof.
    private static readonly Instance Nowhere = new(ImmutableSortedDictionary<string, int>.Empty, ImmutableSortedDictionary<string, ExactArray>.Empty);

    /// <summary>The certificate of a claim that is proved.</summary>
    public static string Write(Claim claim)
    {
        var proved = Assert.IsType<Attempt.Succeeded>(Prover.Prove(claim));
        StringWriter text = new();
        Certificate.Of(claim, proved.Proof, proved.Theorem, Nowhere).Write(text);
        return text.ToString();
    }

    /// <summary>The same, of a claim as text.</summary>
    public static string Write(string variables, string given, string claim) => Write(
        given.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Aggregate(Scope.Parse(variables.Replace(';', '\n')), (scope, fact) => scope.Assume(fact)).ParseClaim(claim));

    /// <summary>What the kernel says against it.</summary>
    public static string? RefusalOfKernel(string text)
    {
        try
        {
            Certificate.Read(new StringReader(text)).Check();
            return null;
        }
        catch (CertificateException e)
        {
            return e.Message;
        }
    }

    /// <summary>What the second checker says against it.</summary>
    public static string? RefusalOfSecond(string text) => Checker.Checker.Check(new StringReader(text)) switch
    {
        Checker.Verdict.Rejected r => $"line {r.Line}: {r.Reason}",
        { IsTooMuchWork: true } => "too much work",
        _ => null,
    };

    /// <summary>The rules that the second checker applied.</summary>
    public static ImmutableArray<string> Rules(string text) =>
        Checker.Checker.Check(new StringReader(text)) is Checker.Verdict.Accepted a ? a.Rules : throw new Xunit.Sdk.XunitException(RefusalOfSecond(text));

    /// <summary>The names of the kernel's rules.</summary>
    public static ImmutableArray<string> AllRules { get; } = [.. RuleTable.All.Select(r => r.Name)];
}
