using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Transfer;

/// <summary>Writes terms so that equal texts mean equal functions of the indices that are left open, in the order in which they are met.</summary>
/// <param name="inputs">The tensors.</param>
internal sealed class Spelling(IReadOnlyDictionary<string, TensorInput> inputs)
{
    /// <summary>The text, and the open indices: those that have no label.</summary>
    /// <param name="term">What is written.</param>
    /// <param name="labels">How bound indices are written; all others are open.</param>
    public Spelt Of(Term term, ImmutableDictionary<Index, string> labels) => term switch
    {
        Number n => new(n.Value.ToString(), []),
        Size s => new($"size {s.Dimension}", []),
        Entry e => Entry(e, labels),
        Delta d => Unordered("δ", [At(d.Left, labels), At(d.Right, labels)]),
        AtLeast a => Ordered("≥", [At(a.Left, labels), At(a.Right, labels)]),
        Add a => Unordered("+", [.. a.Terms.Select(t => Of(t, labels))]),
        Multiply m => Unordered("*", [.. m.Factors.Select(t => Of(t, labels))]),
        Sum s => Ordered("Σ", [Of(s.Body, Bind(labels, [s.Index]))]) is var body ? body with { Text = $"{s.Index.Dimension}{body.Text}" } : body,
        Function f => Ordered($"{f.Name}", [Of(f.Argument, labels)]),
        Power p => Ordered($"^{p.Exponent}", [Of(p.Base, labels)]),
        Inverse v => Ordered("inv", [Of(v.Matrix, labels), .. v.Rows.Concat(v.Columns).Select(i => At(i, labels))]),
        Determinant d => Ordered("det", [Of(d.Matrix, labels)]),
        MatrixExponential x => Ordered("expm", [Of(x.Matrix, labels), .. x.Indices.Select(i => At(i, labels))]),
        _ => throw new NotDecidedException($"{term.GetType().Name} is not expected here"),
    };

    /// <summary>A matrix, its own indices bound.</summary>
    public Spelt Of(Abstraction matrix, ImmutableDictionary<Index, string> labels) =>
        Of(matrix.Body, Bind(labels, matrix.Parameters)) is var body ? body with { Text = $"{string.Join(',', matrix.Parameters.Select(p => p.Dimension))}:{body.Text}" } : body;

    private static ImmutableDictionary<Index, string> Bind(ImmutableDictionary<Index, string> labels, ImmutableArray<Index> indices) =>
        indices.Aggregate(labels, (l, i) => l.SetItem(i, $"{l.Count}"));

    private static Spelt At(Index index, ImmutableDictionary<Index, string> labels) =>
        labels.TryGetValue(index, out string? label) ? new(label, []) : new($"?{index.Dimension}", [index]);

    private Spelt Entry(Entry e, ImmutableDictionary<Index, string> labels)
    {
        bool isSymmetric = e.Indices.Length == 2 && inputs.TryGetValue(e.Tensor, out TensorInput? tensor)
            && tensor.Properties.Any(p => p is Property.Symmetric or Property.PositiveSemidefinite or Property.PositiveDefinite);
        ImmutableArray<Spelt> at = [.. e.Indices.Select(i => At(i, labels))];
        // The sign keeps a tensor named Exp apart from the function.
        return isSymmetric ? Unordered($"@{e.Tensor}", at) : Ordered($"@{e.Tensor}", at);
    }

    private static Spelt Ordered(string head, ImmutableArray<Spelt> parts) =>
        new($"{head}({string.Join(' ', parts.Select(p => p.Text))})", [.. parts.SelectMany(p => p.Open)]);

    private static Spelt Unordered(string head, ImmutableArray<Spelt> parts) => Ordered(head, [.. parts.OrderBy(p => p.Text, StringComparer.Ordinal)]);
}

/// <summary>A text with gaps, and the indices that fill them, in order.</summary>
/// <param name="Text">The text.</param>
/// <param name="Open">An index for each gap.</param>
internal sealed record Spelt(string Text, ImmutableArray<Index> Open);
