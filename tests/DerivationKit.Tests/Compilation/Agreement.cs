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
    public static bool Holds<T>(Expr expression, ImmutableArray<Variable> inputs, Instance instance, params ImmutableArray<Binding> bindings)
        where T : unmanaged, IFloatingPointIeee754<T> => Holds<T>(expression, expression, inputs, instance, bindings);

    // Compares a compiled expression, bound in each of some ways, with the meaning of another one.
    public static bool Holds<T>(
        Expr compiled, Expr meant, ImmutableArray<Variable> inputs, Instance instance, params ImmutableArray<Binding> bindings)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Assert.NotEmpty(bindings);
        if (TryMean<Ball>(meant, inputs, instance, 256) is not { } balls || Bounds<T>(compiled, inputs, instance) is not { } bounds)
        {
            return false;
        }

        // Half an ulp of double for the rounding of the expected number itself.
        double[] expected = [.. balls.Select(ball => ball.ToDouble())];
        double[] tolerances = [.. bounds.Zip(expected, (bound, value) => bound.Error + (Math.ScaleB(1, -53) * Math.Abs(value)))];
        CompiledFunction<T> function = Compile.Function<T>(compiled, inputs);
        foreach (Binding binding in bindings)
        {
            AssertNear(expected, binding.Run(function, instance), tolerances, $"{compiled} by {binding} in {typeof(T).Name} at {instance}");
        }

        return true;
    }

    // What the entries of an expression are in error at most, whatever the order of its sums; nothing if that is not known.
    public static Rounded[]? Bounds<T>(Expr expression, ImmutableArray<Variable> inputs, Instance instance)
        where T : unmanaged, IFloatingPointIeee754<T> => TryMean<Rounded>(expression, inputs, instance, typeof(T) == typeof(double) ? 53 : 24);

    public static void AssertNear<T>(double[] expected, T[] actual, double[] tolerances, string what)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            double difference = Math.Abs(double.CreateChecked(actual[i]) - expected[i]);
            Assert.True(difference <= tolerances[i], $"entry {i} is {actual[i]} instead of {expected[i]}, tolerance {tolerances[i]}: {what}");
        }
    }

    public static T[] Numbers<T>(ExactArray array)
        where T : unmanaged, IFloatingPointIeee754<T> => [.. array.Entries.Select(x => T.CreateChecked(x.ToDouble()))];

    public static Instance Draw(ImmutableArray<Variable> variables, ulong seed, params (string Name, int Size)[] sizes)
    {
        var byName = sizes.ToImmutableSortedDictionary(size => size.Name, size => size.Size, StringComparer.Ordinal);
        return Assert.IsType<Draw.Drawn>(InstanceGenerator.Draw(variables, byName, seed, simple: false)).Instance;
    }

    private static TScalar[]? TryMean<TScalar>(Expr expression, ImmutableArray<Variable> inputs, Instance instance, int precision)
        where TScalar : struct, IScalar<TScalar>
    {
        try
        {
            return MeaningEvaluator<TScalar>.At(instance, inputs, precision, new MeaningCache()).Evaluate(expression);
        }
        catch (Exception e) when (e is UndefinedException or InsufficientPrecisionException or OutOfRangeException or NotEvaluatedException)
        {
            return null;
        }
    }
}
