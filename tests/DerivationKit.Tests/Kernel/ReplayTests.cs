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

    // M(p,q)·P(q) for inv(M) in P: the index that is summed is one of P's own, of M's dimension, and M depends neither on it nor on a sum.
    [Fact]
    public void Multiplying_by_a_matrix_needs_one_matrix_and_an_index_of_its_own()
    {
        Term inverse = Inverse(At("B", R, S), I, J);
        Obligations read = Bench.Read(Mul(At("W", I, C), inverse), I, J, C);
        Step Clear(params ImmutableArray<int> data) => read.Difference.Step("clear-inverse", "#Inverse", data);
        Polynomial left = read.Replay.ClearInverse(read.Difference, Clear(0, 0)), right = read.Replay.ClearInverse(read.Difference, Clear(0, 1));
        Assert.Equal(Bench.Read(Sum(P, Mul(At("B", I, P), At("W", P, C), Inverse(At("B", R, S), P, J))), I, J, C).Difference.Key, left.Key);
        Assert.Equal(Bench.Read(Sum(P, Mul(At("B", P, I), At("W", P, C), Inverse(At("B", R, S), P, J))), I, J, C).Difference.Key, right.Key);
        foreach (int index in (int[])[-1, 2, 3])
        {
            Refused("no such index", read, Clear(index, 0));
        }

        Term both = Mul(At("B", R, S), Add(Mul(At("a"), Delta(C, E)), Mul(At("W", Q, C), At("W", Q, E))));
        (Index h, Index u, Index v) = (new("h", K), new("u", N), new("v", N));
        Refused("no square matrix", Bench.Read(Inverse(both, [E, S], [C, I, J, h]), I, J, Q, C, h), Of(0, 3));
        Abstraction pairs = Tensor([R, u, S, v], Mul(At("B", R, S), At("B", u, v)));
        Refused("no square matrix", Bench.Read(new global::DerivationKit.Kernel.Inverse(pairs, [I, J], [P, Q]), I, J, P, Q), Of(0, 0));
        Refused("not the same", Bench.Read(Inverse(Mul(At("y", I), At("B", R, S)), P, J), I, P, J), Of(0));
        Refused("not the same", Bench.Read(Sum(Q, Inverse(Mul(At("y", Q), At("B", R, S)), I, J)), I, J), Of(0));
        Refused("another kind of closure", Bench.Read(Det(At("B", R, S)), I), Of(0));

        static Step Of(params ImmutableArray<int> data) => Step.Of("clear-inverse", 0, 0, data.Add(0));
    }

    // A root of y(i) + b tells that y(i) + b is not negative, for all i; 1/sqrt and log that it is positive, 1/ that it is not 0.
    [Fact]
    public void What_is_defined_tells_signs()
    {
        Term sum = Add(At("y", I), At("b"));
        Assert.Equal((false, true), Told(Root(sum), sum, I));
        Assert.Equal((true, true), Told(Pow(sum, new(-1, 2)), sum, I));
        Assert.Equal((true, true), Told(Log(sum), sum, I));
        Assert.Equal((true, true), Told(Sum(I, Mul(At("y", I), Log(sum))), sum, I));
        Assert.Equal((true, true), Told(Exp(Sum(I, Log(sum))), sum, I));
        Assert.Equal((false, false), Told(Pow(sum, 2), sum, I));
        Assert.Equal((false, false), Told(Exp(sum), sum, I));
        Polynomial inverse = Bench.Read(Inv(sum), I).Difference;
        Assert.True(Nothing.Where(inverse).Positivity.IsNonZero(Bracket(sum, I)));
        Assert.False(Nothing.Positivity.IsNonZero(Bracket(sum, I)));
        Assert.Equal((false, false), Told(Inv(sum), sum, I));
    }

    // log(B(i,i) + b) tells nothing of B(i,j) + b, whether the index is one of the whole or of a sum, nor does it if it stands in a function of (i,i).
    [Fact]
    public void What_is_defined_on_a_diagonal_tells_nothing_of_the_rest()
    {
        Term diagonal = Log(Add(At("B", I, I), At("b"))), sum = Add(At("B", I, J), At("b"));
        Assert.Equal((false, false), Told(diagonal, sum, I, J));
        Assert.Equal((false, false), Told(Sum(I, diagonal), sum, I, J));
        Polynomial general = Bench.Read(Log(sum), I, J).Difference;
        Closure log = (Closure)general.Terms[0].Monomial.Factors[0].Atom;
        Assert.True(Nothing.Where(general).IsPositive(Bracket(sum, I, J)));
        Assert.False(Nothing.Where(Polynomial.Single([N], 1, new Factor(log.At([Slot.Parameter(0), Slot.Parameter(0)]), 1))).IsPositive(Bracket(sum, I, J)));
        Closure outer = Closure.Over(ClosureKind.Exp, general);
        Assert.True(Nothing.Where(Polynomial.Single(general.Parameters, 1, new Factor(outer, 1))).IsPositive(Bracket(sum, I, J)));
        Assert.False(Nothing.Where(Polynomial.Single([N], 1, new Factor(outer.At([Slot.Parameter(0), Slot.Parameter(0)]), 1))).IsPositive(Bracket(sum, I, J)));
    }

    private static global::DerivationKit.Kernel.Replay Nothing => Bench.Read(Num(1)).Replay;

    private static Closure Bracket(Term sum, params ImmutableArray<Index> free) => Closure.Over(ClosureKind.Base, Bench.Read(sum, free).Difference);

    private static (bool Positive, bool NonNegative) Told(Term isDefined, Term sum, params ImmutableArray<Index> free)
    {
        global::DerivationKit.Kernel.Replay told = Nothing.Where(Bench.Read(isDefined, free).Difference);
        return (told.IsPositive(Bracket(sum, free)), told.IsNonNegative(Bracket(sum, free)));
    }

    private static void Refused(string reason, Obligations read, Step step) =>
        Assert.Contains(reason, Assert.Throws<KernelException>(() => read.Replay.AtRoot(read.Difference, step)).Message);

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
