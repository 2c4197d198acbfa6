namespace DerivationKit.Kernel;

/// <summary>Laws of numbers whose sign is given.</summary>
internal static class SignRules
{
    // data: which of the givens that are not negative. Where a power of R² is defined that divides, R is not 0.
    public static Rule SquareRoot { get; } = new(
        "square-root", "P^q = R^(2q) where R >= 0 is given and the inner steps turn R² into P", site =>
        {
            Closure c = site.Closure(ClosureKind.Base);
            site.Require(site.Replay.Run(site.Replay.Square(site.Data(0)), site.Step.Inner).Key == c.Body.Key, "another square");
            return [site.With([new(site.Replay.Root(site.Data(0)).At(c.Slots), 2 * site.Factor.Exponent), .. site.Without(site.Step.Factor)])];
        });
}
