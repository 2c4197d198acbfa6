using System.Collections.Immutable;
using DerivationKit.Kernel;
using DerivationKit.Proving;
using DerivationKit.Tests.Kernel.Exact;
using static DerivationKit.Tests.Kernel.Exact.Terms;

namespace DerivationKit.Tests.Kernel;

public class CaseSplitTests
{
    private static readonly Tensor[] Tensors = [new("a", [], []), new("b", [], []), new("y", [N], []), new("z", [N], [])];

    private static Statement State(Term left, Term right, params ImmutableArray<Index> free) => new([.. Tensors.Select(t => t.Declaration)], free, left, right);

    private static Term Magnitude(Term x) => Root(Pow(x, 2));

    private static Term Maximum(Term x, Term y) => Mul(Num(new(1, 2)), Add(x, y, Magnitude(Add(x, Neg(y)))));

    private static Proof Under(Statement statement, Term number) =>
        Assert.IsType<Attempt.Succeeded>(Prover.Prove(CaseSplit.Assuming(statement, number))).Proof;

    private static Proof Cases(Statement statement, Term number) =>
        new(statement, [], new(number, Under(statement, number), Under(statement, CaseSplit.Times(-1, number)), []));

    private static string Refusal(Proof proof) => Assert.Throws<KernelException>(proof.Check).Message;

    [Theory]
    [InlineData("max(a,max(b,t)) == max(max(a,b),t)")]
    [InlineData("max(a,min(b,t)) == min(max(a,b),max(a,t))")]
    [InlineData("max(abs(a + b),abs(a - b)) == abs(a) + abs(b)")]
    [InlineData("max(-s,min(s,max(-s,min(s,a)))) == max(-s,min(s,a))")]
    [InlineData("sign(x) .* relu(abs(x) - s*ones(n)) == relu(x - s*ones(n)) - relu(-x - s*ones(n))")]
    [InlineData("max(V,max(W,-V)) == max(abs(V),W)")]
    public void True_claims_with_kinks_are_proved(string claim)
    {
        var proved = Assert.IsType<Attempt.Succeeded>(Claims.Prove(claim));
        Assert.NotNull(proved.Proof.Cases);
        Assert.NotNull(proved.Proof.Check());
    }

    [Theory]
    [InlineData("max(a,max(b,t)) == max(min(a,b),t)")]
    [InlineData("max(abs(a + b),abs(a - b)) == abs(a) - abs(b)")]
    [InlineData("max(-s,min(s,a)) == max(-s,min(2*s,a))")]
    [InlineData("sign(x) .* relu(abs(x) - s*ones(n)) == relu(x - s*ones(n)) + relu(-x - s*ones(n))")]
    [InlineData("abs(x)*sum(x) == x*sum(abs(x))")]
    [InlineData("norm1(x) == abs(sum(x))")]
    public void False_claims_with_kinks_are_not(string claim)
    {
        Assert.True(Counterexamples.Exists(Claims.Read(claim)), claim);
        Assert.IsType<Attempt.Failed>(Claims.Prove(claim));
    }

    [Fact]
    public void Both_cases_have_to_be_proved()
    {
        Statement max = State(Maximum(At("a"), At("b")), Maximum(At("b"), At("a")));
        Term number = Add(At("a"), Neg(At("b")));
        Assert.NotNull(Cases(max, number).Check());
        Statement first = State(Maximum(At("a"), At("b")), At("a"));
        Assert.True(Counterexamples.Exists(first, [.. Tensors]));
        Proof above = Under(first, number);
        Assert.NotNull(above.Check());
        Assert.NotEmpty(Refusal(new(first, [], new(number, above, above, []))));
        Assert.NotEmpty(Refusal(new(first, [], new(CaseSplit.Times(-1, number), above, above, []))));
    }

    [Fact]
    public void A_case_is_left_out_only_where_the_number_follows()
    {
        Statement first = State(Maximum(At("a"), At("b")), At("a"));
        Term number = Add(At("a"), Neg(At("b"))), twice = Add(Mul(Num(2), At("a")), Mul(Num(-2), At("b")));
        Proof above = Under(first, number);
        Assert.Contains("does not follow", Refusal(new(first, [], new(number, above, null, []))));
        Statement given = CaseSplit.Assuming(first, twice);
        Proof under = Under(given, number);
        Assert.NotNull(new Proof(given, [], new(number, under, null, [new(1, 2)])).Check());
        Assert.Contains("does not follow", Refusal(new(given, [], new(number, under, null, [1]))));
        Assert.Contains("does not follow", Refusal(new(given, [], new(number, under, null, []))));
        Assert.Contains("does not follow", Refusal(new(CaseSplit.Assuming(first, CaseSplit.Times(-1, twice)), [], new(number, under, null, [new(-1, 2)]))));
    }

    // |y(i)| sum y = y(i) sum |y| is true for entries of one sign, which is no case of the other entries.
    [Fact]
    public void A_sign_of_one_entry_is_none_of_the_others()
    {
        Statement mixed = State(
            Mul(Magnitude(At("y", I)), Sum(P, At("y", P))), Mul(At("y", I), Sum(P, Magnitude(At("y", P)))), I);
        Assert.True(Counterexamples.Exists(mixed, [.. Tensors]));
        Assert.Contains("not about single entries", Refusal(Cases(mixed, At("y", I))));
        Statement pair = State(Mul(Magnitude(At("y", I)), At("y", J)), Mul(At("y", I), Magnitude(At("y", J))), I, J);
        Assert.True(Counterexamples.Exists(pair, [.. Tensors]));
        Assert.Contains("not about single entries", Refusal(Cases(pair, At("y", I))));
    }

    // |y(i)| z(i) = y(i) |z(i)| is true where both are of one sign; y(j) >= z(j) >= 0 for all j is more than one entry's sign.
    [Fact]
    public void Givens_about_other_entries_stand_in_the_way()
    {
        Statement plain = State(Magnitude(At("y", I)), Maximum(At("y", I), Neg(At("y", I))), I);
        Assert.NotNull(Cases(plain, At("y", I)).Check());
        Condition sum = new(ConditionKind.Zero, Sum(P, At("y", P))), other = new(ConditionKind.NonNegative, Add(At("y", J), At("z", J)));
        foreach (Condition given in new[] { sum, other })
        {
            Statement under = new(plain.Declarations, plain.Free, plain.Left, plain.Right, [given]);
            Assert.Contains("not about single entries", Refusal(Cases(under, At("y", I))));
        }
    }

    // Under a >= 0 the root of a is defined; a >= 0 follows from the root's being defined, and from nothing else.
    [Fact]
    public void What_a_number_follows_from_stays_a_condition()
    {
        Statement root = State(Mul(Magnitude(At("a")), Root(At("a"))), Mul(At("a"), Root(At("a"))));
        Proof under = Under(root, At("a"));
        Assert.Empty(under.Check().Conditions);
        Assert.NotEmpty(new Proof(root, [], new(At("a"), under, null, [])).Check().Conditions);
    }
}
