using System.Collections.Immutable;
using DerivationKit.Operators;
using DerivationKit.Testing;
using DerivationKit.Tests.Language;
using FsCheck;
using FsCheck.Fluent;

namespace DerivationKit.Tests.Testing;

public class ExprGeneratorsTests
{
    private static readonly ImmutableArray<Variable> Variables = Samples.Scope.Variables;

    [Fact]
    public void An_expression_has_the_shape_that_was_asked_for() => PropertyRunner.Check(
        nameof(An_expression_has_the_shape_that_was_asked_for),
        Prop.ForAll(
            Arb.From(ExprGenerators.WellShaped(Shape.Matrix("k", "d"), Variables)),
            e => e.Shape == Shape.Matrix("k", "d")));

    [Fact]
    public void A_shape_over_other_dimensions_is_refused() =>
        Assert.Throws<ArgumentException>(() => ExprGenerators.WellShaped(Shape.Vector("q"), Variables));

    [Fact]
    public void Every_operator_and_every_derivative_occurs()
    {
        HashSet<string> missing = [.. OperatorTable.All.Select(f => f.Name), .. Enum.GetNames<DerivativeKind>(), "moved point", "constant", "variable"];
        PropertyRunner.Check(
            nameof(Every_operator_and_every_derivative_occurs),
            Prop.ForAll(Arb.From(ExprGenerators.WellShaped(Variables)), e => missing.ExceptWith(e.PostOrder().SelectMany(Words))),
            new() { MaxTest = 2_000 });
        Assert.Empty(missing);
    }

    [Fact]
    public void A_simpler_expression_has_the_same_shape_and_fewer_nodes() => PropertyRunner.Check(
        nameof(A_simpler_expression_has_the_same_shape_and_fewer_nodes),
        Prop.ForAll(
            Arb.From(ExprGenerators.WellShaped(Variables)),
            e => ExprGenerators.Shrink(e).All(s => s.Shape == e.Shape && Size(s) < Size(e))));

    private static IEnumerable<string> Words(Expr node) => node switch
    {
        Apply apply => [apply.Operator.Name],
        Derivative d => [$"{d.DerivativeKind}", .. d.Point == d.BoundVariable ? Array.Empty<string>() : ["moved point"]],
        Constant => ["constant"],
        _ => ["variable"],
    };

    private static int Size(Expr e) => 1 + e.Children.Sum(Size);
}
