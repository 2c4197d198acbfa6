using System.Collections.Immutable;
using DerivationKit.Compilation;
using DerivationKit.Kernel;

namespace DerivationKit.Tests.Compilation;

public class SizeInferenceTests
{
    private static readonly Variable Z = Expr.Variable("Z", Shape.Matrix("n", "d"));
    private static readonly Variable Theta = Expr.Variable("θ", Shape.Matrix("k", "d"));
    private static readonly Variable C = Expr.Variable("C", Shape.Matrix("n", "k"));

    private static readonly CompiledFunction<double> Residual = Compile.Function<double>((Z * Theta.T) - C, Z, Theta, C);

    [Fact]
    public void Sizes_are_read_off_the_shapes_of_the_inputs()
    {
        BoundFunction<double> bound = Residual.Bind((8, 3), (4, 3), (8, 4));
        Assert.Equal([new("d", 3), new("k", 4), new("n", 8)], bound.Sizes);
        Assert.Equal((8, 4), (bound.Rows, bound.Columns));
    }

    [Fact]
    public void Sizes_are_given_by_the_names_of_dimensions()
    {
        BoundFunction<double> bound = Residual.Bind(new Dictionary<string, int> { ["n"] = 8, ["k"] = 4, ["d"] = 3 });
        Assert.Equal((8, 4), (bound.Rows, bound.Columns));
    }

    [Fact]
    public void A_contradiction_names_the_input_and_the_one_that_fixed_the_dimension() => Refuses(
        "θ: matrix(k,d), given as 4×5: 5 columns, but d = 3 by the columns of Z: matrix(n,d), given as 8×3",
        () => Residual.Bind((8, 3), (4, 5), (8, 4)));

    // n*n is checked once n is known, whichever input comes first.
    [Fact]
    public void A_product_is_checked_and_fixes_nothing()
    {
        Axis n = Dimension.Named("n"), m = Dimension.Named("m");
        (Variable v, Variable a) = (Expr.Variable("v", Shape.Vector(n * n)), Expr.Variable("A", new(n, n)));
        CompiledFunction<double> sum = Compile.Function<double>(v + Expr.Vec(a), v, a);
        Assert.Equal((9, 1), (sum.Bind((9, 1), (3, 3)).Rows, sum.Bind((9, 1), (3, 3)).Columns));
        Refuses("v: vector(n*n), given as 8×1: 8 rows, but 9 by declaration", () => sum.Bind((8, 1), (3, 3)));
        Refuses(
            "the sizes lack n, and are empty; one that is not a number of rows or columns of an input has to be given by name",
            () => Of(Expr.Variable("w", Shape.Vector(n * m))).Bind((6, 1)));
    }

    [Fact]
    public void The_rows_of_a_square_matrix_fix_its_columns() => Refuses(
        "S: matrix(n,n), given as 3×4: 4 columns, but n = 3 by the rows of S: matrix(n,n), given as 3×4",
        () => Of(Expr.Variable("S", Shape.Matrix("n", "n"))).Bind((3, 4)));

    [Fact]
    public void A_declared_number_is_binding()
    {
        Refuses(
            "A: matrix(n,3), given as 5×4: 4 columns, but 3 by declaration",
            () => Of(Expr.Variable("A", new Shape(Dimension.Named("n"), Dimension.Of(3)))).Bind((5, 4)));
        Refuses(
            "x: vector(n), given as 1×5: 5 columns, but 1 by declaration",
            () => Of(Expr.Variable("x", Shape.Vector("n"))).Bind((1, 5)));
    }

    [Fact]
    public void Every_input_needs_a_shape() => Refuses(
        "3 inputs are needed (Z: matrix(n,d), θ: matrix(k,d), C: matrix(n,k)), not 2",
        () => Residual.Bind((8, 3), (4, 3)));

    [Fact]
    public void A_dimension_is_at_least_1()
    {
        Refuses("Z: matrix(n,d), given as 0×3: a dimension is at least 1", () => Residual.Bind((0, 3), (4, 3), (0, 4)));
        Refuses(
            "n = 0, but a dimension is at least 1",
            () => Residual.Bind(new Dictionary<string, int> { ["n"] = 0, ["k"] = 4, ["d"] = 3 }));
    }

    [Fact]
    public void A_dimension_that_no_input_has_is_given_by_name()
    {
        CompiledFunction<double> ones = Compile.Function<double>(Expr.Ones(Dimension.Named("n"), Dimension.Named("k")));
        Refuses("the sizes lack n, and are empty; one that is not a number of rows or columns of an input has to be given by name", () => ones.Bind());
        Refuses(
            "the sizes lack k, and are m = 3, n = 2; one that is not a number of rows or columns of an input has to be given by name",
            () => ones.Bind(new Dictionary<string, int> { ["n"] = 2, ["m"] = 3 }));
        BoundFunction<double> bound = ones.Bind(new Dictionary<string, int> { ["n"] = 2, ["k"] = 3 });
        double[] output = new double[6];
        bound.Run(output);
        Assert.Equal([1, 1, 1, 1, 1, 1], output);
    }

    [Fact]
    public void An_array_has_to_fit_into_memory() => Refuses(
        "matrix(n,k) is 100000×100000 here, more numbers than an array holds",
        () => Residual.Bind(new Dictionary<string, int> { ["n"] = 100_000, ["k"] = 100_000, ["d"] = 1 }));

    private static CompiledFunction<double> Of(Variable variable) => Compile.Function<double>(variable, variable);

    private static void Refuses(string message, Func<BoundFunction<double>> bind) =>
        Assert.Equal(message, Assert.Throws<ShapeException>(bind).Message);
}
