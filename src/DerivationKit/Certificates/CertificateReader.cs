using System.Collections.Immutable;
using System.Text.Json.Nodes;
using DerivationKit.Kernel;
using DerivationKit.Language;

namespace DerivationKit.Certificates;

/// <summary>Reads certificates line by line: every number refers to what came before, so nothing in the file can be nested or go in circles.</summary>
internal sealed class CertificateReader
{
    private const int MostLines = 1_000_000;

    // Lines that refer to earlier ones more than once write large things shortly; written out they have at most so many parts.
    private const long MostParts = 1_000_000;

    // Twice as deep as an expression may be, whose arguments are abstractions: what checking costs grows with the square of the depth.
    private const int DeepestNodes = 5_000;

    // Checking descends into inner steps and into cases; a found proof has a few levels of either.
    private const int DeepestSteps = 200;
    private const int MostProofs = 200;

    private readonly List<Index> indices = [];
    private readonly List<object> nodes = [];
    private readonly List<string> digests = [];
    private readonly Dictionary<string, Definition> definitions = [];
    private readonly List<Step> steps = [];
    private readonly List<Func<Statement, Proof>> proofs = [];
    private readonly List<long> nodeParts = [];
    private readonly List<long> stepParts = [];
    private readonly List<int> nodeDepths = [];
    private readonly List<int> stepDepths = [];
    private readonly HashSet<int> cases = [];
    private readonly TextReader text;
    private int number;

    private CertificateReader(TextReader text) => this.text = text;

    /// <summary>Reads a certificate.</summary>
    /// <exception cref="CertificateException">It is none.</exception>
    public static Certificate Read(TextReader text) => new CertificateReader(text).Read();

    private Certificate Read()
    {
        CertificateLine head = Next("certificate").Only("certificate", "rules");
        if (head.Number("certificate", 0, int.MaxValue) is var version && version != CertificateWriter.Version)
        {
            throw head.Wrong($"version {version} of the format; this kit reads version {CertificateWriter.Version}");
        }

        if (head.Text("rules") != CertificateWriter.Rules)
        {
            throw head.Wrong("the proof uses the rules of another version of the kernel: prove the claim anew");
        }

        ClaimText claim = Claim(Next("claim"));
        Statement statement = Statement(Collect("tensors"));
        CertificateLine end = Collect("conditions").Only("conditions");
        Proof proof = proofs is [.., var last] ? last(statement) : throw end.Wrong("no proof comes before");
        ImmutableArray<Condition> conditions = Conditions(end, "conditions");
        Instance witness = Witness(Next("sizes"));
        return CertificateLine.Next(text, ++number) is { } more ? throw more.Wrong("a line after the end") : new(claim, proof, conditions, witness);
    }

    private CertificateLine Next(string kind) => CertificateLine.Next(text, ++number) is not { } line
        ? throw new CertificateException($"the certificate ends where a line with {kind} should follow")
        : line.Kind == kind ? line : throw line.Wrong($"{kind} is expected, not {Shown.Of(line.Kind)}");

    // Indices, nodes, definitions and steps, up to the line of another kind.
    private CertificateLine Collect(string end)
    {
        while (CertificateLine.Next(text, ++number) is { } line)
        {
            if (line.Kind == end)
            {
                return line;
            }

            if (number > MostLines)
            {
                throw line.Wrong($"a certificate has at most {MostLines} lines");
            }

            Read(line);
        }

        throw new CertificateException($"the certificate ends without a line with {end}");
    }

