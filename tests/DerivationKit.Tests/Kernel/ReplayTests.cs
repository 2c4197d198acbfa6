using System.Collections.Immutable;
using DerivationKit.Kernel;
using DerivationKit.Proving;
using DerivationKit.Tests.Kernel.Exact;
using static DerivationKit.Tests.Kernel.Exact.Terms;
using Scope = DerivationKit.Language.Scope;

namespace DerivationKit.Tests.Kernel;

// The steps of a proof are not trusted: whatever they say, no false statement becomes a theorem.
public class ReplayTests
{
    private static readonly Scope Scope = Scope.Parse("""
        Z: matrix(n,d)
        θ: matrix(k,d)
        C: matrix(n,k) onehot_rows
        W: matrix(n,k)
        A: matrix(n,n) symmetric
        Q: matrix(n,n) orthogonal
        P: matrix(n,k) row_stochastic
        x, y: vector(n)
        a, b: scalar
        s: scalar positive
        """);

    // Each uses other rules; the second right side is a plausible wrong one.
    public static TheoryData<string, string, string> Claims => new()
    {
        { "grad(-sum(C .* logsoftmax_rows(Z*θ')), Z)", "(softmax_rows(Z*θ') - C)*θ", "(softmax_rows(Z*θ') + C)*θ" },
        { "jacobian(softmax(x), x)", "diag(softmax(x)) - softmax(x)*softmax(x)'", "diag(softmax(x)) - 2*softmax(x)*softmax(x)'" },
        { "tr(Q*A*Q'*Q*A*Q')", "tr(A*A)", "tr(A)*tr(A)" },
        { "C'*C + colsum(P)*colsum(P)'", "diag(colsum(C)) + colsum(P)*colsum(P)'", "diag(colsum(C)) + P'*P" },
        { "log(8*s^2*exp(a))", "3*log(2) + 2*log(s) + a", "2*log(2) + 2*log(s) + a" },
        { "1/(a*(a + 1))", "1/a - 1/(a + 1)", "1/a + 1/(a + 1)" },
        { "rowsum(softmax_rows(2*W)) .* (x .* y)", "y .* x", "y .* x + y" },
        { "det(A*Q + Q)", "det(A + eye(n))*det(Q)", "det(A - eye(n))*det(Q)" },
        { "det(eye(n) + (x - y)*(x - y)')", "1 + norm2(x - y)^2", "1 + norm2(x + y)^2" },
    };

    [Theory]
    [MemberData(nameof(Claims))]
    public void Corrupted_steps_prove_nothing_else(string left, string right, string wrong)
    {
        var proof = ((Attempt.Succeeded)Prover.Prove(Scope.ParseClaim($"{left} == {right}"))).Proof;
        Claim twin = Scope.ParseClaim($"{left} == {wrong}");
        Statement mistaken = Prover.State(twin);
        Assert.NotNull(proof.Check());
        Assert.True(Counterexamples.Exists(twin), "the wrong statement is true");
        int refused = 0, accepted = 0;
        foreach (ImmutableArray<Step> steps in Corruptions(proof.Steps).Prepend(proof.Steps))
        {
            Assert.Throws<KernelException>(() => new Proof(mistaken, steps).Check());
            try
            {
                new Proof(proof.Statement, steps).Check();
                accepted++;
            }
            catch (KernelException)
            {
                refused++;
            }
        }

        // Some corruptions are other proofs of the same statement: a renaming less, two independent steps exchanged.
        Assert.True(refused > accepted, $"{refused} refused, {accepted} accepted");
    }

    [Fact]
    public void Steps_that_do_not_reach_zero_prove_nothing()
    {
        Statement doubled = Bench.State(Add(At("y", I), At("y", I)), At("y", I), I);
        Assert.Contains("1 terms are left", Assert.Throws<KernelException>(() => new Proof(doubled, []).Check()).Message);
    }

    [Fact]
    public void Nothing_can_be_done_at_zero()
    {
        Statement same = Bench.State(At("y", I), At("y", I), I);
        Assert.NotNull(new Proof(same, []).Check());
        Assert.Throws<KernelException>(() => new Proof(same, [Step.Of("given", 0, 0)]).Check());
        Assert.Throws<KernelException>(() => new Proof(same, [Step.Of("clear", 0, 0)]).Check());
    }

    // sqrt((1 + (a c)^2/a)^2) = 1 + (a c)^2/a is false at a = -1, c = 2. Drawing a^(1/2) out of (a c)^2, which does not exist there,
    // would leave 1 + (a^(1/2) c)^2, a sum that looks positive and may leave the root.
    [Fact]
    public void A_root_that_does_not_exist_cannot_be_drawn_out()
    {
        Term sum = Add(Num(1), Mul(Inv(At("a")), Pow(Mul(At("a"), At("c")), 2)));
        Statement mistaken = new([new("a", []), new("c", [])], [], Root(Pow(sum, 2)), sum);
        Assert.True(Counterexamples.Exists(mistaken, [new("a", [], []), new("c", [], [])]));
        ImmutableArray<Step> steps =
        [
            Within(1, Within(0, Draw(1, new(1, 2)))),
            Draw(1, 2),
            Within(0, Draw(1, new(1, 2))),
        ];
        Assert.Contains("not known to be positive", Assert.Throws<KernelException>(() => new Proof(mistaken, steps).Check()).Message);

        static Step Draw(int term, Rational power) => new("extract-atom", term, 0, [0], power, []);
        static Step Within(int term, Step inner) => new("within", term, 0, [], Rational.Zero, [inner]);
    }

    private static IEnumerable<ImmutableArray<Step>> Corruptions(ImmutableArray<Step> steps)
    {
        for (int i = 0; i < steps.Length; i++)
        {
            yield return steps.RemoveAt(i);
            yield return steps.Insert(i, steps[i]);
            if (i + 1 < steps.Length)
            {
                yield return steps.SetItem(i, steps[i + 1]).SetItem(i + 1, steps[i]);
            }

            foreach (Step corrupted in Corruptions(steps[i]))
            {
                yield return steps.SetItem(i, corrupted);
            }
        }
    }

    private static IEnumerable<Step> Corruptions(Step step)
    {
        foreach (int by in (int[])[-1, 1])
        {
            yield return step with { Term = step.Term + by };
            yield return step with { Factor = step.Factor + by };
            yield return step with { Number = step.Number + by };
            for (int d = 0; d < step.Data.Length; d++)
            {
                yield return step with { Data = step.Data.SetItem(d, step.Data[d] + by) };
            }
        }

        yield return step with { Number = -step.Number };
        yield return step with { Data = [] };
        yield return step with { Matrices = [.. step.Matrices.Reverse()] };
        yield return step with { Matrices = [.. step.Matrices.Skip(1)] };
        yield return step with { Matrices = [.. step.Matrices.Select(m => new Abstraction(m.Parameters, CaseSplit.Times(-1, m.Body)))] };
        foreach (string rule in RuleTable.All.Select(r => r.Name).Where(name => name != step.Rule))
        {
            yield return step with { Rule = rule };
        }

        foreach (ImmutableArray<Step> inner in Corruptions(step.Inner))
        {
            yield return step with { Inner = inner };
        }
    }
}
