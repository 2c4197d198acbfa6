using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Compilation.Fusion;

/// <summary>A constant, times a scalar if there is one.</summary>
/// <param name="Number">The constant.</param>
/// <param name="Factor">The scalar.</param>
internal sealed record Multiple(Rational Number, Value? Factor)
{
    /// <summary>1.</summary>
    public static Multiple One { get; } = new(1, null);

    /// <summary>Whether it is 1.</summary>
    public bool IsOne => Number.IsOne && Factor is null;

    /// <summary>The product of two; nothing if it may overflow or underflow where they do not one after the other: 0 times what is too large is no number.</summary>
    public Multiple? Times(Multiple other) =>
        IsSign ? other with { Number = Number * other.Number }
        : other.IsSign ? this with { Number = Number * other.Number }
        : IsModerate && other.IsModerate && new Multiple(Number * other.Number, null) is { IsModerate: true } product ? product
        : null;

    private bool IsSign => Factor is null && Rational.Abs(Number).IsOne;

    private bool IsModerate => Factor is null && Rational.Abs(Number) is var size && size <= 1000 && size >= new Rational(1, 1000);

    /// <summary>As text.</summary>
    public string Print(Func<Value, string> name) =>
        Factor is null ? $"{Number}" : Number.IsOne ? name(Factor) : Number == -1 ? $"-{name(Factor)}" : $"{Number}*{name(Factor)}";
}

/// <summary>What is computed together with a product, while its sums are still in registers: a·product + b·addend.</summary>
/// <param name="Result">The value of the whole.</param>
/// <param name="OfProduct">a.</param>
/// <param name="Addend">What is added, if anything: an array of the product's shape.</param>
/// <param name="OfAddend">b.</param>
/// <param name="Inner">Values in between, which nothing else needs.</param>
internal sealed record Combination(Value Result, Multiple OfProduct, Value? Addend, Multiple OfAddend, ImmutableArray<Value> Inner)
{
    /// <summary>The product itself.</summary>
    public static Combination Of(Value product) => new(product, Multiple.One, null, Multiple.One, []);

    /// <summary>What a map computes from this; nothing if that is something else.</summary>
    /// <param name="user">The map.</param>
    /// <param name="isInner">Whether a value is needed for the map alone.</param>
    public Combination? In(Value.Elementwise user, Func<Value, bool> isInner)
    {
        Term?[] terms = [.. Terms(user, user.Code, 1).Select(term => term is null ? null : Opened(term))];
        Term[] own = [.. terms.OfType<Term>().Where(term => term.Entry == Result)];
        Term[] others = [.. terms.OfType<Term>().Where(term => term.Entry is not null && term.Entry != Result)];
        Term? other = others.FirstOrDefault();
        return Addend is null && own.Length == 1 && others.Length <= 1 && own.Length + others.Length == terms.Length
            && own[0].Multiple.Times(OfProduct) is { } multiple
                ? new(user, multiple, other?.Entry, other?.Multiple ?? Multiple.One, [.. Inner, Result, .. new[] { other?.Inner }.OfType<Value>()])
                : null;

        Term Opened(Term term) =>
            term.Entry is Value.Elementwise map && map != Result && isInner(map) && Monomial(map, map.Code) is { Entry: not null } inner
            && term.Times(inner with { Entry = null }) is { } opened
                ? opened with { Entry = inner.Entry, Inner = map }
                : term;
    }

    // The summands of a map; nothing for those that are not multiples of an array.
    private static IEnumerable<Term?> Terms(Value.Elementwise map, ScalarCode code, Rational sign) => code switch
    {
        ScalarCode.Binary { Operation: Arithmetic.Add } x => Terms(map, x.Left, sign).Concat(Terms(map, x.Right, sign)),
        ScalarCode.Binary { Operation: Arithmetic.Subtract } x => Terms(map, x.Left, sign).Concat(Terms(map, x.Right, -sign)),
        ScalarCode.Negation x => Terms(map, x.Body, -sign),
        _ => [Monomial(map, code)?.Times(Term.Of(sign))],
    };

    private static Term? Monomial(Value.Elementwise map, ScalarCode code) => code switch
    {
        ScalarCode.Number x => Term.Of(x.Value),
        ScalarCode.Operand x when map.Reads[x.Position].Reading == Reading.Scalar => new(new(1, map.Operands[x.Position]), null),
        ScalarCode.Operand x when map.Reads[x.Position].Reading == Reading.Entry => new(Multiple.One, map.Operands[x.Position]),
        ScalarCode.Negation x => Monomial(map, x.Body)?.Times(Term.Of(-1)),
        ScalarCode.Binary { Operation: Arithmetic.Multiply } x when Monomial(map, x.Right) is { } right => Monomial(map, x.Left)?.Times(right),
        _ => null,
    };

    private sealed record Term(Multiple Multiple, Value? Entry, Value? Inner = null)
    {
        public static Term Of(Rational number) => new(new(number, null), null);

        public Term? Times(Term other) =>
            (Entry is null || other.Entry is null) && Multiple.Times(other.Multiple) is { } multiple ? new(multiple, Entry ?? other.Entry) : null;
    }
}
