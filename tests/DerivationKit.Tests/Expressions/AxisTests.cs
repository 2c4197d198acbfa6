using DerivationKit.Kernel;

namespace DerivationKit.Tests.Expressions;

public class AxisTests
{
    private static readonly Axis M = Dimension.Named("m");
    private static readonly Axis N = Dimension.Named("n");

    [Fact]
    public void The_order_of_the_factors_matters()
    {
        Assert.Equal(M * N, Axis.Of(Dimension.Named("m"), Dimension.Named("n")));
        Assert.NotEqual(M * N, N * M);
        Assert.True(M * N != N * M);
        Assert.Equal((M * N) * M, M * (N * M));
        Assert.Equal((M * N).GetHashCode(), Axis.Of(Dimension.Named("m"), Dimension.Named("n")).GetHashCode());
    }

    [Fact]
    public void The_literal_1_is_no_factor()
    {
        Axis one = Dimension.One;
        Assert.True(one.IsOne);
        Assert.Equal(Axis.One, one);
        Assert.Equal(N, one * N);
        Assert.Equal(N, N * one);
        Assert.False(N.IsOne);
    }

    [Fact]
    public void Other_literals_are_kept()
    {
        Axis two = Dimension.Of(2), three = Dimension.Of(3);
        Assert.NotEqual<Axis>(Dimension.Of(6), two * three);
        Assert.Equal("2*3", $"{two * three}");
        Assert.Equal(6, (two * three).SizeBy(factor => factor.Size!.Value));
    }

    [Fact]
    public void Shapes_are_written_with_products()
    {
        Assert.Equal("vector(n*m)", $"{Shape.Vector(N * M)}");
        Assert.Equal("matrix(m*n,m)", $"{Shape.Matrix(M * N, M)}");
        Assert.Equal("row(n*m)", $"{Shape.Vector(N * M).Transposed}");
        Assert.Equal("1", $"{Axis.One}");
    }

    // As many rows as columns for all m and n, or only for some.
    [Fact]
    public void The_order_of_factors_does_not_change_the_size()
    {
        Assert.True((M * N).IsAsLongAs(N * M));
        Assert.True((M * N * N).IsAsLongAs(N * M * N));
        Assert.False((M * N * N).IsAsLongAs(M * M * N));
        Assert.False((M * N).IsAsLongAs(N));
        Assert.True(Shape.Matrix(M * N, N * M).IsSquare);
        Assert.False(Shape.Matrix(M * N, N * N).IsSquare);
        Assert.True(Shape.Matrix(M * N, M).IsAsLargeAs(Shape.Matrix(N * M, M)));
        Assert.False(Shape.Vector(M * N).IsAsLargeAs(Shape.Vector(N * M).Transposed));
    }

    [Fact]
    public void A_shape_lists_the_dimensions_of_its_indices()
    {
        Shape shape = new(M * N, N);
        Assert.Equal([M * N, N], shape.Axes);
        Assert.Equal([Dimension.Named("m"), Dimension.Named("n"), Dimension.Named("n")], shape.Dimensions);
    }
}
