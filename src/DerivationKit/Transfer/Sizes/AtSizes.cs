using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Transfer;

/// <summary>Compares the sides of an equation at fixed sizes, entry by entry, where the ones of one-hot inputs are placed.</summary>
internal sealed class AtSizes
{
    private readonly Equation equation;
    private readonly Quotients quotients;
    private readonly Unrolling unrolling;
    private readonly ZeroTest zero;
    private readonly Signs signs;

    public AtSizes(
        Equation equation, Func<Dimension, int> sizeOf, ImmutableDictionary<string, ImmutableArray<int>> ones, FixedSizesLimits limits, Work work, Units units)
    {
        this.equation = equation;
        quotients = new(new());
        Laurent laurent = new(quotients, work);
        signs = new(laurent, quotients.Table);
        zero = new(limits, work);
        bool isInterior = !HasRoots(equation.Left) && !HasRoots(equation.Right);
        Entries entries = new(quotients, signs, sizeOf, equation.Inputs, ones, isInterior);
        unrolling = new(quotients, new(quotients, laurent, signs, units), laurent, sizeOf, entries.Of, work);
    }

    /// <summary>The free indices of an entry at which the sides differ, if there is one.</summary>
    public ImmutableArray<int>? Differing { get; private set; }

    /// <summary>How many entries were compared.</summary>
    public int Compared { get; private set; }

    /// <summary>The longest number at a Kronecker point.</summary>
    public long LargestBits => zero.LargestBits;

    /// <summary>Whether what does not vanish over the symbols does not vanish at some inputs: the symbols are entries of which nothing is
    /// known but signs, and what more is known of the inputs is none of their properties or facts.</summary>
    public bool IsConclusive => equation.Unused.IsEmpty && !Entries.Unused(equation.Inputs).Any()
        && quotients.Table.Symbols.All(s => s.Relation.Degree < 2 && equation.Inputs.Any(t => s.Name.StartsWith(t.Name + "[", StringComparison.Ordinal)));

    /// <summary>Compares until an entry differs.</summary>
    /// <exception cref="NotDecidedException">An entry cannot be written out, or costs too much.</exception>
    public AtSizes Run()
    {
        foreach (ImmutableDictionary<string, int> at in unrolling.Places(equation.Free, ImmutableDictionary<string, int>.Empty))
        {
            Quotient difference = quotients.Minus(unrolling.Of(equation.Left, at), unrolling.Of(equation.Right, at));
            Require(difference.Denominator.Keys.Select(id => quotients.Table[id]));
            if (!zero.IsZero(difference.Numerator))
            {
                // Where a side is defined nowhere, it differs from nothing.
                Require(quotients.Divisors);
                Differing = [.. equation.Free.Select(i => at[i.Name])];
                return this;
            }

            Compared++;
        }

        return this;
    }

    private void Require(IEnumerable<Scalar> denominators)
    {
        if (denominators.Any(d => !signs.IsPositive(d) && zero.IsZero(d)))
        {
            throw new NotDecidedException("a denominator is 0 at these sizes");
        }
    }

    // Where values at 0 are limits only if no root or arcsine ends there.
    private static bool HasRoots(Term term) => term is Power { Exponent.IsInteger: false } or Function { Name: ScalarFunction.Arcsin }
        || Obligations.Children(term).Any(HasRoots);
}
