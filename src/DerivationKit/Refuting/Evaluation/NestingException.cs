using DerivationKit.Refuting.Numbers;

namespace DerivationKit.Refuting;

/// <summary>Derivatives are nested too deeply to be evaluated by dual numbers.</summary>
internal sealed class NestingException()
    : Exception($"derivatives nested more than {MeaningEvaluator<Ball>.MaximumNesting} deep are not evaluated");
