using System.Collections.Immutable;
using DerivationKit.Language;
using DerivationKit.Testing;
using FsCheck.Fluent;
using Scope = DerivationKit.Language.Scope;

namespace DerivationKit.Tests.Language;

public class RoundTripTests
{
    [Fact]
    public void What_is_printed_reads_back_as_the_same_object() =>
        Check(nameof(What_is_printed_reads_back_as_the_same_object), Samples.Scope.Variables);

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

    // Over scalars alone, numbers meet numbers: signs and fractions are where a printer goes wrong.
    [Fact]
    public void Arithmetic_reads_back_as_the_same_object() =>
        Check(nameof(Arithmetic_reads_back_as_the_same_object), [.. Samples.Scope.Variables.Where(v => v.Shape.IsScalar)]);

    [Fact]
    public void A_claim_reads_back_with_the_same_sides() => PropertyRunner.Check(
        nameof(A_claim_reads_back_with_the_same_sides),
        Prop.ForAll(Arb.From(ExprGenerators.WellShaped(Samples.Scope.Variables), ExprGenerators.Shrink), e =>
        {
            Claim claim = Claim.Equal(e, Expr.Zeros(e.Shape));
            Claim read = ScopeOf(e).ParseClaim(Text.Print(claim));
            return claim.Left == read.Left && claim.Right == read.Right;
        }),
        new() { MaxTest = 300 });

    private static void Check(string name, ImmutableArray<Variable> variables) => PropertyRunner.Check(
        name,
        Prop.ForAll(
            Arb.From(ExprGenerators.WellShaped(variables), ExprGenerators.Shrink),
            e => (e == ScopeOf(e).ParseExpression(Text.Print(e))).Label(Text.Print(e))),
        new() { MaxTest = 2_000 });

    // Substitution renames bound variables where it must: the new names have to be declared, too.
    private static Scope ScopeOf(Expr expression) => ScopeOf(expression, Samples.Scope);

    private static Scope ScopeOf(Expr expression, Scope declared) => expression.PostOrder().OfType<Derivative>()
        .Select(d => d.BoundVariable).Distinct().Where(v => v.Name.EndsWith('′'))
        .Aggregate(declared, (scope, v) => scope.With(v));
}
