using System.Collections.Immutable;
using System.Text.Json;
using DerivationKit.Accepting;
using DerivationKit.Certificates;
using DerivationKit.Language;
using DerivationKit.Proving;
using DerivationKit.Refuting;

namespace DerivationKit.Faults;

/// <summary>Asks the prover for proofs of claims, and every other layer what it says of the proofs of false ones.</summary>
public static class Probe
{
    // What a false claim needs to be proved by a fault is short.
    private const int Steps = 100;

    /// <summary>Lines of a corpus in, one line for each claim that was proved out: its name, and for a false one the layers that object.</summary>
    public static string Run(string claims) => string.Join('\n', claims.Split('\n').Select(Judge).OfType<string>());

    private static string? Judge(string text)
    {
        using var document = JsonDocument.Parse(text);
        JsonElement line = document.RootElement;
        string id = line.GetProperty("id").GetString()!;
        try
        {
            Claim claim = Scope.FromTypes(
                [.. line.GetProperty("vars").EnumerateObject().Select(v => (v.Name, v.Value.GetString()!))],
                [.. line.GetProperty("given").EnumerateArray().Select(fact => fact.GetString()!)]).ParseClaim(line.GetProperty("claim").GetString()!);
            return Prover.Prove(claim, Steps) is not Attempt.Succeeded proved ? null
                : line.GetProperty("expect").GetString() == "proved" ? id
                : $"{id} false{string.Concat(Objections(claim, proved).Select(layer => $" {layer}"))}";
        }
        catch (Exception e)
        {
            // A kernel that fails in a way of its own proves nothing.
            return e is SyntaxException or ShapeException or Kernel.KernelException ? null : $"{id} crash {e.GetType().Name}";
        }
    }

    private static IEnumerable<string> Objections(Claim claim, Attempt.Succeeded proved)
    {
        SearchResult search = Refuter.Search(claim);
        if (search is not SearchResult.Agreed)
        {
            yield return "refuter";
        }

        if ((search is SearchResult.Refuted r ? r.Counterexample.Instance : (search as SearchResult.Agreed)?.Witness) is not { } instance)
        {
            yield break;
        }

        if (StepAudit.Of(claim, proved.Proof, [instance]).Evidence is not null)
        {
            yield return "audit";
        }

        using StringWriter text = new();
        Certificate.Of(claim, proved.Proof, proved.Theorem, instance).Write(text);
        using StringReader reader = new(text.ToString());
        if (Checker.Checker.Check(reader) is not Checker.Verdict.Accepted)
        {
            yield return "checker";
        }
    }
}
