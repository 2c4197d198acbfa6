using DerivationKit.Coq;
using DerivationKit.Language;

namespace DerivationKit.Tests.Coq;

// What the export makes of a claim that the kit proves.
internal static class Exported
{
    public const string Softmax = "grad(-sum(C .* logsoftmax_rows(Z*θ')), Z) == (softmax_rows(Z*θ') - C)*θ";
    public const string SoftmaxVariables = "Z: matrix(n,d); θ: matrix(k,d); C: matrix(n,k) row_stochastic";

    public static string Text(string variables, string claim) => CoqExport.Of(Proved(variables, claim).Certificate);

    public static Verdict.ProvedAllDimensions Proved(string variables, string claim) =>
        Assert.IsType<Verdict.ProvedAllDimensions>(Verifier.Decide(Scope.Parse(variables.Replace("; ", "\n")).ParseClaim(claim)));
}
