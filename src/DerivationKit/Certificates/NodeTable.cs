using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using DerivationKit.Kernel;

namespace DerivationKit.Certificates;

/// <summary>A term without its parts: they are nodes of their own, with smaller numbers.</summary>
/// <param name="Op">What kind of term.</param>
/// <param name="Of">A number, a dimension, a tensor, a function or the hash of a definition; empty where the kind needs none.</param>
/// <param name="Dimensions">The dimensions of the tensor that a derivative binds.</param>
/// <param name="Parameters">The indices that the node binds.</param>
/// <param name="Indices">The indices that it uses, all by their numbers.</param>
/// <param name="Arguments">Its parts.</param>
internal sealed record Node(
    string Op, string Of, ImmutableArray<string> Dimensions, ImmutableArray<int> Parameters, ImmutableArray<int> Indices, ImmutableArray<int> Arguments);

/// <summary>Takes terms apart into numbered nodes: the same term, however it was made, is the same node.</summary>
internal sealed class NodeTable
{
    private readonly Dictionary<string, int> known = [];
    private readonly Dictionary<Term, int> met = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Definition, string> hashes = new(ReferenceEqualityComparer.Instance);
    private readonly List<string> digests = [];

    /// <summary>The indices, by their numbers.</summary>
    public List<Index> Indices { get; } = [];

    /// <summary>Nodes and definitions in an order in which parts come first.</summary>
    public List<object> Entries { get; } = [];

    /// <summary>The number of a term's node.</summary>
    public int Of(Term term)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        if (!met.TryGetValue(term, out int number))
        {
            met[term] = number = Add(Read(term));
        }

        return number;
    }

    /// <summary>The number of an index.</summary>
    public int Of(Index index)
    {
        int number = Indices.IndexOf(index);
        if (number < 0)
        {
            number = Indices.Count;
            Indices.Add(index);
        }

        return number;
    }

    /// <summary>The number of the node of a tensor by its formula.</summary>
    public int Of(Abstraction abstraction) => Add(Inner("abstraction", "", abstraction.Body) with { Parameters = Numbers(abstraction.Parameters) });

    private Node Read(Term term) => term switch
    {
        Number n => Leaf("number", n.Value.ToString()),
        Size s => Leaf("size", s.Dimension.Text),
        Entry e => Leaf("entry", e.Tensor) with { Indices = Numbers(e.Indices) },
        Delta d => Leaf("delta", "") with { Indices = Numbers([d.Left, d.Right]) },
        AtLeast a => Leaf("at_least", "") with { Indices = Numbers([a.Left, a.Right]) },
        Add a => Inner("add", "", [.. a.Terms]),
        Multiply m => Inner("multiply", "", [.. m.Factors]),
        Sum s => Inner("sum", "", s.Body) with { Parameters = Numbers([s.Index]) },
        Function f => Inner("function", NodeNames.Of(f.Name), f.Argument),
        Power p => Inner("power", p.Exponent.ToString(), p.Base),
        Inverse v => Leaf("inverse", "") with { Indices = Numbers([.. v.Rows, .. v.Columns]), Arguments = [Of(v.Matrix)] },
        Determinant d => Leaf("determinant", "") with { Arguments = [Of(d.Matrix)] },
        MatrixExponential e => Leaf("matrix_exponential", "") with { Indices = Numbers(e.Indices), Arguments = [Of(e.Matrix)] },
        Kernel.Apply a => Leaf("apply", Hash(a.Definition)) with { Indices = Numbers(a.Indices), Arguments = [.. a.Arguments.Select(Of)] },
        Kernel.Derivative d => Leaf("derivative", d.Variable.Name) with
        {
            Dimensions = [.. d.Variable.Dimensions.Select(x => x.Text)],
            Arguments = [Of(d.Body), Of(d.Point), Of(d.Direction)],
        },
        _ => throw new InvalidOperationException($"a term that certificates do not know: {term.GetType().Name}"),
    };

    private static Node Leaf(string op, string of) => new(op, of, [], [], [], []);

    private Node Inner(string op, string of, params ImmutableArray<Term> parts) => new(op, of, [], [], [], [.. parts.Select(Of)]);

    private ImmutableArray<int> Numbers(ImmutableArray<Index> indices) => [.. indices.Select(Of)];

    private int Add(Node node)
    {
        string digest = Digest.Of(node, Indices, digests);
        if (!known.TryGetValue(digest, out int number))
        {
            known[digest] = number = digests.Count;
            digests.Add(digest);
            Entries.Add(node);
        }

        return number;
    }

    private string Hash(Definition definition)
    {
        if (!hashes.TryGetValue(definition, out string? hash))
        {
            DefinitionEntry entry = new(definition.Name, [.. definition.Formals], Numbers(definition.Indices), Of(definition.Body));
            hashes[definition] = hash = Digest.Of(entry, Indices, digests);
            if (!Entries.OfType<DefinitionEntry>().Any(e => e.Hash == hash))
            {
                Entries.Add(entry with { Hash = hash });
            }
        }

        return hash;
    }
}

/// <summary>A definition, its body a node.</summary>
internal sealed record DefinitionEntry(string Name, ImmutableArray<Formal> Formals, ImmutableArray<int> Indices, int Body, string Hash = "");

/// <summary>Hashes by structure: a node's hash is made of its kind, the names and dimensions of its indices, and the hashes of its parts.</summary>
internal static class Digest
{
    /// <summary>The hash of a node.</summary>
    public static string Of(Node node, IReadOnlyList<Index> indices, IReadOnlyList<string> digests) => Of([
        node.Op, node.Of, string.Join(',', node.Dimensions), Names(node.Parameters, indices), Names(node.Indices, indices),
        string.Join(',', node.Arguments.Select(a => digests[a]))]);

    /// <summary>The hash of a definition.</summary>
    public static string Of(DefinitionEntry d, IReadOnlyList<Index> indices, IReadOnlyList<string> digests) => Of([
        "definition", d.Name, string.Join(',', d.Formals.Select(f => $"{f.Name}:{string.Join('*', f.Dimensions)}")), Names(d.Indices, indices), digests[d.Body]]);

    /// <summary>The SHA-256 of lines, in hexadecimal digits.</summary>
    public static string Of(IEnumerable<string> lines) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));

    private static string Names(ImmutableArray<int> numbers, IReadOnlyList<Index> indices) =>
        string.Join(',', numbers.Select(n => $"{indices[n].Name}:{indices[n].Dimension}"));
}

/// <summary>How certificates write the kernel's enumerations.</summary>
internal static class NodeNames
{
    private static readonly ImmutableArray<ScalarFunction> Functions = [.. Enum.GetValues<ScalarFunction>()];
    private static readonly ImmutableArray<ConditionKind> Kinds = [.. Enum.GetValues<ConditionKind>()];

    /// <summary>The name of a function.</summary>
    public static string Of(ScalarFunction function) => function.ToString().ToLowerInvariant();

    /// <summary>The name of a kind of condition.</summary>
    public static string Of(ConditionKind kind) => kind.ToString().ToLowerInvariant();

    /// <summary>The function with a name.</summary>
    public static ScalarFunction? Function(string name) => Functions.Where(f => Of(f) == name).Select(f => (ScalarFunction?)f).FirstOrDefault();

    /// <summary>The kind of condition with a name.</summary>
    public static ConditionKind? Kind(string name) => Kinds.Where(k => Of(k) == name).Select(k => (ConditionKind?)k).FirstOrDefault();
}
