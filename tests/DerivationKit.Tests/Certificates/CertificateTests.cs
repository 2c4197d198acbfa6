using System.Collections.Immutable;
using DerivationKit.Certificates;
using DerivationKit.Language;
using DerivationKit.Tests.Architecture;
using DerivationKit.Tests.Corpus;

namespace DerivationKit.Tests.Certificates;

public class CertificateTests
{
    private const string Softmax = "grad(-sum(C .* logsoftmax_rows(Z*θ')), Z) == (softmax_rows(Z*θ') - C)*θ";
    private const string Inverse = "grad(logdet(A*A'), A) == 2*inv(A*A')*A";
    private const string Given = "inv(A + B)*(A + B) == eye(n)";

    public static TheoryData<string, string, string> Claims => new()
    {
        { "Z: matrix(n,d); θ: matrix(k,d); C: matrix(n,k) row_stochastic", "", Softmax },
        { "A: matrix(m,n)", "", Inverse },
        { "A, B: matrix(n,n)", "nonzero(det(A + B))", Given },
        { "n: dimension", "", "sum(ones(n)) == n" },
        { "a, b, c: scalar", "", "max(a, max(b, c)) == max(max(a, b), c)" },
        { "A: matrix(n,n); t: scalar", "", "jvp(expm(t*A), t, 1) == A*expm(t*A)" },
    };

    [Theory]
    [MemberData(nameof(Claims))]
    public void A_certificate_reads_back_and_is_accepted(string variables, string given, string claim)
    {
        string text = Write(Prove(variables, given, claim));
        Certificate read = Certificate.Read(new StringReader(text));
        read.CheckClaim();
        Assert.Equal(claim, read.Claim.Formula);
        Assert.Equal(read.Conditions.Length, read.Check().Conditions.Length);
        Assert.Equal(text, Write(read));
    }

    // Every tenth identity of the corpus.
    [Fact]
    public void Every_proof_has_a_certificate_that_is_accepted()
    {
        ImmutableArray<CorpusLine> lines = [.. CorpusLine.Load(Path.Combine(Repository.Root, "tests", "Corpus")).Where(l => l.IsTrue).Where((_, i) => i % 10 == 0)];
        int proved = 0;
        foreach (CorpusLine line in lines)
        {
            if (Verifier.Decide(line.Read()) is Verdict.ProvedAllDimensions verdict)
            {
                proved++;
                Certificate read = Certificate.Read(new StringReader(Write(verdict.Certificate)));
                read.CheckClaim();
                read.Check();
            }
        }

        Assert.InRange(proved, lines.Length * 9 / 10, lines.Length);
    }

    [Theory]
    [MemberData(nameof(Claims))]
    public void The_same_proof_gives_the_same_text(string variables, string given, string claim) =>
        Assert.Equal(Write(Prove(variables, given, claim)), Write(Prove(variables, given, claim)));

    // A change may leave a proof of the same claim; it may not leave a proof of another one.
    [Theory]
    [MemberData(nameof(Claims))]
    public void A_changed_certificate_never_proves_another_claim(string variables, string given, string claim)
    {
        string[] lines = Write(Prove(variables, given, claim)).TrimEnd('\n').Split('\n');
        int accepted = 0, changes = 0;
        foreach (string[] changed in lines.SelectMany((_, i) => Changes(lines, i)))
        {
            changes++;
            accepted += Accepts(changed, claim) ? 1 : 0;
        }

        Assert.True(changes > 300, $"{changes} changes");
        Assert.True(accepted < changes / 4, $"{accepted} of {changes} changes were accepted");
    }

