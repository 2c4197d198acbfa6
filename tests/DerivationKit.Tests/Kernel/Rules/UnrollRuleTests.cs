using System.Collections.Immutable;
using DerivationKit.Kernel;
using DerivationKit.Tests.Kernel.Exact;
using static DerivationKit.Tests.Kernel.Exact.Bench;
using static DerivationKit.Tests.Kernel.Exact.Terms;

namespace DerivationKit.Tests.Kernel.Rules;

// Dimensions of the sizes 2 and 3.
public class UnrollRuleTests
{
    private static Polynomial Applies(Obligations read, Polynomial before, Step step) => Changes(read, before, step, worlds: 6);

    private static Polynomial Applies(Term before, Func<Polynomial, Step> step, params ImmutableArray<Index> free) => Changes(before, step, worlds: 6, free);

    // The polynomial after one "unroll" of each of the slots, in every term.
    private static (Obligations Read, Polynomial Unrolled) Unrolled(Term term, ImmutableArray<int> slots, params ImmutableArray<Index> free)
    {
        Obligations read = Read(term, free);
        Polynomial p = read.Difference;
        foreach (int slot in slots)
        {
            while (p.Terms.ToList().FindIndex(t => !t.Monomial.Factors.Any(f => f.Atom is UnitAtom && f.Atom.Slots[0] == (slot >= 0 ? Slot.Bound(slot) : Slot.Parameter(-1 - slot)))) is >= 0 and var next)
            {
                p = Applies(read, p, Step.Of("unroll", next, -1, slot));
            }
        }

        return (read, p);
    }

    [Fact]
    public void Unroll_lists_the_values_of_an_index()
    {
        Assert.Equal(2, Applies(Sum(F, Mul(At("t", F), At("a"))), _ => Step.Of("unroll", 0, -1, 0)).Terms.Length);
        Assert.Equal(3, Applies(At("T", U, V), _ => Step.Of("unroll", 0, -1, -2), U, V).Terms.Length);
        Refuses("not fixed", Sum(P, At("y", P)), _ => Step.Of("unroll", 0, -1, 0));
        Refuses("no bound index", At("y", I), _ => Step.Of("unroll", 0, -1, 0), I);
        Refuses("no such parameter", At("y", I), _ => Step.Of("unroll", 0, -1, -2), I);
        Index large = new("f", Dimension.Of(17));
        Refuses("too large", Sum(large, Mul(Delta(large, large), At("a"))), _ => Step.Of("unroll", 0, -1, 0));
    }

    // Both indices have one value in two of the four terms, two in the others.
    [Fact]
    public void Meet_joins_indices_of_one_value_only()
    {
        (Obligations read, Polynomial p) = Unrolled(Sum(F, Sum(G, Mul(At("t", F), At("L", F, G)))), [0, 1]);
        Assert.Equal(4, p.Terms.Length);
        for (int t = 0; t < 4; t++)
        {
            int[] units = [.. Enumerable.Range(0, p.Terms[t].Monomial.Factors.Length).Where(f => p.Terms[t].Monomial.Factors[f].Atom is UnitAtom)];
            Step step = Step.Of("meet", t, units[0], units[1]);
            if (p.Terms[t].Monomial.Factors[units[0]].Atom.Head == p.Terms[t].Monomial.Factors[units[1]].Atom.Head)
            {
                Applies(read, p, step);
            }
            else
            {
                Assert.Contains("no index with two values", Assert.Throws<KernelException>(() => read.Replay.Apply(p, step)).Message);
            }
        }
    }

    // An index has one value: once it is unrolled twice, the terms with two are 0.
    [Fact]
    public void Meet_drops_an_index_with_two_values()
    {
        (Obligations read, Polynomial p) = Unrolled(Sum(F, At("t", F)), [0]);
        Polynomial twice = Applies(read, p, Step.Of("unroll", 0, -1, 0));
        int both = twice.Terms.ToList().FindIndex(t => t.Monomial.Factors.Count(f => f.Atom is UnitAtom) == 2);
        Assert.Equal(twice.Terms.Length - 1, Applies(read, twice, Step.Of("meet", both, 0, 1)).Terms.Length);
    }

