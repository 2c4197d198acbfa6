using System.Collections.Immutable;
using DerivationKit.Kernel;
using DerivationKit.Tests.Kernel.Exact;
using static DerivationKit.Tests.Kernel.Exact.Bench;
using static DerivationKit.Tests.Kernel.Exact.Terms;

namespace DerivationKit.Tests.Kernel.Rules;

public class RootRuleTests
{
    [Fact]
    public void Clear_multiplies_the_whole_by_a_denominator()
    {
        Term denominator = Add(At("y", I), At("b"));
        Obligations read = Read(Add(Mul(At("a"), Pow(denominator, -2)), Inv(denominator), At("b")), I);
        int term = read.Difference.Terms.ToList().FindIndex(t => t.Monomial.Factors.Any(f => f.Exponent == -2));
        Polynomial cleared = read.Replay.AtRoot(read.Difference, read.Difference.Step("clear", "#Base", term: term)).Left;
        Assert.Equal(Read(Add(At("a"), denominator, Mul(At("b"), Pow(denominator, 2))), I).Difference.Key, Flat(read, cleared).Key);
    }

    [Fact]
    public void Clear_refuses_what_is_no_denominator_of_the_whole()
    {
        Closed("an index of a sum", Sum(P, Inv(Add(At("y", P), At("b")))));
        Closed("neither divides", Add(Mul(At("a"), Add(At("y", I), At("b"))), At("y", I)));
        Closed("neither divides", Add(Root(Add(At("y", I), At("b"))), At("a")));

        static void Closed(string reason, Term term)
        {
            Obligations read = Read(term, I);
            int with = read.Difference.Terms.ToList().FindIndex(t => t.Monomial.Factors.Any(f => f.Atom.Head.StartsWith("#Base", StringComparison.Ordinal)));
            Refused(reason, read, read.Difference.Step("clear", "#Base", term: with));
        }
    }

    // The closure with exponent 1 that clearing leaves is the sum itself.
    private static Polynomial Flat(Obligations read, Polynomial p)
    {
        int term = p.Terms.ToList().FindIndex(t => t.Monomial.Factors is [{ Exponent.IsOne: true, Atom: Closure { Kind: ClosureKind.Base } }]);
        return term < 0 ? p : read.Replay.Apply(p, p.Step("expand", "#Base", term: term));
    }

    // exp(y(i)) is not 0, whether it divides or not; y(i) may be.
    [Fact]
    public void Clear_divides_by_what_is_positive()
    {
        Obligations read = Read(Add(Mul(At("a"), Exp(At("y", I))), Mul(At("b"), At("y", I))), I);
        int with = read.Difference.Terms.ToList().FindIndex(t => t.Monomial.Factors.Any(f => f.Atom.Head.StartsWith("#Exp", StringComparison.Ordinal)));
        Polynomial left = read.Replay.AtRoot(read.Difference, read.Difference.Step("clear", "#Exp", term: with)).Left;
        Assert.Equal(Read(Add(At("a"), Mul(At("b"), At("y", I), Pow(Exp(At("y", I)), -1))), I).Difference.Key, left.Key);
        Refused("nor is positive", read, read.Difference.Step("clear", "y(", term: 1 - with));
    }

    // y u + b u - 1 = 0 for u = 1/(y + b): multiplied by y + b, and that multiplied out.
    [Fact]
    public void Exponentials_whose_exponents_add_up_to_0_are_1()
    {
        Term sum = Add(At("y", I), At("b"));
        Term product = Mul(At("a"), Exp(Mul(At("y", I), Inv(sum))), Exp(Mul(At("b"), Inv(sum))), Exp(Num(-1)));
        Obligations read = Read(product, I);
        ImmutableArray<int> all = [.. Places(read.Difference)];
        Step whole = new("cancel-exponents", 0, -1, all, Rational.Zero, Vanishing(read, read.Replay.Remainder(read.Difference, Step.Of("cancel-exponents", 0, -1, all))));
        Assert.Equal(Read(At("a"), I).Difference.Key, read.Replay.Apply(read.Difference, whole).Key);
        Refused("not known to add up to 0", read, whole with { Inner = whole.Inner[..^1] });
        Refused("not known to add up to 0", read, whole with { Data = whole.Data[1..], Inner = [] });
        Refused("no exponentials", read, whole with { Data = [] });
        Refused("no exponentials", read, whole with { Data = [.. Enumerable.Range(0, all.Length + 1)] });
        Refused("no factor", read, whole with { Data = whole.Data.Add(9) });

        static IEnumerable<int> Places(Polynomial p) => Enumerable.Range(0, p.Terms[0].Monomial.Factors.Length)
            .Where(f => p.Terms[0].Monomial.Factors[f].Atom.Head.StartsWith("#Exp", StringComparison.Ordinal));
    }

