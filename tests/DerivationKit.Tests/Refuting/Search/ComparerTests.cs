using System.Collections.Immutable;
using DerivationKit.Language;
using DerivationKit.Refuting;
using DerivationKit.Refuting.Numbers;
using DerivationKit.Testing;
using FsCheck;
using FsCheck.Fluent;
using static DerivationKit.Tests.Refuting.Sampling.PropertyCheckTests;

namespace DerivationKit.Tests.Refuting.Search;

public class ComparerTests
{
    private static readonly Instance Half = Instance("", ("x", "1/2"));

    [Fact]
    public void Rational_sides_are_compared_as_rationals()
    {
        Comparison.Different different = Assert.IsType<Comparison.Different>(Compare("x^2 == x", Half));
        Assert.True(different.IsExact);
        Assert.Equal(["1/4"], different.Left.Entries);
        Assert.Equal(["1/2"], different.Right.Entries);
        Assert.Equal(new Comparison.Close(long.MinValue, 0), Compare("x*x == x^2", Half));
    }

    [Fact]
    public void Irrational_sides_are_compared_as_enclosures()
    {
        Assert.False(Assert.IsType<Comparison.Different>(Compare("exp(x) == x", Half)).IsExact);
        Assert.InRange(Assert.IsType<Comparison.Close>(Compare("exp(x)^2 == exp(2*x)", Half)).Log2Bound, long.MinValue, -100);
    }

    [Theory]
    [InlineData("log(x - 1) == x")]
    [InlineData("x == 1/(2*x - 1)")]
    [InlineData("exp(exp(exp(exp(exp(x + 4))))) == x")]
    public void Sides_without_a_value_are_missing(string claim) => Assert.IsType<Comparison.Missing>(Compare(claim, Half));

    [Fact]
    public void What_enclosures_contradict_is_not_confirmed()
    {
        Comparer equal = Comparer("exp(x)^2 == exp(2*x)");
        Lazy<(ValueTable, ValueTable)> any = new(() => default);
        Assert.False(equal.Confirm(Half, new Comparison.Different(0, 64, any)));
        Assert.False(equal.Confirm(Half, new Comparison.Different(0, 0, any)));
        Assert.True(Comparer("exp(x)^2 == exp(3*x)").Confirm(Half, new Comparison.Different(0, 64, any)));
    }

    // 1/3 + 2/3 - 1 is 0, but no enclosure of it excludes a negative number, whose root is undefined.
    [Fact]
    public void Unequal_rationals_stand_where_enclosures_cannot_decide()
    {
        Comparer comparer = Comparer("sqrt(x/3 + 2/3 - 1) == 1");
        Instance one = Instance("", ("x", "1"));
        Assert.True(comparer.Confirm(one, Assert.IsType<Comparison.Different>(comparer.Compare(one, WorkMeter.Unlimited()))));
    }

    // The two number types share the evaluator but no arithmetic.
    [DerivationProperty(Arbitrary = [typeof(Expressions)], MaxTest = 300)]
    public void Enclosures_contain_what_is_exact(Expr expr, ulong seed)
    {
        Draw draw = InstanceGenerator.Draw(Expressions.Variables, Instance("m=2 n=3").Sizes, seed, simple: false);
        Instance instance = Assert.IsType<Draw.Drawn>(draw).Instance;
        try
        {
            ExactScalar[] exact = Evaluate<ExactScalar>(expr, instance);
            Ball[] balls = Evaluate<Ball>(expr, instance);
            Assert.All(exact.Zip(balls), pair => Assert.True(pair.Second.Contains(pair.First.Value)));
        }
        catch (Exception e) when (e is UndefinedException or NotExactException or InsufficientPrecisionException
            or OutOfRangeException or NotEvaluatedException)
        {
            // Without a rational value there is nothing to contain.
        }
    }

    private static T[] Evaluate<T>(Expr expr, Instance instance)
        where T : struct, IScalar<T> =>
        MeaningEvaluator<T>.At(instance, Expressions.Variables, 64, new MeaningCache(), new WorkMeter(100_000)).Evaluate(expr);

    private static Comparison Compare(string claim, Instance instance) => Comparer(claim).Compare(instance, WorkMeter.Unlimited());

    private static Comparer Comparer(string claim) => new(Scope.Parse("x: scalar").ParseClaim(claim), RefuterOptions.Default);

    private static class Expressions
    {
        public static ImmutableArray<Variable> Variables { get; } =
            [Expr.Variable("X", Shape.Matrix("m", "n")), Expr.Variable("v", Shape.Vector("n")), Expr.Variable("t", Shape.Scalar)];

        public static Arbitrary<Expr> WellShaped() => Arb.From(Gen.Resize(ExprGenerators.WellShaped(Variables), 12), ExprGenerators.Shrink);
    }
}
