using System.Collections.Immutable;
using DerivationKit.Certificates;
using DerivationKit.Refuting;

namespace DerivationKit;

/// <summary>The answer to a claim.</summary>
public abstract record Verdict
{
    private protected Verdict()
    {
    }

    /// <summary>Whether the verdict says at least as much for the claim as a level asks for. A refutation, a doubt and a disagreement reach
    /// none.</summary>
    public bool Reaches(Level level) => this switch
    {
        ProvedAllDimensions => true,
        ProvedAtSizes => level <= Level.Sizes,
        Tested => level <= Level.Tested,
        _ => false,
    };

    /// <summary>Holds for all dimensions: the kernel and a second checker replayed a proof, and no sampled instance contradicts it or a step of it.</summary>
    /// <param name="Conditions">What the proof rests on beyond the declarations, such as x ≠ 0; where one fails, a side is undefined.</param>
    /// <param name="Steps">How many rule applications the kernel replayed.</param>
    /// <param name="PeakMonomials">The largest number of monomials met on the way.</param>
    /// <param name="Certificate">The proof, to be written to a file and checked alone.</param>
    /// <param name="Acceptance">What else agreed with it.</param>
    public sealed record ProvedAllDimensions(
        ImmutableArray<string> Conditions, int Steps, int PeakMonomials, Certificate Certificate, Acceptance Acceptance) : Verdict
    {
        /// <summary>An instance at which both sides are defined and the conditions hold, so that the claim is not empty.</summary>
        public Instance Witness => Certificate.Witness;
    }

    /// <summary>Does not hold: at this instance both sides are defined and differ.</summary>
    /// <param name="Counterexample">Where and by how much they differ.</param>
    public sealed record Refuted(Counterexample Counterexample) : Verdict;

    /// <summary>Holds exactly at these sizes, for all entries; whether it does at others is open.</summary>
    /// <param name="Sizes">The sizes: one for each named dimension.</param>
    /// <param name="Conditions">What the proofs rest on beyond the declarations.</param>
    /// <param name="Method">How it was proved there.</param>
    /// <param name="Reason">What stopped the proof for all dimensions, in a sentence.</param>
    public sealed record ProvedAtSizes(
        ImmutableArray<ImmutableSortedDictionary<string, int>> Sizes, ImmutableArray<string> Conditions, string Method, string Reason) : Verdict;

    /// <summary>Neither proved nor refuted, but compared: evidence, not a proof.</summary>
    /// <param name="Instances">At how many exact instances the sides could not be told apart.</param>
    /// <param name="Sizes">The sizes of these instances.</param>
    /// <param name="Log2Bound">At each of these instances, entry by entry, |left - right| &lt; 2^Log2Bound * max(1, M), where M is the least power
    /// of two above |left|: by rigorous enclosures, so it holds whatever was rounded. int.MinValue if the sides are exactly equal. It says
    /// nothing of any other instance.</param>
    /// <param name="Seed">The seed of the search: with it, the same instances are drawn again.</param>
    /// <param name="Reason">What stopped the proof, in a sentence.</param>
    public sealed record Tested(
        int Instances, ImmutableArray<ImmutableSortedDictionary<string, int>> Sizes, int Log2Bound, ulong Seed, string Reason) : Verdict;

    /// <summary>Neither proved nor refuted, and not compared as far as it was to be.</summary>
    /// <param name="Reason">What stopped the kit, in a sentence.</param>
    public sealed record Undecided(string Reason) : Verdict;

    /// <summary>Two layers disagree: a defect of the kit. The evidence is kept.</summary>
    /// <param name="Evidence">What disagrees with what.</param>
    public sealed record InternalError(string Evidence) : Verdict;
}

/// <summary>An instance at which the sides of a claim differ.</summary>
/// <param name="Instance">Sizes and exact inputs.</param>
/// <param name="Left">The left side, an exact number or an enclosure for each entry.</param>
/// <param name="Right">The right side, likewise.</param>
/// <param name="Row">The row of the first entry that differs, counted from 1.</param>
/// <param name="Column">Its column, counted from 1.</param>
/// <param name="Minimality">In which sense no smaller instance exists, as far as it was searched.</param>
public sealed record Counterexample(
    Instance Instance, ValueTable Left, ValueTable Right, int Row, int Column, string Minimality)
{
    /// <summary>What a comparison that found a difference says.</summary>
    internal static Counterexample Of(Instance instance, Comparison.Different found, string minimality) => new(
        instance, found.Left, found.Right, (found.Entry / found.Left.Columns) + 1, (found.Entry % found.Left.Columns) + 1, minimality);
}

/// <summary>The values of one side, as text: exact fractions, or decimal enclosures.</summary>
/// <param name="Rows">How many rows.</param>
/// <param name="Columns">How many columns.</param>
/// <param name="Entries">Row after row.</param>
public sealed record ValueTable(int Rows, int Columns, ImmutableArray<string> Entries)
{
    /// <summary>On one line, rows separated by semicolons, such as "[1 0; 1/2 -1]".</summary>
    public override string ToString() => ArrayText.Print(Columns, Entries);
}
