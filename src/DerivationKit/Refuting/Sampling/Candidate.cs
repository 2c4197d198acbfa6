using System.Collections.Immutable;

namespace DerivationKit.Refuting;

/// <summary>An instance together with the choices that it is made from.</summary>
/// <param name="space">The instances of the same sizes.</param>
/// <param name="choices">One number for each choice of the space.</param>
internal sealed class Candidate(CandidateSpace space, ImmutableArray<int> choices)
{
    /// <summary>The instances of the same sizes.</summary>
    public CandidateSpace Space { get; } = space;

    /// <summary>One number for each choice of the space; 0 is the simplest.</summary>
    public ImmutableArray<int> Choices { get; } = choices;

    /// <summary>The instance.</summary>
    public Instance Instance { get; } = space.Decode(choices);

    /// <summary>The sum of the sizes.</summary>
    public int TotalSize => Space.Sizes.Values.Sum();

    /// <summary>How far the inputs are from the simplest ones: the sum of the choices.</summary>
    public int Weight => Choices.Sum();

    /// <summary>How many choices are not the simplest.</summary>
    public int NonZeros => Choices.Count(choice => choice > 0);

    /// <summary>Whether all choices are among those for simple inputs.</summary>
    public bool IsSimple => Choices.Zip(Space.Choices, (choice, of) => choice < of.Few).All(isFew => isFew);

    /// <summary>The same with another number for one choice.</summary>
    public Candidate With(int position, int choice) => new(Space, Choices.SetItem(position, choice));

    /// <summary>The same without one index of a dimension, unless some variable has no value of the smaller sizes.</summary>
    public Candidate? Without(string dimension, int index) => Space.Delete(Choices, dimension, index);
}
