using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Simplification;

/// <summary>Draws common factors out of sums: numbers, scalars, arrays at either end of the chains, factors of entrywise products.</summary>
internal sealed class Factoring(Rewriter rewriter)
{
    private const int LongestSum = 24;

    /// <summary>The sum with the common factor drawn out that leaves least to read, if some factor leaves less than before.</summary>
    public Expr? Factor(Expr expression)
    {
        if (!Sums.IsSum(expression) || Sums.Terms(expression) is not { Length: <= LongestSum } terms)
        {
            return null;
        }

        Expr? best = null;
        foreach (int[] group in Groups(terms))
        {
            Expr candidate = Draw(terms, group, expression.Shape);
            if (rewriter.Cost.Of(candidate) < rewriter.Cost.Of(best ?? expression))
            {
                best = candidate;
            }
        }

        return best;
    }

    // The sets of at least two terms that share some factor.
    private static IEnumerable<int[]> Groups(ImmutableArray<ScaledProduct> terms) =>
        terms.SelectMany((term, i) => Marks(term).Select(mark => new Marked(mark, i)))
            .GroupBy(marked => marked.Mark)
            .Select(group => group.Select(marked => marked.Term).Distinct().ToArray())
            .Where(group => group.Length > 1)
            .DistinctBy(group => string.Join(' ', group));

    private static IEnumerable<Mark> Marks(ScaledProduct term)
    {
        if (!term.Arrays.IsEmpty)
        {
            yield return new("left", term.Arrays[0], 1);
            yield return new("right", term.Arrays[^1], 1);
        }

        if (Rational.Abs(term.Coefficient) is { IsOne: false } number)
        {
            yield return new("number", Expr.Constant(number), 1);
        }

        foreach (Power power in term.Scalars.Powers)
        {
            yield return new("scalar", power.Base, power.Exponent.Sign);
        }

        foreach (Power power in term.Arrays is [var only] ? EntrywiseProduct.Read(only).Powers : [])
        {
            yield return new("entrywise", power.Base, power.Exponent.Sign);
        }
    }

    private Expr Draw(ImmutableArray<ScaledProduct> terms, int[] group, Shape shape)
    {
        var common = CommonFactor.Of([.. group.Select(i => terms[i])]);
        ImmutableArray<ScaledProduct> rests = [.. group.Select(i => common.Remove(terms[i]))];
        Expr inner = rewriter.Try(Sums.Write(rests, rests[0].Chain.Shape));
        Expr product = rewriter.Try(common.Times(inner));
        return Sums.Write(
            [.. terms.SelectMany((term, i) => i == group[0] ? Sums.Terms(product) : group.Contains(i) ? [] : [term])],
            shape);
    }

    /// <summary>A factor, where it stands in a term, and the sign of its power.</summary>
    private sealed record Mark(string Place, Expr Factor, int Sign);

    private sealed record Marked(Mark Mark, int Term);
}
