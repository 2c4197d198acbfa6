using System.Collections.Immutable;
using System.Numerics;
using DerivationKit.Kernel;
using DerivationKit.Operators;

namespace DerivationKit.Tests.Compilation;

// Every operator of the table, at every combination of shapes that it accepts, computes what it means.
public class OperatorAgreementTests
{
    private static readonly Dimension M = Dimension.Named("m");
    private static readonly Dimension N = Dimension.Named("n");
    private static readonly Dimension P = Dimension.Named("p");

    private static readonly ImmutableArray<Shape> Shapes =
    [
        Shape.Scalar, Shape.Vector(M), Shape.Vector(N), new(Dimension.One, N),
        new(M, N), new(N, M), new(N, P), new(N, N), new(M, Dimension.Of(3)),
        Shape.Vector((Axis)M * N), new((Axis)M * N, N), new((Axis)M * N, (Axis)M * N),
    ];

    // Both sides of every branch of a power: multiplication, square root, pow, odd and even, negative and zero.
    private static readonly ImmutableArray<Rational> Exponents =
        [0, 1, 2, 3, -1, -2, 8, 9, -9, 10, new(1, 2), new(-1, 2), new(7, 2), new(9, 2), new(1, 3), new(-5, 3)];

    private static readonly ImmutableArray<string> Contractions =
        ["ij,jk->ik", "ij,kj->ki", "ij->ji", "ij,i->j", "ij,ij->", "i,j->ji", "ii->i", "ii->", "ij->", ",ij->ij", "i,i,i->i", "ij,jk,k->i"];

    public static TheoryData<string> Families => [.. OperatorTable.All.Select(family => family.Name)];

    [Theory]
    [MemberData(nameof(Families))]
    public void A_compiled_operator_agrees_with_its_meaning(string family)
    {
        OperatorTable.TryFind(family, out OperatorFamily? found);
        int doubles = 0, floats = 0, seed = 0;
        foreach (Operator @operator in Members(found!))
        {
            foreach (ImmutableArray<Variable> arguments in Arguments(@operator))
            {
                Expr application = Expr.Apply(@operator, [.. arguments]);
                Instance instance = Agreement.Draw(arguments, 1, ("m", 2), ("n", 4), ("p", 3));
                ImmutableArray<Binding> bindings = Binding.Choice(++seed);
                doubles += Agreement.Holds<double>(application, arguments, instance, bindings) ? 1 : 0;
                floats += Agreement.Holds<float>(application, arguments, instance, bindings) ? 1 : 0;
            }
        }

        Assert.True(doubles > 0 && floats > 0, "no sample lies in the operator's domain");
    }

    // 23·17 entries are more than the block in which scalar code runs, and not a multiple of it.
    [Fact]
    public void Elementwise_code_reaches_every_entry_of_a_long_array()
    {
        Variable a = Expr.Variable("A", Shape.Matrix("m", "n"), Property.Positive);
        Variable b = Expr.Variable("B", Shape.Matrix("m", "n"), Property.Positive);
        Variable s = Expr.Variable("s", Shape.Scalar, Property.Positive);
        Expr divisor = Expr.Log(Expr.HadamardPower(a, 2) + b) + Expr.HadamardPower(b, new Rational(3, 2));
        Expr expression = Expr.HadamardDivide(Expr.Exp(-a) - (s * b), divisor);
        ImmutableArray<Variable> inputs = [a, b, s];
        Assert.True(Agreement.Holds<double>(expression, inputs, Agreement.Draw(inputs, 7, ("m", 23), ("n", 17)), Binding.All));
    }

    // The tolerance of the tests above is useful only if it is small.
    [Fact]
    public void The_tolerance_is_some_roundings_of_the_magnitude()
    {
        Variable a = Expr.Variable("A", Shape.Matrix("m", "n"));
        Instance instance = Agreement.Draw([a], 3, ("m", 4), ("n", 3));
        Expr product = a * a.T;
        Expr wrong = (1 + new Rational(1, 1L << 44)) * product;
        Assert.True(Agreement.Holds<double>(product, [a], instance, Binding.All));
        Assert.Throws<Xunit.Sdk.TrueException>(() => Agreement.Holds<double>(wrong, product, [a], instance, Binding.Plain[0]));
    }

    private static IEnumerable<Operator> Members(OperatorFamily family) => family.ParameterKind switch
    {
        ParameterKind.None => [family.Create([])],
        ParameterKind.Number => Exponents.Select(exponent => family.Create([new Parameter.Number(exponent)])),
        ParameterKind.Text => Contractions.Select(specification => family.Create([new Parameter.Text(specification)])),
        _ => family.ParameterCounts.Select(count => family.Create([.. new[] { M, N }.Take(count).Select(n => new Parameter.Size(n))])),
    };

    // Once with any values and once with positive ones.
    private static IEnumerable<ImmutableArray<Variable>> Arguments(Operator @operator) =>
        from shapes in Tuples(@operator.Arity)
        where Accepts(@operator, shapes)
        from properties in (ImmutableArray<Property>[])[[], [Property.Positive]]
        select shapes.Select((shape, i) => Expr.Variable($"X{i}", shape, properties)).ToImmutableArray();

    private static IEnumerable<ImmutableArray<Shape>> Tuples(int length) =>
        Enumerable.Range(0, length).Aggregate<int, IEnumerable<ImmutableArray<Shape>>>(
            [[]], (tuples, _) => tuples.SelectMany(tuple => Shapes.Select(tuple.Add)));

    private static bool Accepts(Operator @operator, ImmutableArray<Shape> shapes)
    {
        try
        {
            @operator.InferShape(shapes);
            return true;
        }
        catch (ShapeException)
        {
            return false;
        }
    }
}
