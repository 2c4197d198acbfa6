using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using DerivationKit.Kernel;

namespace DerivationKit.Certificates;

/// <summary>Writes certificates, one JSON object a line; Format.md describes them.</summary>
internal sealed class CertificateWriter
{
    /// <summary>The version of the format.</summary>
    public const int Version = 1;

    // Greek letters stay letters: the text is for files, never for HTML.
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly TextWriter text;
    private readonly Dictionary<string, int> steps = [];
    private int proofs;

    private CertificateWriter(TextWriter text) => this.text = text;

    /// <summary>The hash of the kernel's rules: their names and laws.</summary>
    public static string Rules { get; } = Digest.Of(RuleTable.All.Select(r => $"{r.Name}: {r.Law}"));

    /// <summary>Writes a certificate.</summary>
    public static void Write(Certificate certificate, TextWriter text) => new CertificateWriter(text).Write(certificate);

    private void Write(Certificate certificate)
    {
        Line(("certificate", Version), ("rules", Rules));
        Line(
            ("claim", certificate.Claim.Formula), ("variables", Texts(certificate.Claim.Variables)),
            ("given", Texts(certificate.Claim.Given)), ("hash", certificate.Claim.Hash));
        Statement statement = certificate.Proof.Statement;
        NodeTable table = new();
        JsonArray given = Conditions(statement.Given, table);
        (int left, int right) = (table.Of(statement.Left), table.Of(statement.Right));
        JsonArray free = Numbers([.. statement.Free.Select(table.Of)]);
        JsonArray conditions = Conditions(certificate.Conditions, table);
        Terms(certificate.Proof, table);
        Table(table);
        Line(
            ("tensors", Tensors(statement.Declarations.Select(d => (d.Name, d.Dimensions)))), ("free", free),
            ("left", left), ("right", right), ("given", given));
        Write(certificate.Proof, table);
        Line(("conditions", conditions));
        Line(("sizes", Sizes(certificate.Witness)), ("values", Values(certificate.Witness)));
    }

    private void Table(NodeTable table)
    {
        for (int i = 0; i < table.Indices.Count; i++)
        {
            Line(("index", i), ("name", table.Indices[i].Name), ("dimension", table.Indices[i].Dimension.Text));
        }

        int node = 0;
        foreach (object entry in table.Entries)
        {
            if (entry is DefinitionEntry d)
            {
                Line(
                    ("definition", d.Hash), ("name", d.Name), ("formals", Tensors(d.Formals.Select(f => (f.Name, f.Dimensions)))),
                    ("indices", Numbers(d.Indices)), ("body", d.Body));
            }
            else if (entry is Node n)
            {
                Line(
                    ("node", node++), ("op", n.Op), ("of", n.Of.Length == 0 ? null : n.Of), ("dimensions", n.Dimensions.IsEmpty ? null : Texts(n.Dimensions)),
                    ("parameters", Some(n.Parameters)), ("indices", Some(n.Indices)), ("arguments", Some(n.Arguments)));
            }
        }
    }

    // The numbers on whose signs the proof depends are nodes, too, and the matrices that its steps name.
    private static void Terms(Proof proof, NodeTable table)
    {
        Matrices(proof.Steps, table);
        if (proof.Cases is { } cases)
        {
            table.Of(cases.Subject);
            Terms(cases.NotNegative, table);
            if (cases.NotPositive is { } below)
            {
                Terms(below, table);
            }
        }
    }

    private static void Matrices(ImmutableArray<Step> steps, NodeTable table)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        foreach (Step step in steps)
        {
            Matrices(step.Inner, table);
            foreach (Abstraction matrix in step.Matrices)
            {
                table.Of(matrix);
            }
        }
    }

    // The proofs of the cases come first.
    private int Write(Proof proof, NodeTable table)
    {
        if (proof.Cases is not { } cases)
        {
            ImmutableArray<int> own = [.. proof.Steps.Select(s => Write(s, table))];
            Line(("proof", proofs), ("steps", Numbers(own)));
            return proofs++;
        }

        ImmutableArray<int> branches = [Write(cases.NotNegative, table), .. cases.NotPositive is { } below ? [Write(below, table)] : Array.Empty<int>()];
        Line(
            ("proof", proofs), ("subject", table.Of(cases.Subject)), ("cases", Numbers(branches)),
            ("weights", Texts(cases.Weights.Select(w => w.ToString()))));
        return proofs++;
    }

    // Inner steps come first; a step that occurs twice is written once.
    private int Write(Step step, NodeTable table)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        ImmutableArray<int> inner = [.. step.Inner.Select(s => Write(s, table))], matrices = [.. step.Matrices.Select(table.Of)];
        string key = $"{step.Rule} {step.Term} {step.Factor} [{string.Join(',', step.Data)}] {step.Number} [{string.Join(',', inner)}] [{string.Join(',', matrices)}]";
        if (!steps.TryGetValue(key, out int number))
        {
            steps[key] = number = steps.Count;
            Line(
                ("step", number), ("rule", step.Rule), ("term", step.Term), ("factor", step.Factor), ("data", Some(step.Data)),
                ("number", step.Number.IsZero ? null : step.Number.ToString()), ("matrices", Some(matrices)), ("inner", Some(inner)));
        }

        return number;
    }

    private void Line(params ReadOnlySpan<(string Name, JsonNode? Value)> fields)
    {
        JsonObject line = [];
        foreach ((string name, JsonNode? value) in fields)
        {
            if (value is not null)
            {
                line[name] = value;
            }
        }

        text.Write(line.ToJsonString(Options));
        text.Write('\n');
    }

    private static JsonArray? Some(ImmutableArray<int> numbers) => numbers.IsEmpty ? null : Numbers(numbers);

    private static JsonArray Numbers(ImmutableArray<int> numbers) => new([.. numbers.Select(n => JsonValue.Create(n))]);

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(t => JsonValue.Create(t))]);

    private static JsonArray Tensors(IEnumerable<(string Name, ImmutableArray<Dimension> Dimensions)> tensors) =>
        new([.. tensors.Select(t => new JsonArray(t.Name, Texts(t.Dimensions.Select(d => d.Text))))]);

    private static JsonArray Conditions(ImmutableArray<Condition> conditions, NodeTable table) =>
        new([.. conditions.Select(c => new JsonArray(NodeNames.Of(c.Kind), table.Of(c.Term)))]);

    private static JsonObject Sizes(Instance witness) =>
        new(witness.Sizes.Select(s => KeyValuePair.Create(s.Key, (JsonNode?)s.Value)));

    private static JsonObject Values(Instance witness) => new(witness.Inputs.Select(input => KeyValuePair.Create(
        input.Key,
        (JsonNode?)new JsonArray([.. input.Value.Entries.Chunk(Math.Max(1, input.Value.Columns)).Select(row => Texts(row.Select(v => v.ToString())))]))));
}
