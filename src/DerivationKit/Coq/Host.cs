using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Coq;

/// <summary>A product of powers of atoms, summed over bound indices: a monomial whose factors are in any order, and not merged.</summary>
/// <param name="Parameters">What its parameters run through.</param>
/// <param name="Bound">What it sums over.</param>
/// <param name="Factors">What is multiplied.</param>
internal sealed record Host(ImmutableArray<Dimension> Parameters, ImmutableArray<Dimension> Bound, ImmutableArray<Factor> Factors)
{
    /// <summary>Identifies it.</summary>
    public string Key { get; } = $"{string.Join(",", Parameters)}|[{string.Join(",", Bound)}]{string.Join(" ", Factors.Select(f => $"{f.Atom.Key}^{f.Exponent}"))}";

    /// <summary>The monomial of a polynomial.</summary>
    public static Host Of(Polynomial p, MonomialTerm term) => new(p.Parameters, term.Monomial.Bound, term.Monomial.Factors);

    /// <summary>The key that a monomial of the kernel with the same factors has, where no atom is plainly a number.</summary>
    public string Monomial
    {
        get
        {
            SortedDictionary<string, Factor> merged = new(StringComparer.Ordinal);
            foreach (Factor f in Factors.Select(f => f.Atom is TurnedDelta d ? f with { Atom = d.Sorted } : f))
            {
                Rational sum = f.Exponent + (merged.TryGetValue(f.Atom.Key, out Factor? known) ? known.Exponent : Rational.Zero);
                merged[f.Atom.Key] = new(f.Atom, f.Atom is IndicatorAtom ? Rational.One : sum);
            }

            return $"[{string.Join(",", Bound)}]{string.Join(" ", merged.Values.Where(f => !f.Exponent.IsZero).Select(f => f.Exponent.IsOne ? f.Atom.Key : $"{f.Atom.Key}^{f.Exponent}"))}";
        }
    }

    /// <summary>The same sum with factors at other indices.</summary>
    public static ImmutableArray<Factor> Map(ImmutableArray<Factor> factors, Func<Slot, Slot> map) =>
        [.. factors.Select(f => new Factor(At(f.Atom, [.. f.Atom.Slots.Select(map)]), f.Exponent))];

    // The kernel sorts the indices of a delta; here they stay where they are.
    private static Atom At(Atom atom, ImmutableArray<Slot> slots) =>
        atom is DeltaAtom or TurnedDelta ? new TurnedDelta(slots[0], slots[1]) is var turned && turned.Sorted.Slots[0] == slots[0] ? turned.Sorted : turned : atom.At(slots);
}

/// <summary>A sum that has a name, as a factor of another one.</summary>
internal sealed class Summed(Host host, ImmutableArray<Slot> slots) : Atom($"#sum<{host.Key}>", slots)
{
    public Host Host { get; } = host;

    /// <inheritdoc/>
    public override Atom At(ImmutableArray<Slot> slots) => new Summed(Host, slots);
}

/// <summary>Kronecker's delta with its indices in the other order than the kernel has them.</summary>
internal sealed class TurnedDelta(Slot left, Slot right) : IndicatorAtom("#delta", [left, right])
{
    /// <summary>The same number as the kernel writes it.</summary>
    public DeltaAtom Sorted { get; } = new(left, right);

    /// <inheritdoc/>
    public override Atom At(ImmutableArray<Slot> slots) => new TurnedDelta(slots[0], slots[1]);
}
