using System.Collections.Immutable;
using System.Numerics;
using DerivationKit.Compilation;
using DerivationKit.Kernel;
using DerivationKit.Refuting;
using DerivationKit.Refuting.Numbers;

namespace DerivationKit.Tests.Compilation;

// Compares a compiled expression with its meaning, entry by entry, within the tolerance that Rounded derives.
internal static class Agreement
{
    // False if the expression is undefined here, or too near to a place where it is.
    public static bool Holds<T>(Expr expression, ImmutableArray<Variable> inputs, Instance instance)
        where T : unmanaged, IFloatingPointIeee754<T> => Holds<T>(expression, expression, inputs, instance);

    // Compares a compiled expression with the meaning of another one.
    public static bool Holds<T>(Expr compiled, Expr meant, ImmutableArray<Variable> inputs, Instance instance)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Ball[] expected;
        Rounded[] bounds;
        try
        {
            expected = Meaning<Ball>(meant, inputs, instance, 256);
            bounds = Meaning<Rounded>(compiled, inputs, instance, typeof(T) == typeof(double) ? 53 : 24);
        }
        catch (Exception e) when (e is UndefinedException or InsufficientPrecisionException or OutOfRangeException or NotEvaluatedException)
        {
            return false;
        }

        T[] actual = Run<T>(compiled, inputs, instance);
        for (int i = 0; i < expected.Length; i++)
        {
            // Half an ulp of double for the rounding of the expected number itself.
            double value = expected[i].ToDouble(), tolerance = bounds[i].Error + (Math.ScaleB(1, -53) * Math.Abs(value));
            double difference = Math.Abs(double.CreateChecked(actual[i]) - value);
            Assert.True(difference <= tolerance, $"entry {i} of {compiled}: {actual[i]} instead of {value}, tolerance {tolerance}");
        }

        return true;
    }

    public static T[] Run<T>(Expr expression, ImmutableArray<Variable> inputs, Instance instance)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        BoundFunction<T> bound = Compile.Function<T>(expression, inputs).Bind(instance.Sizes);
        T[] output = new T[bound.Rows * bound.Columns];
        bound.Run([.. inputs.Select(input => (ReadOnlyMemory<T>)Numbers<T>(instance.Inputs[input.Name]))], output);
        return output;
    }

    public static T[] Numbers<T>(ExactArray array)
        where T : unmanaged, IFloatingPointIeee754<T> => [.. array.Entries.Select(x => T.CreateChecked(x.ToDouble()))];

    public static Instance Draw(ImmutableArray<Variable> variables, ulong seed, params (string Name, int Size)[] sizes)
    {
        var byName = sizes.ToImmutableSortedDictionary(size => size.Name, size => size.Size, StringComparer.Ordinal);
        return Assert.IsType<Draw.Drawn>(InstanceGenerator.Draw(variables, byName, seed, simple: false)).Instance;
    }

    private static TScalar[] Meaning<TScalar>(Expr expression, ImmutableArray<Variable> inputs, Instance instance, int precision)
        where TScalar : struct, IScalar<TScalar> =>
        MeaningEvaluator<TScalar>.At(instance, inputs, precision, new MeaningCache()).Evaluate(expression);
}
