using System.Collections.Immutable;
using DerivationKit.Kernel;
using DerivationKit.Refuting;
using DerivationKit.Testing;
using static DerivationKit.Tests.Refuting.Sampling.PropertyCheckTests;

namespace DerivationKit.Tests.Refuting.Sampling;

public class CandidateSpaceTests
{
    private static readonly ImmutableArray<Variable> Variables =
    [
        Expr.Variable("A", Shape.Matrix("n", "k")),
        Expr.Variable("C", Shape.Matrix("n", "k"), Property.OneHotRows),
        Expr.Variable("I", Shape.Matrix("n", "n"), Property.OneHotRows, Property.Symmetric),
        Expr.Variable("P", Shape.Matrix("n", "k"), Property.RowStochastic),
        Expr.Variable("Q", Shape.Matrix("k", "k"), Property.Orthogonal),
        Expr.Variable("R", Shape.Matrix("k", "k"), Property.Orthogonal, Property.Symmetric),
        Expr.Variable("S", Shape.Matrix("n", "n"), Property.Symmetric, Property.Positive),
        Expr.Variable("T", Shape.Matrix("n", "n"), Property.RowStochastic, Property.Symmetric),
        Expr.Variable("U", Shape.Matrix("k", "k"), Property.Orthogonal, Property.Mask),
        Expr.Variable("v", Shape.Vector("k"), Property.Mask),
    ];

    [DerivationProperty]
    public void Deleting_an_index_keeps_all_properties(ulong seed, bool ofRows, byte index)
    {
        Candidate candidate = Space(Variables, "n=3 k=4").Draw(new SplitMix64(seed), simple: false);
        Candidate smaller = ofRows ? candidate.Without("n", index % 3)! : candidate.Without("k", index % 4)!;
        Assert.True(smaller.Instance.Satisfies(Variables));
        Assert.Equal(candidate.TotalSize - 1, smaller.TotalSize);
    }

    [Fact]
    public void Deleting_an_index_leaves_the_other_entries()
    {
        Candidate candidate = Space(Variables[..2], "n=2 k=3").Draw(new SplitMix64(5), simple: false);
        ExactArray before = candidate.Instance.Inputs["A"];
        ExactArray after = candidate.Without("k", 1)!.Instance.Inputs["A"];
        Assert.Equal([before[0, 0], before[0, 2], before[1, 0], before[1, 2]], after.Entries);
    }

    // Positions along n*k are (0,0), (0,1), (0,2), (1,0), ...: those with k = 1 go.
    [Fact]
    public void Deleting_an_index_of_a_factor_leaves_the_other_entries()
    {
        Axis n = Dimension.Named("n"), k = Dimension.Named("k");
        Candidate candidate = Space([Expr.Variable("V", new(n * k, k))], "n=2 k=3").Draw(new SplitMix64(5), simple: false);
        ExactArray before = candidate.Instance.Inputs["V"], after = candidate.Without("k", 1)!.Instance.Inputs["V"];
        Assert.Equal((6, 3), (before.Rows, before.Columns));
        Assert.Equal(
            [before[0, 0], before[0, 2], before[2, 0], before[2, 2], before[3, 0], before[3, 2], before[5, 0], before[5, 2]], after.Entries);
    }

    [DerivationProperty]
    public void Lowering_a_choice_keeps_all_properties(ulong seed, ushort position)
    {
        Candidate candidate = Space(Variables, "n=3 k=2").Draw(new SplitMix64(seed), simple: false);
        int at = position % candidate.Choices.Length;
        Candidate lower = candidate.With(at, candidate.Choices[at] / 2);
        Assert.True(lower.Instance.Satisfies(Variables));
        Assert.True(lower.Weight <= candidate.Weight);
    }

    // A real 1×2 array has 4² simple values, a one-hot one has 2; their sums run from 0 to 3 + 3 + 1.
    [Fact]
    public void Simple_instances_come_once_each_by_ascending_weight()
    {
        Candidate[] all = [.. Space(Variables[..2], "n=1 k=2").SimplestFirst(below: int.MaxValue)];
        Assert.Equal(32, all.Length);
        Assert.Equal(32, all.Select(c => string.Join(' ', c.Choices)).Distinct().Count());
        Assert.Equal(all.Select(c => c.Weight).Order(), all.Select(c => c.Weight));
        Assert.Equal(7, all[^1].Weight);
        Assert.Equal([0, 0], all[0].Instance.Inputs["A"].Entries);
        Assert.Equal(4, Space(Variables[..2], "n=1 k=2").SimplestFirst(below: 2).Count());
    }

    private static CandidateSpace Space(ImmutableArray<Variable> variables, string sizes)
    {
        Assert.True(CandidateSpace.TryCreate(variables, [], Instance(sizes).Sizes, [], out CandidateSpace? space, out _));
        return space;
    }
}
