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

/// <summary>What is 0 or 1.</summary>
public abstract class IndicatorAtom(string head, ImmutableArray<Slot> slots) : Atom(head, slots);

/// <summary>Kronecker's delta of two indices, the smaller one first.</summary>
public sealed class DeltaAtom(Slot left, Slot right) : IndicatorAtom("#delta", Sorted(left, right))
{
    /// <inheritdoc/>
    public override Atom At(ImmutableArray<Slot> slots) => new DeltaAtom(slots[0], slots[1]);

    private static ImmutableArray<Slot> Sorted(Slot left, Slot right) =>
        string.CompareOrdinal(left.ToString(), right.ToString()) <= 0 ? [left, right] : [right, left];
}

/// <summary>1 where the first index is at least the second one, else 0.</summary>
public sealed class AtLeastAtom(Slot left, Slot right) : IndicatorAtom("#at-least", [left, right])
{
    /// <inheritdoc/>
    public override Atom At(ImmutableArray<Slot> slots) => new AtLeastAtom(slots[0], slots[1]);
}

/// <summary>1 where the index of a dimension of a fixed size has the given value, the first one being 0, else 0.</summary>
public sealed class UnitAtom(int value, Slot index) : IndicatorAtom($"#unit:{value}", [index])
{
    /// <summary>The value.</summary>
    public int Value { get; } = value;

    /// <inheritdoc/>
    public override Atom At(ImmutableArray<Slot> slots) => new UnitAtom(Value, slots[0]);
}

/// <summary>The size of a dimension, a number greater than 0; that of a fixed one, to a whole power, is replaced by the number.</summary>
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

    /// <summary>An entry of the inverse of the matrix body(row, column): the first slots are its row and column.</summary>
    Inverse,

    /// <summary>The determinant of the matrix body(row, column): no slots stand for the row and the column.</summary>
    Determinant,

    /// <summary>Entries of exponentials of the matrix body(p0,p1) over times that add up to 1, as <see cref="MatrixExponential"/> says: the
    /// first slots are rows and columns in pairs, at least one.</summary>
    MatrixExp,
}

/// <summary>A function of a polynomial: the body's parameters stand for the slots, except for the row and column of a matrix.</summary>
/// <param name="kind">Which function.</param>
/// <param name="body">Of what.</param>
/// <param name="slots">What the parameters stand for.</param>
/// <param name="axes">How many indices a row takes, and a column, if it is a function of a matrix.</param>
public sealed class Closure(ClosureKind kind, Polynomial body, ImmutableArray<Slot> slots, int axes = 1)
    : Atom($"#{kind}{(axes == 1 ? "" : axes)}{Count(kind, slots)}<{body.Key}>", slots)
{
    /// <summary>The body itself, or which function of it.</summary>
    public ClosureKind Kind { get; } = kind;

    /// <summary>What it is applied to, a formula over its own parameters.</summary>
    public Polynomial Body { get; } = body;

    /// <summary>How many indices the row of a matrix takes, and its column.</summary>
    public int Axes { get; } = axes;

    /// <summary>How many of the body's first parameters are bound by the function: the row and the column of a matrix.</summary>
    public int Own => Kind is ClosureKind.Inverse or ClosureKind.Determinant or ClosureKind.MatrixExp ? 2 * Axes : 0;

    /// <summary>The indices that the body's further parameters stand for.</summary>
    public ImmutableArray<Slot> Outer => Slots[^(Body.Parameters.Length - Own)..];

    /// <summary>The rows and columns that stand before them: those of an inverse, one or more pairs of a matrix exponential.</summary>
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
        ImmutableArray<Slot> i = Slot.Parameters(0, Axes), k = Slot.Parameters(Axes, Axes), outer = Slot.Parameters(Own, Outer.Length);
        ImmutableArray<Dimension> rows = Body.Parameters[..Axes], columns = Body.Parameters[Axes..Own];
        MonomialTerm[] terms = [.. Body.Terms.Select(t =>
        {
            ImmutableArray<Slot> j = [.. Enumerable.Range(t.Monomial.Bound.Length, Axes).Select(Slot.Bound)];
            ImmutableArray<Slot> parameters = isLeft ? [.. i, .. j, .. outer] : [.. j, .. i, .. outer];
            return Substituted(Polynomial.Term(
                t.Coefficient, [.. t.Monomial.Bound, .. isLeft ? columns : rows],
                [.. t.Monomial.Factors.Select(f => f.Map(s => s.IsBound ? s : parameters[s.Ordinal])), new(At(isLeft ? [.. j, .. k, .. outer] : [.. k, .. j, .. outer]), 1)]));
        }), Polynomial.Term(-1, [], i.Zip(k, (a, b) => new Factor(new DeltaAtom(a, b), 1)))];
        ImmutableArray<Dimension> free = isLeft ? rows : columns;
        var law = Polynomial.Of([.. free, .. free, .. Body.Parameters[Own..]], terms);
        return (law, [.. terms.Select(t => law.Terms.IndexOf(t))]);

        // Where a delta holds a bound index, the other one takes its place.
        static MonomialTerm Substituted(MonomialTerm t)
        {
            Monomial m = t.Monomial;
            if (m.Factors.FirstOrDefault(f => f.Atom is DeltaAtom && f.Atom.Slots.Any(s => s.IsBound))?.Atom is not { } delta)
            {
                return t;
            }

            Slot from = delta.Slots.First(s => s.IsBound), to = delta.Slots.First(s => s != from);
            Slot Kept(Slot s) => s.IsBound && s.Ordinal > from.Ordinal ? Slot.Bound(s.Ordinal - 1) : s;
            return Substituted(Polynomial.Term(
                t.Coefficient, m.Bound.RemoveAt(from.Ordinal), m.Factors.Where(f => f.Atom.Key != delta.Key).Select(f => f.Map(s => Kept(s == from ? to : s)))));
        }
    }

    /// <inheritdoc/>
    public override Atom At(ImmutableArray<Slot> slots) => With(Body, slots);

    /// <summary>The same function of another body.</summary>
    public Closure With(Polynomial body, ImmutableArray<Slot> slots) => new(Kind, body, slots, Axes);
}

/// <summary>An atom raised to a rational power that is not 0.</summary>
/// <param name="Atom">The atom.</param>
/// <param name="Exponent">The power.</param>
public sealed record Factor(Atom Atom, Rational Exponent)
{
    internal string Key => Exponent.IsOne ? Atom.Key : $"{Atom.Key}^{Exponent}";

    internal Factor Map(Func<Slot, Slot> map) => new(Atom.Map(map), Exponent);
}