    // exp(2 B(p,q))·exp(-B(p,q))^2 under the sums: at whatever indices. exp(B(p,q))·exp(-B(q,p)) is another matter.
    [Fact]
    public void Exponents_are_added_at_the_indices_of_each()
    {
        Term b = At("B", P, Q), transposed = At("B", Q, P);
        Obligations same = Read(Sum(P, Sum(Q, Mul(At("y", P), Exp(Mul(Num(2), b)), Pow(Exp(Neg(b)), 2)))));
        Obligations other = Read(Sum(P, Sum(Q, Mul(At("y", P), Exp(b), Exp(Neg(transposed))))));
        Assert.Equal(Read(Sum(P, Sum(Q, At("y", P)))).Difference.Key, same.Replay.Apply(same.Difference, Step.Of("cancel-exponents", 0, -1, 0, 1)).Key);
        Refused("not known to add up to 0", other, Step.Of("cancel-exponents", 0, -1, 0, 1));
    }

    // a y u + a b u - a = 0, beside a term of which nothing is known.
    [Fact]
    public void Terms_that_add_up_to_0_are_left_out()
    {
        Term inverse = Inv(Add(At("y", I), At("b")));
        Obligations read = Read(Add(Mul(At("a"), At("y", I), inverse), Mul(At("a"), At("b"), inverse), Neg(At("a")), At("x", I)), I);
        ImmutableArray<int> chosen = [.. Enumerable.Range(0, 4).Where(t => read.Difference.Terms[t].Monomial.Factors.All(f => f.Atom.Head != "x"))];
        Step step = Step.Of("clear-terms", 0, -1, chosen);
        Step whole = step with { Inner = Vanishing(read, read.Replay.Chosen(read.Difference, step)) };
        Assert.Equal(Read(At("x", I), I).Difference.Key, read.Replay.AtRoot(read.Difference, whole).Left.Key);
        Refused("not known to add up to 0", read, step);
        Refused("not known to add up to 0", read, whole with { Data = [0, 1, 2, 3] });
        Assert.Equal(read.Difference.Key, read.Replay.AtRoot(read.Difference, Step.Of("clear-terms", 0, -1)).Left.Key);
        Assert.Contains("no rule clear-terms", Assert.Throws<KernelException>(() => read.Replay.Apply(read.Difference, whole)).Message);
    }

    // Multiplies by the only denominator and multiplies that out.
    private static ImmutableArray<Step> Vanishing(Obligations read, Polynomial p)
    {
        Step clear = OnSum(p, "clear");
        p = read.Replay.AtRoot(p, clear).Left;
        return [clear, OnSum(p, "expand")];

        static Step OnSum(Polynomial p, string rule)
        {
            int term = p.Terms.ToList().FindIndex(t => t.Monomial.Factors.Any(f => f.Atom.Head.StartsWith("#Base", StringComparison.Ordinal)));
            return p.Step(rule, "#Base", term: term);
        }
    }

