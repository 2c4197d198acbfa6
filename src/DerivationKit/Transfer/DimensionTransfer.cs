using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Transfer;

/// <summary>Carries equalities from small dimensions to all: an einsum identity with at most m index vertices of a sort holds at all sizes
/// of the sort if it holds at those up to m.</summary>
/// <remarks>Theorems.md beside this file has the statements, their proofs, and the counterexamples that bound them. What is not on the list
/// of input classes there is made more general, or not transferred at all.</remarks>
public static class DimensionTransfer
{
    private const int MostBoxes = 400;

    // In the corpus no claim takes more than two thirds of it, and ten times as much decides none more.
    private const long MostWork = 3_000_000;
    private const int LargestSize = 8;

    /// <summary>Checks the claim at all sizes up to the bounds of the theorems.</summary>
    public static TransferResult Check(Claim claim)
    {
        try
        {
            Equation equation = Equation.Of(claim);
            List<string> reasons = [];
            foreach (Scheme scheme in Scheme.All(equation))
            {
                TransferResult result = Check(equation, scheme);
                if (result is not TransferResult.NoTransfer none)
                {
                    return result;
                }

                reasons.Add(none.Reason);
            }

            return new TransferResult.NoTransfer(string.Join("; ", reasons.Distinct()));
        }
        catch (KernelException e)
        {
            return new TransferResult.NoTransfer(e.Message);
        }
    }

    private static TransferResult Check(Equation equation, Scheme scheme)
    {
        try
        {
            Equation general = scheme.Generalise(equation, out Families families);
            SizeBounds bounds = SizeBounds.Of(general, families);
            Work work = new(MostWork);
            (int boxes, ImmutableSortedDictionary<string, int> largest) = (0, ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal));
            foreach (ImmutableSortedDictionary<string, int> sizes in Boxes(bounds).Take(MostBoxes + 1))
            {
                if (++boxes > MostBoxes)
                {
                    return new TransferResult.NoTransfer($"more than {MostBoxes} choices of sizes would have to be checked");
                }

                FixedSizesResult result = FixedSizes.Prove(general, sizes, FixedSizesLimits.Default, work);
                if (result is not FixedSizesResult.Proved)
                {
                    return Failed(equation, sizes, result);
                }

                largest = largest.SetItems(sizes.Where(s => s.Value > largest.GetValueOrDefault(s.Key)));
            }

            return new TransferResult.Agrees(bounds.Theorem, largest, boxes, work.Spent);
        }
        catch (NotDecidedException e)
        {
            return new TransferResult.NoTransfer(e.Message);
        }
    }

    // The more general claim may be false where the claim is true: only the claim itself can speak against a proof.
    private static TransferResult Failed(Equation equation, ImmutableSortedDictionary<string, int> sizes, FixedSizesResult result)
    {
        string where = sizes.IsEmpty ? "" : $" ({string.Join(", ", sizes.Select(s => $"{s.Key} = {s.Value}"))})";
        if (result is FixedSizesResult.NotApplicable none)
        {
            return new TransferResult.NoTransfer(none.Reason + where);
        }

        return FixedSizes.Prove(equation, sizes, FixedSizesLimits.Default, new(MostWork)) is FixedSizesResult.NotZero { IsConclusive: true } differs
            ? new TransferResult.Disagrees(sizes, $"the sides differ at almost all inputs{where}, at the entry ({string.Join(',', differs.At.Select(i => i + 1))})")
            : new TransferResult.NoTransfer($"it would take the claim for entries of which less is known, or for any numbers in the place of sums inside functions, denominators and functions of matrices, which is too much{where}");
    }

    private static IEnumerable<ImmutableSortedDictionary<string, int>> Boxes(SizeBounds bounds) => bounds.Sorts.Aggregate(
        (IEnumerable<ImmutableSortedDictionary<string, int>>)[ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal)],
        (boxes, sort) => boxes.SelectMany(box => Enumerable.Range(1, Bounded(bounds.Largest(sort, box), sort)).Select(size => box.Add(sort.Text, size))));

    private static int Bounded(int size, Dimension sort) => size <= LargestSize ? size : throw new NotDecidedException($"{sort} would have to be checked up to {size}");
}
