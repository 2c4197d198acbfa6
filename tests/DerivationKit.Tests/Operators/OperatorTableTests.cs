using System.Collections.Immutable;
using System.Xml.Linq;
using DerivationKit.Kernel;
using DerivationKit.Operators;
using DerivationKit.Tests.Architecture;

namespace DerivationKit.Tests.Operators;

// Walks the table, so that an operator with a part forgotten fails here.
public class OperatorTableTests
{
    private const string Folder = "src/DerivationKit/Operators/";

    private static readonly ImmutableDictionary<string, string> Documentation = ReadDocumentation();

    public static TheoryData<string> Families { get; } = [.. OperatorTable.All.Select(family => family.Name)];

    public static TheoryData<string> Classes { get; } = [.. typeof(Operator).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(Operator)) && !type.IsAbstract).Select(type => type.Name)];

    [Fact]
    public void Names_and_symbols_are_unique()
    {
        Assert.Distinct(OperatorTable.All.Select(family => family.Name));
        // The power of a matrix is told from that of a scalar by its shape, one by a size from one by a number by the exponent.
        Assert.Distinct(Operators().Where(o => o is not (MatrixPower or SizePower)).Select(o => (o.Notation.Fixity, o.Notation.Symbol, o.Arity)));
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void A_family_is_found_by_its_name_and_makes_operators_of_that_name(string name)
    {
        Assert.True(OperatorTable.TryFind(name, out OperatorFamily? family));
        Assert.All(SamplesOf(name), sample =>
        {
            Operator made = family.Create(sample.Application.Operator.Parameters);
            Assert.Equal(name, made.Name);
            Assert.Equal(sample.Application.Operator, made);
            Assert.Contains(made.Parameters.Length, family.ParameterCounts);
            Assert.True(family.Arity == made.Arity || family.Arity == -1);
        });
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Every_family_has_samples_for_each_number_of_parameters(string name)
    {
        Assert.True(OperatorTable.TryFind(name, out OperatorFamily? family));
        Assert.Equal(
            family.ParameterCounts.ToHashSet(), SamplesOf(name).Select(sample => sample.Application.Operator.Parameters.Length).ToHashSet());
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Unfit_parameters_are_refused_with_the_name(string name)
    {
        Assert.True(OperatorTable.TryFind(name, out OperatorFamily? family));
        Parameter size = new Parameter.Size(Dimension.Named("n"));
        Parameter wrong = family.ParameterKind == ParameterKind.Size ? new Parameter.Number(2) : size;
        Assert.Contains(name, Assert.Throws<ArgumentException>(() => family.Create([wrong])).Message);
        Assert.Contains(name, Assert.Throws<ArgumentException>(() => family.Create([size, size, size])).Message);
        if (!family.ParameterCounts.Contains(0))
        {
            Assert.Contains(name, Assert.Throws<ArgumentException>(() => family.Create([])).Message);
        }
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void A_wrong_number_of_arguments_is_refused_with_the_name(string name)
    {
        Apply sample = SamplesOf(name).First().Application;
        ImmutableArray<Expr> tooMany = [.. sample.Arguments, Expr.One];
        Assert.Equal(
            $"{name} takes {sample.Arguments.Length} {(sample.Arguments.Length == 1 ? "argument" : "arguments")}, not {tooMany.Length}",
            Assert.Throws<ShapeException>(() => Expr.Apply(sample.Operator, tooMany)).Message);
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Notation_and_source_are_given(string name)
    {
        Operator sample = SamplesOf(name).First().Application.Operator;
        Notation notation = sample.Notation;
        Assert.NotEmpty(notation.Symbol);
        Assert.True(notation.Latex.Length > 0 || notation.Fixity == Fixity.Exponent);
        Assert.NotEmpty(sample.Source);
        Assert.DoesNotContain("  ", sample.Source);
        Assert.Contains(notation.Precedence, notation.Fixity switch
        {
            Fixity.Infix => [10, 20],
            Fixity.Prefix => [30],
            Fixity.Exponent => [40],
            Fixity.Postfix => [50],
            _ => (int[])[100],
        });
        Assert.Equal(
            notation.Fixity == Fixity.Function,
            notation.Symbol == name || (OperatorTable.TryFindOverload(notation.Symbol, sample.Arity, out OperatorFamily? family) && family.Name == name));
    }

    [Theory]
    [MemberData(nameof(Classes))]
    public void Every_operator_is_in_the_table_and_has_a_file_of_its_own(string type)
    {
        Assert.Contains(type, Operators().Select(o => o.GetType().Name));
        Assert.Single(Repository.Files(Folder), file => Path.GetFileName(file) == $"{type}.cs");
    }

    [Fact]
    public void No_file_declares_two_types() =>
        Assert.All(
            Repository.Files(Folder).Where(file => Path.GetDirectoryName(file) != Path.GetDirectoryName(Path.Combine(Repository.Root, Folder))),
            file => Assert.Single(File.ReadLines(file), line => line.Contains(" class ") && line.StartsWith("internal")));

    // An operator that is not defined everywhere gives NaN or an infinity at 0, -1 or 2; the poles of the tangent are not rational.
    [Theory]
    [MemberData(nameof(Classes))]
    public void The_documentation_names_the_shapes_and_the_domain_unless_it_is_everything(string type)
    {
        string text = Documentation[type];
        Assert.Contains("Shapes: ", text);
        Sample[] samples = [.. Samples.All.Where(sample => sample.Application.Operator.GetType().Name == type)];
        Assert.Equal(samples.Any(IsPartial) || type == nameof(Tangent), text.Contains("Domain: "));
        Assert.Equal(text.Contains("Domain: "), samples.Any(sample => sample.Application.Operator.Domain.Length > 0));
    }

    private static bool IsPartial(Sample sample) =>
        new[] { 0.0, -1.0, 2.0 }.Any(value => Samples.Evaluator
            .Evaluate(sample.Application, [.. sample.Inputs().Select(a => Dense.Of(a.Rows, a.Columns, (_, _) => value))])
            .Entries.Any(entry => !double.IsFinite(entry)));

    private static IEnumerable<Sample> SamplesOf(string family) => Samples.All.Where(sample => sample.Family == family);

    private static IEnumerable<Operator> Operators() =>
        OperatorTable.All.Select(family => SamplesOf(family.Name).First().Application.Operator);

    private static ImmutableDictionary<string, string> ReadDocumentation() =>
        XDocument.Load(Path.ChangeExtension(typeof(Operator).Assembly.Location, ".xml")).Descendants("member")
            .Where(member => member.Attribute("name")!.Value.StartsWith("T:DerivationKit.Operators.", StringComparison.Ordinal))
            .ToImmutableDictionary(member => member.Attribute("name")!.Value.Split('.')[^1], member => member.Element("summary")!.Value);
}
