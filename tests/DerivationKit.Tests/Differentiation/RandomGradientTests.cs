using System.Collections.Concurrent;
using System.Collections.Immutable;
using DerivationKit.Differentiation;
using DerivationKit.Proving;
using DerivationKit.Refuting;

namespace DerivationKit.Tests.Differentiation;

// The sweep against the meaning of the derivative, which knows no pullback: the kernel differentiates index formulas.
public class RandomGradientTests
{
    private const double LeastProved = 0.95;

    // Second derivatives of nested normalisations and inverse functions exceed the budget more often.
    private const double LeastSecondsProved = 0.9;

    [Fact]
    public void Gradients_of_random_losses_mean_what_they_should() =>
        AssertProved(
            Loss.Draw(nameof(Gradients_of_random_losses_mean_what_they_should), 1_000, f => !f.PostOrder().Any(node => node is Derivative)),
            GradientClaim);

    [Fact]
    public void Gradients_of_losses_with_derivatives_inside_mean_what_they_should() =>
        AssertProved(
            Loss.Draw(nameof(Gradients_of_losses_with_derivatives_inside_mean_what_they_should), 300, f => f.PostOrder().Any(node => node is Derivative)),
            GradientClaim);

    [Fact]
    public void Hessian_vector_products_of_random_losses_mean_what_they_should() =>
        AssertProved(
            Loss.Draw(nameof(Hessian_vector_products_of_random_losses_mean_what_they_should), 100, f => !Loss.HasMatrixExponential(f)),
            loss => ClosedClaim(Expr.Directional(
                Expr.Gradient(loss.Value, loss.Variable), loss.Variable, Expr.Variable("H", loss.Variable.Shape))),
            LeastSecondsProved);

    private static Claim GradientClaim(Loss loss) => ClosedClaim(Expr.Gradient(loss.Value, loss.Variable));

    private static Claim ClosedClaim(Expr expression) => Claim.Equal(expression, ClosedForm.Of(expression));

    private static void AssertProved(ImmutableArray<Loss> losses, Func<Loss, Claim> claim, double least = LeastProved)
    {
        ConcurrentBag<(Loss Loss, Claim Claim, string Reason)> misses = [];
        Parallel.ForEach(losses, loss =>
        {
            if (Prover.Prove(claim(loss)) is Attempt.Failed failed)
            {
                misses.Add((loss, claim(loss), failed.Reason));
            }
        });
        foreach ((Loss loss, _, string reason) in misses.OrderBy(m => losses.IndexOf(m.Loss)))
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"not proved: {loss}: {reason}");
        }

        Assert.DoesNotContain(misses, miss => Refuter.Search(miss.Claim) is SearchResult.Refuted or SearchResult.Inconsistent);
        Assert.InRange(misses.Count, 0, (int)Math.Round((1 - least) * losses.Length));
    }
}
