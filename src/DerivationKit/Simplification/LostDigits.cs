using System.Collections.Immutable;
using DerivationKit.Kernel;
using DerivationKit.Operators;
using DerivationKit.Refuting;
using DerivationKit.Refuting.Numbers;

namespace DerivationKit.Simplification;

/// <summary>Compares what equal forms of an expression lose by rounding. They are evaluated in ball arithmetic, of which the radii are running bounds on rounding
/// errors, where differences are small: at numbers that are shifted alike, at large and small ones, and at residuals near 0.</summary>
/// <param name="origin">What the forms are compared with; it holds all of their variables.</param>
/// <remarks>Higham, Accuracy and Stability of Numerical Algorithms (2002), sections 3.3 and 1.7 (cancellation).</remarks>
internal sealed class LostDigits(Expr origin)
{
    private const int Precision = 64;

    // Bits beyond what the other form loses: bounds of equally good forms differ by a few.
    private const int Tolerated = 12;

    private const int MostVariables = 8;

    // Arrays of fixed sizes may be too large to be evaluated here.
    private const long Work = 50_000;

    // As a power of 2: no program is given larger numbers.
    private const long LargestResidual = 1_000;

    private static readonly Rational Far = 1 << 20;
    private static readonly ImmutableArray<Rational> Scales = [1L << 60, 1 << 5, -(1 << 5), new(1, 1L << 60)];

    private readonly MeaningCache cache = new();

    // In the order of claims, so that the points depend on names alone.
    private Claim Claim => field ??= Claim.Equal(origin, origin);

    private ImmutableArray<Variable> Variables => Claim.Variables;

    // Where both may be compared, and the bound on what the origin loses there.
    private ImmutableArray<Kept> Origin => field.IsDefault ? field = [.. Points().Select(KeptAt).OfType<Kept>()] : field;

    /// <summary>Whether an equal form loses digits that the origin keeps.</summary>
    public bool AreIn(Expr form) => Variables.Length <= MostVariables && MayCancel(form) && Origin.Any(kept =>
        Values(form, kept.Point) is not { } values || values.Max(v => v.RadiusMagnitude) > Tolerated + kept.Radius);

    // A sum of two parts that depend on one variable, or one of which is constant, which the origin does not hold.
    private bool MayCancel(Expr form)
    {
        HashSet<Expr> known = [.. origin.PostOrder()];
        Dictionary<Expr, int> variables = [];
        foreach (Expr node in form.PostOrder())
        {
            // One bit for each variable that a part depends on.
            variables[node] = node is Variable v ? 1 << Variables.IndexOf(v) : node.Children.Aggregate(0, (all, child) => all | variables[child]);
            if (node is Apply { Operator: Addition or Subtraction, Arguments: [var a, var b] } && !known.Contains(node)
                && (variables[a] == 0 || variables[b] == 0 || (variables[a] & variables[b]) != 0))
            {
                return true;
            }
        }

        return false;
    }

    private Kept? KeptAt(Instance point) => Values(origin, point) is { } values && values.Max(v => v.Magnitude) is > long.MinValue and var scale
        ? new(point, Math.Max(values.Max(v => v.RadiusMagnitude), scale - Precision))
        : null;

    private IEnumerable<Instance> Points()
    {
        var sizes = SizeSelection.NamedDimensions(Claim).Select((name, i) => (name, Size: 3 + (i % 3))).ToImmutableSortedDictionary(d => d.name, d => d.Size);
        if (InstanceGenerator.Draw(Variables, sizes, seed: 1, simple: false) is not Draw.Drawn { Instance: var near })
        {
            yield break;
        }

        ImmutableArray<Variable> free = [.. Variables.Where(v => v.Properties.All(p => p == Property.Positive || p == Property.NonNegative || p == Property.NonZero))];
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

        foreach ((Variable v, Expr other) in Residuals())
        {
            if (Values(other, far) is { } values && values.Length == far.Inputs[v.Name].Entries.Length && values.All(x => x.Magnitude < LargestResidual))
            {
                yield return With(far, v, (_, i) => Rounded(values[i].Endpoints().Lower + new Rational(i + 1, 7)));
            }
        }
    }

    private static Instance Shifted(Instance point, Variable v) => With(point, v, (x, _) => x + Far);

    // Numbers of which sums are exact, as they are given to a program, but squares far away are not.
    private static Rational Rounded(Rational x) => new(System.Numerics.BigInteger.Divide(x.Numerator * (1 << 20), x.Denominator), 1 << 20);

    // What a variable is compared with: X*w for X*w - y.
    private IEnumerable<(Variable Variable, Expr Other)> Residuals() =>
        from node in origin.PostOrder()
        where node is Apply { Operator: Subtraction }
        from place in Enumerable.Range(0, 2)
        where node.Children[place] is Variable { Properties.IsEmpty: true } v && !node.Children[1 - place].FreeVariables().Contains(v)
        select ((Variable)node.Children[place], node.Children[1 - place]);

    private static Instance With(Instance point, Variable v, Func<Rational, int, Rational> entry)
    {
        ExactArray old = point.Inputs[v.Name];
        return point with { Inputs = point.Inputs.SetItem(v.Name, new(old.Rows, old.Columns, [.. old.Entries.Select(entry)])) };
    }

    private Ball[]? Values(Expr form, Instance point)
    {
        try
        {
            return MeaningEvaluator<Ball>.At(point, Variables, Precision, cache, new(Work)).Evaluate(form);
        }
        catch (Exception e) when (e is UndefinedException or InsufficientPrecisionException or OutOfRangeException or NotEvaluatedException)
        {
            return null;
        }
    }

    /// <summary>A point, and an integer k such that the origin is computed there up to 2^k.</summary>
    private sealed record Kept(Instance Point, long Radius);
}
