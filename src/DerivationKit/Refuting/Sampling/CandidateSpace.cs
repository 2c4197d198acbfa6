using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using DerivationKit.Kernel;

namespace DerivationKit.Refuting;

/// <summary>All instances at given sizes that the search considers: the product of the variables' spaces, with all their choices in one
/// list.</summary>
internal sealed class CandidateSpace
{
    private readonly ImmutableArray<(Variable Variable, InputSpace Space)> inputs;
    private readonly ImmutableArray<Rational> more;
    private readonly EquationSolver equations;

    private CandidateSpace(
        ImmutableSortedDictionary<string, int> sizes, ImmutableArray<(Variable Variable, InputSpace Space)> inputs, ImmutableArray<Rational> more,
        EquationSolver equations) =>
        (Sizes, this.inputs, this.more, this.equations, Choices) = (sizes, inputs, more, equations, [.. inputs.SelectMany(input => input.Space.Choices)]);

    /// <summary>The size of each named dimension.</summary>
    public ImmutableSortedDictionary<string, int> Sizes { get; }

    /// <summary>The variables, with the properties that their values have.</summary>
    public IEnumerable<Variable> Variables => inputs.Select(input => input.Variable);

    /// <summary>The choices of all variables, in their order.</summary>
    public ImmutableArray<Choice> Choices { get; }

    /// <summary>The space at the given sizes; false, with a reason, if a variable has no value there. Entries are also chosen from more
    /// numbers than the usual ones.</summary>
    /// <param name="variables">The variables, with the properties that their values are to have.</param>
    /// <param name="zeros">What is to be 0, where its equations can be solved.</param>
    /// <param name="sizes">The size of each named dimension.</param>
    /// <param name="more">Numbers to choose entries from, besides the usual ones.</param>
    /// <param name="space">The space, if there is one.</param>
    /// <param name="reason">Why there is none.</param>
    public static bool TryCreate(
        ImmutableArray<Variable> variables,
        ImmutableArray<Expr> zeros,
        ImmutableSortedDictionary<string, int> sizes,
        ImmutableArray<Rational> more,
        [NotNullWhen(true)] out CandidateSpace? space,
        [NotNullWhen(false)] out string? reason)
    {
        (space, reason) = (null, null);
        var inputs = ImmutableArray.CreateBuilder<(Variable, InputSpace)>();
        foreach (Variable variable in variables)
        {
            int SizeOf(Dimension dimension) => dimension.Size ?? sizes[dimension.Text];
            (int rows, int columns) = (variable.Shape.Rows.SizeBy(SizeOf), variable.Shape.Columns.SizeBy(SizeOf));
            if (!InputSpaces.TryFind(variable, rows, columns, more, out InputSpace? found, out reason))
            {
                return false;
            }

            inputs.Add((variable, found));
        }

        space = new(sizes, inputs.ToImmutable(), more, new(variables, zeros));
        return true;
    }

    /// <summary>The instance that the choices make, moved to where the equations hold.</summary>
    public Instance Decode(ImmutableArray<int> choices)
    {
        var values = ImmutableSortedDictionary.CreateBuilder<string, ExactArray>(StringComparer.Ordinal);
        int start = 0;
        foreach ((Variable variable, InputSpace space) in inputs)
        {
            values.Add(variable.Name, space.Decode(choices.Slice(start, space.Choices.Length)));
            start += space.Choices.Length;
        }

        return equations.Solve(new(Sizes, values.ToImmutable()));
    }

    /// <summary>Random choices, simple ones or any; a mask is not all 0 or all 1 where there is room.</summary>
    public Candidate Draw(SplitMix64 random, bool simple)
    {
        var choices = ImmutableArray.CreateBuilder<int>(Choices.Length);
        foreach ((Variable variable, InputSpace space) in inputs)
        {
            int[] drawn = [.. space.Choices.Select(c => random.Below(simple ? c.Few : c.Many))];
            if (variable.Properties.Contains(Property.Mask) && drawn.Length > 1 && drawn.Distinct().Count() == 1)
            {
                int flipped = random.Below(drawn.Length);
                drawn[flipped] = (drawn[flipped] + 1) % space.Choices[flipped].Many;
            }

            choices.AddRange(drawn);
        }

        return new(this, choices.MoveToImmutable());
    }

