using System.Collections.Immutable;
using DerivationKit.Refuting;
using FsCheck;
using FsCheck.Fluent;
using MathNet.Numerics.LinearAlgebra;

namespace DerivationKit.Testing;

/// <summary>Random arrays with the shape and the declared properties of a variable. Smaller arrays keep shape and properties.</summary>
public static class MatrixGenerators
{
    /// <summary>Exact arrays, with pairwise different sizes from 2 to 5.</summary>
    public static Arbitrary<ExactArray> Exact(Variable variable) => Exact(variable, SizeRange.Default);

    /// <summary>Exact arrays with sizes from a range; a fixed dimension keeps its size.</summary>
    public static Arbitrary<ExactArray> Exact(Variable variable, SizeRange range) =>
        View(variable, range, instance => instance.Inputs[variable.Name]);

    /// <summary>Matrices of doubles next to exact ones, with pairwise different sizes from 2 to 5; a vector has one column.</summary>
    public static Arbitrary<Matrix<double>> Dense(Variable variable) => Dense(variable, SizeRange.Default);

    /// <summary>Matrices of doubles with sizes from a range. Each entry is rounded, so that rows sum to 1, and Q'Q = I, to within rounding.
    /// </summary>
    public static Arbitrary<Matrix<double>> Dense(Variable variable, SizeRange range) =>
        View(variable, range, instance => instance.Inputs[variable.Name].ToMatrix());

    /// <summary>Labels: for each of the samples a class, counted from 0. As a matrix they are a variable with the property onehot_rows.</summary>
    /// <param name="samples">How many labels.</param>
    /// <param name="classes">How many classes, from 1 on.</param>
    public static Arbitrary<ImmutableArray<int>> Labels(int samples, int classes) =>
        Arb.From(
            Gen.ArrayOf(Gen.Choose(0, classes - 1), samples).Select(labels => labels.ToImmutableArray()),
            labels =>
                from sample in Enumerable.Range(0, labels.Length)
                from smaller in Enumerable.Range(0, labels[sample])
                select labels.SetItem(sample, smaller));

    /// <summary>The nearest doubles of an exact array.</summary>
    public static Matrix<double> ToMatrix(this ExactArray array) =>
        Matrix<double>.Build.Dense(array.Rows, array.Columns, (i, j) => array[i, j].ToDouble());

    private static Arbitrary<TArray> View<TArray>(Variable variable, SizeRange range, Func<Instance, TArray> view)
        where TArray : class =>
        Views.Of(
            Candidates.Draw([variable], [], Candidates.Dimensions([variable]), range),
            candidate => Candidates.Shrink(candidate, range.Allows),
            (Candidate candidate) => view(candidate.Instance));
}