    // y(i)^2·b + y(i)·a = y(i)·(y(i)·b + a), and likewise for a root of y(i): what is left of its power has to be a natural number.
    [Fact]
    public void Clear_draws_a_factor_of_all_terms_out()
    {
        Assert.Equal(Of(Add(Mul(At("y", I), At("b")), At("a"))), Cleared(Add(Mul(Pow(At("y", I), 2), At("b")), Mul(At("y", I), At("a"))), "y", 1));
        Assert.Equal(Of(Add(At("b"), Mul(At("y", I), At("a")))), Cleared(Add(Mul(Root(At("y", I)), At("b")), Mul(Pow(At("y", I), new(3, 2)), At("a"))), "y", new(1, 2)));
        foreach (Rational other in (Rational[])[1, new(5, 6), new(1, 3)])
        {
            Assert.Throws<KernelException>(() => Cleared(Add(Mul(Root(At("y", I)), At("b")), Mul(Pow(At("y", I), other), At("a"))), "y", new(1, 2)));
        }

        Assert.Throws<KernelException>(() => Cleared(Add(Mul(Pow(At("y", I), 2), At("b")), Mul(At("y", I), At("a"))), "y", 2));

        static string Of(Term term) => Read(term, I).Difference.Key;

        static string Cleared(Term term, string tensor, Rational power)
        {
            Obligations read = Read(term, I);
            int with = read.Difference.Terms.ToList().FindIndex(t => t.Monomial.Factors.Any(f => f.Atom.Head == tensor && f.Exponent == power));
            return read.Replay.AtRoot(read.Difference, read.Difference.Step("clear", $"{tensor}(", term: with)).Left.Key;
        }
    }

    // sum_p y(p) b + sum_q B(q,i) + 6 n a is the sum over j of y(j) b + B(j,i) + 6 a.
    [Fact]
    public void Clear_sum_tells_the_terms_for_each_index()
    {
        Obligations read = Read(Add(Sum(P, Mul(At("y", P), At("b"))), Sum(Q, At("B", Q, I)), Mul(Num(6), Size(N), At("a"))), I);
        Step step = OfSum(read, t => t.Monomial.Bound.IsEmpty ? -1 : 0);
        Assert.Equal(Read(Add(Mul(At("y", J), At("b")), At("B", J, I), Mul(Num(6), At("a"))), I, J).Difference.Key, read.Replay.AtRoot(read.Difference, step).Left.Key);
        Obligations two = Read(Add(Sum(F, At("t", F)), Num(3)));
        Assert.Equal(Read(Add(At("t", F), Num(new(3, 2))), F).Difference.Key, two.Replay.AtRoot(two.Difference, OfSum(two, t => t.Monomial.Bound.IsEmpty ? -1 : 0)).Left.Key);
    }

    [Fact]
    public void Clear_sum_needs_one_dimension_and_an_index_of_each_term()
    {
        Obligations read = Read(Add(Sum(P, At("y", P)), Sum(C, Sum(P, At("W", P, C))), At("a")));
        foreach ((string reason, Func<MonomialTerm, int> index) in ((string, Func<MonomialTerm, int>)[])[
            ("wrong dimension", t => t.Monomial.Bound.IsEmpty ? -1 : t.Monomial.Bound.ToList().FindIndex(d => d == (t.Monomial.Bound.Length == 2 ? K : N))),
            ("no bound index", t => t.Monomial.Bound.IsEmpty ? 0 : t.Monomial.Bound.ToList().FindIndex(d => d == N)),
            ("no bound index", t => t.Monomial.Bound.IsEmpty ? -2 : t.Monomial.Bound.ToList().FindIndex(d => d == N))])
        {
            Refused(reason, read, OfSum(read, index));
        }

        Step whole = OfSum(read, t => t.Monomial.Bound.IsEmpty ? -1 : t.Monomial.Bound.ToList().FindIndex(d => d == N));
        Assert.NotNull(read.Replay.AtRoot(read.Difference, whole).Left);
        Refused("no bound index", read, whole with { Term = read.Difference.Terms.ToList().FindIndex(t => t.Monomial.Bound.IsEmpty) });
        Refused("lacks data", read, whole with { Data = whole.Data[..^1] });
        Refused("no term", read, whole with { Term = 3 });
    }

    // Whatever index each term opens: for all values of the new one, the terms add up to the whole.
    [Fact]
    public void What_is_opened_adds_up_to_the_whole()
    {
        int compared = 0;
        for (int seed = 0; seed < 300; seed++)
        {
            if (Contractions(new(seed)) is not { } read)
            {
                continue;
            }

            Polynomial p = read.Difference;
            Random choice = new(seed);
            Step step = OfSum(read, t => Enumerable.Range(0, t.Monomial.Bound.Length).Where(o => t.Monomial.Bound[o] == N).ToArray() is { Length: > 0 } rows ? rows[choice.Next(rows.Length)] : -1);
            if (step.Term >= 0)
            {
                Polynomial opened = read.Replay.AtRoot(p, step).Left;
                compared += Worlds(4, seed).Sum(world => world.Tuples([N]).Count(at => AddsUp(p, opened, world, at)));
            }
        }

        Assert.True(compared > 300, $"{compared} compared");
    }

