using System.Collections.Immutable;
using DerivationKit.Differentiation;
using DerivationKit.Kernel;
using DerivationKit.Language;
using DerivationKit.Operators;
using DerivationKit.Simplification;
using DerivationKit.Tests.Differentiation;

namespace DerivationKit.Tests.Simplification;

// Over the raw gradients of random losses, which are what is tidied in practice.
public class TidyPropertyTests
{
    private static readonly ImmutableArray<Expr> Gradients =
        [.. Loss.Draw(nameof(TidyPropertyTests), 100, IsOrdinary).Select(loss => ClosedForm.Of(Expr.Gradient(loss.Value, loss.Variable)))];

    [Fact]
    public void Every_proposal_is_equal_to_its_input() =>
        AssertNone(gradient => !Simplify.AreEqual(Simplify.Propose(gradient), gradient));

    [Fact]
    public void Tidying_twice_is_tidying_once() =>
        AssertNone(gradient => Simplify.Propose(Simplify.Propose(gradient)) != Simplify.Propose(gradient));

    [Fact]
    public void A_tidy_form_is_no_longer_to_read() =>
        AssertNone(gradient => new Cost().Of(Simplify.Propose(gradient)) > new Cost().Of(gradient));

    [Fact]
    public void A_tidy_form_reads_back_as_the_same_object() => AssertNone(gradient =>
        DerivationKit.Language.Scope.Of(gradient.FreeVariables()).Extend("n, k, d: dimension").ParseExpression(Text.Print(Simplify.Propose(gradient))) != Simplify.Propose(gradient));

    [Fact]
    public void Most_gradients_become_shorter() =>
        Assert.InRange(Gradients.Count(g => new Cost().Of(Simplify.Propose(g)) < new Cost().Of(g)), Gradients.Length / 2, Gradients.Length);

    // Where everything is defined: fractional powers and divisions by zeros are undefined at most points, and so are proofs about them.
    // Kinks are roots of squares, whose normal form takes too long where the square is one of a fraction.
    private static bool IsOrdinary(Expr loss) => !loss.PostOrder().OfType<DerivationKit.Apply>().Any(a => a.Operator
        is Zeros or Eye or Causal or HeavisideStep or Signum or AbsoluteValue or RectifiedLinear or Maximum or Minimum or Norm1 or ConstantPower { Parameters: [Parameter.Number { Value.IsInteger: false }] });

    private static void AssertNone(Func<Expr, bool> isWrong) =>
        Assert.Empty(Gradients.Where(isWrong).Select(gradient => $"{Text.Print(gradient)} -> {Text.Print(Simplify.Propose(gradient))}"));
}
