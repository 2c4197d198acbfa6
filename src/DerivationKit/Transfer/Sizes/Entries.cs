using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Transfer;

/// <summary>The entries of tensors at fixed sizes: symbols, as far as properties leave them free.</summary>
/// <remarks>Symmetric and skew matrices have one symbol for each pair; entries of masks and signs satisfy v² = v and v² = 1; of what sums to
/// 1, the last entry is 1 minus the others; the last entry of a unit vector has a square. Orthogonality is not used.</remarks>
internal sealed class Entries
{
    private readonly Quotients quotients;
    private readonly ScalarTable table;
    private readonly Signs signs;
    private readonly Func<Dimension, int> sizeOf;
    private readonly ImmutableDictionary<string, TensorInput> inputs;
    private readonly ImmutableDictionary<string, ImmutableArray<int>> ones;
    private readonly bool isInterior;

    /// <summary>Prepares entries.</summary>
    /// <param name="quotients">Makes them.</param>
    /// <param name="signs">Is told what is positive.</param>
    /// <param name="sizeOf">The sizes.</param>
    /// <param name="inputs">The tensors.</param>
    /// <param name="ones">Where the ones of one-hot rows are.</param>
    /// <param name="isInterior">Whether entries that are not negative may be taken for positive: what holds there holds at 0 by continuity.</param>
    public Entries(
        Quotients quotients, Signs signs, Func<Dimension, int> sizeOf, ImmutableArray<TensorInput> inputs,
        ImmutableDictionary<string, ImmutableArray<int>> ones, bool isInterior)
    {
        (this.quotients, table, this.signs, this.sizeOf, this.ones, this.isInterior) = (quotients, quotients.Table, signs, sizeOf, ones, isInterior);
        this.inputs = inputs.ToImmutableDictionary(i => i.Name);
    }

    /// <summary>Properties that are not used, or not in full: what is known of the tensor beyond its entries' form.</summary>
    public static IEnumerable<string> Unused(ImmutableArray<TensorInput> inputs) => inputs.SelectMany(t => t.Properties
        .Where(p => p is Property.Orthogonal or Property.OrthonormalColumns || !Fits(p, t) || t.Properties.Any(other => !AreUsedTogether(p, other)))
        .Select(p => $"{PropertyRules.Name(p)}({t.Name})"));

    // One form for the entries at a time, but that a symmetric mask has both, and that what is one-hot is a mask and stochastic anyway.
    private static bool AreUsedTogether(Property one, Property other) => (FormOf(one), FormOf(other)) switch
    {
        (Form.None, _) or (_, Form.None) => true,
        (Form.Symmetric, Form.Mask) or (Form.Mask, Form.Symmetric) => true,
        (Form.OneHot, Form.Mask or Form.Stochastic) or (Form.Mask or Form.Stochastic, Form.OneHot) => true,
        var (first, second) => first == second,
    };

    private static Form FormOf(Property property) => property switch
    {
        Property.Symmetric or Property.PositiveSemidefinite or Property.PositiveDefinite or Property.Diagonal => Form.Symmetric,
        Property.Skew => Form.Skew,
        Property.Mask => Form.Mask,
        Property.Signs => Form.Signs,
        Property.RowStochastic or Property.Simplex => Form.Stochastic,
        Property.Unit => Form.Unit,
        Property.OneHot or Property.OneHotRows or Property.Permutation => Form.OneHot,
        _ => Form.None,
    };

    /// <summary>One entry.</summary>
    public Quotient Of(string name, ImmutableArray<int> at)
    {
        TensorInput tensor = inputs[name];
        if (ones.TryGetValue(name, out ImmutableArray<int> columns))
        {
            return columns[at.Length == 1 ? 0 : at[0]] == at[^1] ? quotients.One : quotients.Zero;
        }

        bool Has(Property p) => tensor.Properties.Contains(p) && Fits(p, tensor);
        if ((Has(Property.Diagonal) || Has(Property.Skew)) && at[0] != at[1] == Has(Property.Diagonal))
        {
            return quotients.Zero;
        }

        if (Has(Property.Skew) && at[0] > at[1])
        {
            return quotients.Times(quotients.Of(-1), Of(name, [at[1], at[0]]));
        }

        return quotients.Of(Symbol(tensor, Canonical(tensor, at)));
    }

    private static bool Fits(Property p, TensorInput t) => p switch
    {
        Property.Positive or Property.NonNegative or Property.NonZero or Property.Between01 or Property.Mask or Property.Signs => true,
        Property.OneHot or Property.Simplex or Property.Unit => t.Dimensions.Length == 1,
        _ => t.Dimensions.Length == 2,
    };

    // The first of the places that hold the same entry.
    private static ImmutableArray<int> Canonical(TensorInput tensor, ImmutableArray<int> at)
    {
        bool isSymmetric = at.Length == 2 && tensor.Properties.Any(p => p is Property.Symmetric or Property.PositiveSemidefinite or Property.PositiveDefinite);
        return isSymmetric ? [Math.Min(at[0], at[1]), Math.Max(at[0], at[1])]
            : tensor.Symmetries.Select(order => order.Select(axis => at[axis]).ToImmutableArray()).Append(at)
                .Min(Comparer<ImmutableArray<int>>.Create((x, y) => x.AsSpan().SequenceCompareTo(y.AsSpan())));
    }

    private Symbol Symbol(TensorInput tensor, ImmutableArray<int> at)
    {
        bool isPositive = tensor.Properties.Any(p => p is Property.Positive or Property.Between01)
            || (isInterior && tensor.Properties.Any(p => p is Property.NonNegative or Property.RowStochastic or Property.Simplex))
            || (tensor.Properties.Contains(Property.PositiveDefinite) && at.Length == 2 && at[0] == at[1]);
        (Symbol symbol, bool isNew) = table.Symbol($"{tensor.Name}[{string.Join(',', at)}]", isPositive);
        if (isNew)
        {
            Relate(symbol, tensor, at);
        }

        return symbol;
    }

    private void Relate(Symbol symbol, TensorInput tensor, ImmutableArray<int> at)
    {
        foreach (Property property in tensor.Properties.Where(p => Fits(p, tensor)))
        {
            bool isLast = at.Length > 0 && at[^1] == sizeOf(tensor.Dimensions[^1]) - 1;
            symbol.Relation = property switch
            {
                Property.Mask => (2, table.Of(symbol)),
                Property.Signs => (2, table.One),
                Property.RowStochastic or Property.Simplex when isLast => (1, Rest(tensor, at, 1)),
                Property.Unit when isLast => (2, Rest(tensor, at, 2)),
                _ => symbol.Relation,
            };
            if (property == Property.Between01)
            {
                signs.Assume(table.Sum([table.One, table.Product([table.Constant(-1), table.Of(symbol)])]));
            }
            else if (isInterior && isLast && property is Property.RowStochastic or Property.Simplex)
            {
                signs.Assume(Rest(tensor, at, 1));
            }
        }
    }

    private enum Form
    {
        None,
        Symmetric,
        Skew,
        Mask,
        Signs,
        Stochastic,
        Unit,
        OneHot,
    }

    // 1 minus the powers of the entries before.
    private Scalar Rest(TensorInput tensor, ImmutableArray<int> at, int power) => table.Sum(Enumerable.Range(0, at[^1])
        .Select(k => table.Product([table.Constant(-1), table.Power(table.Of(Symbol(tensor, at.SetItem(at.Length - 1, k))), power)])).Prepend(table.One));
}
