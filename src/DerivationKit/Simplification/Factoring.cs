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
        foreach (ImmutableArray<int> group in Groups(terms))
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
    private static IEnumerable<ImmutableArray<int>> Groups(ImmutableArray<ScaledProduct> terms) =>
        terms.SelectMany((term, i) => Marks(term).Select(mark => (mark, i)))
            .GroupBy(pair => pair.mark, pair => pair.i)
            .Select(group => group.Distinct().ToImmutableArray())
            .Where(group => group.Length > 1)
            .DistinctBy(group => string.Join(' ', group));

    private static IEnumerable<(string Place, Expr Factor, int Sign)> Marks(ScaledProduct term)
    {
        if (!term.Arrays.IsEmpty)
        {
            yield return ("left", term.Arrays[0], 1);
            yield return ("right", term.Arrays[^1], 1);
        }

        if (Rational.Abs(term.Coefficient) is { IsOne: false } number)
        {
            yield return ("number", Expr.Constant(number), 1);
        }

        foreach (Power power in term.Scalars.Powers)
        {
            yield return ("scalar", power.Base, power.Exponent.Sign);
        }

        foreach (Power power in term.Arrays is [var only] ? EntrywiseProduct.Read(only).Powers : [])
        {
            yield return ("entrywise", power.Base, power.Exponent.Sign);
        }
    }

    private Expr Draw(ImmutableArray<ScaledProduct> terms, ImmutableArray<int> group, Shape shape)
    {
        var common = CommonFactor.Of([.. group.Select(i => terms[i])]);
        ImmutableArray<ScaledProduct> rests = [.. group.Select(i => common.Remove(terms[i]))];
        Expr inner = rewriter.Try(Sums.Write(rests, rests[0].Chain.Shape));
        Expr product = rewriter.Try(common.Times(inner));
        return Sums.Write(
            [.. terms.SelectMany((term, i) => i == group[0] ? Sums.Terms(product) : group.Contains(i) ? [] : [term])],
            shape);
    }
}