    // The indices 0 of two dimensions are not the same.
    [Fact]
    public void Meet_joins_indices_of_one_dimension_only()
    {
        (Obligations read, Polynomial p) = Unrolled(Sum(F, Sum(U, Mul(At("t", F), At("T", U, U)))), [0, 1]);
        for (int t = 0; t < p.Terms.Length; t++)
        {
            int[] units = [.. Enumerable.Range(0, p.Terms[t].Monomial.Factors.Length).Where(f => p.Terms[t].Monomial.Factors[f].Atom is UnitAtom)];
            Assert.Throws<KernelException>(() => read.Replay.Apply(p, Step.Of("meet", t, units[0], units[1])));
        }
    }

    // [i >= j] over two values is 1 for three of the four pairs.
    [Fact]
    public void Meet_compares_values()
    {
        (Obligations read, Polynomial p) = Unrolled(Sum(F, Sum(G, Mul(Causal(F, G), At("t", F), At("L", F, G)))), [0, 1]);
        while (p.Terms.Any(t => t.Monomial.Factors.Any(f => f.Atom is AtLeastAtom)))
        {
            int t = p.Terms.ToList().FindIndex(t => t.Monomial.Factors.Any(f => f.Atom is AtLeastAtom));
            ImmutableArray<Factor> factors = p.Terms[t].Monomial.Factors;
            int order = factors.ToList().FindIndex(f => f.Atom is AtLeastAtom);
            int At(int end) => factors.ToList().FindIndex(f => f.Atom is UnitAtom && f.Atom.Slots[0] == factors[order].Atom.Slots[end]);
            Assert.Throws<KernelException>(() => read.Replay.Apply(p, Step.Of("meet", t, At(1), At(0), order)));
            p = Applies(read, p, Step.Of("meet", t, At(0), At(1), order));
        }

        Assert.Equal(3, p.Terms.Length);
    }

    [Fact]
    public void Single_sums_over_one_value()
    {
        (Obligations read, Polynomial p) = Unrolled(Sum(F, At("a")), [0]);
        for (int t; (t = p.Terms.ToList().FindIndex(t => !t.Monomial.Bound.IsEmpty)) >= 0;)
        {
            p = Applies(read, p, p.Step("single", "#unit", term: t));
        }

        Assert.Equal(Read(Mul(Num(2), At("a"))).Difference.Key, p.Key);
        (read, p) = Unrolled(Sum(F, At("t", F)), [0]);
        Assert.Contains("still occurs", Assert.Throws<KernelException>(() => read.Replay.Apply(p, Step.Of("single", 0, 0))).Message);
        (read, p) = Unrolled(At("t", F), [-1], F);
        Assert.Contains("no sum", Assert.Throws<KernelException>(() => read.Replay.Apply(p, Step.Of("single", 0, 0))).Message);
    }

    [Fact]
    public void Leibniz_writes_matrices_by_their_entries()
    {
        Applies(Det(F, G, Add(At("L", F, G), Mul(At("y", I), Delta(F, G)))), p => p.Step("leibniz", "#Determinant"), I);
        Applies(Pow(Det(U, V, At("T", U, V)), -1), p => p.Step("leibniz", "#Determinant"));
        Applies(new global::DerivationKit.Kernel.Inverse(Tensor([F, G], At("L", F, G)), G, F), p => p.Step("leibniz", "#Inverse"), F, G);
        Applies(new global::DerivationKit.Kernel.Inverse(Tensor([U, V], Add(At("T", U, V), Mul(At("y", I), Delta(U, V)))), V, U), p => p.Step("leibniz", "#Inverse"), I, U, V);
        Refuses("no matrix of a small fixed size", Det(At("B", R, S)), p => p.Step("leibniz", "#Determinant"));
        (Index r, Index s) = (new("r", Dimension.Of(5)), new("s", Dimension.Of(5)));
        Refuses("no matrix of a small fixed size", Det(r, s, Delta(r, s)), p => p.Step("leibniz", "#Determinant"));
    }

    // A matrix over pairs has no such sum, not even over fixed sizes.
    [Fact]
    public void Leibniz_is_for_a_row_of_one_index() =>
        Refuses("no matrix of a small fixed size", new Determinant(Tensor([F, U, G, V], Mul(At("L", F, G), At("T", U, V)))), p => p.Step("leibniz", "#Determinant2"));
}
