using System.Collections.Immutable;
using DerivationKit.Kernel;
using DerivationKit.Proving;
using DerivationKit.Simplification;

namespace DerivationKit.Tests.Simplification;

// A rule is as good as the proof of its equation. A dimension of a pattern also stands for the literal 1, which makes another equation.
public class RewriteRuleTests
{
    public static TheoryData<string> Names => [.. RewriteRules.All.Select(rule => rule.Name)];

    [Fact]
    public void Names_are_unique() => Assert.Equal(RewriteRules.All.Length, RewriteRules.All.DistinctBy(rule => rule.Name).Count());

    [Theory]
    [MemberData(nameof(Names))]
    public void The_rule_is_an_equation_that_can_be_proved(string name)
    {
        RewriteRule rule = Find(name);
        Assert.NotSame(rule.Left, rule.Right);
        AssertProved(rule.Left, rule.Right);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_equation_holds_for_dimensions_that_are_the_literal_1(string name)
    {
        RewriteRule rule = Find(name);
        Axis[] axes = [.. rule.Left.PostOrder().SelectMany(e => e.Shape.Axes).Where(d => d.Factors.Length == 1).Distinct()];
        foreach (ImmutableHashSet<Axis> ones in Subsets(axes))
        {
            if (Instance(rule, ones) is ({ } left, { } right))
            {
                AssertProved(left, right);
            }
        }
    }

    [Fact]
    public void A_rule_fits_instances_of_its_left_side_alone()
    {
        Variable a = Expr.Variable("a", Shape.Matrix("p", "q"));
        Variable c = Expr.Variable("c", Shape.Matrix("p", "q"), Property.OneHotRows);
        Assert.Same(Expr.RowSum(a), Find("a vector of ones from the right").Apply(a * Expr.Ones(Dimension.Named("q"))));
        Assert.Null(Find("a vector of ones from the right").Apply(a * Expr.Zeros(Dimension.Named("q"))));
        Assert.Same(Expr.Ones(Dimension.Named("p")), Find("row-stochastic: row sums").Apply(Expr.RowSum(c)));
        Assert.Null(Find("row-stochastic: row sums").Apply(Expr.RowSum(a)));
        Assert.Null(Find("orthogonal: Q'*Q").Apply(a.T * a));
    }

    // A scalar times a vector of ones is no product over an index.
    [Fact]
    public void Dimensions_have_to_fit() =>
        Assert.Null(Find("a vector of ones from the right").Apply(Expr.Variable("s", Shape.Scalar) * Expr.Ones(Dimension.Named("q"))));

    private static RewriteRule Find(string name) => RewriteRules.All.Single(rule => rule.Name == name);

    private static void AssertProved(Expr left, Expr right)
    {
        Assert.IsType<Attempt.Succeeded>(Prover.Prove(Claim.Equal(left, right)));
        Assert.Equal(Prover.Key(left), Prover.Key(right));
    }

    private static IEnumerable<ImmutableHashSet<Axis>> Subsets(Axis[] axes) =>
        from mask in Enumerable.Range(1, (1 << axes.Length) - 1)
        select axes.Where((_, i) => (mask >> i & 1) == 1).ToImmutableHashSet();

    // No instance where a property or an operator needs an axis that is gone.
    private static (Expr? Left, Expr? Right) Instance(RewriteRule rule, ImmutableHashSet<Axis> ones)
    {
        try
        {
            Matching matching = new();
            foreach (Axis axis in rule.Left.PostOrder().SelectMany(e => e.Shape.Axes).Where(d => d.Factors.Length == 1).Distinct())
            {
                matching.TryBind(axis, At(axis));
            }

            foreach (Variable v in rule.Left.FreeVariables())
            {
                matching.TryBind(v, Expr.Variable(v.Name, new(At(v.Shape.Rows), At(v.Shape.Columns)), v.Properties));
            }

            return (matching.Instantiate(rule.Left), matching.Instantiate(rule.Right));
        }
        catch (ShapeException)
        {
            return (null, null);
        }

        Axis At(Axis axis) => ones.Contains(axis) ? Axis.One : axis;
    }
}
