namespace DerivationKit.Kernel;

/// <summary>An index inside a polynomial: one of the polynomial's parameters, or an index that a monomial binds.</summary>
/// <param name="IsBound">Whether the monomial sums over it.</param>
/// <param name="Ordinal">Its place among the parameters, or among the bound indices.</param>
public sealed record Slot(bool IsBound, int Ordinal)
{
    /// <summary>The parameter at a place.</summary>
    public static Slot Parameter(int ordinal) => new(false, ordinal);

    /// <summary>Some parameters in order, from a place on.</summary>
    internal static ImmutableArray<Slot> Parameters(int first, int count) => [.. Enumerable.Range(first, count).Select(Parameter)];

    /// <summary>The bound index at a place.</summary>
    public static Slot Bound(int ordinal) => new(true, ordinal);

    /// <summary>How the data of a step name it: o for the bound index o, -1-o for the parameter o.</summary>
    public int Code => IsBound ? Ordinal : -1 - Ordinal;

    /// <inheritdoc/>
    public override string ToString() => (uint)Ordinal < 100 ? Names[(IsBound ? 0 : 100) + Ordinal] : Spell(IsBound, Ordinal);

    private static readonly string[] Names = [.. Enumerable.Range(0, 200).Select(i => Spell(i < 100, i % 100))];

    private static string Spell(bool isBound, int ordinal) => (isBound ? "b" : "p") + ordinal.ToString("D2");

    internal static string Join(ImmutableArray<Slot> slots) => slots is [var only] ? only.ToString() : string.Join(",", slots.Select(s => s.ToString()));
}