    private void Read(CertificateLine line)
    {
        switch (line.Kind)
        {
            case "index":
                line.Only("index", "name", "dimension").Number("index", indices.Count, indices.Count + 1);
                indices.Add(new(line.Name("name", line.Text("name")), line.Dimension(line.Text("dimension"))));
                break;
            case "node":
                line.Only("node", "op", "of", "dimensions", "parameters", "indices", "arguments").Number("node", nodes.Count, nodes.Count + 1);
                Node node = new(
                    line.Text("op"), line.Text("of", true), line.Texts("dimensions", true), line.Numbers("parameters", indices.Count),
                    line.Numbers("indices", indices.Count), line.Numbers("arguments", nodes.Count));
                nodes.Add(Build(node, line));
                nodeParts.Add(Parts(node.Arguments, nodeParts, line));
                nodeDepths.Add(Depth(node.Arguments, nodeDepths, DeepestNodes, line));
                digests.Add(Digest.Of(node, indices, digests));
                break;
            case "definition":
                Define(line.Only("definition", "name", "formals", "indices", "body"));
                break;
            case "step":
                line.Only("step", "rule", "term", "factor", "data", "number", "matrices", "inner").Number("step", steps.Count, steps.Count + 1);
                ImmutableArray<int> inner = line.Numbers("inner", steps.Count), matrices = line.Numbers("matrices", nodes.Count);
                stepParts.Add(Parts(inner, stepParts, line) + Parts(matrices, nodeParts, line));
                stepDepths.Add(Depth(inner, stepDepths, DeepestSteps, line));
                steps.Add(new(
                    line.Text("rule"), line.Number("term", 0, int.MaxValue), line.Number("factor", -1, int.MaxValue), line.Numbers("data"),
                    line.Text("number", true) is { Length: > 0 } n ? line.Rational(n) : Rational.Zero,
                    [.. inner.Select(s => steps[s])])
                {
                    Matrices = [.. matrices.Select(m => nodes[m] as Abstraction ?? throw line.Wrong($"node {m} is no matrix"))],
                });
                break;
            case "proof":
                line.Require(proofs.Count < MostProofs, $"a certificate has at most {MostProofs} proofs");
                proofs.Add(Proof(line.Only("proof", "steps", "subject", "cases", "weights"), line.Number("proof", proofs.Count, proofs.Count + 1)));
                break;
            default:
                throw line.Wrong($"unknown kind of line, {Shown.Of(line.Kind)}");
        }
    }

    private static long Parts(ImmutableArray<int> of, List<long> known, CertificateLine line) =>
        of.Sum(o => known[o]) + 1 is var parts && parts <= MostParts ? parts : throw line.Wrong($"written out it has more than {MostParts} parts");

    private static int Depth(ImmutableArray<int> of, List<int> known, int deepest, CertificateLine line) =>
        1 + of.Select(o => known[o]).DefaultIfEmpty().Max() is var depth && depth <= deepest ? depth : throw line.Wrong($"nested more than {deepest} deep");

    // A proof by cases is one of the statement with a sign more among its givens.
    private Func<Statement, Proof> Proof(CertificateLine line, int earlier)
    {
        ImmutableArray<Step> own = [.. line.Numbers("steps", steps.Count).Select(s => steps[s])];
        ImmutableArray<int> cases = line.Numbers("cases", earlier);
        if (cases.IsEmpty)
        {
            return statement => new(statement, own);
        }

        if (!own.IsEmpty || cases.Length > 2 || !cases.All(this.cases.Add))
        {
            throw line.Wrong("a proof has either steps or one or two cases, each its own");
        }

        Term subject = TermAt(line.Number("subject", 0, nodes.Count), line), opposite = CaseSplit.Times(-1, subject);
        ImmutableArray<Rational> weights = [.. line.Texts("weights").Select(line.Rational)];
        (Func<Statement, Proof> above, Func<Statement, Proof>? below) = (proofs[cases[0]], cases.Length == 2 ? proofs[cases[1]] : null);
        return statement => new(statement, [], new(subject, above(CaseSplit.Assuming(statement, subject)), below?.Invoke(CaseSplit.Assuming(statement, opposite)), weights));
    }

