using System.Collections.Immutable;
using DerivationKit.Kernel;
using DerivationKit.Operators;

namespace DerivationKit.Tests.Operators;

public class MeaningTests
{
    // Both sides round a few dozen operations on numbers near 1; a wrong formula is off in the first digits.
    private const double Tolerance = 1e-12;

    [Theory]
    [MemberData(nameof(Samples.Names), MemberType = typeof(Samples))]
    public void The_meaning_is_the_plain_formula(string name)
    {
        Sample sample = Samples.Find(name);
        ImmutableArray<Dense> arguments = sample.Inputs();

        Dense value = Samples.Evaluator.Evaluate(sample.Application, arguments);

        Dense expected = Dense.Of(value.Rows, value.Columns, (i, j) => sample.Entry(arguments, i, j));
        Assert.Equal(expected.Entries, value.Entries, (x, y) => Math.Abs(x - y) <= Tolerance * Math.Max(1, Math.Abs(x)));
    }

    [Theory]
    [MemberData(nameof(Samples.Names), MemberType = typeof(Samples))]
    public void The_meaning_has_the_shapes_of_the_shape_rule(string name)
    {
        Sample sample = Samples.Find(name);
        Definition meaning = sample.Application.Operator.Meaning(sample.Shapes);

        Assert.Equal(sample.Shapes.Select(shape => shape.Dimensions), meaning.Formals.Select(formal => formal.Dimensions));
        Assert.Equal(meaning.Formals.Length, meaning.Formals.Select(formal => formal.Name).Distinct().Count());
        Assert.Equal(sample.Application.Shape.Dimensions, meaning.Indices.Select(index => index.Dimension));
        Assert.Equal(meaning.Indices.Length, meaning.Indices.Select(index => index.Name).Distinct().Count());
        Assert.Equal(sample.ToString(), meaning.Name);
    }

    [Theory]
    [MemberData(nameof(Samples.Names), MemberType = typeof(Samples))]
    public void The_meaning_is_closed_and_every_entry_has_its_tensors_dimensions(string name)
    {
        Sample sample = Samples.Find(name);
        Definition meaning = sample.Application.Operator.Meaning(sample.Shapes);
        Check(meaning.Body, meaning.Formals.ToDictionary(formal => formal.Name, formal => formal.Dimensions), [.. meaning.Indices]);
    }

    private static void Check(Term term, IReadOnlyDictionary<string, ImmutableArray<Dimension>> tensors, ImmutableHashSet<Index> scope)
    {
        switch (term)
        {
            case Entry entry:
                Assert.Equal(tensors[entry.Tensor], entry.Indices.Select(index => index.Dimension));
                Assert.All(entry.Indices, index => Assert.Contains(index, scope));
                break;
            case Delta delta:
                Assert.Equal(delta.Left.Dimension, delta.Right.Dimension);
                Assert.Superset(new HashSet<Index> { delta.Left, delta.Right }, scope.ToHashSet());
                break;
            case AtLeast order:
                Assert.Equal(order.Left.Dimension, order.Right.Dimension);
                Assert.Superset(new HashSet<Index> { order.Left, order.Right }, scope.ToHashSet());
                break;
            case Sum sum:
                Assert.DoesNotContain(sum.Index.Name, scope.Select(index => index.Name));
                Assert.False(sum.Index.Dimension.IsOne);
                Check(sum.Body, tensors, scope.Add(sum.Index));
                break;
            case global::DerivationKit.Kernel.Inverse inverse:
                Assert.Superset(inverse.Rows.Concat(inverse.Columns).ToHashSet(), scope.ToHashSet());
                Check(inverse.Matrix.Body, tensors, [.. scope, .. inverse.Matrix.Parameters]);
                break;
            case global::DerivationKit.Kernel.Determinant determinant:
                Check(determinant.Matrix.Body, tensors, [.. scope, .. determinant.Matrix.Parameters]);
                break;
            case global::DerivationKit.Kernel.MatrixExponential exponential:
                Assert.Superset(exponential.Indices.ToHashSet(), scope.ToHashSet());
                Check(exponential.Matrix.Body, tensors, [.. scope, .. exponential.Matrix.Parameters]);
                break;
            default:
                Assert.All(Parts(term), part => Check(part, tensors, scope));
                break;
        }
    }

    private static ImmutableArray<Term> Parts(Term term) => term switch
    {
        Number or Size => [],
        Add add => add.Terms,
        Multiply multiply => multiply.Factors,
        Function function => [function.Argument],
        Power power => [power.Base],
        _ => throw new NotSupportedException($"{term.GetType().Name} does not belong in a definition"),
    };
}
