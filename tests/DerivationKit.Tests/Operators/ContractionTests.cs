using System.Collections.Immutable;
using DerivationKit.Kernel;
using DerivationKit.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace DerivationKit.Tests.Operators;

public class ContractionTests
{
    private const string Letters = "abcd";

    // One size for each letter, pairwise different.
    private static readonly TermEvaluator Evaluator = new(Letters.Index().ToDictionary(x => $"d{x.Item}", x => x.Index + 2));

    [Theory]
    [InlineData("ij", "contract(\"ij\"): it needs one arrow, as in \"ij,jk->ik\"")]
    [InlineData("i->j->k", "contract(\"i->j->k\"): it needs one arrow, as in \"ij,jk->ik\"")]
    [InlineData("i1->i", "contract(\"i1->i\"): '1' is not a letter")]
    [InlineData("ijk->i", "contract(\"ijk->i\"): 'ijk' has more than two letters, but there is nothing beyond a matrix")]
    [InlineData("i,j,k->ijk", "contract(\"i,j,k->ijk\"): 'ijk' has more than two letters, but there is nothing beyond a matrix")]
    [InlineData("i->ii", "contract(\"i->ii\"): the result has i twice; a diagonal matrix is diag(contract(\"...->i\", ...))")]
    [InlineData("i->k", "contract(\"i->k\"): the result has k, which no argument has")]
    public void A_malformed_specification_is_refused(string specification, string message) =>
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => Expr.Contract(specification)).Message);

    [Fact]
    public void Spaces_count_for_nothing()
    {
        (Variable a, Variable b) = (Expr.Variable("A", Shape.Matrix("m", "n")), Expr.Variable("B", Shape.Matrix("n", "p")));
        Assert.Same(Expr.Contract("ij,jk->ik", a, b), Expr.Contract("ij, jk -> ik", a, b));
    }

    [DerivationProperty(Arbitrary = [typeof(ContractionTests)])]
    public void A_contraction_sums_over_all_values_of_all_letters(Specification specification)
    {
        Apply application = specification.Application();
        ImmutableArray<Dense> arguments = [.. application.Arguments.Select((a, k) => Random(a.Shape, k))];

        Dense value = Evaluator.Evaluate(application, arguments);

        // Sums of at most 2·3·4·5 products of numbers below 1.5³, so rounding stays below 1e-12.
        Assert.Equal(Expected(specification, arguments), value.Entries, (x, y) => Math.Abs(x - y) <= 1e-10);
    }

    // Linear in each argument: <G, contract(.., E, ..)> = <pullback(G), E> holds exactly, up to rounding.
    [DerivationProperty(Arbitrary = [typeof(ContractionTests)])]
    public void A_pullback_is_the_adjoint(Specification specification)
    {
        Apply application = specification.Application();
        ImmutableArray<Dense> arguments = [.. application.Arguments.Select((a, k) => Random(a.Shape, k))];
        Dense cotangent = Random(application.Shape, 9);
        double paired = Dense.Inner(cotangent, Evaluator.Evaluate(application, arguments));
        for (int k = 0; k < arguments.Length; k++)
        {
            Expr pullback = application.Operator.Pullback(application, k, Expr.Variable("G", application.Shape));
            Dictionary<string, Dense> values = application.Arguments.Zip(arguments).ToDictionary(x => ((Variable)x.First).Name, x => x.Second);
            values.Add("G", cotangent);
            Assert.Equal(application.Arguments[k].Shape, pullback.Shape);
            Assert.Equal(paired, Dense.Inner(Evaluator.Evaluate(pullback, values), arguments[k]), 1e-9);
        }
    }

    public static Arbitrary<Specification> Specifications()
    {
        Gen<string> letters = Gen.Choose(0, 2).SelectMany(count => Gen.Elements(Letters.ToCharArray()).ArrayOf(count)).Select(string.Concat);
        Gen<string[]> inputs = Gen.Choose(1, 3).SelectMany(count => letters.ArrayOf(count));
        return Arb.From(
            from input in inputs
            from order in Gen.Choose(0, 2)
            from shuffled in Gen.Shuffle(string.Concat(input).Distinct().ToArray())
            from rows in Gen.Elements(true, false)
            select new Specification([.. input], string.Concat(shuffled.Take(order)), rows));
    }

    private static Dense Random(Shape shape, int seed) =>
        Dense.Random(Evaluator.SizeOf(shape.Rows), Evaluator.SizeOf(shape.Columns), seed);

    // Runs through every assignment of the letters and adds the product to the entry of the result that it belongs to.
    private static double[] Expected(Specification specification, ImmutableArray<Dense> arguments)
    {
        string used = string.Concat(string.Concat(specification.Inputs).Distinct());
        double[] result = new double[specification.Output.Aggregate(1, (size, letter) => size * Size(letter))];
        for (int code = 0; code < used.Aggregate(1, (size, letter) => size * Size(letter)); code++)
        {
            Dictionary<char, int> at = Digits(code, used);
            result[Flat(specification.Output, at)] +=
                specification.Inputs.Zip(arguments, (letters, array) => array.Entries[Flat(letters, at)]).Aggregate(1.0, (x, y) => x * y);
        }

        return result;
    }

    private static Dictionary<char, int> Digits(int code, string letters)
    {
        Dictionary<char, int> digits = [];
        foreach (char letter in letters)
        {
            digits[letter] = code % Size(letter);
            code /= Size(letter);
        }

        return digits;
    }

    private static int Flat(string letters, Dictionary<char, int> at) => letters.Aggregate(0, (flat, letter) => (flat * Size(letter)) + at[letter]);

    private static int Size(char letter) => Letters.IndexOf(letter) + 2;

    // Arguments with one letter are vectors, or rows if asked for.
    public sealed record Specification(ImmutableArray<string> Inputs, string Output, bool Rows)
    {
        public Apply Application() => (Apply)Expr.Contract(ToString(), [.. Inputs.Select(Argument)]);

        public override string ToString() => $"{string.Join(",", Inputs)}->{Output}";

        private Expr Argument(string letters, int position) => Expr.Variable($"V{position}", letters switch
        {
            [char row, char column] => new(Of(row), Of(column)),
            [char letter] when Rows => new(Dimension.One, Of(letter)),
            [char letter] => Shape.Vector(Of(letter)),
            _ => Shape.Scalar,
        });

        private static Dimension Of(char letter) => Dimension.Named($"d{letter}");
    }
}
