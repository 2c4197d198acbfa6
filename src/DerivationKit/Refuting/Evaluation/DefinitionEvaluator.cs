using System.Collections.Immutable;
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
    /// <summary>The entries of the result, row after row, from the entries of the arguments.</summary>
    /// <exception cref="UndefinedException">The result is undefined at these arguments.</exception>
    /// <exception cref="NotEvaluatedException">An intermediate array is too large.</exception>
    public T[] Evaluate(Definition definition, ImmutableArray<T[]> arguments)
    {
        Dictionary<string, (Formal Formal, T[] Values)> actual = [];
        foreach ((Formal formal, T[] values) in definition.Formals.Zip(arguments))
        {
            actual.Add(formal.Name, (formal, values));
        }

        return Evaluate(definition.Body, actual).Align(definition.Indices, Sizes(definition.Indices)).Values;
    }

    private Table<T> Evaluate(Term term, Dictionary<string, (Formal Formal, T[] Values)> actual)
    {
        Table<T> result = term switch
        {
            Number number => Table<T>.Scalar(Constant(number.Value)),
            Size size => Table<T>.Scalar(Constant(sizeOf(size.Dimension))),
            KernelEntry entry => Entry(entry.Indices, actual[entry.Tensor].Formal, actual[entry.Tensor].Values),
            Delta delta => Delta(delta),
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
        ImmutableArray<Index> distinct = [.. indices.Distinct()];
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

    private Table<T> Delta(Delta delta)
    {
        (T zero, T one) = (Constant(Rational.Zero), Constant(Rational.One));
        ImmutableArray<Index> indices = delta.Left == delta.Right ? [delta.Left] : [delta.Left, delta.Right];
        return Table<T>.Fill(indices, Sizes(indices), at => at[0] == at[^1] ? one : zero);
    }

    private Table<T> Sum(Index index, Table<T> body) =>
        body.Indices.Contains(index)
            ? body.Sum(index, (x, y) => x + y)
            : body.Select(x => (Rational)sizeOf(index.Dimension) * x);

    private T Constant(Rational value) => T.FromRational(value, precision);

    private ImmutableArray<int> Sizes(ImmutableArray<Index> indices) => [.. indices.Select(index => sizeOf(index.Dimension))];

    private ImmutableArray<int> Sizes(ImmutableArray<Dimension> dimensions) => [.. dimensions.Select(sizeOf)];
}