    // None where a name that hides another does so for an index of another dimension.
    private static Obligations? Contractions(RandomTerms random)
    {
        try
        {
            return Read(Add(random.Contraction(I), random.Contraction(I), At("y", I)), I);
        }
        catch (KernelException)
        {
            return null;
        }
    }

    private static bool AddsUp(Polynomial whole, Polynomial opened, World world, ImmutableArray<int> at)
    {
        try
        {
            Rational sum = Enumerable.Range(0, world.Size(N)).Aggregate(Rational.Zero, (sum, i) => sum + PolynomialValue.Of(opened, world, at.Add(i)));
            Assert.Equal(PolynomialValue.Of(whole, world, at), sum);
            return true;
        }
        catch (Exception e) when (e is UndefinedException or IrrationalException)
        {
            return false;
        }
    }

    private static Step OfSum(Obligations read, Func<MonomialTerm, int> index)
    {
        ImmutableArray<int> data = [.. read.Difference.Terms.Select(index)];
        return Step.Of("clear-sum", data.ToList().FindIndex(o => o >= 0), -1, data);
    }

    // M(p,q)·P(q) for inv(M) in P: the index that is summed is one of P's own, of M's dimension, and M depends neither on it nor on a sum.
    [Fact]
    public void Multiplying_by_a_matrix_needs_one_matrix_and_an_index_of_its_own()
    {
        Term inverse = Inverse(At("B", R, S), I, J);
        Obligations read = Read(Mul(At("W", I, C), inverse), I, J, C);
        Step Clear(params ImmutableArray<int> data) => read.Difference.Step("clear-inverse", "#Inverse", data);
        Polynomial left = read.Replay.AtRoot(read.Difference, Clear(0, 0)).Left, right = read.Replay.AtRoot(read.Difference, Clear(0, 1)).Left;
        Assert.Equal(Read(Sum(P, Mul(At("B", I, P), At("W", P, C), Inverse(At("B", R, S), P, J))), I, J, C).Difference.Key, left.Key);
        Assert.Equal(Read(Sum(P, Mul(At("B", P, I), At("W", P, C), Inverse(At("B", R, S), P, J))), I, J, C).Difference.Key, right.Key);
        foreach (int index in (int[])[-1, 2, 3])
        {
            Refused("no such index", read, Clear(index, 0));
        }

        Term both = Mul(At("B", R, S), Add(Mul(At("a"), Delta(C, E)), Mul(At("W", Q, C), At("W", Q, E))));
        (Index h, Index u, Index v) = (new("h", K), new("u", N), new("v", N));
        Refused("no square matrix", Read(Inverse(both, [E, S], [C, I, J, h]), I, J, Q, C, h), Of(0, 3));
        Abstraction pairs = Tensor([R, u, S, v], Mul(At("B", R, S), At("B", u, v)));
        Refused("no square matrix", Read(new global::DerivationKit.Kernel.Inverse(pairs, [I, J], [P, Q]), I, J, P, Q), Of(0, 0));
        Refused("not the same", Read(Inverse(Mul(At("y", I), At("B", R, S)), P, J), I, P, J), Of(0));
        Refused("not the same", Read(Sum(Q, Inverse(Mul(At("y", Q), At("B", R, S)), I, J)), I, J), Of(0));
        Refused("another kind of closure", Read(Det(At("B", R, S)), I), Of(0));

        static Step Of(params ImmutableArray<int> data) => Step.Of("clear-inverse", 0, 0, data.Add(0));
    }

