using DerivationKit.Language;
using DerivationKit.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace DerivationKit.Tests.Language;

public class RoundTripTests
{
    private static readonly Arbitrary<Expr> Expressions =
        Arb.From(ExprGenerators.WellShaped(Samples.Scope.Variables), ExprGenerators.Shrink);

    [Fact]
    public void What_is_printed_reads_back_as_the_same_object()
    {
        var classes = PropertyRunner.Check(
            nameof(What_is_printed_reads_back_as_the_same_object),
            Prop.ForAll(Expressions, e => ReferenceEquals(e, ScopeOf(e).ParseExpression(Text.Print(e))).Label(Text.Print(e))
                .Collect(e.PostOrder().Length switch { 1 => "1", < 5 => "2-4", < 20 => "5-19", _ => "20 or more" })),
            new() { MaxTest = 2_000 });
        TestContext.Current.TestOutputHelper?.WriteLine(classes);
    }

    // Substitution renames bound variables where it must: the new names have to be declared, too.
    private static Scope ScopeOf(Expr expression) => expression.PostOrder().OfType<Derivative>()
        .Select(d => d.BoundVariable).Distinct().Where(v => v.Name.EndsWith('′'))
        .Aggregate(Samples.Scope, (scope, v) => scope.With(v));
}
