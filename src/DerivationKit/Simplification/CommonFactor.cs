using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Simplification;

/// <summary>What all terms of a sum have in common: a number, scalars, arrays at the left and right end of the chain, and, for terms of one
/// array each, factors of an entrywise product.</summary>
internal sealed class CommonFactor
{
    private readonly Rational number;
    private readonly PowerProduct scalars;
    private readonly PowerProduct entries;
    private readonly ImmutableArray<Expr> left;
    private readonly ImmutableArray<Expr> right;

    private CommonFactor(ImmutableArray<ScaledProduct> terms)
    {
        ScaledProduct first = terms[0];
        number = terms.All(t => Rational.Abs(t.Coefficient) == Rational.Abs(first.Coefficient)) ? Rational.Abs(first.Coefficient) : Rational.One;
        number = terms.All(t => t.Coefficient.Sign < 0) ? -number : number;
        scalars = PowerProduct.Common([.. terms.Select(t => t.Scalars)]);

        // Chains that are equal as a whole leave scalars; of others an identity may stay, between what is drawn out on both sides.
        bool areSame = terms.All(t => t.Arrays.SequenceEqual(first.Arrays));
        int shortest = terms.Min(t => t.Arrays.Length);
        int most = areSame ? shortest : shortest - 1;
        int fromLeft = CountWhile(most, i => terms.All(t => t.Arrays[i] == first.Arrays[i]));
        int fromRight = CountWhile(!areSame && fromLeft > 0 ? shortest - fromLeft : most - fromLeft, i => terms.All(t => t.Arrays[^(i + 1)] == first.Arrays[^(i + 1)]));
        (left, right) = (first.Arrays[..fromLeft], first.Arrays[^fromRight..]);
        entries = !areSame && terms.All(t => t.Arrays.Length == 1)
            ? PowerProduct.Common([.. terms.Select(t => EntrywiseProduct.Read(t.Arrays[0]))])
            : PowerProduct.Empty;
    }

    /// <summary>The greatest common factor of some terms of one sum.</summary>
    public static CommonFactor Of(ImmutableArray<ScaledProduct> terms) => new(terms);

    /// <summary>A term without the factor.</summary>
    public ScaledProduct Remove(ScaledProduct term)
    {
        ImmutableArray<Expr> arrays = term.Arrays[left.Length..^right.Length];
        if (arrays.IsEmpty && !left.IsEmpty && !right.IsEmpty && !left[^1].Shape.Columns.IsOne)
        {
            arrays = [Expr.Eye(left[^1].Shape.Columns)];
        }

        return new(
            term.Coefficient / number,
            term.Scalars * scalars.Raise(-1),
            entries.Powers.IsEmpty ? arrays : [EntrywiseProduct.Write(EntrywiseProduct.Read(arrays[0]) * entries.Raise(-1), arrays[0].Shape)]);
    }

    /// <summary>The factor times what is left of the sum.</summary>
    public Expr Times(Expr rest)
    {
        Expr inner = entries.Powers.IsEmpty ? rest : Expr.Hadamard(EntrywiseProduct.Write(entries, rest.Shape), rest);
        ScaledProduct scale = new(number, scalars, []);
        return left.Append(inner).Concat(right).Prepend(scale.ToExpr()).Aggregate((product, factor) => product * factor);
    }

    private static int CountWhile(int most, Func<int, bool> holds) => Enumerable.Range(0, most).TakeWhile(holds).Count();
}