    // A step may name the number: one that depends on no index, is defined and not 0.
    [Fact]
    public void Clear_multiplies_by_a_named_number_that_is_not_0()
    {
        Term difference = Add(At("a"), Num(-1));
        Obligations read = Obligations.Of(new(Declarations, [I], At("y", I), Num(0), [.. Given, new(ConditionKind.NonZero, difference)]));
        Assert.Equal(Read(Mul(At("b"), At("y", I)), I).Difference.Key, read.Replay.AtRoot(read.Difference, By(At("b"))).Left.Key);
        Assert.Equal(Read(Mul(difference, At("y", I)), I).Difference.Key, read.Replay.AtRoot(read.Difference, By(difference)).Left.Key);
        Refused("not known to be defined", read, By(At("a")));
        Refused("not known to be defined", read, By(At("x", J), J));
        Refused("not known to be defined", read, By(Exp(Log(At("a")))));
        Refused("not known to be defined", Read(At("y", I), I), By(difference));

        static Step By(Term number, params ImmutableArray<Index> parameters) => Step.Of("clear", 0, -1) with { Matrices = [Tensor(parameters, number)] };
    }

    // A step may name the matrix, over its row and its column, if inv(M) is known to be defined: neither det(M) is 0 nor is an entry undefined.
    [Fact]
    public void Multiplying_by_a_named_matrix_needs_its_inverse_to_be_defined()
    {
        Term b = At("B", R, S), log = Log(At("B", R, S));
        Condition[] given = [new(ConditionKind.NonZero, Det(b)), new(ConditionKind.NonZero, Det(Add(b, log)))];
        Obligations read = Obligations.Of(new(Declarations, [I, C], At("W", I, C), Num(0), [.. Given, given[0]]));
        Assert.Equal(Read(Sum(P, Mul(At("B", I, P), At("W", P, C))), I, C).Difference.Key, read.Replay.AtRoot(read.Difference, By(b, R, S)).Left.Key);
        Assert.Equal(Read(Sum(P, Mul(At("B", P, I), At("W", P, C))), I, C).Difference.Key, read.Replay.AtRoot(read.Difference, By(b, R, S) with { Data = [0, 1] }).Left.Key);
        Refused("not known to be defined", Read(At("W", I, C), I, C), By(b, R, S));
        Refused("not known to be defined", read, By(At("A", R, S), R, S));
        Refused("not known to be defined", read, By(At("W", R, C), R, C));
        Refused("not known to be defined", read, By(Mul(At("y", J), b), R, S, J));
        Obligations entries = Obligations.Of(new(Declarations, [I, C], At("W", I, C), Num(0), [.. Given, .. given]));
        Refused("not known to be defined", entries, By(Add(b, log), R, S));
        Refused("no such index", read, By(b, R, S) with { Data = [1, 0] });

        static Step By(Term entry, params ImmutableArray<Index> parameters) => Step.Of("clear-inverse", 0, -1, 0, 0) with { Matrices = [Tensor(parameters, entry)] };
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
        Polynomial inverse = Read(Inv(sum), I).Difference;
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
        Polynomial general = Read(Log(sum), I, J).Difference;
        Closure log = (Closure)general.Terms[0].Monomial.Factors[0].Atom;
        Assert.True(Nothing.Where(general).IsPositive(Bracket(sum, I, J)));
        Assert.False(Nothing.Where(Polynomial.Single([N], 1, new Factor(log.At([Slot.Parameter(0), Slot.Parameter(0)]), 1))).IsPositive(Bracket(sum, I, J)));
        Closure outer = Closure.Over(ClosureKind.Exp, general);
        Assert.True(Nothing.Where(Polynomial.Single(general.Parameters, 1, new Factor(outer, 1))).IsPositive(Bracket(sum, I, J)));
        Assert.False(Nothing.Where(Polynomial.Single([N], 1, new Factor(outer.At([Slot.Parameter(0), Slot.Parameter(0)]), 1))).IsPositive(Bracket(sum, I, J)));
    }

    private static global::DerivationKit.Kernel.Replay Nothing => Read(Num(1)).Replay;

    private static Closure Bracket(Term sum, params ImmutableArray<Index> free) => Closure.Over(ClosureKind.Base, Read(sum, free).Difference);

    private static (bool Positive, bool NonNegative) Told(Term isDefined, Term sum, params ImmutableArray<Index> free)
    {
        global::DerivationKit.Kernel.Replay told = Nothing.Where(Read(isDefined, free).Difference);
        return (told.IsPositive(Bracket(sum, free)), told.IsNonNegative(Bracket(sum, free)));
    }

    private static void Refused(string reason, Obligations read, Step step) =>
        Assert.Contains(reason, Assert.Throws<KernelException>(() => read.Replay.AtRoot(read.Difference, step)).Message);
}
