namespace DerivationKit.Kernel;

/// <summary>One application of a rule to one term of a polynomial: a line of a certificate. It carries every choice, so that replaying it
/// needs no search.</summary>
/// <param name="Rule">The rule's name.</param>
/// <param name="Term">Which term, in the order of the polynomial.</param>
/// <param name="Factor">Which of its factors; -1 where the rule needs none.</param>
/// <param name="Data">The rule's own choices: indices, positions, permutations.</param>
/// <param name="Number">A number that the rule needs; else 0.</param>
/// <param name="Inner">For a step within a closure, the steps that rewrite its body.</param>
public sealed record Step(
    string Rule, int Term, int Factor, ImmutableArray<int> Data, Rational Number, ImmutableArray<Step> Inner)
{
    /// <summary>For a law of matrices, those that it is about: formulas over indices of their own, without operators.</summary>
    public ImmutableArray<Abstraction> Matrices { get; init; } = [];

    /// <summary>A step without number and inner steps.</summary>
    public static Step Of(string rule, int term, int factor, params ImmutableArray<int> data) => new(rule, term, factor, data, Rational.Zero, []);
}
