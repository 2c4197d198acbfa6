using System.Collections.Immutable;
using DerivationKit.Acceptance;
using DerivationKit.Kernel;
using DerivationKit.Proving;
using DerivationKit.Refuting;
using Scope = DerivationKit.Language.Scope;

namespace DerivationKit.Tests.Acceptance;

public sealed class StepAuditTests
{
    private static readonly Scope Scope = Scope.Parse("""
        Z: matrix(n,d)
        θ: matrix(k,d)
        C: matrix(n,k) onehot_rows
        A: matrix(n,n) symmetric
        B: matrix(m,m)
        v: vector(m)
        a, b, c: scalar
        s: scalar positive
        """);

    [Theory]
    [InlineData("grad(-sum(C .* logsoftmax_rows(Z*θ')), Z) == (softmax_rows(Z*θ') - C)*θ")]
    [InlineData("jacobian(inv(B)*v, v) == inv(B)")]
    [InlineData("grad(logdet(A + eye(n)), A) == inv(A + eye(n))'")]
    [InlineData("expm(2*B) == expm(B)*expm(B)")]
    [InlineData("max(a, max(b, c)) == max(max(a, b), c)")]
    [InlineData("1/(a*(a + 1)) == 1/a - 1/(a + 1)")]
    public void Every_step_of_a_proof_keeps_the_value(string formula)
    {
        (Claim claim, Proof proof, ImmutableArray<Instance> instances) = Prove(formula);
        (int steps, int evaluated, string? evidence) = StepAudit.Of(claim, proof, instances);
        Assert.Null(evidence);
        Assert.True(steps > 0);
        Assert.Equal(steps, evaluated);
    }

    // The kernel may use that A is symmetric. Where it is not, the step that does so is the one that changes a value.
    [Fact]
    public void A_step_that_changes_a_value_is_named()
    {
        (Claim claim, Proof proof, _) = Prove("A*A == A*A'");
        Instance skewed = At(("n", 2), ("A", 2, [0, 1, 0, 3]));
        (_, _, string? evidence) = StepAudit.Of(claim, proof, [skewed]);
        Assert.StartsWith($"step {proof.Steps.ToList().FindIndex(s => s.Rule is "fold" or "given") + 1} of {proof.Steps.Length}, by the rule ", evidence);
        Assert.EndsWith("changes a value, at n = 2; A = [0 1; 0 3]", evidence);
    }

    [Fact]
    public void A_claim_that_means_something_else_than_the_statement_is_found()
    {
        (_, Proof proof, ImmutableArray<Instance> instances) = Prove("B*(v + v) == 2*(B*v)");
        (_, _, string? evidence) = StepAudit.Of(Scope.ParseClaim("B'*(v + v) == 2*(B*v)"), proof, instances);
        Assert.Contains("of the left side as", evidence);
    }

    [Fact]
    public void A_number_that_does_not_follow_from_the_givens_is_found()
    {
        (Claim claim, Proof proof, _) = Prove("max(s + 1, 0) == s + 1");
        (_, _, string? evidence) = StepAudit.Of(claim, proof, [At(null, ("s", 1, [-3]))]);
        Assert.NotNull(evidence);
    }

    [Fact]
    public void Determinants_and_inverses_are_what_they_mean()
    {
        PolynomialEvaluator evaluator = new(At(("m", 2), ("B", 2, [1, 2, 3, 4])), 128, new(long.MaxValue));
        Assert.True(evaluator.Evaluate(NormalForm("det(B)"), []).Contains(-2));
        Rational[] inverse = [-2, 1, new(3, 2), new(-1, 2)];
        Polynomial entry = NormalForm("inv(B)");
        Assert.All(evaluator.Assignments(entry.Parameters).Zip(inverse), pair => Assert.True(evaluator.Evaluate(entry, pair.First).Contains(pair.Second)));

        static Polynomial NormalForm(string formula) => Prover.NormalForm(Scope.ParseExpression(formula));
    }

    private static (Claim Claim, Proof Proof, ImmutableArray<Instance> Instances) Prove(string formula)
    {
        Claim claim = Scope.ParseClaim(formula);
        return (claim, Assert.IsType<Attempt.Succeeded>(Prover.Prove(claim)).Proof, Assert.IsType<SearchResult.Agreed>(Refuter.Search(claim)).Witnesses);
    }

    private static Instance At((string Name, int Size)? size, params ReadOnlySpan<(string Name, int Columns, Rational[] Entries)> inputs)
    {
        ImmutableSortedDictionary<string, ExactArray> values = ImmutableSortedDictionary<string, ExactArray>.Empty;
        foreach ((string name, int columns, Rational[] entries) in inputs)
        {
            values = values.Add(name, new(entries.Length / columns, columns, [.. entries]));
        }

        ImmutableSortedDictionary<string, int> sizes = ImmutableSortedDictionary<string, int>.Empty;
        return new(size is { } s ? sizes.Add(s.Name, s.Size) : sizes, values);
    }
}
