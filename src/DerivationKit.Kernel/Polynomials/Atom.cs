using System.Collections.Immutable;

namespace DerivationKit.Kernel;

/// <summary>What a monomial multiplies: an opaque real number that depends on the indices in its slots. Two atoms are equal if and only if
/// their keys are.</summary>
public abstract class Atom(string head, ImmutableArray<Slot> slots)
{
    /// <summary>What the atom is, without its slots.</summary>
    public string Head { get; } = head;

    /// <summary>The indices that it depends on, in order.</summary>
    public ImmutableArray<Slot> Slots { get; } = slots;

    /// <summary>Identifies the atom within its monomial.</summary>
    public string Key { get; } = $"{head}({Slot.Join(slots)})";

    /// <summary>The same atom at other indices.</summary>
    public abstract Atom At(ImmutableArray<Slot> slots);

    internal Atom Map(Func<Slot, Slot> map) => Slots.IsEmpty ? this : At([.. Slots.Select(map)]);
}

/// <summary>An entry of a declared tensor.</summary>
public sealed class EntryAtom(Declaration tensor, ImmutableArray<Slot> slots) : Atom(tensor.Name, slots)
{
    /// <summary>The tensor.</summary>
    public Declaration Tensor { get; } = tensor;

    /// <inheritdoc/>
    public override Atom At(ImmutableArray<Slot> slots) => new EntryAtom(Tensor, slots);
}

/// <summary>Kronecker's delta of two indices, the smaller one first.</summary>
public sealed class DeltaAtom(Slot left, Slot right) : Atom("#delta", Sorted(left, right))
{
    /// <inheritdoc/>
    public override Atom At(ImmutableArray<Slot> slots) => new DeltaAtom(slots[0], slots[1]);

    private static ImmutableArray<Slot> Sorted(Slot left, Slot right) =>
        string.CompareOrdinal(left.ToString(), right.ToString()) <= 0 ? [left, right] : [right, left];
}

/// <summary>The size of a named dimension; a number greater than 0.</summary>
public sealed class SizeAtom(Dimension dimension) : Atom("#size:" + dimension.Text, [])
{
    /// <summary>The dimension.</summary>
    public Dimension Dimension { get; } = dimension;

    /// <inheritdoc/>
    public override Atom At(ImmutableArray<Slot> slots) => this;
}

/// <summary>What a closure does with its body.</summary>
public enum ClosureKind
{
    /// <summary>The body itself: the base of a power, or a sum that is not multiplied out.</summary>
    Base,

    /// <summary>exp(body).</summary>
    Exp,

    /// <summary>log(body).</summary>
    Log,
}

/// <summary>A function of a polynomial: the body's parameters stand for the slots.</summary>
public sealed class Closure(ClosureKind kind, Polynomial body, ImmutableArray<Slot> slots) : Atom($"#{kind}<{body.Key}>", slots)
{
    /// <summary>Base, exp or log.</summary>
    public ClosureKind Kind { get; } = kind;

    /// <summary>What it is applied to, a formula over its own parameters.</summary>
    public Polynomial Body { get; } = body;

    /// <inheritdoc/>
    public override Atom At(ImmutableArray<Slot> slots) => new Closure(Kind, Body, slots);
}

/// <summary>An atom raised to a rational power that is not 0.</summary>
/// <param name="Atom">The atom.</param>
/// <param name="Exponent">The power.</param>
public readonly record struct Factor(Atom Atom, Rational Exponent)
{
    internal string Key => Exponent.IsOne ? Atom.Key : $"{Atom.Key}^{Exponent}";

    internal Factor Map(Func<Slot, Slot> map) => new(Atom.Map(map), Exponent);
}
