using System.Collections.Immutable;
using DerivationKit.Indices;
using DerivationKit.Kernel;
using DerivationKit.Proving;
using DerivationKit.ReadBack;

namespace DerivationKit.Simplification;

/// <summary>One line of the way to the tidy form.</summary>
/// <param name="Form">What the line before is equal to.</param>
/// <param name="Reason">What was done to it.</param>
public sealed record TidyStep(Expr Form, string Reason);

/// <summary>The way from an expression to its tidy form, in steps that can be followed.</summary>
internal static class Tidying
{
    /// <summary>What is done to numbers, signs and units.</summary>
    public const string Collected = "numbers, signs and units collected";

    /// <summary>What has been done elsewhere is done here too.</summary>
    public const string Again = "the same";

    private const string Transposed = "transposes taken apart";
    private const int Steps = 2_000;
    private const int Most = 40;

    // Nobody compares lines that are longer.
    private const int Longest = 200;

    /// <summary>Lines of which each is equal to the one before, for all dimensions and wherever both are defined; the last is
    /// <see cref="Simplify.Tidy"/> of the expression. No line if the expression is tidy.</summary>
    public static ImmutableArray<TidyStep> Of(Expr expression)
    {
        Expr tidy = Simplify.Tidy(expression);
        if (tidy == expression)
        {
            return [];
        }

        ImmutableArray<TidyStep> path = new Cost().Of(expression) <= Longest ? Path(expression, tidy) : [];
        return [.. Proved(expression, Merged(path.Length <= Most ? path : []), tidy)];
    }

    /// <summary>The same for an expression that a rule has just made: lines that only set numbers and transposes right take its place.
    /// </summary>
    public static (Expr Start, ImmutableArray<TidyStep> Steps) Neatly(Expr expression)
    {
        ImmutableArray<TidyStep> steps = Of(expression);
        int skipped = steps.TakeWhile(step => step.Reason is Collected or "a double transpose").Count();
        return skipped == 0 ? (expression, steps) : (steps[skipped - 1].Form, steps[skipped..]);
    }

    // By rules alone; or multiplied out first, and by rules from there.
    private static ImmutableArray<TidyStep> Path(Expr expression, Expr tidy)
    {
        ImmutableArray<TidyStep> byRules = Rewritten(expression);
        Expr form = byRules is [.., var last] ? last.Form : expression;
        if (form == tidy)
        {
            return byRules;
        }

        try
        {
            return MatrixForm.Of(form) is { } expanded
                ? [.. byRules, new(expanded, "multiplied out, and written as a sum of products"), .. Rewritten(expanded)]
                : [];
        }
        catch (Exception e) when (e is KernelException or BudgetException or InsufficientExecutionStackException or ExpressionTooDeepException)
        {
            return [];
        }
    }

    // The rewriter's steps at parts, each carried out in the whole.
    private static ImmutableArray<TidyStep> Rewritten(Expr expression)
    {
        Rewriter rewriter = new(Steps);
        rewriter.Rewrite(expression);
        var lines = ImmutableArray.CreateBuilder<TidyStep>();
        Expr whole = expression;
        foreach ((Expr from, Rewriting to) in rewriter.Trace)
        {
            Expr next = Replace(whole, from, to.Result);
            if (next != whole)
            {
                lines.Add(new(whole = next, to.Reason));
            }
        }

        return lines.ToImmutable();
    }

    // What is differentiated stays: declared properties do not hold in it.
    private static Expr Replace(Expr whole, Expr from, Expr to) => Traversal.Rebuild(whole, node =>
        node == from ? to
        : node is Derivative d ? node.WithChildren([d.Children[0], .. d.Children.Skip(1).Select(child => Replace(child, from, to))])
        : null);

    // Steps of one kind in a row are one line.
    private static List<TidyStep> Merged(ImmutableArray<TidyStep> path)
    {
        List<TidyStep> lines = [];
        foreach (TidyStep step in path)
        {
            bool goesOn = lines.Count > 0 && (step.Reason == Again || lines[^1].Reason == step.Reason || (IsTransposing(lines[^1]) && IsTransposing(step)));
            TidyStep line = goesOn && lines[^1].Reason != step.Reason && step.Reason != Again ? step with { Reason = Transposed } : step;
            if (goesOn)
            {
                line = step.Reason == Again ? line with { Reason = lines[^1].Reason } : line;
                lines.RemoveAt(lines.Count - 1);
            }

            lines.Add(line);
        }

        return lines;
    }

    private static bool IsTransposing(TidyStep step) => step.Reason.Contains("transpose", StringComparison.Ordinal);

    // A line that is not seen to be equal to the one before is left out; the tidy form itself is known to be equal to the expression.
    private static ImmutableArray<TidyStep> Proved(Expr expression, IEnumerable<TidyStep> path, Expr tidy)
    {
        List<TidyStep> lines = [];
        Expr before = expression;
        foreach (TidyStep line in path.Where(line => line.Form != before && AreEqual(before, line.Form)))
        {
            lines.Add(line);
            before = line.Form;
        }

        if (before != tidy && !AreEqual(before, tidy))
        {
            lines.Clear();
        }

        return lines is [.., var last] && last.Form == tidy ? [.. lines] : [.. lines, new(tidy, "written in the shortest form found")];
    }

    private static bool AreEqual(Expr left, Expr right)
    {
        try
        {
            return Simplify.AreEqual(left, right);
        }
        catch (Exception e) when (e is KernelException or BudgetException or InsufficientExecutionStackException or ExpressionTooDeepException)
        {
            return false;
        }
    }
}