    /// <summary>The candidate without one index of a dimension: what belongs to it disappears everywhere. None if some variable has no
    /// value of the smaller sizes, or one of other choices: half of a symmetric matrix whose rows and columns are numbered differently is not
    /// half of the smaller one.</summary>
    public Candidate? Delete(ImmutableArray<int> choices, string dimension, int index)
    {
        ImmutableSortedDictionary<string, int> sizes = Sizes.SetItem(dimension, Sizes[dimension] - 1);
        if (!TryCreate([.. inputs.Select(i => i.Variable)], equations.Zeros, sizes, more, out CandidateSpace? smaller, out _))
        {
            return null;
        }

        var kept = ImmutableArray.CreateBuilder<int>(choices.Length);
        int position = 0;
        foreach ((Variable variable, InputSpace space) in inputs)
        {
            foreach (Choice choice in space.Choices)
            {
                bool gone = Lies(choice.Row, variable.Shape.Rows, dimension, index) || Lies(choice.Column, variable.Shape.Columns, dimension, index);
                if (!gone)
                {
                    kept.Add(choices[position]);
                }

                position++;
            }
        }

        return kept.Count == smaller.Choices.Length
            ? new(smaller, [.. kept.Select((choice, at) => Math.Min(choice, smaller.Choices[at].Many - 1))])
            : null;
    }

    // Whether the position along the axis has that index of the dimension; no position is -1.
    private bool Lies(int position, Axis axis, string dimension, int index)
    {
        bool lies = false;
        foreach (Dimension factor in axis.Factors.Reverse().TakeWhile(_ => position >= 0))
        {
            (position, int at) = Math.DivRem(position, factor.Size ?? Sizes[factor.Text]);
            lies |= factor.Text == dimension && at == index;
        }

        return lies;
    }

    /// <summary>All lists of simple choices by ascending sum, up to and without the given one.</summary>
    public IEnumerable<Candidate> SimplestFirst(int below)
    {
        int largest = Choices.Sum(c => c.Few - 1);
        int[] choices = new int[Choices.Length];
        for (int sum = 0; sum < below && sum <= largest; sum++)
        {
            foreach (Candidate candidate in WithSum(choices, 0, sum))
            {
                yield return candidate;
            }
        }
    }

    /// <summary>All lists of simple choices of which exactly so many are not 0, by ascending sum, up to and without the given one.</summary>
    public IEnumerable<Candidate> WithNonZeros(int count, int below)
    {
        int highest = Choices.Select(c => c.Few - 1).DefaultIfEmpty(0).Max();
        int[] choices = new int[Choices.Length];
        for (int sum = count; sum < below && sum <= count * highest; sum++)
        {
            foreach (Candidate candidate in WithNonZeros(choices, 0, count, sum))
            {
                yield return candidate;
            }
        }
    }

    private IEnumerable<Candidate> WithNonZeros(int[] choices, int position, int count, int sum)
    {
        if (count == 0)
        {
            if (sum == 0)
            {
                yield return new(this, [.. choices]);
            }

            yield break;
        }

        for (int at = position; at <= choices.Length - count; at++)
        {
            for (int value = 1; value <= Math.Min(sum - count + 1, Choices[at].Few - 1); value++)
            {
                choices[at] = value;
                foreach (Candidate candidate in WithNonZeros(choices, at + 1, count - 1, sum - value))
                {
                    yield return candidate;
                }
            }

            choices[at] = 0;
        }
    }

    private IEnumerable<Candidate> WithSum(int[] choices, int position, int sum)
    {
        if (position == choices.Length)
        {
            if (sum == 0)
            {
                yield return new(this, [.. choices]);
            }

            yield break;
        }

        for (int value = 0; value <= Math.Min(sum, Choices[position].Few - 1); value++)
        {
            choices[position] = value;
            foreach (Candidate candidate in WithSum(choices, position + 1, sum - value))
            {
                yield return candidate;
            }
        }

        choices[position] = 0;
    }
}
