using System.Collections.Immutable;
using System.Runtime.InteropServices;
using DerivationKit.Kernel;
using DerivationKit.Refuting.Numbers;
using KernelEntry = DerivationKit.Kernel.Entry;

namespace DerivationKit.Refuting;

/// <summary>Evaluates the body of an operator's definition, each subterm once for each value of its free indices.</summary>
/// <remarks>Nothing is skipped: a term that is multiplied by 0 must be defined all the same.</remarks>
/// <typeparam name="T">The number type.</typeparam>
/// <param name="sizeOf">The size of each dimension.</param>
/// <param name="precision">The precision of constants, in bits.</param>
/// <param name="spend">Told the number of entries of each intermediate array.</param>
internal sealed class DefinitionEvaluator<T>(Func<Dimension, int> sizeOf, int precision, Action<long> spend)
    where T : struct, IScalar<T>
{
    // About how many products of matrices an exponential takes.
    private const int SeriesTerms = 40;

    /// <summary>The values of a formula for all values of its free indices.</summary>
    /// <exception cref="UndefinedException">It is undefined somewhere.</exception>
    /// <exception cref="NotEvaluatedException">An intermediate array is too large.</exception>
    public T[] Evaluate(Term term, ImmutableArray<Formal> formals, ImmutableArray<T[]> arguments) => Evaluate(term, Actual(formals, arguments)).Values;

    /// <summary>The entries of the result, row after row, from the entries of the arguments.</summary>
    /// <exception cref="UndefinedException">The result is undefined at these arguments.</exception>
    /// <exception cref="NotEvaluatedException">An intermediate array is too large.</exception>
    public T[] Evaluate(Definition definition, ImmutableArray<T[]> arguments)
    {
        return Evaluate(definition.Body, Actual(definition.Formals, arguments)).Align(definition.Indices, Sizes(definition.Indices)).Values;
    }

    private static Dictionary<string, (Formal Formal, T[] Values)> Actual(ImmutableArray<Formal> formals, ImmutableArray<T[]> arguments) =>
        formals.Zip(arguments).ToDictionary(pair => pair.First.Name, pair => pair);

    private Table<T> Evaluate(Term term, Dictionary<string, (Formal Formal, T[] Values)> actual)
    {
        Table<T> result = term switch
        {
            Number number => Table<T>.Scalar(Constant(number.Value)),
            Size size => Table<T>.Scalar(Constant(sizeOf(size.Dimension))),
            KernelEntry entry => Entry(entry.Indices, actual[entry.Tensor].Formal, actual[entry.Tensor].Values),
            Delta delta => Compare(delta.Left, delta.Right, (i, j) => i == j),
            AtLeast order => Compare(order.Left, order.Right, (i, j) => i >= j),
            Inverse inverse => Invert(inverse, actual),
            Determinant determinant => Determinant(determinant.Matrix, actual),
            MatrixExponential exponential => Exponential(exponential, actual),
            Add sum => Fold(sum.Terms, Rational.Zero, (x, y) => x + y),
            Multiply product => Fold(product.Factors, Rational.One, (x, y) => x * y),
            Sum sum => Sum(sum.Index, Evaluate(sum.Body, actual)),
            Function function => Evaluate(function.Argument, actual).Select(x => T.Apply(function.Name, x)),
            Power power => Evaluate(power.Base, actual).Select(x => T.Power(x, power.Exponent)),
            _ => throw new NotSupportedException($"a definition cannot contain {term.GetType().Name}"),
        };
        spend(result.Values.Length);
        return result;

        Table<T> Fold(ImmutableArray<Term> terms, Rational empty, Func<T, T, T> combine) =>
            terms.IsEmpty
                ? Table<T>.Scalar(Constant(empty))
                : terms.Select(t => Evaluate(t, actual)).Aggregate((x, y) => x.Zip(y, combine));
    }

    private Table<T> Entry(ImmutableArray<Index> indices, Formal formal, T[] values)
    {
        ImmutableArray<Index> distinct = indices is [] or [_] || (indices is [var i, var j] && i != j) ? indices : [.. indices.Distinct()];
        if (distinct.Length == indices.Length)
        {
            return new(indices, Sizes(indices), values);
        }

        int[] positions = [.. indices.Select(index => distinct.IndexOf(index))];
        int[] sizes = [.. Sizes(formal.Dimensions)];
        return Table<T>.Fill(distinct, Sizes(distinct), at =>
        {
            int offset = 0;
            for (int axis = 0; axis < positions.Length; axis++)
            {
                offset = (offset * sizes[axis]) + at[positions[axis]];
            }

            return values[offset];
        });
    }

    // 1 where the numbers of the indices compare as wanted, else 0.
    private Table<T> Compare(Index left, Index right, Func<int, int, bool> holds)
    {
        (T zero, T one) = (Constant(Rational.Zero), Constant(Rational.One));
        ImmutableArray<Index> indices = left == right ? [left] : [left, right];
        return Table<T>.Fill(indices, Sizes(indices), at => holds(at[0], at[^1]) ? one : zero);
    }

    private Table<T> Determinant(Abstraction matrix, Dictionary<string, (Formal Formal, T[] Values)> actual)
    {
        (ImmutableArray<Index> outer, int size, T[][] matrices) = Matrices(matrix, actual);
        T one = Constant(Rational.One);
        return new(outer, Sizes(outer), Array.ConvertAll(matrices, values => SquareMatrix<T>.Determinant(values, size, one)));
    }

    private Table<T> Invert(Inverse inverse, Dictionary<string, (Formal Formal, T[] Values)> actual)
    {
        (ImmutableArray<Index> outer, int size, T[][] matrices) = Matrices(inverse.Matrix, actual);
        T one = Constant(Rational.One);
        T[][] inverses = Array.ConvertAll(matrices, values => SquareMatrix<T>.Inverse(values, size, one));
        return At(outer, [inverse.Rows, inverse.Columns], (position, at) => inverses[position][(at[0] * size) + at[1]]);
    }

    private Table<T> Exponential(MatrixExponential exponential, Dictionary<string, (Formal Formal, T[] Values)> actual)
    {
        (ImmutableArray<Index> outer, int size, T[][] matrices) = Matrices(exponential.Matrix, actual);
        ImmutableArray<ImmutableArray<Index>> inner = [.. exponential.Indices.Select(i => (ImmutableArray<Index>)[i])];
        T one = Constant(Rational.One);
        Dictionary<string, T[]> known = [];
        return At(outer, inner, (position, at) =>
        {
            string key = $"{position} {string.Join(' ', at[1..^1])}";
            if (!known.TryGetValue(key, out T[]? exponential))
            {
                int whole = size * at.Length / 2;
                spend(SeriesTerms * SquareMatrix<T>.Work(whole) / whole);
                known[key] = exponential = SquareMatrix<T>.Exponential(matrices[position], size, one, at.AsSpan()[1..^1]);
            }

            return exponential[(at[0] * size) + at[^1]];
        });
    }

    // Entries of a matrix for each value of the outer indices; rows and columns, of one or more indices each, may hold the same ones, and
    // be among the outer ones.
    private Table<T> At(ImmutableArray<Index> outer, ImmutableArray<ImmutableArray<Index>> inner, Func<int, int[], T> entry)
    {
        ImmutableArray<Index> indices = [.. outer.Concat(inner.SelectMany(i => i)).Distinct()];
        int[] outside = Places(outer);
        int[][] places = [.. inner.Select(Places)];
        ImmutableArray<int> sizes = Sizes(indices);
        return Table<T>.Fill(indices, sizes, at =>
        {
            int[] values = [.. at];
            return entry(Number(outside), [.. places.Select(Number)]);

            int Number(int[] some) => some.Aggregate(0, (number, place) => (number * sizes[place]) + values[place]);
        });

        int[] Places(ImmutableArray<Index> some) => [.. some.Select(index => indices.IndexOf(index))];
    }

    // The entries of a matrix, row after row, for all values of the indices that are free in it.
    private (ImmutableArray<Index> Outer, int Size, T[][] Matrices) Matrices(
        Abstraction matrix, Dictionary<string, (Formal Formal, T[] Values)> actual)
    {
        Table<T> entries = Evaluate(matrix.Body, actual);
        ImmutableArray<Index> outer = entries.Indices.RemoveRange(matrix.Parameters);
        ImmutableArray<Index> indices = outer.AddRange(matrix.Parameters);
        int size = matrix.Parameters[..(matrix.Parameters.Length / 2)].Aggregate(1, (product, index) => product * sizeOf(index.Dimension));
        T[][] matrices = [.. entries.Align(indices, Sizes(indices)).Values.Chunk(size * size)];
        spend(matrices.Length * SquareMatrix<T>.Work(size));
        return (outer, size, matrices);
    }

    private Table<T> Sum(Index index, Table<T> body) =>
        body.Indices.Contains(index)
            ? body.Sum(index, (x, y) => x + y)
            : body.Select(x => (Rational)sizeOf(index.Dimension) * x);

    private T Constant(Rational value) => T.FromRational(value, precision);

    private ImmutableArray<int> Sizes(ImmutableArray<Index> indices)
    {
        int[] sizes = new int[indices.Length];
        for (int i = 0; i < sizes.Length; i++)
        {
            sizes[i] = sizeOf(indices[i].Dimension);
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(sizes);
    }

    private ImmutableArray<int> Sizes(ImmutableArray<Dimension> dimensions) => [.. dimensions.Select(sizeOf)];
}
