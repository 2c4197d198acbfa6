using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Indices;

/// <summary>A monomial as a coloured hypergraph: its bound indices are vertices, its factors edges with labelled ends.</summary>
internal sealed class Incidences
{
    private readonly Monomial monomial;
    private readonly ImmutableArray<Edge> edges;

    public Incidences(Monomial monomial, Func<Atom, ImmutableArray<ImmutableArray<int>>> symmetries)
    {
        this.monomial = monomial;
        edges = [.. monomial.Factors.Select(f => new Edge($"{f.Atom.Head}^{f.Exponent}", f.Atom.Slots, symmetries(f.Atom)))];
    }

    /// <summary>Refines a colouring until no vertex can be told from another of its colour by its neighbours.</summary>
    public Dictionary<int, int> Refine(int[] vertices, Dictionary<int, int> colours)
    {
        while (true)
        {
            var signatures = vertices.ToDictionary(v => v, v => Signature(v, colours));
            string[] ranks = [.. signatures.Values.Distinct().Order(StringComparer.Ordinal)];
            var next = vertices.ToDictionary(v => v, v => Array.BinarySearch(ranks, signatures[v], StringComparer.Ordinal));
            if (ranks.Length == colours.Values.Distinct().Count())
            {
                return next;
            }

            colours = next;
        }
    }

    /// <summary>All edges, with each vertex replaced by its place.</summary>
    public string Certificate(ImmutableArray<int> places) => Certificate([.. Enumerable.Range(0, places.Length)], places, edges);

    /// <summary>The edges that touch the vertices, with each vertex replaced by its place: equal for isomorphic labellings.</summary>
    public string Certificate(ImmutableArray<int> vertices, ImmutableArray<int> places) =>
        Certificate(vertices, places, edges.Where(e => e.Slots.Any(s => s.IsBound && vertices.Contains(s.Ordinal))));

    private string Certificate(ImmutableArray<int> vertices, ImmutableArray<int> places, IEnumerable<Edge> among)
    {
        Dictionary<int, int> place = vertices.Zip(places).ToDictionary(p => p.First, p => p.Second);
        string dimensions = string.Join(",", vertices.OrderBy(v => place[v]).Select(v => monomial.Bound[v].Text));
        IEnumerable<string> written = among.Select(e => e.Symmetries.Select(p => $"{e.Head}({string.Join(",", p.Select(i => Label(e.Slots[i])))})").Min(StringComparer.Ordinal)!);
        return $"{dimensions}|{string.Join(" ", written.Order(StringComparer.Ordinal))}";

        string Label(Slot s) => s.IsBound ? $"b{place[s.Ordinal]:D2}" : s.ToString();
    }

    private string Signature(int vertex, Dictionary<int, int> colours)
    {
        IEnumerable<string> ends = edges.SelectMany(e => e.Slots.Select((s, i) => (Edge: e, Slot: s, Position: i)))
            .Where(end => end.Slot == Slot.Bound(vertex))
            .Select(end => $"{end.Edge.Head}@{end.Edge.Orbit(end.Position)}:{Neighbours(end.Edge, end.Position)}");
        return $"{colours[vertex]:D4}|{monomial.Bound[vertex].Text}|{string.Join(" ", ends.Order(StringComparer.Ordinal))}";

        string Neighbours(Edge e, int position) => string.Join(",", e.Slots
            .Select((s, i) => $"{e.Orbit(i)}{(i == position ? "*" : !s.IsBound ? s.ToString() : s.Ordinal == vertex ? "self" : $"c{colours[s.Ordinal]:D4}")}")
            .Order(StringComparer.Ordinal));
    }

    private sealed record Edge(string Head, ImmutableArray<Slot> Slots, ImmutableArray<ImmutableArray<int>> Symmetries)
    {
        /// <summary>The least position that a symmetry exchanges with this one.</summary>
        public int Orbit(int position) => Symmetries.Min(p => p[position]);
    }
}

file static class OrdinalMin
{
    public static string? Min(this IEnumerable<string> texts, StringComparer comparer) => texts.Min((IComparer<string>)comparer);
}
