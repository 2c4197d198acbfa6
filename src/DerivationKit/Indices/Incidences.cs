using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Indices;

/// <summary>A monomial as a coloured hypergraph: its bound indices are vertices, its factors edges with labelled ends.</summary>
internal sealed class Incidences
{
    private readonly Monomial monomial;
    private readonly ImmutableArray<Edge> edges;

    public Incidences(Monomial monomial, Func<Atom, ImmutableArray<int[]>> symmetries)
    {
        this.monomial = monomial;
        edges = [.. monomial.Factors.Select(f => new Edge($"{f.Atom.Head}^{f.Exponent}", f.Atom.Slots, symmetries(f.Atom)))];
    }

    /// <summary>Refines a colouring until no vertex can be told from another of its colour by its neighbours.</summary>
    /// <param name="vertices">The vertices.</param>
    /// <param name="colours">A colour for each of them, in their order.</param>
    public int[] Refine(int[] vertices, int[] colours)
    {
        while (true)
        {
            string[] signatures = [.. vertices.Select((v, i) => $"{colours[i]:D4}|{Signature(v, o => colours[Array.IndexOf(vertices, o)])}")];
            string[] ranks = [.. signatures.Distinct().Order(StringComparer.Ordinal)];
            int[] next = [.. signatures.Select(s => Array.BinarySearch(ranks, s, StringComparer.Ordinal))];
            if (ranks.Length == colours.Distinct().Count())
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
        string dimensions = string.Join(",", vertices.OrderBy(Place).Select(v => monomial.Bound[v].Text));
        IEnumerable<string> written = among.Select(e => e.Symmetries.Select(p => $"{e.Head}({string.Join(",", p.Select(i => Label(e.Slots[i])))})").Min(StringComparer.Ordinal)!);
        return $"{dimensions}|{string.Join(" ", written.Order(StringComparer.Ordinal))}";

        int Place(int vertex) => places[vertices.IndexOf(vertex)];

        string Label(Slot s) => s.IsBound ? $"b{Place(s.Ordinal):D2}" : s.ToString();
    }

    private string Signature(int vertex, Func<int, int> colourOf)
    {
        var here = Slot.Bound(vertex);
        IEnumerable<string> ends = edges.SelectMany(e => Enumerable.Range(0, e.Slots.Length)
            .Where(position => e.Slots[position] == here)
            .Select(position => $"{e.Head}@{e.Orbit(position)}:{Neighbours(e, position)}"));
        return $"{monomial.Bound[vertex].Text}|{string.Join(" ", ends.Order(StringComparer.Ordinal))}";

        string Neighbours(Edge e, int position) => string.Join(",", e.Slots
            .Select((s, i) => $"{e.Orbit(i)}{(i == position ? "*" : !s.IsBound ? s.ToString() : s.Ordinal == vertex ? "self" : $"c{colourOf(s.Ordinal):D4}")}")
            .Order(StringComparer.Ordinal));
    }

    private sealed record Edge(string Head, ImmutableArray<Slot> Slots, ImmutableArray<int[]> Symmetries)
    {
        /// <summary>The least position that a symmetry exchanges with this one.</summary>
        public int Orbit(int position) => Symmetries.Min(p => p[position]);
    }
}

file static class OrdinalMin
{
    public static string? Min(this IEnumerable<string> texts, StringComparer comparer) => texts.Min((IComparer<string>)comparer);
}
