using System.Collections.Immutable;
using System.Text;
using DerivationKit.Certificates;
using DerivationKit.Language;
using DerivationKit.ProofFiles;
using DerivationKit.Proving;
using DerivationKit.Testing;
using DerivationKit.Tests.Cli;
using FsCheck;
using FsCheck.Fluent;
using Scope = DerivationKit.Language.Scope;

namespace DerivationKit.Tests.Language;

// Each test runs a little by default. At night DERIVATIONKIT_MAXTEST=1000000 says how many cases each of them tries.
public class NightlyTests
{
    private static readonly int? Cases = int.TryParse(Environment.GetEnvironmentVariable("DERIVATIONKIT_MAXTEST"), out int cases) ? cases : null;

    // Without a variable whose name a bound one gets from another, such as x′ from x.
    private static readonly Scope Rich = Scope.Parse(
        "Z: matrix(n,d); B: matrix(n,n); x: vector(n); r: row(d); g: vector(d*n); i, I, q′, x_1, θ, ϑ, é: scalar; p: vector(n) simplex; C: matrix(n,d) onehot_rows");

    // What is printed reads back as the same object; what reads back prints as the same text.
    [Fact]
    public void A_million_expressions_read_back() => PropertyRunner.Check(
        nameof(A_million_expressions_read_back),
        Prop.ForAll(Arb.From(ExprGenerators.WellShaped(Rich.Variables), ExprGenerators.Shrink), e =>
        {
            string text = Text.Print(e);
            Expr read = ScopeOf(e).ParseExpression(text);
            return (read == e && Text.Print(read) == text && Latex.Print(e) == Latex.Print(read)).Label(text);
        }),
        new() { MaxTest = 2_000, EndSize = 8 });

    // A proof that both sides are the same is written, read, checked, and written as the same bytes.
    [Fact]
    public void Certificates_of_random_statements_read_back() => PropertyRunner.Check(
        nameof(Certificates_of_random_statements_read_back),
        Prop.ForAll(Arb.From(ExprGenerators.WellShaped(Rich.Variables)), e =>
        {
            var claim = Claim.Equal(e, e);
            if (Prover.Prove(claim) is not Attempt.Succeeded proved)
            {
                return true;
            }

            string text = Write(Certificate.Of(claim, proved.Proof, proved.Theorem, new(ImmutableSortedDictionary<string, int>.Empty, ImmutableSortedDictionary<string, ExactArray>.Empty)));
            Certificate read = Certificate.Read(new StringReader(text));
            read.CheckClaim();
            read.Check();
            return Write(read) == text;
        }),
        new() { MaxTest = 60, EndSize = 5 });

    // Random bytes, as text of any kind, are read or refused.
    [Fact]
    public void Random_bytes_are_read_or_refused()
    {
        Random random = new(11235813);
        for (int i = 0; i < (Cases ?? 3_000); i++)
        {
            byte[] bytes = new byte[random.Next(200)];
            random.NextBytes(bytes);
            foreach (string text in (string[])[Encoding.Latin1.GetString(bytes), Encoding.UTF8.GetString(bytes), Encoding.Unicode.GetString(bytes)])
            {
                Refused<SyntaxException>(() => Rich.ParseExpression(text));
                Refused<SyntaxException>(() => Rich.ParseClaim(text));
                Refused<SyntaxException>(() => Scope.Parse(text));
                Refused<SyntaxException>(() => Rich.Assume(text));
                Refused<CertificateException>(() => Certificate.Read(new StringReader(text)));
                Refused<ProofFileException>(() => ProofFile.Parse("a.md", $"```given\n{text}\n```\n```prove a\n{text}\n```\n"));
            }
        }
    }

    // The same for lines of claims, which are never what was meant.
    [Fact]
    public void Random_lines_are_no_defect()
    {
        Random random = new(31415926);
        const string line = """{"id": "a", "vars": {"x": "vector(n)", "A": "matrix(n,n)"}, "given": ["symmetric(A)"], "claim": "x'*A*x == 0"}""";
        StringBuilder text = new();
        int count = Cases ?? 200;
        for (int i = 0; i < count; i++)
        {
            char[] changed = line.ToCharArray();
            changed[random.Next(changed.Length)] = (char)random.Next(' ', 127);
            text.Append(changed, 0, random.Next(2) == 0 ? changed.Length : random.Next(1, changed.Length)).Append('\n');
        }

        using Folder folder = new();
        Derive run = Derive.Run("prove", "--claims", folder.Write("claims.jsonl", text.ToString()));
        Assert.Equal(2, run.Code);
        Assert.Equal(count, run.Out.TrimEnd('\n').Split('\n').Length);
        Assert.DoesNotContain("unexpected", run.Out);
    }

    private static Scope ScopeOf(Expr expression) => expression.PostOrder().OfType<Derivative>()
        .Select(d => d.BoundVariable).Distinct().Where(v => v.Name.EndsWith('′') && !Rich.Variables.Contains(v))
        .Aggregate(Rich, (scope, v) => scope.With(v));

    private static void Refused<TException>(Action read)
        where TException : Exception
    {
        try
        {
            read();
        }
        catch (TException e)
        {
            Assert.InRange(e.Message.Length, 1, 2_000);
        }
    }

    private static string Write(Certificate certificate)
    {
        using StringWriter text = new();
        certificate.Write(text);
        return text.ToString();
    }
}
