using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using DerivationKit.Kernel;
using DerivationKit.Operators;

namespace DerivationKit.Simplification;

/// <summary>Sums as lists of terms with numbers before them.</summary>
internal static class Sums
{
    private const int LongestSum = 64;

    // Shared parts are read once.
    private static readonly ConditionalWeakTable<Expr, StrongBox<ImmutableArray<ScaledProduct>>> Known = [];

    /// <summary>Whether the expression is a sum or a difference.</summary>
    public static bool IsSum(Expr expression) => expression is Apply { Operator: Addition or Subtraction };

    /// <summary>Whether the expression is a sum in which some term is subtracted, or the transpose of one.</summary>
    public static bool IsDifference(Expr expression) => expression is Apply { Operator: Transposition, Arguments: [var a] }
        ? IsDifference(a)
        : IsSum(expression) && Terms(expression).Any(t => t.Coefficient.Sign < 0);

    /// <summary>The terms of a sum; of anything else, itself.</summary>
    public static ImmutableArray<ScaledProduct> Terms(Expr expression) => Known.GetValue(expression, Read).Value;

    /// <summary>Adds up the numbers of terms that are otherwise the same, and drops terms that are zero.</summary>
    public static ImmutableArray<ScaledProduct> Collect(ImmutableArray<ScaledProduct> terms)
    {
        List<ScaledProduct> collected = [];
        foreach (ScaledProduct term in terms)
        {
            int at = collected.FindIndex(term.IsLike);
            if (at < 0)
            {
                collected.Add(term);
            }
            else
            {
                collected[at] = collected[at] with { Coefficient = collected[at].Coefficient + term.Coefficient };
            }
        }

        return [.. collected.Where(t => !t.IsZero)];
    }

    /// <summary>The terms as one expression, the first positive one in front.</summary>
    public static Expr Write(ImmutableArray<ScaledProduct> terms, Shape shape)
    {
        if (terms.IsEmpty)
        {
            return Expr.Zeros(shape);
        }

        ScaledProduct first = terms.FirstOrDefault(t => t.Coefficient.Sign > 0) ?? terms[0];
        return terms.Remove(first).Aggregate(first.ToExpr(), (sum, term) =>
            term.Coefficient.Sign < 0 && !AbsorbsSign(term) ? sum - term.Scale(-1).ToExpr() : sum + term.ToExpr());
    }

    /// <summary>The sum, or the transpose of one, with every sign turned.</summary>
    public static Expr Negate(Expr sum) => sum is Apply { Operator: Transposition, Arguments: [var a] } ? Negate(a).T : Write(Negated(Terms(sum)), sum.Shape);

    // X + (A - B)' rather than X - (B - A)': often X holds A - B, too.
    private static bool AbsorbsSign(ScaledProduct term) => term.Arrays is [Apply { Operator: Transposition } transpose] && IsDifference(transpose);

    private static StrongBox<ImmutableArray<ScaledProduct>> Read(Expr expression)
    {
        ImmutableArray<ScaledProduct> terms = expression switch
        {
            Apply { Operator: Addition, Arguments: [var a, var b] } => [.. Terms(a), .. Terms(b)],
            Apply { Operator: Subtraction, Arguments: [var a, var b] } => [.. Terms(a), .. Negated(Terms(b))],
            Apply { Operator: Negation, Arguments: [var a] } when IsSum(a) => Negated(Terms(a)),
            _ => [ScaledProduct.Of(expression)],
        };
        return new(terms.Length <= LongestSum ? terms : [ScaledProduct.Atom(expression)]);
    }

    private static ImmutableArray<ScaledProduct> Negated(ImmutableArray<ScaledProduct> terms) => [.. terms.Select(t => t.Scale(-1))];
}
