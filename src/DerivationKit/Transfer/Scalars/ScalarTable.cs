using System.Collections.Immutable;
using System.Numerics;

namespace DerivationKit.Transfer;

/// <summary>Makes scalars and symbols, each once.</summary>
internal sealed class ScalarTable
{
    private readonly Dictionary<string, Scalar> scalars = [];
    private readonly Dictionary<string, Symbol> symbols = [];
    private readonly List<Scalar> byId = [];
    private readonly List<Symbol> bySymbol = [];

    public ScalarTable() => (Zero, One) = (Constant(0), Constant(1));

    public Scalar Zero { get; }

    public Scalar One { get; }

    /// <summary>The symbols, by number.</summary>
    public IReadOnlyList<Symbol> Symbols => bySymbol;

    /// <summary>The scalar of a number.</summary>
    public Scalar this[int id] => byId[id];

    /// <summary>The symbol of a name, and whether it is new.</summary>
    public (Symbol Symbol, bool IsNew) Symbol(string name, bool isPositive)
    {
        if (symbols.TryGetValue(name, out Symbol? known))
        {
            return (known, false);
        }

        bySymbol.Add(symbols[name] = new(bySymbol.Count, name, isPositive));
        return (bySymbol[^1], true);
    }

    public Scalar Constant(BigInteger value) => Intern($"#{value}", ScalarKind.Constant, value, null, [], 0);

    public Scalar Of(Symbol symbol) => Intern($"x{symbol.Id}", ScalarKind.Symbol, 0, symbol, [], 0);

    /// <summary>The sum; equal summands are counted.</summary>
    public Scalar Sum(IEnumerable<Scalar> terms)
    {
        SortedDictionary<int, BigInteger> counts = [];
        foreach (Scalar term in terms.SelectMany(t => t.Kind == ScalarKind.Sum ? t.Operands : [t]))
        {
            (BigInteger coefficient, Scalar core) = Split(term);
            counts[core.Id] = counts.GetValueOrDefault(core.Id) + coefficient;
        }

        ImmutableArray<Scalar> sum = [.. counts.Where(c => !c.Value.IsZero).Select(c => Product([Constant(c.Value), byId[c.Key]]))];
        return sum.Length switch
        {
            0 => Zero,
            1 => sum[0],
            _ => Intern($"+{Ids(sum)}", ScalarKind.Sum, 0, null, sum, 0),
        };
    }

    /// <summary>The product; equal factors become powers, constants one.</summary>
    public Scalar Product(IEnumerable<Scalar> factors)
    {
        BigInteger constant = 1;
        SortedDictionary<int, int> exponents = [];
        foreach ((Scalar factor, int exponent) in factors.SelectMany(f => f.Factors))
        {
            if (factor.IsConstant)
            {
                constant *= BigInteger.Pow(factor.Value, exponent);
            }
            else
            {
                exponents[factor.Id] = exponents.GetValueOrDefault(factor.Id) + exponent;
            }
        }

        if (constant.IsZero)
        {
            return Zero;
        }

        ImmutableArray<Scalar> product =
            [.. constant.IsOne ? [] : new[] { Constant(constant) }, .. exponents.Select(e => Raise(byId[e.Key], e.Value))];
        return product.Length switch
        {
            0 => One,
            1 => product[0],
            _ => Intern($"*{Ids(product)}", ScalarKind.Product, 0, null, product, 0),
        };
    }

    /// <summary>The natural power.</summary>
    public Scalar Power(Scalar scalar, int exponent) =>
        exponent == 0 ? One : Product(scalar.Factors.Select(f => f.Base.IsConstant ? Constant(BigInteger.Pow(f.Base.Value, f.Exponent * exponent)) : Raise(f.Base, f.Exponent * exponent)));

    private Scalar Raise(Scalar scalar, int exponent) =>
        exponent == 1 ? scalar : Intern($"^{scalar.Id},{exponent}", ScalarKind.Power, 0, null, [scalar], exponent);

    private (BigInteger Coefficient, Scalar Core) Split(Scalar term) =>
        term.IsConstant ? (term.Value, One)
        : term is { Kind: ScalarKind.Product, Operands: [{ IsConstant: true } first, ..] } ? (first.Value, Product(term.Operands[1..]))
        : (1, term);

    private static string Ids(ImmutableArray<Scalar> scalars) => string.Join(',', scalars.Select(s => s.Id));

    private Scalar Intern(string key, ScalarKind kind, BigInteger value, Symbol? symbol, ImmutableArray<Scalar> operands, int exponent)
    {
        if (!scalars.TryGetValue(key, out Scalar? known))
        {
            scalars[key] = known = new(byId.Count, kind, value, symbol, operands, exponent);
            byId.Add(known);
        }

        return known;
    }
}