    [Theory]
    [InlineData("", "ends where a line with certificate")]
    [InlineData("[]", "not one JSON object")]
    [InlineData("{}", "line is empty")]
    [InlineData("""{"certificate":2,"rules":""}""", "version 2")]
    [InlineData("""{"certificate":1,"rules":"0"}""", "another version of the kernel")]
    [InlineData("""{"certificate":1,"certificate":1,"rules":"0"}""", "different fields")]
    [InlineData("""{"certificate":1,"rules":"0","path":"x"}""", "unknown field path")]
    public void What_is_no_certificate_is_refused(string text, string reason) =>
        Assert.Contains(reason, Assert.Throws<CertificateException>(() => Certificate.Read(new StringReader(text))).Message);

    // Each line uses the one before twice: written out there would be 2^60 of them.
    [Theory]
    [InlineData("step", ",\"rule\":\"within\",\"term\":0,\"factor\":0,\"inner\":[", "{\"step\":0,\"rule\":\"expand\",\"term\":0,\"factor\":0}")]
    [InlineData("node", ",\"op\":\"add\",\"arguments\":[", "{\"node\":0,\"op\":\"number\",\"of\":\"1\"}")]
    public void Sharing_cannot_make_a_short_file_long_to_check(string kind, string middle, string first)
    {
        string[] head = Write(Prove("x: scalar", "", "x + x == 2*x")).Split('\n')[..2];
        string text = string.Join('\n', [.. head, first, .. Enumerable.Range(1, 60).Select(i => $"{{\"{kind}\":{i}{middle}{i - 1},{i - 1}]}}")]);
        Assert.Contains("written out", Assert.Throws<CertificateException>(() => Certificate.Read(new StringReader(text))).Message);
    }

    [Fact]
    public void A_proof_of_a_true_claim_is_none_of_a_false_one()
    {
        Certificate proved = Prove("A: matrix(m,n)", "", Inverse);
        ClaimText twin = ClaimText.Of(Scope.Parse("A: matrix(m,n)").ParseClaim("grad(logdet(A*A'), A) == inv(A*A')*A"));
        Assert.Throws<CertificateException>((proved with { Claim = twin }).CheckClaim);
    }

    [Fact]
    public void Another_fact_makes_another_claim()
    {
        Scope scope = Scope.Parse("A, B: matrix(n,n)");
        ClaimText with = ClaimText.Of(scope.Assume("nonzero(det(A + B))").ParseClaim(Given)), without = ClaimText.Of(scope.ParseClaim(Given));
        Assert.NotEqual(with.Hash, without.Hash);
    }

    private static bool Accepts(string[] lines, string claim)
    {
        try
        {
            Certificate read = Certificate.Read(new StringReader(string.Join('\n', lines)));
            read.CheckClaim();
            read.Check();
            Assert.Equal(claim, read.Claim.Formula);
            return true;
        }
        catch (CertificateException)
        {
            return false;
        }
    }

    // Without the line, with it twice, before the one before it, and with each of its numbers changed.
    private static IEnumerable<string[]> Changes(string[] lines, int i)
    {
        yield return [.. lines[..i], .. lines[(i + 1)..]];
        yield return [.. lines[..i], lines[i], .. lines[i..]];
        if (i > 0)
        {
            yield return [.. lines[..(i - 1)], lines[i], lines[i - 1], .. lines[(i + 1)..]];
        }

        // The values of the witness are not part of the proof.
        for (int c = 0; i < lines.Length - 1 && c < lines[i].Length; c++)
        {
            if (char.IsDigit(lines[i][c]))
            {
                yield return [.. lines[..i], $"{lines[i][..c]}{(lines[i][c] - '0' + 1) % 10}{lines[i][(c + 1)..]}", .. lines[(i + 1)..]];
            }
        }
    }

    private static Certificate Prove(string variables, string given, string claim)
    {
        Scope scope = Scope.Parse(variables);
        Claim read = (given.Length == 0 ? scope : scope.Assume(given)).ParseClaim(claim);
        return Assert.IsType<Verdict.ProvedAllDimensions>(Verifier.Decide(read)).Certificate;
    }

    private static string Write(Certificate certificate)
    {
        using StringWriter text = new();
        certificate.Write(text);
        return text.ToString();
    }
}
