using System.Collections.Immutable;
using System.Globalization;
using DerivationKit.Language;
using DerivationKit.Testing;
using FsCheck;
using FsCheck.Fluent;
using Scope = DerivationKit.Language.Scope;

namespace DerivationKit.Tests.Language;

public class RoundTripTests
{
    // With products of dimensions, so that kron, vec and comm occur.
    private static readonly Scope Rich = Scope.Parse(
        "Z: matrix(n,d); B: matrix(n,n); x: vector(n); r: row(d); g: vector(d*n); K: matrix(n*n,d); i, I: scalar");

    // No names but dimensions: whatever the operator is applied to is added.
    private static readonly Scope Dimensions = Scope.Parse("m, n, p, q: dimension");

    public static TheoryData<string> Samples => Tests.Operators.Samples.Names;

    [Fact]
    public void What_is_printed_reads_back_as_the_same_object() =>
        Check(nameof(What_is_printed_reads_back_as_the_same_object), Tests.Language.Samples.Scope.Variables);

    // Over a dimension and its square, kron, vec, comm and the derivatives by vec find shapes.
    [Fact]
    public void Products_of_dimensions_read_back_as_the_same_object()
    {
        Axis n = DerivationKit.Kernel.Dimension.Named("n");
        ImmutableArray<Variable> variables =
        [
            Expr.Variable("A", new(n, n)), Expr.Variable("x", Shape.Vector(n)),
            Expr.Variable("V", new(n * n, n * n)), Expr.Variable("v", Shape.Vector(n * n)),
        ];
        HashSet<string> met = [];
        PropertyRunner.Check(
            nameof(Products_of_dimensions_read_back_as_the_same_object),
            Prop.ForAll(Arb.From(ExprGenerators.WellShaped(variables), ExprGenerators.Shrink), e =>
            {
                string text = Text.Print(e);
                met.UnionWith(new[] { "kron(", "vec(", "comm(", "vecjac(", "eye(n*n)" }.Where(text.Contains));
                return (e == ScopeOf(e, Scope.Of(variables)).ParseExpression(text)).Label(text);
            }),
            new() { MaxTest = 1_000 });
        Assert.Equal(5, met.Count);
    }

    // a^T is a transpose.
    [Theory]
    [InlineData("a: scalar positive; T: scalar", "a^(T)*a^(T + 1)", "a^(T)*a^(T + 1)")]
    [InlineData("c: scalar; x: vector(T)", "c^(T)*sum(x)", "c^(T)*sum(x)")]
    [InlineData("a: scalar positive; T_1: scalar", "a^(T_1)", "a^T_1")]
    public void An_exponent_T_reads_back(string declarations, string text, string printed)
    {
        var scope = Scope.Parse(declarations);
        Expr e = scope.ParseExpression(text);
        Assert.Equal(printed, Text.Print(e));
        Assert.Same(e, scope.ParseExpression(printed));
    }

    // Over scalars alone, numbers meet numbers: signs and fractions are where a printer goes wrong.
    [Fact]
    public void Arithmetic_reads_back_as_the_same_object() =>
        Check(nameof(Arithmetic_reads_back_as_the_same_object), [.. Tests.Language.Samples.Scope.Variables.Where(v => v.Shape.IsScalar)]);

    // A Turkish i has its dot or not in both cases, a German decimal has a comma: neither may reach a text.
    [Theory]
    [InlineData("en-US", 40_000)]
    [InlineData("de-DE", 30_000)]
    [InlineData("tr-TR", 30_000)]
    public void Many_expressions_read_back_in_every_culture(string culture, int count) => In(culture, () => PropertyRunner.Check(
        $"{nameof(Many_expressions_read_back_in_every_culture)} {culture}",
        Prop.ForAll(
            Arb.From(ExprGenerators.WellShaped(Rich.Variables), ExprGenerators.Shrink),
            e => e == ScopeOf(e, Rich).ParseExpression(Text.Print(e))),
        new() { MaxTest = count, EndSize = 8 }));

    // Every operator, with every kind of parameter.
    [Theory]
    [MemberData(nameof(Samples))]
    public void An_application_of_every_operator_reads_back(string name)
    {
        Expr expression = Tests.Operators.Samples.Find(name).Application;
        Scope scope = expression.FreeVariables().Aggregate(Dimensions, (scope, v) => scope.With(v));
        foreach (string culture in (ImmutableArray<string>)["de-DE", "tr-TR"])
        {
            In(culture, () => Assert.Same(expression, scope.ParseExpression(Text.Print(expression))));
        }

        Assert.NotEmpty(Latex.Print(expression));
    }

    // A constant exponent is written as a call where ^ would read it as a parameter.
    [Theory]
    [InlineData("power(a, 2)")]
    [InlineData("hadamard_power(x, -1)")]
    [InlineData("hadamard_power(x, 1/2)")]
    [InlineData("a^(b^2)")]
    [InlineData("(a^b)^2")]
    [InlineData("2^a")]
    [InlineData("(1/2)^(-a)")]
    [InlineData("x.^y")]
    [InlineData("(-x).^(2*a)")]
    [InlineData("A^2*x")]
    [InlineData("(A^(-1))'")]
    [InlineData("eye(n*n)")]
    public void A_power_is_written_as(string text)
    {
        Scope scope = Scope.Parse("a, b: scalar; x, y: vector(n); A: matrix(n,n)");
        Expr expression = scope.ParseExpression(text);
        Assert.Equal(text, Text.Print(expression));
        Assert.Same(expression, scope.ParseExpression(Text.Print(expression)));
    }

    [Fact]
    public void A_claim_reads_back_with_the_same_sides() => PropertyRunner.Check(
        nameof(A_claim_reads_back_with_the_same_sides),
        Prop.ForAll(Arb.From(ExprGenerators.WellShaped(Tests.Language.Samples.Scope.Variables), ExprGenerators.Shrink), e =>
        {
            Claim claim = Claim.Equal(e, Expr.Zeros(e.Shape));
            Claim read = ScopeOf(e, Tests.Language.Samples.Scope).ParseClaim(Text.Print(claim));
            return claim.Left == read.Left && claim.Right == read.Right;
        }),
        new() { MaxTest = 300 });

    private static void Check(string name, ImmutableArray<Variable> variables) => PropertyRunner.Check(
        name,
        Prop.ForAll(
            Arb.From(ExprGenerators.WellShaped(variables), ExprGenerators.Shrink),
            e => (e == ScopeOf(e, Tests.Language.Samples.Scope).ParseExpression(Text.Print(e))).Label(Text.Print(e))),
        new() { MaxTest = 2_000 });

    // Substitution renames bound variables where it must: the new names have to be declared, too.
    private static Scope ScopeOf(Expr expression, Scope scope) => expression.PostOrder().OfType<Derivative>()
        .Select(d => d.BoundVariable).Distinct().Where(v => v.Name.EndsWith('′'))
        .Aggregate(scope, (scope, v) => scope.With(v));

    private static void In(string culture, Action action)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = Culture(culture);
            action();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    // Where the runtime has no cultures, one whose numbers are written as differently.
    private static CultureInfo Culture(string name)
    {
        try
        {
            return new(name);
        }
        catch (CultureNotFoundException)
        {
            var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            (culture.NumberFormat.NumberDecimalSeparator, culture.NumberFormat.NumberGroupSeparator) = (",", ".");
            (culture.NumberFormat.NegativeSign, culture.NumberFormat.PositiveSign) = ("−", "＋");
            return culture;
        }
    }
}
