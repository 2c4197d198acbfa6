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

/// <summary>1 where the first index is at least the second one, else 0.</summary>
public sealed class AtLeastAtom(Slot left, Slot right) : Atom("#at-least", [left, right])
{
    /// <inheritdoc/>
    public override Atom At(ImmutableArray<Slot> slots) => new AtLeastAtom(slots[0], slots[1]);
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

    /// <summary>sin(body).</summary>
    Sin,

    /// <summary>cos(body).</summary>
    Cos,

    /// <summary>arcsin(body), between -π/2 and π/2.</summary>
    Arcsin,

    /// <summary>arctan(body), between -π/2 and π/2.</summary>
    Arctan,

    /// <summary>erf(body).</summary>
    Erf,

    /// <summary>An entry of the inverse of the matrix body(p0,p1): the first two slots are its row and column.</summary>
    Inverse,

    /// <summary>The determinant of the matrix body(p0,p1): no slots stand for the row and the column.</summary>
    Determinant,

    /// <summary>Entries of exponentials of the matrix body(p0,p1) over times that add up to 1, as <see cref="MatrixExponential"/> says: the
    /// first slots are rows and columns in pairs, at least one.</summary>
    MatrixExp,
}

/// <summary>A function of a polynomial: the body's parameters stand for the slots, except for the row and column of a matrix.</summary>
public sealed class Closure(ClosureKind kind, Polynomial body, ImmutableArray<Slot> slots) : Atom($"#{kind}{Count(kind, slots)}<{body.Key}>", slots)
{
    /// <summary>The body itself, or which function of it.</summary>
    public ClosureKind Kind { get; } = kind;

    /// <summary>What it is applied to, a formula over its own parameters.</summary>
    public Polynomial Body { get; } = body;

    /// <summary>How many of the body's first parameters are bound by the function: the row and the column of a matrix.</summary>
    public int Own => Kind is ClosureKind.Inverse or ClosureKind.Determinant or ClosureKind.MatrixExp ? 2 : 0;

    /// <summary>The indices that the body's further parameters stand for.</summary>
    public ImmutableArray<Slot> Outer => Slots[^(Body.Parameters.Length - Own)..];

    /// <summary>The rows and columns that stand before them: two of an inverse, one or more pairs of a matrix exponential.</summary>
    public ImmutableArray<Slot> Inner => Slots[..^(Body.Parameters.Length - Own)];

    internal static Closure Over(ClosureKind kind, Polynomial body)
    {
        ImmutableArray<Slot> used = body.UsedParameters;
        return new(kind, body.Over([.. used.Select(s => body.Parameters[s.Ordinal])], s => Slot.Parameter(used.IndexOf(s))), used);
    }

    // Exponentials over more pairs are other functions, which must not be taken for one another.
    private static string Count(ClosureKind kind, ImmutableArray<Slot> slots) => kind == ClosureKind.MatrixExp ? $"{slots.Length}" : "";

    /// <summary>For an inverse V of B: sum_j B(i,j) V(j,k) - δ(i,k), or sum_j V(k,j) B(j,i) - δ(i,k), which are 0, over (i, k, outer); its
    /// terms in the order of those of B, the delta last.</summary>
    public (Polynomial Law, ImmutableArray<int> Places) Cancellation(bool isLeft)
    {
        (Slot i, Slot k) = (Slot.Parameter(0), Slot.Parameter(1));
        ImmutableArray<Slot> outer = [.. Enumerable.Range(2, Outer.Length).Select(Slot.Parameter)];
        MonomialTerm[] terms = [.. Body.Terms.Select(t =>
        {
            var j = Slot.Bound(t.Monomial.Bound.Length);
            Atom entry = At(isLeft ? [j, k, .. outer] : [k, j, .. outer]);
            return Polynomial.Term(t.Coefficient, [.. t.Monomial.Bound, Body.Parameters[0]], t.Monomial.Factors.Append(new(entry, 1)).Select(
                f => f.Atom == entry ? f : f.Map(s => s == i ? (isLeft ? i : j) : s == k ? (isLeft ? j : i) : s)));
        }), Polynomial.Term(-1, [], [new(new DeltaAtom(i, k), 1)])];
        var law = Polynomial.Of(Body.Parameters, terms);
        return (law, [.. terms.Select(t => law.Terms.IndexOf(t))]);
    }

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