    private object Build(Node n, CertificateLine line)
    {
        Index[] at = [.. n.Indices.Select(i => indices[i])], bound = [.. n.Parameters.Select(i => indices[i])];
        object[] parts = [.. n.Arguments.Select(a => nodes[a])];
        Term[] terms = [.. parts.OfType<Term>()];
        Abstraction[] tensors = [.. parts.OfType<Abstraction>()];
        return (n.Op, at, bound, terms, tensors) switch
        {
            ("number", [], [], [], []) => new Number(line.Rational(n.Of)),
            ("size", [], [], [], []) => new Size(line.Dimension(n.Of)),
            ("entry", _, [], [], []) => new Entry(n.Of, [.. at]),
            ("delta", [var i, var j], [], [], []) => new Delta(i, j),
            ("at_least", [var i, var j], [], [], []) => new AtLeast(i, j),
            ("add", [], [], _, []) => new Add([.. terms]),
            ("multiply", [], [], _, []) => new Multiply([.. terms]),
            ("sum", [], [var i], [var body], []) => new Sum(i, body),
            ("function", [], [], [var x], []) => new Function(NodeNames.Function(n.Of) ?? throw line.Wrong($"unknown function {Shown.Of(n.Of)}"), x),
            ("power", [], [], [var x], []) => new Power(x, line.Rational(n.Of)),
            ("abstraction", [], _, [var body], []) => new Abstraction([.. bound], body),
            ("inverse", _, [], [], [var matrix]) => new Inverse(matrix, [.. at[..(at.Length / 2)]], [.. at[(at.Length / 2)..]]),
            ("determinant", [], [], [], [var matrix]) => new Determinant(matrix),
            ("matrix_exponential", _, [], [], [var matrix]) => new MatrixExponential(matrix, [.. at]),
            ("apply", _, [], [], _) => new Kernel.Apply(
                definitions.GetValueOrDefault(n.Of) ?? throw line.Wrong($"definition {Shown.Of(n.Of)} does not come before"), [.. tensors], [.. at]),
            ("derivative", [], [], [var body], [var point, var direction]) when parts[0] == body => new Kernel.Derivative(
                new(line.Name("of", n.Of), [.. n.Dimensions.Select(line.Dimension)]), body, point, direction),
            _ => throw line.Wrong($"not a node of kind {Shown.Of(n.Op)}"),
        };
    }

    private void Define(CertificateLine line)
    {
        DefinitionEntry entry = new(
            line.Text("name"), line.Tensors("formals"), line.Numbers("indices", indices.Count), line.Number("body", 0, nodes.Count));
        string hash = Digest.Of(entry, indices, digests);
        if (line.Text("definition") != hash)
        {
            throw line.Wrong($"the definition of {Shown.Of(entry.Name)} was changed: its hash is {hash}");
        }

        definitions[hash] = new(entry.Name, entry.Formals, [.. entry.Indices.Select(i => indices[i])], TermAt(entry.Body, line));
    }

    private Term TermAt(int node, CertificateLine line) => nodes[node] as Term ?? throw line.Wrong($"node {node} is no term");

    private static ClaimText Claim(CertificateLine line)
    {
        line.Only("claim", "variables", "given", "hash");
        ClaimText claim = new(line.Texts("variables"), line.Texts("given"), line.Text("claim"));
        return claim.Hash == line.Text("hash") ? claim : throw line.Wrong("the claim was changed: its hash is another one");
    }

    private Statement Statement(CertificateLine line)
    {
        line.Only("tensors", "free", "left", "right", "given");
        return new(
            [.. line.Tensors("tensors").Select(t => new Declaration(t.Name, t.Dimensions))],
            [.. line.Numbers("free", indices.Count).Select(i => indices[i])],
            TermAt(line.Number("left", 0, nodes.Count), line),
            TermAt(line.Number("right", 0, nodes.Count), line),
            Conditions(line, "given"));
    }

    private ImmutableArray<Condition> Conditions(CertificateLine line, string field) =>
        [.. line.Conditions(field, nodes.Count).Select(c => new Condition(c.Kind, TermAt(c.Node, line)))];

    private static Instance Witness(CertificateLine line)
    {
        line.Only("sizes", "values");
        return new(
            line.Fields("sizes").ToImmutableSortedDictionary(f => f.Name, f => line.AsNumber("sizes", f.Value), StringComparer.Ordinal),
            line.Fields("values").ToImmutableSortedDictionary(f => f.Name, f => Value(line, f.Value), StringComparer.Ordinal));
    }

    private static ExactArray Value(CertificateLine line, JsonNode value)
    {
        JsonArray[] rows = value is JsonArray array ? [.. array.OfType<JsonArray>()] : [];
        return rows is [var first, ..] && rows.All(r => r.Count == first.Count)
            ? new(rows.Length, first.Count, [.. rows.SelectMany(r => r).Select(v => line.Rational(line.AsText("values", v)))])
            : throw line.Wrong("a value is no table of numbers");
    }
}
