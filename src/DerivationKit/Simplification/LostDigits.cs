using System.Collections.Immutable;
using DerivationKit.Kernel;
using DerivationKit.Operators;
using DerivationKit.Refuting;
using DerivationKit.Refuting.Numbers;

namespace DerivationKit.Simplification;

/// <summary>Compares what two equal forms lose by rounding. Both are evaluated in ball arithmetic, of which the radii are running bounds on rounding errors,
/// where differences are small: at numbers that are shifted alike, at large and small ones, and at residuals near 0.</summary>
/// <remarks>Higham, Accuracy and Stability of Numerical Algorithms (2002), sections 3.3 and 1.7 (cancellation).</remarks>
internal static class LostDigits
{
    private const int Precision = 64;

    // Bits beyond what the other form loses: bounds of equally good forms differ by a few.
    private const int Tolerated = 12;

    private const int MostVariables = 8;

    // Arrays of fixed sizes may be too large to be evaluated here.
    private const long Work = 50_000;

    private static readonly Rational Far = 1 << 20;
    private static readonly ImmutableArray<Rational> Scales = [1L << 60, 1 << 5, -(1 << 5), new(1, 1L << 60)];

    /// <summary>Whether a form loses digits that an equal one keeps.</summary>
    public static bool Loses(Expr form, Expr than)
    {
        var claim = Claim.Equal(form, than);
        MeaningCache cache = new();
        return MayCancel(form, than) && claim.Variables.Length <= MostVariables && Points(claim, than, cache).Any(point =>
            Values(than, point, claim, cache) is { } kept && kept.Max(v => v.Magnitude) is > long.MinValue and var scale
            && (Values(form, point, claim, cache) is not { } values
                || values.Max(v => v.RadiusMagnitude) > Tolerated + Math.Max(kept.Max(v => v.RadiusMagnitude), scale - Precision)));
    }

    // A sum of two parts that depend on one variable, or one of which is constant, which the other form does not hold.
    private static bool MayCancel(Expr form, Expr than)
    {
        HashSet<Expr> known = [.. than.PostOrder()];
        return form.PostOrder().Any(node => node is Apply { Operator: Addition or Subtraction, Arguments: [var a, var b] }
            && !known.Contains(node) && (a.FreeVariables().Intersect(b.FreeVariables()).Any() || !a.FreeVariables().Any() || !b.FreeVariables().Any()));
    }

    private static IEnumerable<Instance> Points(Claim claim, Expr than, MeaningCache cache)
    {
        var sizes = SizeSelection.NamedDimensions(claim).Select((name, i) => (name, Size: 3 + (i % 3))).ToImmutableSortedDictionary(d => d.name, d => d.Size);
        if (InstanceGenerator.Draw(claim.Variables, sizes, seed: 1, simple: false) is not Draw.Drawn { Instance: var near })
        {
            yield break;
        }

        ImmutableArray<Variable> free = [.. claim.Variables.Where(v => v.Properties.All(p => p == Property.Positive || p == Property.NonNegative || p == Property.NonZero))];
        near = free.Aggregate(near, (point, v) => With(point, v, (x, i) => Rounded(Rational.Abs(x) + new Rational(i + 1, 7))));
        Instance far = free.Aggregate(near, Shifted);
        yield return far;
        foreach (Variable v in free)
        {
            yield return Shifted(near, v);
        }

        foreach ((Variable v, Rational scale) in free.SelectMany(v => Scales.Where(s => s.Sign > 0 || v.Properties.IsEmpty).Select(s => (v, s))))
        {
            yield return With(near, v, (x, _) => scale * x);
        }

        foreach ((Variable v, Expr other) in Residuals(than))
        {
            if (Values(other, far, claim, cache) is { } values && values.Length == far.Inputs[v.Name].Entries.Length)
            {
                yield return With(far, v, (_, i) => Rounded(values[i].Endpoints().Lower + new Rational(i + 1, 7)));
            }
        }
    }

    private static Instance Shifted(Instance point, Variable v) => With(point, v, (x, _) => x + Far);

    // Numbers of which sums are exact, as they are given to a program, but squares far away are not.
    private static Rational Rounded(Rational x) => new(System.Numerics.BigInteger.Divide(x.Numerator * (1 << 20), x.Denominator), 1 << 20);

    // What a variable is compared with: X*w for X*w - y.
    private static IEnumerable<(Variable Variable, Expr Other)> Residuals(Expr expression) =>
        from node in expression.PostOrder()
        where node is Apply { Operator: Subtraction }
        from place in Enumerable.Range(0, 2)
        where node.Children[place] is Variable { Properties.IsEmpty: true } v && !node.Children[1 - place].FreeVariables().Contains(v)
        select ((Variable)node.Children[place], node.Children[1 - place]);

    private static Instance With(Instance point, Variable v, Func<Rational, int, Rational> entry)
    {
        ExactArray old = point.Inputs[v.Name];
        return point with { Inputs = point.Inputs.SetItem(v.Name, new(old.Rows, old.Columns, [.. old.Entries.Select(entry)])) };
    }

    private static Ball[]? Values(Expr form, Instance point, Claim claim, MeaningCache cache)
    {
        try
        {
            return MeaningEvaluator<Ball>.At(point, claim.Variables, Precision, cache, new(Work)).Evaluate(form);
        }
        catch (Exception e) when (e is UndefinedException or InsufficientPrecisionException or OutOfRangeException or NotEvaluatedException)
        {
            return null;
        }
    }
}
