using System.Text.Json;
using System.Text.RegularExpressions;
using DerivationKit.ProofFiles;
using DerivationKit.Tests.Architecture;
using DerivationKit.Tests.Cli;

namespace DerivationKit.Tests.ProofFiles;

// The proofs of this repository.
public class RepositoryProofsTests
{
    private static readonly string Root = Path.Combine(Repository.Root, "proofs");

    [Fact]
    public void Every_claim_gets_the_verdict_that_it_demands_and_the_index_is_fresh()
    {
        Derive run = Derive.Run("verify", Root, "--json");
        JsonElement json = JsonDocument.Parse(run.Out).RootElement;
        Assert.Empty(json.GetProperty("claims").EnumerateArray().Where(c => !c.GetProperty("met").GetBoolean()).Select(c => c.ToString()));
        Assert.Empty(json.GetProperty("index_failures").EnumerateArray());
        Assert.Equal((0, ""), (run.Code, run.Error));
    }

    [Fact]
    public void The_index_exists_and_lists_every_file()
    {
        string index = File.ReadAllText(Path.Combine(Root, ProofIndex.FileName));
        Assert.True(ProofIndex.IsIndex(index));
        Assert.All(Files(), file => Assert.Contains($"({Path.GetRelativePath(Root, file.Path).Replace('\\', '/')})", index));
    }

    [Fact]
    public void A_false_twin_in_the_place_of_a_true_claim_fails()
    {
        int checkedTwins = 0;
        foreach (ProofFile file in Files())
        {
            foreach (ProofClaim twin in file.Claims)
            {
                if (twin.Demand is Demand.Refute refute)
                {
                    AssertFails(file.Path, refute.Twin, twin.Name);
                    checkedTwins++;
                }
            }
        }

        Assert.InRange(checkedTwins, 40, int.MaxValue);
    }

    // The text of the false claim, demanded to be proved.
    private static void AssertFails(string path, string name, string twin)
    {
        string text = File.ReadAllText(path);
        string formula = Regex.Match(text, $"```refute {Regex.Escape(twin)} of [^\n]*\n(.*?)\n```", RegexOptions.Singleline).Groups[1].Value;
        Regex claim = new($"(?<=```prove {Regex.Escape(name)}\n).*?(?=\n```)", RegexOptions.Singleline);
        ProofClaim mutant = ProofFile.Parse(path, claim.Replace(text, formula.Replace("$", "$$"), 1)).Claims.Single(c => c.Name == name);
        Assert.IsType<Demand.Prove>(mutant.Demand);
        Assert.StartsWith("it is false: ", Assert.Single(mutant.Unmet(Verifier.Decide(mutant.Claim))));
        Assert.False(mutant.IsDisplayed);
    }

    private static IEnumerable<ProofFile> Files() => Repository.Files("proofs")
        .Where(file => Path.GetExtension(file) == ".md" && Path.GetFileName(file) != ProofIndex.FileName)
        .Select(file => ProofFile.Parse(file, File.ReadAllText(file)));
}
