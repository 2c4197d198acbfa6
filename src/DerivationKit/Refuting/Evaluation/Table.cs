using System.Collections.Immutable;

namespace DerivationKit.Refuting;

/// <summary>The values of a term for all values of the indices that are free in it, the last index running fastest.</summary>
/// <typeparam name="T">The number type.</typeparam>
internal sealed class Table<T>(ImmutableArray<Index> indices, ImmutableArray<int> sizes, T[] values)
{
    private const int MaximumEntries = 1 << 18;

    /// <summary>The free indices.</summary>
    public ImmutableArray<Index> Indices { get; } = indices;

    /// <summary>How many values each index takes.</summary>
    public ImmutableArray<int> Sizes { get; } = sizes;

    /// <summary>One value for each assignment of the indices.</summary>
    public T[] Values { get; } = values;

    /// <summary>A term without indices.</summary>
    public static Table<T> Scalar(T value) => new([], [], [value]);

    /// <summary>Tabulates a formula for the values; it is given the numbers of the indices, and must not keep the array.</summary>
    /// <exception cref="NotEvaluatedException">There are too many values.</exception>
    public static Table<T> Fill(ImmutableArray<Index> indices, ImmutableArray<int> sizes, Func<int[], T> value)
    {
        double entries = sizes.Aggregate(1.0, (product, size) => product * size);
        if (entries > MaximumEntries)
        {
            throw new NotEvaluatedException($"an intermediate array of {entries} entries is too large to be evaluated");
        }

        T[] values = new T[(int)entries];
        int[] at = new int[sizes.Length];
        for (int position = 0; position < values.Length; position++)
        {
            values[position] = value(at);
            for (int axis = at.Length - 1; axis >= 0 && ++at[axis] == sizes[axis]; axis--)
            {
                at[axis] = 0;
            }
        }

        return new(indices, sizes, values);
    }

    /// <summary>A function of each value.</summary>
    public Table<T> Select(Func<T, T> function)
    {
        T[] values = new T[Values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = function(Values[i]);
        }

        return new(Indices, Sizes, values);
    }

    /// <summary>A function of the values of two tables at the same indices.</summary>
    public Table<T> Zip(Table<T> other, Func<T, T, T> function)
    {
        if (other.Indices.IsEmpty)
        {
            T only = other.Values[0];
            return Select(x => function(x, only));
        }

        if (Indices.SequenceEqual(other.Indices))
        {
            T[] values = new T[Values.Length];
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = function(Values[i], other.Values[i]);
            }

            return new(Indices, Sizes, values);
        }

        ImmutableArray<Index> extra = other.Indices.RemoveRange(Indices);
        ImmutableArray<Index> all = Indices.AddRange(extra);
        int[] here = Steps(all), there = other.Steps(all);
        return Fill(
            all,
            Sizes.AddRange(extra.Select(index => other.Sizes[other.Indices.IndexOf(index)])),
            at => function(Values[Dot(at, here)], other.Values[Dot(at, there)]));
    }

    /// <summary>The values with the indices in the given order, repeated along those that do not occur here.</summary>
    public Table<T> Align(ImmutableArray<Index> indices, ImmutableArray<int> sizes)
    {
        if (Indices.SequenceEqual(indices))
        {
            return this;
        }

        int[] steps = Steps(indices);
        return Fill(indices, sizes, at => Values[Dot(at, steps)]);
    }

    /// <summary>The sum over all values of an index that occurs here.</summary>
    public Table<T> Sum(Index index, Func<T, T, T> add)
    {
        int axis = Indices.IndexOf(index);
        ImmutableArray<Index> rest = Indices.RemoveAt(axis);
        int[] steps = Steps(rest);
        int step = Steps([index])[0];
        return Fill(rest, Sizes.RemoveAt(axis), at =>
        {
            int start = Dot(at, steps);
            T sum = Values[start];
            for (int i = 1; i < Sizes[axis]; i++)
            {
                sum = add(sum, Values[start + (i * step)]);
            }

            return sum;
        });
    }

    // How far apart in Values the neighbours along each of the given indices are.
    private int[] Steps(ImmutableArray<Index> along)
    {
        int[] steps = new int[along.Length];
        for ((int axis, int step) = (Sizes.Length - 1, 1); axis >= 0; step *= Sizes[axis--])
        {
            int position = along.IndexOf(Indices[axis]);
            if (position >= 0)
            {
                steps[position] = step;
            }
        }

        return steps;
    }

    private static int Dot(int[] at, int[] steps)
    {
        int sum = 0;
        for (int axis = 0; axis < at.Length; axis++)
        {
            sum += at[axis] * steps[axis];
        }

        return sum;
    }
}
