using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Simplification;

/// <summary>Draws common factors out of sums: an array from the left or the right of a chain, a scalar, a number, or a factor of an
/// entrywise product.</summary>
internal sealed class Factoring(Rewriter rewriter)
{
    private const int LongestSum = 24;

    /// <summary>The sum with the factor drawn out that leaves least to read, if some factor leaves less than before.</summary>
    public Expr? Factor(Expr expression)
    {
        if (!Sums.IsSum(expression) || Sums.Terms(expression) is not { Length: <= LongestSum } terms)
        {
            return null;
        }

        Expr? best = null;
        foreach (Split split in Splits(terms))
        {
            Expr candidate = Apply(split, terms, expression.Shape);
            if (rewriter.Cost.Of(candidate) < rewriter.Cost.Of(best ?? expression))
            {
                best = candidate;
            }
        }

        return best;
    }

    // Every common factor of at least two terms, with what is left of them.
    private static IEnumerable<Split> Splits(ImmutableArray<ScaledProduct> terms)
    {
        IEnumerable<Split> all = terms.SelectMany((term, i) => Factors(term).Select(f => new Split(f.Join, f.Factor, [(i, f.Remainder)])));
        return all.GroupBy(s => (s.Join, s.Factor, s.Remainders[0].Remainder.Arrays.IsEmpty))
            .Where(group => group.Count() > 1)
            .Select(group => group.First() with { Remainders = [.. group.SelectMany(s => s.Remainders).DistinctBy(r => r.Term)] })
            .Where(split => split.Remainders.Length > 1);
    }

    private static IEnumerable<(Join Join, Expr Factor, ScaledProduct Remainder)> Factors(ScaledProduct term)
    {
        if (!term.Arrays.IsEmpty)
        {
            yield return (Join.Left, term.Arrays[0], term with { Arrays = term.Arrays[1..] });
            yield return (Join.Right, term.Arrays[^1], term with { Arrays = term.Arrays[..^1] });
        }

        foreach (Power power in term.Scalars.Powers)
        {
            var factor = PowerProduct.Of(power.Base).Raise(power.Exponent.Sign);
            ScaledProduct scalar = new(Rational.One, factor, []);
            yield return (Join.Left, scalar.ToExpr(), term with { Scalars = term.Scalars * factor.Raise(-1) });
        }

        if (Rational.Abs(term.Coefficient) is { IsOne: false } number)
        {
            yield return (Join.Left, Expr.Constant(number), term with { Coefficient = term.Coefficient.Sign });
        }

        if (term.Arrays is [var only] && EntrywiseProduct.Read(only) is { Powers.Length: > 1 } entries)
        {
            foreach (Power power in entries.Powers)
            {
                var factor = PowerProduct.Of(power.Base).Raise(power.Exponent.Sign);
                Expr rest = EntrywiseProduct.Write(entries * factor.Raise(-1), only.Shape);
                yield return (Join.Entrywise, EntrywiseProduct.Write(factor, only.Shape), term with { Arrays = [rest] });
            }
        }
    }

    private Expr Apply(Split split, ImmutableArray<ScaledProduct> terms, Shape shape)
    {
        ScaledProduct first = split.Remainders[0].Remainder;
        Shape rest = first.Arrays.IsEmpty ? Shape.Scalar : first.Chain.Shape;
        Expr inner = rewriter.Rewrite(Sums.Write([.. split.Remainders.Select(r => r.Remainder)], rest));
        Expr product = rewriter.Rewrite(split.Join switch
        {
            Join.Left => split.Factor * inner,
            Join.Right => inner * split.Factor,
            _ => Expr.Hadamard(split.Factor, inner),
        });
        HashSet<int> drawn = [.. split.Remainders.Select(r => r.Term)];
        return Sums.Write(
            [.. terms.SelectMany((term, i) => i == split.Remainders[0].Term ? Sums.Terms(product) : drawn.Contains(i) ? [] : (IEnumerable<ScaledProduct>)[term])],
            shape);
    }

    private enum Join
    {
        Left,
        Right,
        Entrywise,
    }

    private sealed record Split(Join Join, Expr Factor, ImmutableArray<(int Term, ScaledProduct Remainder)> Remainders);
}
