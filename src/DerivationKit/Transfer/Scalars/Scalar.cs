using System.Collections.Immutable;
using System.Numerics;

namespace DerivationKit.Transfer;

/// <summary>Which form a scalar has.</summary>
internal enum ScalarKind
{
    /// <summary>An integer.</summary>
    Constant,

    /// <summary>An unknown.</summary>
    Symbol,

    /// <summary>A sum.</summary>
    Sum,

    /// <summary>A product.</summary>
    Product,

    /// <summary>A power with a natural exponent.</summary>
    Power,
}

/// <summary>A polynomial with integer coefficients over symbols, as it was put together: nothing is multiplied out.</summary>
/// <param name="id">Its number in its table: equal scalars are one object.</param>
/// <param name="kind">Its form.</param>
/// <param name="value">The integer, of a constant.</param>
/// <param name="symbol">The unknown, of a symbol.</param>
/// <param name="operands">What is added, multiplied or raised.</param>
/// <param name="exponent">The exponent, of a power.</param>
internal sealed class Scalar(int id, ScalarKind kind, BigInteger value, Symbol? symbol, ImmutableArray<Scalar> operands, int exponent)
{
    public int Id { get; } = id;

    public ScalarKind Kind { get; } = kind;

    public BigInteger Value { get; } = value;

    public ImmutableArray<Scalar> Operands { get; } = operands;

    public int Exponent { get; } = exponent;

    /// <summary>The unknown that this is.</summary>
    public Symbol Symbol => symbol ?? throw new InvalidOperationException("the scalar is no symbol");

    public bool IsConstant => Kind == ScalarKind.Constant;

    public bool IsZero => IsConstant && Value.IsZero;

    /// <summary>The factors with their exponents; itself where it is no product.</summary>
    public IEnumerable<(Scalar Base, int Exponent)> Factors => Kind switch
    {
        ScalarKind.Product => Operands.SelectMany(o => o.Factors),
        ScalarKind.Power => [(Operands[0], Exponent)],
        _ => [(this, 1)],
    };
}

/// <summary>An unknown: an entry of a tensor, or a value of a function at an argument.</summary>
/// <param name="id">Its number in its table.</param>
/// <param name="name">What it stands for, in full: equal names mean equal symbols.</param>
/// <param name="isPositive">Whether it is greater than 0 wherever it is defined.</param>
internal sealed class Symbol(int id, string name, bool isPositive)
{
    public int Id { get; } = id;

    public string Name { get; } = name;

    public bool IsPositive { get; } = isPositive;

    /// <summary>The power of the symbol that can be replaced, and by what: r² by D for a root r of D. No power where the degree is 0.</summary>
    public (int Degree, Scalar? Value) Relation { get; set; }

    /// <summary>Whether this is a root, and so not negative.</summary>
    public bool IsRoot { get; set; }

    /// <summary>For a logarithm, its argument.</summary>
    public Quotient? Logarithm { get; set; }

    /// <summary>For exp(M/u), the monomial M and the unit u.</summary>
    public (Exponents Monomial, int Unit)? Exponential { get; set; }

    /// <summary>For the name of a denominator inside a monomial, the denominator.</summary>
    public Scalar? Denominator { get; set; }
}
