namespace DerivationKit.Kernel;

/// <summary>A product of powers of atoms, summed over the indices that it binds. Its factors are sorted by key, and no atom occurs twice.</summary>
public sealed class Monomial
{
    private Monomial(ImmutableArray<Dimension> bound, ImmutableArray<Factor> factors) => (Bound, Factors) = (bound, factors);

    /// <summary>The empty product.</summary>
    public static Monomial One { get; } = new([], []);

    /// <summary>The dimensions of the bound indices.</summary>
    public ImmutableArray<Dimension> Bound { get; }

    /// <summary>The factors.</summary>
    public ImmutableArray<Factor> Factors { get; }

    /// <summary>Identifies the monomial within its polynomial.</summary>
    public string Key => field ??= $"[{string.Join(",", Bound)}]{string.Join(" ", Factors.Select(f => f.Key))}";

    /// <summary>How many slots of the factors hold the bound index.</summary>
    public int Incidence(int ordinal) => Factors.Sum(f => f.Atom.Slots.Count(s => s == Slot.Bound(ordinal)));

    /// <summary>The power to which it holds an atom; 0 if it does not.</summary>
    public Rational PowerOf(Atom atom) => Factors.FirstOrDefault(f => f.Atom.Key == atom.Key)?.Exponent ?? Rational.Zero;

    /// <summary>Multiplies a coefficient and factors into a monomial with the coefficient that remains: equal atoms are merged by adding
    /// exponents, and atoms whose value is plain are replaced by it.</summary>
    /// <remarks>Adding exponents is sound where all factors are defined: a negative exponent means that the atom is not 0, a fractional one
    /// that it is not negative.</remarks>
    internal static (Rational Coefficient, Monomial Monomial) Create(
        Rational coefficient, ImmutableArray<Dimension> bound, IEnumerable<Factor> factors)
    {
        List<Factor> merged = [];
        foreach (Factor whole in factors)
        {
            (coefficient, Factor? rest) = Plain.Simplest(coefficient, whole);
            if (rest is { } factor)
            {
                merged.Add(factor);
            }
        }

        // Merging may turn a power into one that is plain, such as (c)^(1/2)·(c)^(1/2) = c, or the square of what is 0 or 1.
        bool meets = Like.Merge(merged, static f => f.Atom.Key, static (power, f) => f with { Exponent = power.Exponent + f.Exponent });
        merged.RemoveAll(static f => f.Exponent.IsZero);
        ImmutableArray<Factor> all = [.. merged];
        return meets && all.Any(f => Plain.Simplify(f) is not null) ? Create(coefficient, bound, all) : (coefficient, new(bound, all));
    }
}
